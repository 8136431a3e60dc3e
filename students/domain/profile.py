"""The questions of a student's profile."""

from enum import Enum

MAX_INTERESTS = 10


class ProfileQuestion(str, Enum):
    """What a student is asked once, and may skip."""

    PLACE = "place"
    INTERESTS = "interests"
