"""A button that was typed instead of pressed: by its title, or by its place in the answer."""

import re

from bot.rasa.date_forms import NUMBERS
from bot.rasa.patterns import ORDINALS
from bot.rasa.remembered import Button, Remembered

# What has a meaning of its own when typed: signs of harm are for the rules and the classifier.
_NEVER = ("/disclose_concern",)
# Questions whose answer changes something: a number is no yes to them.
_CLOSED_QUESTIONS = frozenset({"apply", "withdraw", "delete", "export", "adviser"})
_POSITION = re.compile(
    rf"\W*(?:the )?(?:number|num|nr|no|option|choice|#)?\W*"
    rf"(?P<n>{'|'.join((*NUMBERS, *ORDINALS))}|\d)(?: (?:one|option|choice))?\W*(?:please|pls)?\W*",
    re.IGNORECASE,
)


def typed_button(text: str, before: Remembered) -> str | None:
    """Return what pressing the meant button says, or None where no button is meant."""
    said = _plain(text)
    titled = [one.payload for one in before.buttons if said and _plain(one.title) == said]
    payload = titled[-1] if titled else _by_place(text, before)
    return None if payload is None or payload.startswith(_NEVER) else payload


def _by_place(text: str, before: Remembered) -> str | None:
    """Return the button that a number means; a list on the screen comes before buttons."""
    match = _POSITION.fullmatch(text)
    if match is None or before.pending in _CLOSED_QUESTIONS:
        return None
    if before.listed > 1 and before.pending != "meaning":
        return None
    return _at(before.last_buttons, match["n"].lower())


def _at(buttons: tuple[Button, ...], position: str) -> str | None:
    number = ORDINALS.get(position) or NUMBERS.get(position) or position
    index = len(buttons) - 1 if number == "last" else int(number) - 1
    is_there = len(buttons) > 1 and 0 <= index < len(buttons)
    return buttons[index].payload if is_there else None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("\u2019", "").replace("'", "")))
