"""What can be said to a student: text and buttons, independent of the channel."""

from dataclasses import dataclass

MAX_TEXT_CHARS = 4_000  # what a student may send; the rest is cut and the student is told
ANSWER_CHARS = 700  # an answer longer than this is a wall of text


@dataclass(frozen=True)
class Choice:
    """A button: its title, and the payload that pressing it sends to the dialogue."""

    title: str
    payload: str


@dataclass(frozen=True)
class Say:
    """One message to a student.

    `document` names a kind of file that comes with it on Telegram; it is made when it is sent.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    document: str | None = None


@dataclass(frozen=True)
class ShownButton:
    """A button as the student's side knows it."""

    title: str
    token: str
