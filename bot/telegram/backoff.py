"""Waiting longer after each failure, with jitter: clients must not come back all in step."""

import random
from dataclasses import dataclass

FIRST_S = 1.0
LONGEST_S = 60.0


@dataclass
class Backoff:
    """The pauses of one thing that is tried again and again."""

    first_s: float = FIRST_S
    longest_s: float = LONGEST_S
    failures: int = 0

    def next_s(self) -> float:
        """Return the next pause in seconds: doubling, then half to all of it by chance."""
        pause_s = min(self.longest_s, self.first_s * 2.0 ** min(self.failures, 16))
        self.failures += 1
        return pause_s * (0.5 + random.random() / 2)  # noqa: S311  # not a secret

    def succeeded(self) -> None:
        """Begin anew."""
        self.failures = 0
