"""What came in, as values of ours: pure reading of the client library's updates."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatType, MessageEntityType
from telegram.helpers import effective_message_type

from bot.telegram.commands import KNOWN
from bot.telegram.kinds import ANSWERS

HALF_A_SECOND = timedelta(seconds=0.5)  # Telegram's dates are whole seconds: the middle is meant


@dataclass(frozen=True)
class Heard:
    """Something that happened in a private chat. `chat_id` is Telegram's.

    `said_at` is when Telegram had it from the student, None where it does not say.
    """

    update_id: int
    chat_id: int
    said_at: datetime | None = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True)
class Typed(Heard):
    """The student wrote a text, be it a reply or passed on from somebody."""

    text: str


@dataclass(frozen=True)
class Commanded(Heard):
    """The student chose a command of ours; `argument` is what stands behind it."""

    name: str
    argument: str


@dataclass(frozen=True)
class Pressed(Heard):
    """The student pressed a button under message `message_id`."""

    token: str
    callback_id: str
    message_id: int


@dataclass(frozen=True)
class Edited(Heard):
    """The student changed a text or caption that they had sent."""

    text: str


@dataclass(frozen=True)
class Media(Heard):
    """The student sent something that is no text, such as ``photo`` or ``voice``.

    Pictures that were sent together have the same `album`.
    """

    kind: str
    caption: str
    album: str = ""


@dataclass(frozen=True)
class Membership(Heard):
    """The student blocked the bot (`is_gone`) or let it in again."""

    is_gone: bool


@dataclass(frozen=True)
class Ignored:
    """Nothing for us: a group, a channel, another bot, a notice of Telegram itself."""

    update_id: int
    why: str


def parse(update: Update) -> Heard | Ignored:
    """Return what an update says."""
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message)
    if update.message is not None:
        heard = _message(update.update_id, update.message)
        said_at = update.message.date + HALF_A_SECOND
        return replace(heard, said_at=said_at) if isinstance(heard, Heard) else heard
    return Ignored(update.update_id, "kind")


def _message(update_id: int, message: Message) -> Heard | Ignored:
    why_not = _why_not(message)
    if why_not is not None:
        return Ignored(update_id, why_not)
    chat_id = message.chat.id
    if message.text is not None:
        return _command(update_id, message) or Typed(update_id, chat_id, message.text)
    kind = effective_message_type(message)
    if kind is None or (kind not in ANSWERS and not message.caption):
        return Ignored(update_id, "service")
    album = message.media_group_id or ""
    return Media(update_id, chat_id, str(kind), message.caption or "", album)


def _command(update_id: int, message: Message) -> Commanded | None:
    """Return the command at the beginning of a text, None if there is none of ours."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntityType.BOT_COMMAND or first.offset != 0:
        return None
    command = message.parse_entity(first)
    name = command[1:].partition("@")[0].lower()
    if name not in KNOWN:
        return None
    argument = (message.text or "")[len(command) :].strip()
    return Commanded(update_id, message.chat.id, name, argument)


def _edited(update_id: int, message: Message) -> Heard | Ignored:
    why_not = _why_not(message)
    if why_not is not None:
        return Ignored(update_id, why_not)
    return Edited(update_id, message.chat.id, message.text or message.caption or "")


def _pressed(update_id: int, query: CallbackQuery) -> Heard | Ignored:
    message = query.message
    if message is None or query.data is None:
        return Ignored(update_id, "kind")
    if message.chat.type != ChatType.PRIVATE:
        return Ignored(update_id, "not_private")
    return Pressed(update_id, message.chat.id, query.data, query.id, message.message_id)


def _membership(update_id: int, change: ChatMemberUpdated) -> Heard | Ignored:
    if change.chat.type != ChatType.PRIVATE:
        return Ignored(update_id, "not_private")
    is_gone = change.new_chat_member.status in {ChatMember.BANNED, ChatMember.LEFT}
    return Membership(update_id, change.chat.id, is_gone)


def _why_not(message: Message) -> str | None:
    if message.chat.type != ChatType.PRIVATE:
        return "not_private"
    return "bot" if message.from_user is None or message.from_user.is_bot else None
