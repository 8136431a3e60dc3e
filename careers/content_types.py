"""The shape of the content files: topics, occupations and their dated, sourced facts."""

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_EDITORIAL = re.compile(r"[0-9£%]")


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


class Rate(Fact):
    """A legal rate in pounds an hour, and whom it is for."""

    id: Slug
    who: str
    value: Decimal = Field(gt=0)
    unit: Literal["GBP an hour"]


class Facts(Content):
    """The sourced statements about one occupation; what is not known is left out."""

    pay: Pay | None = None
    hours: Hours | None = None
    routes: Routes
    t_level: TextFact | None = None
    foundation_apprenticeship: TextFact | None = None
    registration: TextFact | None = None

    @model_validator(mode="after")
    def _details_belong_to_a_route(self) -> Self:
        kinds = {route.kind for route in self.routes.value}
        if self.t_level is not None and RouteKind.COLLEGE not in kinds:
            raise ValueError("t_level needs a route of kind college, with which it is told")
        if self.foundation_apprenticeship is not None and RouteKind.APPRENTICESHIP not in kinds:
            raise ValueError("foundation_apprenticeship needs a route of kind apprenticeship")
        return self


class Editorial(Content):
    """Our own words for a 14-year-old: no figure, grade, date or law."""

    status: Literal[Status.EDITORIAL]
    what_you_do: EditorialText
    real_day: EditorialText
    good: EditorialText
    hard: EditorialText
    first_step: EditorialText


class Soc(Content):
    """The statistical group; a code means nothing without its scheme."""

    scheme: Literal["soc2020"]
    code: str = Field(pattern=r"^\d{4}$")
    title: str


class Occupation(NamedOccupation):
    """All that is told about one occupation; its first interest is what it is most about."""

    also: tuple[str, ...] = Field(min_length=10)
    interests: tuple[Slug, ...] = Field(min_length=1)
    subjects: tuple[Slug, ...] = Field(min_length=1)
    skills: tuple[Slug, ...] = Field(min_length=1)
    often_self_employed: bool = False
    soc: Soc
    editorial: Editorial
    facts: Facts
