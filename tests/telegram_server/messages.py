"""The messages of all chats, as they are now and in the order of sending."""

from dataclasses import dataclass
from itertools import count

from tests.telegram_server.shapes import Chat, ChatType, Json

_OWN_NUMBERS = {ChatType.SUPERGROUP, ChatType.CHANNEL}


@dataclass
class Message:
    """A message in a chat; `body` is the API's `Message`, edited in place."""

    chat_id: int
    message_id: int
    body: Json
    by_bot: bool
    sent_at: float
    is_deleted: bool = False

    def as_json(self) -> Json:
        """Return the API's `Message` as it is now."""
        return dict(self.body)


class Messages:
    """All messages of one bot's chats."""

    def __init__(self) -> None:
        self._all: dict[tuple[int, int], Message] = {}
        self._numbers: dict[int, count[int]] = {}

    def add(self, chat: Chat, sender: Json, content: Json, *, by_bot: bool, at: float) -> Message:
        """Put a message into a chat. Private chats and basic groups share one numbering."""
        own = chat.id if chat.type in _OWN_NUMBERS else 0
        number = next(self._numbers.setdefault(own, count(1)))
        head: Json = {"message_id": number, **sender, "chat": chat.as_json(), "date": int(at)}
        message = Message(chat.id, number, {**head, **content}, by_bot, at)
        self._all[chat.id, number] = message
        return message

    def get(self, chat_id: int, message_id: int) -> Message | None:
        """Return a message that is still there."""
        message = self._all.get((chat_id, message_id))
        return None if message is None or message.is_deleted else message

    def of_chat(self, chat_id: int) -> list[Message]:
        """Return what a chat shows now, oldest first."""
        return [m for m in self._all.values() if m.chat_id == chat_id and not m.is_deleted]
