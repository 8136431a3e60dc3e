"""Closed sets of the employers room: kinds, risks and states."""

from enum import Enum


class SlotKind(str, Enum):
    """What a student does at an employer; the order is from listening to working."""

    TALK = "talk"
    TOUR = "tour"
    VIRTUAL = "virtual"
    PROJECT = "project"
    SHADOWING = "shadowing"
    PLACEMENT = "placement"


class RiskLevel(str, Enum):
    """How dangerous the workplace can be for a young person."""

    LOW = "low"  # office, shop
    MEDIUM = "medium"  # packing, light assembly
    HIGH = "high"  # what MHSWR 1999 regulation 19 keeps from under-18s


class SlotState(str, Enum):
    """Whether students can apply."""

    OPEN = "open"
    PAUSED = "paused"  # a person looks into something first
    CLOSED = "closed"


class ApplicationState(str, Enum):
    """Where an application stands; applied and approved hold a seat."""

    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"  # nobody decided in time


HOLDS_SEAT = (ApplicationState.APPLIED, ApplicationState.APPROVED)
