"""Dropping what is talked about: "forget it" takes back nothing that was done."""

import re

from bot.actions.turn import Turn

_SOFT = r"(?:no|nah|ok|okay|actually|oh|just|wait|well|um+|pls|please|thanks|then|for now|now|mate)"
_DROPS = re.compile(
    rf"\W*(?:{_SOFT}\W+)*(?:cancel|stop|never ?mind|nvm|nm|leave it|drop it|skip it|"
    r"forget (?:it|that|about (?:it|that))|don'?t bother|doesn'?t matter|changed? my mind|"
    rf"i (?:have |'ve )?changed my mind)(?:\W+{_SOFT})*\W*",
    re.IGNORECASE,
)


def only_drops(turn: Turn) -> bool:
    """Return whether typed words only drop a subject: "forget it", not "cancel my application"."""
    text = turn.text.replace("\u2019", "'")
    return not turn.is_button and _DROPS.fullmatch(text) is not None
