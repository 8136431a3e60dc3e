"""How fast we send: Telegram's limits, kept by us, so that one chat never delays another."""

import asyncio
from collections import deque
from dataclasses import dataclass, field

# Telegram asks for no more than one message a second in a chat and about 30 a second in all
# (core.telegram.org/bots/faq); a little less, because what left a second apart may arrive closer.
PER_CHAT_S = 1.05
IN_ALL_PER_S = 25.0
BURST = 5
FLOODED_CHATS = 3  # so many chats refused within the window: it is not about one chat
FLOOD_WINDOW_S = 10.0
_MOST_KEPT = 5_000


@dataclass
class Pace:
    """Gives out turns to send. Times are the event loop's own, in seconds."""

    per_chat_s: float = PER_CHAT_S
    in_all_per_s: float = IN_ALL_PER_S
    _free_at: dict[str, float] = field(default_factory=dict)
    _next: float = 0.0
    _paused_until: float = 0.0
    _floods: deque[tuple[float, str]] = field(default_factory=deque)

    async def turn(self, chat_key: str) -> None:
        """Return when this chat may get its next message."""
        await _sleep_until(self._free_at.get(chat_key, 0.0))
        while True:
            await _sleep_until(self._paused_until)
            await _sleep_until(self._reserve())
            if not self.is_paused:
                break
        self._forget_free()
        self._free_at[chat_key] = _now() + self.per_chat_s

    def spare(self) -> bool:
        """Take a turn for something unimportant, if there is one right now."""
        if self.is_paused or self._next > _now():
            return False
        self._reserve()
        return True

    def flooded(self, chat_key: str, retry_after_s: float) -> bool:
        """Note that Telegram refused a chat's message; return whether everything pauses now."""
        now = _now()
        self._floods.append((now, chat_key))
        while self._floods[0][0] < now - FLOOD_WINDOW_S:
            self._floods.popleft()
        if len({key for _at, key in self._floods}) < FLOODED_CHATS:
            return False
        self._paused_until = max(self._paused_until, now + retry_after_s)
        return True

    @property
    def is_paused(self) -> bool:
        """Whether Telegram refuses messages of several chats at the moment."""
        return self._paused_until > _now()

    def _reserve(self) -> float:
        """Return the moment of the next free turn of all chats (a token bucket of `BURST`)."""
        interval_s = 1 / self.in_all_per_s
        at = max(self._next, _now() - BURST * interval_s)
        self._next = at + interval_s
        return at

    def _forget_free(self) -> None:
        if len(self._free_at) >= _MOST_KEPT:
            now = _now()
            self._free_at = {key: at for key, at in self._free_at.items() if at > now}


def _now() -> float:
    return asyncio.get_running_loop().time()


async def _sleep_until(at: float) -> None:
    pause_s = at - _now()
    if pause_s > 0:
        await asyncio.sleep(pause_s)
