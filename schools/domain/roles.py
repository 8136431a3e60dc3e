"""Closed sets of the school's world: roles of staff, states of a school."""

from enum import Enum


class Role(str, Enum):
    """What a member of staff may do; one person may hold several."""

    ADVISER = "adviser"
    LEAD = "lead"  # the designated safeguarding lead or a deputy
    COORDINATOR = "coordinator"  # decides who goes on a placement


class SchoolState(str, Enum):
    """Whether real students may use it."""

    DEMO = "demo"
    LIVE = "live"
