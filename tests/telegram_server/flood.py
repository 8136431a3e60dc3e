"""Strict flood control, off unless asked for: one message a second a chat, thirty in all."""

import math
from collections import deque

PER_CHAT_S = 1.0
BURST = 3  # so many at once in one chat are tolerated
OVERALL = 30  # messages a second


class FloodControl:
    """Counts messages and says how long to wait."""

    def __init__(self) -> None:
        self.is_on = False
        self._credit: dict[int, tuple[float, float]] = {}  # chat: messages left, as of when
        self._recent: deque[float] = deque()

    def wait_s(self, chat_id: int, now: float) -> int:
        """Return 0 and count the message, or the whole seconds to wait."""
        if not self.is_on:
            return 0
        left, since = self._credit.get(chat_id, (float(BURST), now))
        left = min(float(BURST), left + (now - since) / PER_CHAT_S)
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if left < 1.0:
            return max(1, math.ceil((1.0 - left) * PER_CHAT_S))
        if len(self._recent) >= OVERALL:
            return 1
        self._credit[chat_id] = (left - 1.0, now)
        self._recent.append(now)
        return 0
