"""How often one browser or one chat may do a thing, kept in this process's memory."""

from dataclasses import dataclass, field

MOST_KEYS = 20_000  # then the ones that are full again are forgotten


class TooOftenError(Exception):
    """Wait `wait_s` seconds before trying again."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"wait {wait_s} s")
        self.wait_s = wait_s


@dataclass
class Allowance:
    """A token bucket for each key: `burst` at once, then `per_second` more."""

    burst: float
    per_second: float
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str, *, at_s: float) -> None:
        """Use up one for this key; `at_s` is any steady clock in seconds.

        Raises:
            TooOftenError: none is left.
        """
        left = self._left_for(key, at_s)
        if left < 1:
            raise TooOftenError(1 + int((1 - left) / self.per_second))
        if len(self._left) >= MOST_KEYS:
            self._forget_full(at_s)
        self._left[key] = (left - 1, at_s)

    def check(self, key: str, *, at_s: float) -> None:
        """Do nothing if at least one is left.

        Raises:
            TooOftenError: none is left.
        """
        left = self._left_for(key, at_s)
        if left < 1:
            raise TooOftenError(1 + int((1 - left) / self.per_second))

    def _left_for(self, key: str, at_s: float) -> float:
        left, since = self._left.get(key, (self.burst, at_s))
        return min(self.burst, left + (at_s - since) * self.per_second)

    def _forget_full(self, at_s: float) -> None:
        self._left = {
            key: kept for key, kept in self._left.items() if self._left_for(key, at_s) < self.burst
        }


@dataclass(frozen=True)
class Limits:
    """The portal's limits. A whole school may share one address, so those are generous."""

    openings: Allowance = field(default_factory=lambda: Allowance(120, 1))  # per address
    wrong_codes: Allowance = field(default_factory=lambda: Allowance(30, 0.05))  # per address
    messages: Allowance = field(default_factory=lambda: Allowance(60, 10))  # per chat
