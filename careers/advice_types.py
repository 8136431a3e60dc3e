"""The shape of the topic files: advice on routes, exams, getting work, rights and this service.

A topic is one intent, and its file has the intent's name. It is told in parts, each short enough
for one message. The words of a part are ours and hold no figure; what is true of the world at a
date stands in its facts. A fact whose beginning nobody wrote down is valid from the month in which
it was checked.
"""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from careers.content_types import NOT_EDITORIAL, Content, Slug, Status, TextFact

INTENT = re.compile(r"[a-z]+(_[a-z0-9]+)+")
_WORDS = r"[a-z0-9]+( [a-z0-9]+)*\*?"
TRIGGER = re.compile(rf"{_WORDS}( \+ {_WORDS})*")
MOST_BUTTONS = 5  # under one message; more is a menu that nobody reads
LONGEST_TITLE = 24  # characters of a button on a phone


def _intent(text: str) -> str:
    if not INTENT.fullmatch(text):
        raise ValueError("must be the name of an intent, like ask_cv")
    return text


def _trigger(text: str) -> str:
    if not TRIGGER.fullmatch(text):
        raise ValueError("must be lower-case words without signs; * allows endings, + joins two")
    return text


def _ours(text: str) -> str:
    if NOT_EDITORIAL.search(text):
        raise ValueError("our own words hold no figure: make it a fact with a source")
    return text


IntentName = Annotated[str, AfterValidator(_intent)]
Trigger = Annotated[str, AfterValidator(_trigger)]
Title = Annotated[str, Field(min_length=3, max_length=LONGEST_TITLE)]  # a name: may hold an age
Asked = Annotated[str, Field(min_length=8, max_length=90)]  # a question, never told
OwnWords = Annotated[str, Field(min_length=20, max_length=360), AfterValidator(_ours)]


LAW_ID = re.compile(r"\{([a-z0-9-]+)\}")


def _of_laws(text: str) -> str:
    if not LAW_ID.search(text):
        raise ValueError("must name a law, like {child-latest}")
    _ours(LAW_ID.sub("", text))
    return text


LawLine = Annotated[str, AfterValidator(_of_laws)]


class Contact(TextFact):
    """Who helps, with the number to call; kept once for all topics."""

    id: Slug


class Ages(Content):
    """The ages, in whole years, that a part is written for; both ends count."""

    least: int = Field(ge=11, le=25)
    most: int = Field(ge=11, le=25)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.most < self.least:
            raise ValueError("most lies below least")
        return self

    def hold(self, age: int) -> bool:
        """Return whether somebody of that age is meant."""
        return self.least <= age <= self.most


class Step(Content):
    """A button to something else that helps next."""

    title: Title
    intent: IntentName
    part: Slug | None = None


class AdvicePart(Content):
    """One message of a topic.

    `words` name this part in a question about the topic, `anywhere` in a question that was taken
    for something else; "a + b" needs both. `asked` are questions that it answers, as students type
    them: they find it by meaning where no words do (`careers.nearest_texts`). A part that is
    `asked_only` has no button and is not told unasked. One that is told `always` comes first
    whatever a message was taken for, unless it names a job. `laws` are sentences with ids of
    laws.yml in braces; `rates` and `contacts` are ids of rates.yml and contacts.yml. They are told
    after the facts.
    """

    id: Slug
    title: Title
    words: tuple[Trigger, ...] = ()
    anywhere: tuple[Trigger, ...] = ()
    asked: tuple[Asked, ...] = ()
    asked_only: bool = False
    always: bool = False
    ages: Ages | None = None
    text: OwnWords
    facts: tuple[TextFact, ...] = ()
    laws: tuple[LawLine, ...] = ()
    rates: tuple[Slug, ...] = ()
    contacts: tuple[Slug, ...] = ()
    next_step: OwnWords


class Advice(Content):
    """All that is told about one topic; the first part answers a question that names none."""

    id: IntentName
    status: Literal[Status.EDITORIAL]  # of all words outside the facts
    parts: tuple[AdvicePart, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = ()
    check: Step | None = None  # a sum for one's own case, on top of the other buttons

    @model_validator(mode="after")
    def _parts_can_be_told_apart(self) -> Self:
        ids = [part.id for part in self.parts]
        if len(set(ids)) < len(ids):
            raise ValueError("two parts have the same id")
        if any(not (part.words or part.anywhere) for part in self.parts[1:]):
            raise ValueError("every part but the first needs words that name it")
        if any(part.always and not part.anywhere for part in self.parts):
            raise ValueError("a part that is told always needs words that name it anywhere")
        if self.parts[0].asked_only:
            raise ValueError("the first part is told unasked")
        if len(self.shown) - 1 + len(self.steps) > MOST_BUTTONS:
            raise ValueError(f"more than {MOST_BUTTONS} buttons under a message")
        return self

    @property
    def shown(self) -> tuple[AdvicePart, ...]:
        """The parts that buttons lead to."""
        return tuple(part for part in self.parts if not part.asked_only)
