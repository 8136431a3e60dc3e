"""The state behind one bot: chats, messages, files, updates, calls, faults; guarded by one lock."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from tests.telegram_server.calls import Calls
from tests.telegram_server.errors import bad_request, forbidden
from tests.telegram_server.faults import Faults
from tests.telegram_server.files import Files
from tests.telegram_server.flood import FloodControl
from tests.telegram_server.messages import Message, Messages
from tests.telegram_server.shapes import Chat, ChatType, Json, Person
from tests.telegram_server.updates import Update, Updates

TOKEN = "5000001:AAF0OtHoLd-tests-only-not-a-secret0"
_FIRST_PERSON = 1_001
_FIRST_GROUP = -1_000_000_000_001  # supergroups and channels have such ids, basic groups short ones


@dataclass(frozen=True)
class Timing:
    """The real server's times in seconds; `quick()` keeps their order and shortens them."""

    resend_s: float = 1.0  # a webhook's first pause; it doubles
    longest_resend_s: float = 60.0
    webhook_timeout_s: float = 60.0
    conflict_pause_s: float = 3.0  # between two 409 answers to the same bot
    callback_lifetime_s: float = 15.0
    longest_poll_s: float = 50.0

    @classmethod
    def quick(cls) -> "Timing":
        """Return times for tests."""
        return cls(resend_s=0.02, longest_resend_s=0.3, webhook_timeout_s=2, conflict_pause_s=0.05)


@dataclass
class Webhook:
    """Where updates are sent to, and how the last attempts went."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_date: int = 0
    last_error_message: str = ""


@dataclass
class Callback:
    """A pressed button that waits for its one answer."""

    id: str
    user_id: int
    chat_id: int
    message_id: int
    data: str
    pressed_at: float
    is_over: bool = False
    answer: Json | None = None


class World:
    """Everything the server knows. Hold `lock` while reading or changing it."""

    def __init__(
        self,
        token: str = TOKEN,
        timing: Timing | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.token = token
        self.timing = timing or Timing()
        self.clock = clock
        self.lock = threading.RLock()
        self.bot = Person(
            int(token.partition(":")[0]), "Foothold", username="foothold_bot", is_bot=True
        )
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.messages, self.files = Messages(), Files()
        self.updates = Updates(self.clock)
        self.calls, self.faults, self.flood = Calls(), Faults(), FloodControl()
        self.callbacks: dict[str, Callback] = {}
        self.commands: dict[str, list[Json]] = {}
        self.webhook: Webhook | None = None
        self.on_update: Callable[[], None] = lambda: None
        self._person_ids, self._group_ids = count(_FIRST_PERSON), count(_FIRST_GROUP, -1)

    def add_person(self, first_name: str, *, language_code: str, is_bot: bool) -> Person:
        """Make a user; their private chat is there but unknown to the bot until they write."""
        number = next(self._person_ids)
        username = f"{first_name.lower()}_{number}" + ("_bot" if is_bot else "")
        code = "" if is_bot else language_code
        person = Person(number, first_name, username=username, language_code=code, is_bot=is_bot)
        self.people[number] = person
        self.chats[number] = Chat(number, ChatType.PRIVATE, person=person)
        return person

    def add_group(self, title: str, kind: ChatType) -> Chat:
        """Make a group or a channel with the bot in it."""
        number = next(self._group_ids)
        if kind is ChatType.GROUP:
            number += 1_000_000_000_000 - 4_000
        self.chats[number] = Chat(number, kind, title)
        return self.chats[number]

    def post(self, kind: str, body: Json, queue: str) -> Update | None:
        """Add an update and wake whoever waits for one."""
        update = self.updates.add(kind, body, queue)
        self.on_update()
        return update

    def writable_chat(self, chat_id: str) -> Chat:
        """Return a chat that the bot may write to.

        Raises:
            ApiError: the bot does not know it, or is not wanted there.
        """
        chat = self.known_chat(chat_id)
        if chat.person is None:
            if not chat.bot_is_member:
                raise forbidden(f"bot was kicked from the {chat.type.value} chat")
            return chat
        if chat.person.is_deactivated:
            raise forbidden("user is deactivated")
        if chat.person.is_bot:
            raise forbidden("bot can't send messages to bots")
        if not chat.person.has_started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def known_chat(self, chat_id: str) -> Chat:
        """Return a chat the bot has met.

        Raises:
            ApiError: it has not, or there is no such chat.
        """
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            chat = self.chats.get(int(chat_id))
        except ValueError:
            chat = None
        if chat is None or (chat.person and not self._has_met(chat.person)):
            raise bad_request("chat not found")
        return chat

    def refuse_blocked(self, chat: Chat) -> None:
        """Check what Telegram's own servers check last.

        Raises:
            ApiError: the user has blocked the bot.
        """
        if chat.person and chat.person.has_blocked:
            raise forbidden("bot was blocked by the user")

    def bot_message(self, chat: Chat, content: Json) -> Message:
        """Put a message of the bot into a chat."""
        sender: Json = {"from": self.bot.as_json()}
        if chat.type is ChatType.CHANNEL:
            sender = {"sender_chat": chat.as_json()}
        return self.messages.add(chat, sender, content, by_bot=True, at=self.clock())

    def _has_met(self, person: Person) -> bool:
        in_a_group = any(person.id in chat.members for chat in self.chats.values())
        return person.has_started or person.is_bot or in_a_group
