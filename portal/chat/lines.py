"""A chat's lines as the page shows them: by day, the newest buttons as quick replies."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from messages.domain.content import ShownButton
from messages.services.history import Line
from portal.rendering import day, environment

SHOWN = 60  # a page of a phone holds about eight


@dataclass(frozen=True)
class Day:
    """The lines of one day."""

    name: str
    lines: tuple[Line, ...]


def by_day(lines: Sequence[Line]) -> list[Day]:
    """Return the lines under the days on which they were written."""
    return [Day(name, tuple(group)) for name, group in groupby(lines, lambda line: day(line.at))]


def quick_replies(lines: Sequence[Line]) -> tuple[ShownButton, ...]:
    """Return the buttons to show: all that the bot offered since the student last said anything."""
    offered: tuple[ShownButton, ...] = ()
    for line in reversed(lines):
        if line.from_student:
            break
        offered = (*line.buttons, *offered)
    return offered


def newest_of(lines: Sequence[Line]) -> int:
    """Return the greatest id of the bot's lines (0 when there are none)."""
    return max((line.id or 0 for line in lines), default=0)


def bubble(line: Line) -> str:
    """Return one line's bubble as a piece of the page."""
    return environment().get_template("chat/bubble.html").render(line=line)


def replies(buttons: Sequence[ShownButton]) -> str:
    """Return the quick replies as a piece of the page."""
    return environment().get_template("chat/replies.html").render(buttons=buttons)
