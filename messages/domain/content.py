"""What can be said to a student: text and buttons, independent of the channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

MAX_TEXT_CHARS = 4_000  # what a student may send; the rest is cut and the student is told
ANSWER_CHARS = 700  # an answer longer than this is a wall of text


class Use(str, Enum):
    """How often a button can be pressed."""

    ANY = "any"  # it shows or asks something
    ONCE = "once"  # it does something
    ANSWER = "answer"  # one of the answers to a question, which is answered once


@dataclass(frozen=True)
class Choice:
    """A button: its title, and the payload that pressing it sends to the dialogue."""

    title: str
    payload: str
    use: Use = Use.ANY


@dataclass(frozen=True)
class Picture:
    """A picture by its kind and the values (as JSON) that it shows; drawn when it is shown.

    The text of its message says what it shows: Telegram has no other words for those who do not
    see it.
    """

    kind: str
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Say:
    """One message to a student.

    `document` names a kind of file that comes with it on Telegram; it is made when it is sent.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    document: str | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class ShownButton:
    """A button as the student's side knows it."""

    title: str
    token: str


def picture_in(content: Mapping[str, Any]) -> Picture | None:
    """Return the picture in what is kept of a message, or in an action's own data, if any."""
    found = content.get("picture")
    if not isinstance(found, Mapping):
        return None
    kind, about = found.get("kind"), found.get("about")
    if not isinstance(kind, str) or not isinstance(about, Mapping):
        return None
    return Picture(kind, dict(about))
