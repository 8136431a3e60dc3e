"""Closed sets of the advisers room."""

from enum import Enum


class RequestKind(str, Enum):
    """What a student wants of the staff of their school."""

    TALK = "talk"  # to a careers adviser
    ABSENCE = "absence"  # cannot come to an approved placement
    EXPORT = "export"  # a copy of what is kept about them
