"""Keyboards: what of `reply_markup` is accepted, and what is refused."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.arguments import Arguments
from tests.telegram_server.errors import ApiError, bad_request
from tests.telegram_server.shapes import Json

LONGEST_DATA_BYTES = 64
MOST_BUTTONS = 100
_ACTIONS = (
    *("url", "callback_data", "web_app", "login_url", "switch_inline_query", "callback_game"),
    *("switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text", "pay"),
)


def read_markup(arguments: Arguments) -> Json | None:
    """Return the keyboard asked for, None where there is none or it is empty.

    Raises:
        ApiError: it is not built as a keyboard is.
    """
    markup = arguments.parsed("reply_markup", "Can't parse reply keyboard markup JSON object")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    if "inline_keyboard" in markup:
        rows = [list(map(_inline_button, row)) for row in _rows(markup, "inline_keyboard")]
        return {"inline_keyboard": rows} if any(rows) else None
    if "keyboard" in markup:
        return {
            **markup,
            "keyboard": [list(map(_plain_button, r)) for r in _rows(markup, "keyboard")],
        }
    return markup if markup.get("remove_keyboard") or markup.get("force_reply") else None


def check_buttons(markup: Json | None) -> None:
    """Check what only Telegram's own servers check, after all else.

    Raises:
        ApiError: a button's data or address does not do, or there are too many.
    """
    buttons = list(inline_buttons(markup))
    if len(buttons) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if len(str(button.get("callback_data", "")).encode()) > LONGEST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")


def inline_buttons(markup: Json | None) -> Iterator[Json]:
    """Yield the buttons under a message, row by row."""
    for row in (markup or {}).get("inline_keyboard", ()):
        yield from row


def inline_only(markup: Json | None) -> Json:
    """Return the field of a message: only keyboards under a message are part of it."""
    return {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}


def _rows(markup: Json, name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list):
        raise bad_request(f'field "{name}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        owner = " of the InlineKeyboardMarkup" if name == "inline_keyboard" else ""
        raise bad_request(f'field "{name}"{owner} must be an Array of Arrays')
    return rows


def _inline_button(button: Any) -> Json:
    what = "can't parse inline keyboard button"
    if not isinstance(button, dict):
        raise bad_request(f"{what}: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(f'{what}: Can\'t find field "text"')
    actions = {name: button[name] for name in _ACTIONS if button.get(name) not in (None, "")}
    if not actions:
        raise bad_request(f"{what}: Text buttons are unallowed in the inline keyboard")
    if "url" in actions:
        _check_address(str(actions["url"]))
    return {"text": button["text"], **actions}


def _check_address(address: str) -> None:
    host = urlsplit(address).hostname or ""
    scheme = urlsplit(address).scheme
    if scheme == "tg" or (scheme in ("http", "https") and "." in host):
        return
    raise _bad_address(address)


def _bad_address(address: str) -> ApiError:
    return bad_request(f"inline keyboard button URL '{address}' is invalid: Wrong HTTP URL")


def _plain_button(button: Any) -> Json:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict):
        raise bad_request(
            "can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    return button
