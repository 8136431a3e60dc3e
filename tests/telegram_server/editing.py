"""The methods that change or remove what the bot sent, and answer a pressed button."""

from tests.telegram_server.arguments import Arguments
from tests.telegram_server.errors import bad_request
from tests.telegram_server.markup import check_buttons, inline_only, read_markup
from tests.telegram_server.markup_text import utf16_length
from tests.telegram_server.messages import Message
from tests.telegram_server.sending import LONGEST_TEXT, read_caption, read_text
from tests.telegram_server.shapes import Json
from tests.telegram_server.world import World

LONGEST_ANSWER = 200
OLDEST_DELETABLE_S = 48 * 3600
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_STALE = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(world: World, arguments: Arguments) -> Json:
    """Replace a text; without `reply_markup` the buttons go."""
    if not arguments.text("text"):
        raise bad_request("Message text is empty")
    formatted = read_text(arguments)
    markup = read_markup(arguments)
    message = _editable(world, arguments)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > LONGEST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")  # sendMessage words it differently
    return _change(world, message, formatted.fields(), ("text", "entities"), markup)


def edit_message_caption(world: World, arguments: Arguments) -> Json:
    """Replace a caption; without `caption` it goes."""
    caption = read_caption(arguments)
    markup = read_markup(arguments)
    message = _editable(world, arguments)
    if not {"photo", "document"} & message.body.keys():
        raise bad_request("there is no caption in the message to edit")
    fields = ("caption", "caption_entities")
    return _change(world, message, caption.fields(*fields), fields, markup)


def edit_message_reply_markup(world: World, arguments: Arguments) -> Json:
    """Replace the buttons under a message, or take them away."""
    markup = read_markup(arguments)
    return _change(world, _editable(world, arguments), {}, (), markup)


def delete_message(world: World, arguments: Arguments) -> bool:
    """Remove a message; in a private chat also the user's."""
    if not arguments.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    if not arguments.integer("message_id"):
        raise bad_request("Message identifier is not specified")
    message = _find(world, arguments, "message to delete")
    if world.clock() - message.sent_at > OLDEST_DELETABLE_S:
        raise bad_request("message can't be deleted")
    message.is_deleted = True
    return True


def delete_messages(world: World, arguments: Arguments) -> bool:
    """Remove several messages, passing over those that are not there."""
    ids = arguments.parsed("message_ids", "Can't parse message_ids JSON object")
    if not ids:
        raise bad_request("Message identifiers are not specified")
    chat = world.writable_chat(arguments.text("chat_id"))
    for message_id in ids:
        message = world.messages.get(chat.id, int(message_id))
        if message is not None:
            message.is_deleted = True
    return True


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """Answer a pressed button, once and soon."""
    if utf16_length(arguments.text("text")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    callback = world.callbacks.get(arguments.text("callback_query_id"))
    age_s = 0.0 if callback is None else world.clock() - callback.pressed_at
    if callback is None or callback.is_over or age_s > world.timing.callback_lifetime_s:
        raise bad_request(_STALE)
    callback.is_over = True
    callback.answer = {
        "text": arguments.text("text"),
        "show_alert": arguments.boolean("show_alert"),
        "url": arguments.text("url"),
    }
    return True


def _find(world: World, arguments: Arguments, what: str) -> Message:
    chat = world.writable_chat(arguments.text("chat_id"))
    message = world.messages.get(chat.id, arguments.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    world.refuse_blocked(chat)
    return message


def _editable(world: World, arguments: Arguments) -> Message:
    if not arguments.text("chat_id") and not arguments.text("inline_message_id"):
        raise bad_request("Message identifier is not specified")
    message = _find(world, arguments, "message to edit")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return message


def _change(
    world: World, message: Message, content: Json, replaced: tuple[str, ...], markup: Json | None
) -> Json:
    check_buttons(markup)
    gone = {*replaced, "reply_markup", "edit_date"}
    kept = {name: value for name, value in message.body.items() if name not in gone}
    changed = {**kept, **content, **inline_only(markup)}
    if changed == {name: value for name, value in message.body.items() if name != "edit_date"}:
        raise bad_request(_NOT_MODIFIED)
    message.body = {**changed, "edit_date": int(world.clock())}
    return message.as_json()
