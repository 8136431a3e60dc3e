"""Talking with the product over Telegram: our Bot API server, and the product's real gateway."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.arrivals import Arrivals
from bench.students import Button, Reply
from messages.tables import Channel
from storage.database import Database
from tests.e2e.talking import key_at
from tests.telegram_server.control import Control
from tests.telegram_server.control_base import Posted
from tests.telegram_server.markup import inline_buttons
from tests.telegram_server.reading import Sent

ANSWER_S = 90.0  # a chat gets one message a second, and many chats talk at once
_LOOK_EVERY_S = 0.05


@dataclass
class TelegramTalker:
    """A student who chats on Telegram; what they press are keys of inline keyboards."""

    control: Control
    db: Database
    arrivals: Arrivals
    user: int
    _read: int = 0  # the number of the call that sent the newest message we know
    _messages: dict[str, int] = field(default_factory=dict)  # by what its button sends
    _hello: list[Reply] = field(default_factory=list)
    _key: str | None = None  # of the chat, after what was done last

    async def replies(self) -> list[Reply]:
        """Return what Foothold says first."""
        return self._hello

    async def ask(self, text: str) -> list[Reply]:
        """Type a text."""
        return await self._does(lambda: self.control.text(self.user, text))

    async def press(self, token: str) -> list[Reply]:
        """Press the button that sends this."""
        message = self._messages[token]
        return await self._does(lambda: self.control.press(self.user, message, data=token))

    def chat_key(self) -> str | None:
        """Return the key of the chat; Telegram's account is forgotten with all the rest."""
        return key_at(self.db, Channel.TELEGRAM, str(self.user))

    async def come_in(self, code: str | None) -> None:
        """Press Start with a code, or say at the doorway that one has none and is 16."""
        if code is not None:
            self._hello = await self._does(lambda: self.control.command(self.user, "start", code))
            return
        at_door = await self._does(lambda: self.control.command(self.user, "start"))
        at_door = await self._choose(at_door, "I have no code")
        self._hello = await self._choose(at_door, "Yes, I am 16 or over")

    async def _choose(self, answer: list[Reply], title: str) -> list[Reply]:
        [token] = [one.token for reply in answer for one in reply.buttons if one.title == title]
        return await self.press(token)

    async def _does(self, act: Callable[[], Posted]) -> list[Reply]:
        """Do something, and return what came once nothing more is to come."""
        posted = act()
        async with asyncio.timeout(ANSWER_S):
            await self.arrivals.confirmed(posted.update_id)
            before, self._key = self._key, await asyncio.to_thread(self.chat_key)
            key = self._key or before  # a chat that was just forgotten has said so
            if key is None:
                sent = await self._at_the_door()
            else:
                await self.arrivals.answered(key)
                self._key = await asyncio.to_thread(self.chat_key)
                sent = self.control.sent(chat_id=self.user, after=self._read)
        if not sent:
            raise TimeoutError("the bot said nothing")
        self._read = sent[-1].call
        return [self._reply(one) for one in sent]

    async def _at_the_door(self) -> list[Sent]:
        """Wait for what is said to somebody without a chat; it ends with a question's buttons."""
        while True:
            sent = self.control.sent(chat_id=self.user, after=self._read)
            if any(one.buttons for one in sent):
                return sent
            await asyncio.sleep(_LOOK_EVERY_S)

    def _reply(self, sent: Sent) -> Reply:
        keys = inline_buttons(sent.message.get("reply_markup"))
        buttons = tuple(Button(title=key["text"], token=key["callback_data"]) for key in keys)
        self._messages |= {button.token: sent.message_id for button in buttons}
        return Reply(id=sent.message_id, text=sent.text, buttons=buttons)


@dataclass
class OnTelegram:
    """Telegram, by polling or webhook as the product was started."""

    control: Control
    db: Database
    arrivals: Arrivals

    async def open_chat(self, code: str | None) -> TelegramTalker:
        """Make somebody with an account, who comes in."""
        user = self.control.make_user("Sam")
        talker = TelegramTalker(self.control, self.db, self.arrivals, user)
        await talker.come_in(code)
        return talker
