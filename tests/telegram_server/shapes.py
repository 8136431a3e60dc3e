"""People and chats as the Bot API shows them, and the one name for a JSON object."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

# What goes over the wire; its shapes are the Bot API's, checked by two real clients in the tests.
Json = dict[str, Any]


class ChatType(str, Enum):
    """The four kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass
class Person:
    """A user, or a bot, and how they stand to our bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False

    def as_json(self) -> Json:
        """Return the API's `User`."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if getattr(self, name):
                body[name] = getattr(self, name)
        return body


@dataclass
class Chat:
    """A place where messages are; a private one has the person's id."""

    id: int
    type: ChatType
    title: str = ""
    person: Person | None = None
    members: set[int] = field(default_factory=set)
    bot_is_member: bool = True

    def as_json(self) -> Json:
        """Return the API's `Chat`."""
        if self.person is None:
            return {"id": self.id, "type": self.type.value, "title": self.title}
        who = self.person.as_json()
        names: Json = {
            name: who[name] for name in ("first_name", "last_name", "username") if name in who
        }
        return {"id": self.id, "type": self.type.value, **names}
