"""The queue of updates: kept until confirmed, numbered one by one, filtered by kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.telegram_server.shapes import Json

FIRST_UPDATE_ID = 501_000_001
_FAR = 10  # an offset further ahead than this is taken for a mistake and confirms nothing
KINDS = (
    *("message", "edited_message", "channel_post", "edited_channel_post", "inline_query"),
    *("chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "poll"),
    *("poll_answer", "my_chat_member", "chat_member", "chat_join_request", "message_reaction"),
    *("message_reaction_count", "chat_boost", "removed_chat_boost", "business_connection"),
    *("business_message", "edited_business_message", "deleted_business_messages"),
)
_ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
DEFAULT_KINDS = frozenset(KINDS) - _ONLY_ON_REQUEST


@dataclass(frozen=True)
class Update:
    """One update. A webhook gets the updates of one `queue` in order, of several at once."""

    update_id: int
    kind: str
    body: Json
    queue: str

    def as_json(self) -> Json:
        """Return what the bot receives."""
        return {"update_id": self.update_id, **self.body}


@dataclass
class UpdateRecord:
    """What became of an update. `deliveries`: how often it went out."""

    update_id: int
    kind: str
    posted_at: float
    deliveries: int = 0
    confirmed_at: float | None = None


class Updates:
    """All updates that the bot has not confirmed, and the record of all that ever were."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._next_id = FIRST_UPDATE_ID
        self.records: dict[int, UpdateRecord] = {}
        self.pending: list[Update] = []
        self.allowed: frozenset[str] = DEFAULT_KINDS

    def allow(self, kinds: Iterable[str]) -> None:
        """Choose the kinds from now on; none means the default; unknown names are passed over."""
        known = frozenset(kinds) & frozenset(KINDS)
        self.allowed = known or DEFAULT_KINDS

    def add(self, kind: str, body: Json, queue: str) -> Update | None:
        """Keep a new update; None where the bot does not want its kind."""
        if kind in KINDS and kind not in self.allowed:
            return None
        update = Update(self._next_id, kind, body, queue)
        self.records[self._next_id] = UpdateRecord(self._next_id, kind, self._clock())
        self._next_id += 1
        self.pending.append(update)
        return update

    def take(self, offset: int, limit: int) -> list[Update]:
        """Return the next updates as getUpdates does.

        A positive offset forgets all updates below it, unless it lies far beyond the newest one.
        A negative one keeps the last -offset and forgets the rest.
        """
        if offset < 0:
            self._keep(self.pending[offset:])
        elif 0 < offset <= self._next_id + _FAR:
            self._keep([update for update in self.pending if update.update_id >= offset])
        found = self.pending[:limit]
        for update in found:
            self.delivered(update.update_id)
        return found

    def delivered(self, update_id: int) -> None:
        """Count a delivery."""
        self.records[update_id].deliveries += 1

    def forget(self, update_id: int) -> None:
        """Forget one update that a webhook has taken."""
        self._keep([update for update in self.pending if update.update_id != update_id])

    def clear(self) -> None:
        """Forget all."""
        self._keep([])

    def _keep(self, kept: list[Update]) -> None:
        now, ids = self._clock(), {update.update_id for update in kept}
        for update in self.pending:
            if update.update_id not in ids:
                self.records[update.update_id].confirmed_at = now
        self.pending = kept
