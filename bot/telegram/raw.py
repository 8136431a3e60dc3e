"""What can be read of an update as JSON, whatever else is wrong with it."""

from collections.abc import Mapping
from typing import Any

from telegram.constants import ChatType

_MESSAGES = ("message", "edited_message")
_TOO_GREAT = 2**63  # for the database, and for any id of Telegram's


def update_id_of(raw: Mapping[str, Any]) -> int | None:
    """Return an update's number, None where something else stands in its place."""
    return _number(raw.get("update_id"))


def chat_id_of(raw: Mapping[str, Any]) -> int | None:
    """Return whose private chat an update is from, None if there is none."""
    for of in (*(_part(raw, name) for name in _MESSAGES), _part(raw, "my_chat_member")):
        found = _private(_part(of, "chat"))
        if found is not None:
            return found
    return _private(_part(_part(_part(raw, "callback_query"), "message"), "chat"))


def words_of(raw: Mapping[str, Any]) -> str:
    """Return all that somebody wrote in an update, be it under a picture or behind a command."""
    parts = (_part(raw, name) for name in _MESSAGES)
    found = (part.get(key) for part in parts for key in ("text", "caption"))
    return "\n".join(words for words in found if isinstance(words, str))


def _part(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = of.get(name)
    return found if isinstance(found, Mapping) else {}


def _private(chat: Mapping[str, Any]) -> int | None:
    return _number(chat.get("id")) if chat.get("type") == ChatType.PRIVATE else None


def _number(value: object) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if abs(value) < _TOO_GREAT else None
