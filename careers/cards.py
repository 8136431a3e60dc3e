"""Answers about one occupation: short, plain, and with date and source where there is a fact."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from careers.content_types import NamedOccupation, Occupation
from careers.library import Library
from careers.pay_card import pay_text
from careers.phrases import and_list, words
from careers.route_card import route_text

MOST_ALTERNATIVES = 3


class Question(str, Enum):
    """What can be asked about an occupation."""

    ABOUT = "about"
    PAY = "pay"
    ROUTE = "route"


@dataclass(frozen=True)
class Card:
    """An answer of fewer than 700 characters, and what could be asked next."""

    text: str
    follow_ups: tuple[Question, ...]


def occupation_card(
    library: Library, occupation_id: str, question: Question, *, today: date
) -> Card:
    """Return the answer to a question about an occupation.

    An occupation that is known by name only gets an honest "I have no checked facts on that",
    whom to ask, and no follow-ups.

    Raises:
        UnknownOccupationError: nobody here has heard of the occupation.
    """
    named = library.named_occupation(occupation_id)
    if not isinstance(named, Occupation):
        return Card(_nothing_yet(library, named), ())
    follow_ups = tuple(other for other in Question if other is not question)
    if question is Question.ABOUT:
        return Card(_about(named), follow_ups)
    if question is Question.PAY:
        return Card(pay_text(library, named, today=today), follow_ups)
    return Card(route_text(named, today=today), follow_ups)


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


def _nothing_yet(library: Library, named: NamedOccupation) -> str:
    text = words.text("nothing_yet", plural=named.plural)
    near = sorted(o.plural for o in library.occupations.values() if o.sector == named.sector)
    if not near:
        return text
    return f"{text} {words.text('nothing_yet_near', plurals=and_list(near[:MOST_ALTERNATIVES]))}"
