"""Answers about one occupation: short, plain, and with date and source where there is a fact."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from careers.content_types import NamedOccupation
from careers.hours_card import hours_text
from careers.library import Library
from careers.occupation_types import Occupation
from careers.outlook_card import outlook_text
from careers.pay_card import pay_text
from careers.phrases import and_list, words
from careers.requirements_card import requirements_text
from careers.route_card import route_text
from careers.skills_card import skills_text

MOST_ALTERNATIVES = 3


class Question(str, Enum):
    """What can be asked about an occupation."""

    ABOUT = "about"
    PAY = "pay"
    ROUTE = "route"
    REQUIREMENTS = "requirements"
    SKILLS = "skills"
    HOURS = "hours"
    OUTLOOK = "outlook"


@dataclass(frozen=True)
class Card:
    """An answer of fewer than 700 characters; `is_known` where there is content on the job."""

    text: str
    is_known: bool


def occupation_card(
    library: Library,
    occupation_id: str,
    question: Question,
    *,
    today: date,
    subjects: Sequence[str] = (),
) -> Card:
    """Return the answer to a question about an occupation.

    `subjects` are school subjects that the question asks about: "do I need maths for it". An
    occupation that is known by name only gets an honest "I have no checked facts on that" and
    whom to ask.

    Raises:
        UnknownOccupationError: nobody here has heard of the occupation.
    """
    named = library.named_occupation(occupation_id)
    if not isinstance(named, Occupation):
        return Card(_nothing_yet(library, named), is_known=False)
    if question is Question.REQUIREMENTS:
        text = requirements_text(library, named, today=today, subjects=subjects)
        return Card(text, is_known=True)
    return Card(_TEXTS[question](library, named, today), is_known=True)


def _about(occupation: Occupation) -> str:
    told = occupation.editorial
    return words.text(
        "about",
        name=occupation.name,
        what_you_do=told.what_you_do,
        real_day=told.real_day,
        good=told.good,
        hard=told.hard,
    )


_TEXTS: Mapping[Question, Callable[[Library, Occupation, date], str]] = {
    Question.ABOUT: lambda _library, job, _today: _about(job),
    Question.PAY: lambda library, job, today: pay_text(library, job, today=today),
    Question.ROUTE: lambda library, job, today: route_text(library, job, today=today),
    Question.SKILLS: lambda library, job, _today: skills_text(library, job),
    Question.HOURS: lambda _library, job, today: hours_text(job, today=today),
    Question.OUTLOOK: lambda _library, job, today: outlook_text(job, today=today),
}


def _nothing_yet(library: Library, named: NamedOccupation) -> str:
    text = words.text("nothing_yet", plural=named.plural)
    near = sorted(o.plural for o in library.occupations.values() if o.sector == named.sector)
    if not near:
        return text
    return f"{text} {words.text('nothing_yet_near', plurals=and_list(near[:MOST_ALTERNATIVES]))}"
