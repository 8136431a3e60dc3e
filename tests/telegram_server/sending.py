"""The methods that put something new into a chat."""

from dataclasses import dataclass
from typing import Any

from tests.telegram_server.arguments import Arguments
from tests.telegram_server.errors import bad_request
from tests.telegram_server.markup import check_buttons, inline_only, read_markup
from tests.telegram_server.markup_text import Formatted, format_text, utf16_length
from tests.telegram_server.media import read_medium
from tests.telegram_server.shapes import Chat, Json
from tests.telegram_server.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_ALBUM = 10
_ACTIONS = {
    *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"),
    *("upload_document", "choose_sticker", "find_location", "record_video_note"),
    "upload_video_note",
}


@dataclass(frozen=True)
class _Frame:
    """What every message has around its content."""

    chat: Chat
    markup: Json | None
    reply: Json

    def around(self, content: Json) -> Json:
        return {**self.reply, **content, **inline_only(self.markup)}


def send_message(world: World, arguments: Arguments) -> Json:
    """Send a text of up to 4,096 UTF-16 units, counted without tags."""
    if not arguments.text("text"):
        raise bad_request("Message text is empty")
    formatted = read_text(arguments)
    frame = _frame(world, arguments)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return _send(world, frame, formatted.fields())


def send_photo(world: World, arguments: Arguments) -> Json:
    """Send a photo with a caption."""
    return _send_medium(world, arguments, "photo")


def send_document(world: World, arguments: Arguments) -> Json:
    """Send a file with a caption."""
    return _send_medium(world, arguments, "document")


def send_media_group(world: World, arguments: Arguments) -> list[Json]:
    """Send up to ten photos, or up to ten documents, as one album."""
    media = arguments.parsed("media", "Can't parse media JSON object")
    if media is None:
        raise bad_request('parameter "media" is required')
    if not isinstance(media, list):
        raise bad_request("Expected an Array of InputMedia")
    contents = [_album_item(world, arguments, item) for item in media]
    if not contents:
        raise bad_request("there are no messages to send")
    if len(contents) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len({item["type"] for item in media}) > 1:
        raise bad_request("document can't be mixed with other media types")
    frame = _frame(world, arguments)
    world.refuse_blocked(frame.chat)
    group = {"media_group_id": str(13_000_000_000 + len(world.calls.all))}
    sent = [world.bot_message(frame.chat, {**frame.reply, **group, **each}) for each in contents]
    return [message.as_json() for message in sent]


def send_venue(world: World, arguments: Arguments) -> Json:
    """Send a place with a title and an address."""
    point = {name: _degrees(arguments, name) for name in ("latitude", "longitude")}
    names: Json = {}
    for name in ("title", "address"):
        if not arguments.text(name):
            raise bad_request(f"Venue {name} must be non-empty")
        names[name] = arguments.text(name)
    frame = _frame(world, arguments)
    return _send(world, frame, {"location": point, "venue": {"location": point, **names}})


def send_chat_action(world: World, arguments: Arguments) -> bool:
    """Show for five seconds that the bot is at work."""
    if arguments.text("action").lower() not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    world.refuse_blocked(world.writable_chat(arguments.text("chat_id")))
    return True


def read_text(arguments: Arguments) -> Formatted:
    """Return the argument `text` with its entities.

    Raises:
        ApiError: it cannot be read.
    """
    given = arguments.objects("entities")
    return format_text(arguments.text("text"), arguments.text("parse_mode"), given)


def read_caption(arguments: Arguments) -> Formatted:
    """Return the argument `caption` with its entities.

    Raises:
        ApiError: it cannot be read or is longer than 1,024 UTF-16 units.
    """
    given = arguments.objects("caption_entities")
    caption = format_text(arguments.text("caption"), arguments.text("parse_mode"), given)
    if utf16_length(caption.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return caption


def _send_medium(world: World, arguments: Arguments, kind: str) -> Json:
    medium = read_medium(world, arguments, kind)
    caption = read_caption(arguments)
    frame = _frame(world, arguments)
    return _send(world, frame, {**medium, **caption.fields("caption", "caption_entities")})


def _album_item(world: World, arguments: Arguments, item: Any) -> Json:
    what = "can't parse InputMedia"
    if not isinstance(item, dict):
        raise bad_request(f"{what}: expected an Object")
    kind = item.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'{what}: type "{kind}" can\'t be used in sendMediaGroup')
    if not item.get("media"):
        raise bad_request(f"{what}: media not found")
    medium = read_medium(world, arguments, kind, str(item["media"]))
    inner = {
        "caption": str(item.get("caption") or ""),
        "parse_mode": str(item.get("parse_mode") or ""),
    }
    return {**medium, **read_caption(Arguments(inner)).fields("caption", "caption_entities")}


def _frame(world: World, arguments: Arguments) -> _Frame:
    markup = read_markup(arguments)
    chat = world.writable_chat(arguments.text("chat_id"))
    return _Frame(chat, markup, _reply(world, chat, arguments))


def _reply(world: World, chat: Chat, arguments: Arguments) -> Json:
    given = arguments.parsed("reply_parameters", "Can't parse reply parameters JSON object")
    given = given if isinstance(given, dict) else {}
    message_id = int(given.get("message_id") or arguments.integer("reply_to_message_id"))
    if not message_id:
        return {}
    message = world.messages.get(chat.id, message_id)
    if message is None:
        if given.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    body = {k: v for k, v in message.as_json().items() if k != "reply_to_message"}
    return {"reply_to_message": body}


def _send(world: World, frame: _Frame, content: Json) -> Json:
    check_buttons(frame.markup)
    world.refuse_blocked(frame.chat)
    return world.bot_message(frame.chat, frame.around(content)).as_json()


def _degrees(arguments: Arguments, name: str) -> float:
    if not arguments.text(name):
        raise bad_request(f"{name} is empty")
    try:
        return float(arguments.text(name))
    except ValueError:
        return 0.0
