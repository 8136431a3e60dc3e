"""What is told about one occupation: its facts, our words about it, and what it is like."""

from enum import Enum
from typing import Literal, Self

from pydantic import Field, model_validator

from careers.content_types import (
    Content,
    EditorialText,
    Fact,
    Hours,
    NamedOccupation,
    Pay,
    Route,
    RouteKind,
    Routes,
    Slug,
    Status,
    TextFact,
    Theme,
)

MEDIUM_FROM = 0.3  # of `Automation.level`
HIGH_FROM = 0.7


class YearlyFact(Fact):
    """A statement of which only the year is known."""

    @property
    def as_of(self) -> str:
        """The year in which the statement began to hold: "2025"."""
        return f"{self.valid_from:%Y}"


class Study(str, Enum):
    """The studies of automation; they disagree, so neither is ever set against the other."""

    ENGLAND = "england"  # ONS
    UNITED_STATES = "united_states"  # Frey & Osborne


class AutomationLevel(str, Enum):
    """How much of a job's work a study held machines to be able to do."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Automation(YearlyFact):
    """A study's estimate, kept to be checked; only its level is ever told."""

    value: float = Field(ge=0, le=1)
    unit: Literal["probability"]
    study: Study

    @property
    def level(self) -> AutomationLevel:
        """The level that is told: low < 0.3 <= medium < 0.7 <= high.

        The bounds are ours, not those of either study: the figures look more exact than they are.
        """
        if self.value < MEDIUM_FROM:
            return AutomationLevel.LOW
        return AutomationLevel.MEDIUM if self.value < HIGH_FROM else AutomationLevel.HIGH


class Demand(YearlyFact):
    """That many more people are needed in an occupation than there are."""

    text: str = Field(min_length=3)


class Riasec(Fact):
    """The one to three themes that a job's work is most about, the strongest first."""

    value: str = Field(pattern=r"^[RIASEC]{1,3}$")

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.value)) != len(self.value):
            raise ValueError("names a theme twice")
        return self

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes, the strongest first."""
        return tuple(Theme(letter) for letter in self.value)


class Facts(Content):
    """The sourced statements about one occupation; what is not known is left out."""

    pay: Pay | None = None
    hours: Hours | None = None
    routes: Routes | None = None  # of new jobs no source that we may use tells them
    t_level: TextFact | None = None
    foundation_apprenticeship: TextFact | None = None
    registration: TextFact | None = None
    checks: TextFact | None = None
    automation: Automation | None = None
    demand: Demand | None = None
    riasec: Riasec | None = None  # jobs without are not offered by the quiz

    @property
    def ways(self) -> tuple[Route, ...]:
        """The routes into the job; empty where none is known."""
        return () if self.routes is None else self.routes.value

    @model_validator(mode="after")
    def _details_belong_to_a_route(self) -> Self:
        kinds = {route.kind for route in self.ways}
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
    setting: EditorialText
    machines_take: EditorialText  # tasks that software, AI or robots do or may soon do
    people_keep: EditorialText  # tasks that stay with people, and why
    times: EditorialText | None = None  # when the work is done, where it is known to be unusual


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
    related: tuple[Slug, ...] = Field(min_length=3, max_length=6)  # ids of other occupations
    often_self_employed: bool = False
    at_a_desk: bool = False  # most of the day
    soc: Soc | None = None
    editorial: Editorial
    facts: Facts = Facts()

    @model_validator(mode="after")
    def _pay_is_that_of_a_group(self) -> Self:
        if self.facts.pay is not None and self.soc is None:
            raise ValueError("pay needs soc, the group that the figure counts")
        return self
