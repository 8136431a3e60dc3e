"""What somebody may ask of a job besides what it is about, as far as the content can tell."""

from collections.abc import Collection
from enum import Enum

from careers.content_types import Route, RouteKind
from careers.occupation_types import Occupation
from careers.phrases import and_list, words

_MEDICAL = "how-the-body-works"  # what every job with patients is about, of man or beast
DEGREE_LEVEL = 6  # of an apprenticeship: levels 6 and 7 are degree level (GOV.UK)


class Criterion(str, Enum):
    """A wish that a job meets or does not."""

    WITHOUT_UNI = "without_uni"
    SHORT_TRAINING = "short_training"
    NOT_AT_A_DESK = "not_at_a_desk"
    AT_A_DESK = "at_a_desk"
    NOT_MEDICAL = "not_medical"  # no blood, as far as the content can tell


class Unsorted(str, Enum):
    """A wish that is understood, but that nothing in the content tells of a job."""

    FROM_HOME = "from_home"
    SHY = "shy"
    NO_PHONE = "no_phone"
    ALONE = "alone"
    NO_GRADES = "no_grades"


def meets(job: Occupation, criterion: Criterion) -> bool:
    """Return whether a job meets a criterion; training counts as short where none comes first."""
    routes = job.facts.ways
    if criterion is Criterion.WITHOUT_UNI:
        return any(_leads_in(route) and not ends_in_degree(route) for route in routes)
    if criterion is Criterion.SHORT_TRAINING:
        return any(route.kind is RouteKind.DIRECT for route in routes)
    if criterion is Criterion.NOT_MEDICAL:
        return _MEDICAL not in job.interests
    return job.at_a_desk is (criterion is Criterion.AT_A_DESK)


def unsorted_names(wishes: Collection[Unsorted]) -> str:
    """Return the wishes in words: "working from home and working on your own"."""
    return and_list([words.text(f"unsorted_{wish.value}") for wish in sorted(wishes)])


def ends_in_degree(route: Route) -> bool:
    """Return whether a route leads to a degree: university, or an apprenticeship at its level."""
    is_high = bool(route.levels) and min(route.levels) >= DEGREE_LEVEL
    return route.kind is RouteKind.UNIVERSITY or is_high


def _leads_in(route: Route) -> bool:
    """Return whether a route leads in by itself; a junior job or volunteering may not."""
    return route.kind not in {RouteKind.VOLUNTEERING, RouteKind.WORK_UP}
