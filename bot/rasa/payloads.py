"""What counts as a pressed button: only then does Rasa get to see a leading slash."""

import json
import re
from collections.abc import Set

# Exactly what our buttons hold: an intent and, optionally, one JSON object of entities.
_PAYLOAD = re.compile(r"/(?P<intent>[a-z][a-z0-9_]*)(?P<entities>\{.*\})?", re.DOTALL)
_RASA_COMMANDS = frozenset({"restart", "back", "session_start"})


def obeyable(text: str, *, intents: Set[str], entities: Set[str]) -> str:
    """Return the text in a form that Rasa obeys only if it is a payload of our own making.

    Rasa executes any message that begins with a slash (`/restart`, `/intent{...}`) and writes
    what it cannot read to its log. So a text is left alone only where it is wholly a known
    intent with known entities; from anything else the leading slashes are taken away.
    """
    stripped = text.strip()
    if not stripped.startswith("/"):
        return stripped
    return stripped if _is_payload(stripped, intents, entities) else stripped.lstrip("/ \t\r\n")


def _is_payload(text: str, intents: Set[str], entities: Set[str]) -> bool:
    match = _PAYLOAD.fullmatch(text)
    if match is None or match["intent"] in _RASA_COMMANDS or match["intent"] not in intents:
        return False
    return match["entities"] is None or _names_known(match["entities"], entities)


def _names_known(text: str, known: Set[str]) -> bool:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(given, dict) or not set(given) <= known:
        return False
    return all(isinstance(value, (str, int)) for value in given.values())
