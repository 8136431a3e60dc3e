"""Chats that wait because Telegram could not be reached: each a little longer, all freed at once.

In memory only: after a restart everything is tried at once, which is right for an outage.
"""

import asyncio
from dataclasses import dataclass, field

from bot.telegram.backoff import Backoff

OUTAGE_CHATS = 3  # so many chats held: it is Telegram that is away, not one message that is bad
_RELEASE_AFTER_S = 2.0  # a chat that failed just now waits at least so long


@dataclass
class _Hold:
    backoff: Backoff
    at: float = 0.0
    until: float = 0.0


@dataclass
class Holds:
    """Which chats wait, until when. Times are the event loop's own, in seconds."""

    first_s: float = 1.0
    _holds: dict[str, _Hold] = field(default_factory=dict)
    _last_success: float = -1.0

    def held(self) -> set[str]:
        """Return the chats that must not be tried now."""
        now = _now()
        return {key for key, hold in self._holds.items() if hold.until > now}

    def failed(self, chat_key: str) -> bool:
        """Let a chat wait; return whether others got through since its last failure.

        Such a failure is this message's own, not an outage.
        """
        now = _now()
        hold = self._holds.get(chat_key)
        is_its_own = hold is not None and self._last_success > hold.at
        hold = self._holds.setdefault(chat_key, _Hold(Backoff(self.first_s)))
        hold.at, hold.until = now, now + hold.backoff.next_s()
        return is_its_own

    def succeeded(self, chat_key: str) -> None:
        """Free this chat, and after an outage the others too."""
        self._last_success = now = _now()
        self._holds.pop(chat_key, None)
        if len(self._holds) >= OUTAGE_CHATS:
            for hold in self._holds.values():
                hold.until = min(hold.until, max(now, hold.at + _RELEASE_AFTER_S))

    def let_go(self, chat_key: str) -> None:
        """Forget a chat whose message was given up."""
        self._holds.pop(chat_key, None)


def _now() -> float:
    return asyncio.get_running_loop().time()
