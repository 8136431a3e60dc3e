"""How often the dialogue's buttons can be pressed, told by what they say to the dialogue."""

import re

from messages.domain.content import Use

_PAYLOAD = re.compile(r"/(?P<intent>\w+)(?P<about>\{.*)?", re.DOTALL)
# Intents of buttons that answer a question of ours, and that do something at once.
ANSWERS = frozenset({"affirm", "deny"})
ACTS = frozenset({"talk_to_adviser"})
ACTS_ABOUT = frozenset({"export_data", "report_absence"})  # once they say about what


def use_of(payload: str) -> Use:
    """Return how often a button with this payload can be pressed."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        return Use.ANY
    intent, is_about = found["intent"], found["about"] is not None
    if intent in ANSWERS:
        return Use.ANSWER
    return Use.ONCE if intent in ACTS or (intent in ACTS_ABOUT and is_about) else Use.ANY
