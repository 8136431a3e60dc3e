"""The shape of the content files: topics, occupations and their dated, sourced facts."""

import re
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_EDITORIAL = re.compile(r"[0-9£%]")
FIGURE = re.compile(r"\d+(\.\d+)?")


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("must be lower-case words joined by hyphens")
    return text


def _plain_opinion(text: str) -> str:
    if NOT_EDITORIAL.search(text):
        raise ValueError("editorial text holds no figure: make it a fact with a source")
    return text


Slug = Annotated[str, AfterValidator(_slug)]
EditorialText = Annotated[str, Field(min_length=20, max_length=230), AfterValidator(_plain_opinion)]
Names = Annotated[tuple[str, ...], Field(default=())]


class Content(BaseModel):
    """Base of all content: immutable, and a misspelt field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Topic(Content):
    """A sector, interest, subject, skill or qualification, with the words people use for it."""

    id: Slug
    name: str
    also: Names = ()


class NamedOccupation(Content):
    """An occupation that is known by name only: there is no content about it yet."""

    id: Slug
    name: str
    plural: str
    sector: Slug
    also: Names = ()

    @property
    def in_sentence(self) -> str:
        """The name inside a sentence: "electrician", but "DJ" and "Royal Navy officer"."""
        first, rest = self.name[0], self.name[1:]
        return self.name if rest != rest.lower() else first.lower() + rest


class Theme(str, Enum):
    """The six kinds of liking for work that J. L. Holland described, by their first letters.

    Source: J. L. Holland, Making Vocational Choices, third edition, 1997. Students see names of
    our own.
    """

    REALISTIC = "R"
    INVESTIGATIVE = "I"
    ARTISTIC = "A"
    SOCIAL = "S"
    ENTERPRISING = "E"
    CONVENTIONAL = "C"


class Status(str, Enum):
    """Where a piece of content comes from."""

    SOURCED = "sourced"
    EDITORIAL = "editorial"


class Fact(Content):
    """What every statement about the world carries; `valid_to` is when to look again."""

    unit: str | None = None
    valid_from: date
    valid_to: date
    source: str = Field(min_length=3)
    licence: str = Field(min_length=3)
    status: Status
    checked_on: date
    note: str | None = Field(default=None, description="for whoever keeps the content")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        return self

    @property
    def as_of(self) -> str:
        """When the statement began to hold, as month and year: "April 2025"."""
        return f"{self.valid_from:%B %Y}"

    def is_current(self, today: date) -> bool:
        """Whether the statement may be made on that day without a warning."""
        return self.valid_from <= today <= self.valid_to


class PayBasis(str, Enum):
    """Whose pay a figure describes."""

    FULL_TIME = "full_time"
    ALL_WORKERS = "all_workers"  # part-time workers included, which pulls the median down


class PayRange(Content):
    """Gross pay in pounds a year: the middle, and the two quarters where they are published."""

    lower: int | None = Field(default=None, gt=0)
    median: int = Field(gt=0)
    upper: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.lower is None) != (self.upper is None):
            raise ValueError("give both quarters or neither")
        if not (self.lower or 0) <= self.median <= (self.upper or self.median):
            raise ValueError("lower, median and upper are not in order")
        return self


class Pay(Fact):
    """What employees of the occupation's statistical group earn."""

    value: PayRange
    basis: PayBasis
    unit: Literal["GBP a year"]


class HoursRange(Content):
    """Usual hours."""

    least: float = Field(gt=0)
    most: float = Field(gt=0)


class Hours(Fact):
    """Usual hours a week."""

    value: HoursRange
    unit: Literal["hours a week"]


class RouteKind(str, Enum):
    """The ways into a job."""

    APPRENTICESHIP = "apprenticeship"
    COLLEGE = "college"
    UNIVERSITY = "university"
    DIRECT = "direct"  # apply to an employer without training first
    WORK_UP = "work_up"  # start in a more junior job
    LICENCE = "licence"  # train for the licence or registration that the job asks for
    VOLUNTEERING = "volunteering"


class Route(Content):
    """One way in; for an apprenticeship also its levels (2 intermediate … 6-7 degree)."""

    kind: RouteKind
    levels: tuple[Annotated[int, Field(ge=2, le=7)], ...] = ()


class Routes(Fact):
    """The ways into an occupation, none before the others."""

    value: tuple[Route, ...] = Field(min_length=1)


class TextFact(Fact):
    """A statement in words."""

    text: str = Field(min_length=3)


class RouteRule(TextFact):
    """What everyone needs who takes one of these routes, whatever the job."""

    id: Slug
    kinds: tuple[RouteKind, ...] = Field(min_length=1)
    tells: Literal["needs", "length"] = "needs"  # what it answers


class LawUnit(str, Enum):
    """What the value of a law is counted in."""

    HOURS = "hours"
    MINUTES = "minutes"
    WEEKS = "weeks"
    YEARS = "years"
    AGE = "years of age"
    TIME = "time of day"  # 24-hour clock
    POUNDS = "GBP a year"
    PERCENT = "percent"


class Law(Fact):
    """A rule of law: one figure with its unit, or one sentence where there is no unit."""

    id: Slug
    value: str = Field(min_length=1)
    unit: LawUnit | None = None

    @model_validator(mode="after")
    def _value_fits_unit(self) -> Self:
        if self.unit is LawUnit.TIME:
            time.fromisoformat(self.value)
        elif self.unit is not None and not FIGURE.fullmatch(self.value):
            raise ValueError("value must be a plain number")
        return self

    @property
    def number(self) -> Decimal:
        """The figure, in `unit`."""
        return Decimal(self.value)

    @property
    def clock(self) -> time:
        """The time of day."""
        return time.fromisoformat(self.value)

    @property
    def said(self) -> str:
        """The value inside a sentence: "2 hours", "7:00", "£25,000", "9%", or the sentence."""
        if self.unit is None:
            return self.value
        if self.unit is LawUnit.TIME:
            return f"{self.clock.hour}:{self.clock:%M}"
        text = _WITH_UNIT[self.unit].format(self.number, halves(self.number))
        return text.removesuffix("s") if self.number == 1 else text


_WITH_UNIT = {
    LawUnit.HOURS: "{1} hours",
    LawUnit.MINUTES: "{1} minutes",
    LawUnit.WEEKS: "{1} weeks",
    LawUnit.YEARS: "{1} years",
    LawUnit.AGE: "{1}",
    LawUnit.POUNDS: "£{0:,}",
    LawUnit.PERCENT: "{1}%",
}


def halves(number: Decimal) -> str:
    """Return a number as people write it: "8", "4½", "7.25"."""
    whole, rest = divmod(number, 1)
    if rest == Decimal("0.5"):
        return f"{whole:f}½" if whole else "½"
    return f"{number.normalize():f}"


class Rate(Fact):
    """A legal rate in pounds an hour, and whom it is for."""

    id: Slug
    who: str
    value: Decimal = Field(gt=0)
    unit: Literal["GBP an hour"]
