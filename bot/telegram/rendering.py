"""What a message looks like on Telegram: HTML in parts, and a keyboard under the last one."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.splitting import MOST_CAPTION_UNITS, split_text
from messages.domain.content import ShownButton
from messages.domain.text import is_visible

# Two buttons side by side have room for about this many characters each on a narrow phone
# (360 px wide, at the usual size of letters).
SHORT_TITLE = 16


@dataclass(frozen=True)
class Part:
    """One message for Telegram: as HTML, and as the plain text it stands for."""

    html: str
    plain: str
    keyboard: InlineKeyboardMarkup | None = None


def render(
    text: str, buttons: Sequence[ShownButton] = (), *, has_file: bool = False
) -> tuple[Part, ...]:
    """Return the parts of a message, in order; the keyboard rides on the last one.

    The same message always has the same parts: a restart resumes by their number. With `has_file`
    the first part is the caption under a file, which may be empty. Without, and with nothing in
    the text that can be seen, there are none.
    """
    plain = _split(text if is_visible(text) else "", has_file=has_file)
    last = len(plain) - 1
    return tuple(
        Part(html.escape(part, quote=False), part, keyboard(buttons) if number == last else None)
        for number, part in enumerate(plain)
    )


def _split(text: str, *, has_file: bool) -> list[str]:
    if not has_file:
        return split_text(text)
    return split_text(text, first_units=MOST_CAPTION_UNITS) or [""]


def keyboard(buttons: Sequence[ShownButton]) -> InlineKeyboardMarkup | None:
    """Return the buttons in their order: short ones two in a row, a long one by itself."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.title, callback_data=button.token) for button in row]
            for row in _rows(buttons)
        ]
    )


def _rows(buttons: Sequence[ShownButton]) -> Iterator[list[ShownButton]]:
    row: list[ShownButton] = []
    for button in buttons:
        is_short = len(button.title) <= SHORT_TITLE
        if row and not is_short:
            yield row
            row = []
        row.append(button)
        if len(row) == 2 or not is_short:
            yield row
            row = []
    if row:
        yield row
