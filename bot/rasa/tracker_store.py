"""Rasa's tracker store of ours: encrypted, short, and able to go back before the last turn."""

import asyncio
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.conversation import Dialogue
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import DBAPIError

from bot.rasa.compaction import compact, stored_form
from bot.rasa.sealed_rows import SealedRows, database_url
from bot.rasa.turns import TurnError, TurnFailedError, current_turn_id
from storage.keys import open_keys

Result = TypeVar("Result")


class SealedTrackerStore(TrackerStore):
    """Keeps each chat's session encrypted; a turn tried again starts where it first started.

    The turn id comes from our channel (`bot.rasa.turns`). An unreachable database ends the turn:
    going on with an empty memory, as stock Rasa does, would answer wrongly.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
    ) -> None:
        """Open the installation's database, as the environment says (`host` has no meaning)."""
        del host  # Rasa passes it to every store
        home = Path(os.environ.get("FOOTHOLD_HOME") or "var")
        keys = open_keys(home, os.environ.get("FOOTHOLD_KEY") or None)
        self._rows = SealedRows(database_url(home, os.environ.get("DATABASE_URL")), keys)
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the chat's tracker as it was before this turn, or None for a new chat."""
        turn_id = current_turn_id()
        session = await _in_thread(lambda: self._rows.read(sender_id, turn_id))
        if session is None:
            return None
        tracker = self.init_tracker(sender_id)
        events = json.loads(session)
        tracker.recreate_from_dialogue(
            Dialogue.from_parameters({"name": sender_id, "events": events})
        )
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker, made short; a chat with nothing to remember keeps no row."""
        turn_id, chat_key = current_turn_id(), tracker.sender_id
        events = compact(tracker, self.domain)
        if any(isinstance(event, (UserUttered, SlotSet)) for event in events):
            session = json.dumps(stored_form(events), separators=(",", ":")).encode()
            await _in_thread(lambda: self._rows.write(chat_key, turn_id, session))
        else:
            await _in_thread(lambda: self._rows.delete(chat_key))

    def dispose(self) -> None:
        """Close the connections to the database."""
        self._rows.dispose()

    async def keys(self) -> Iterable[str]:
        """Return the keys of all chats."""
        return await _in_thread(self._rows.chat_keys)


async def _in_thread(work: Callable[[], Result]) -> Result:
    """Run database work beside the event loop; where it fails, end the turn."""
    try:
        return await asyncio.to_thread(work)
    except Exception as error:
        if current_turn_id() is None:
            raise  # not our channel: Rasa's own tools keep their behaviour
        # Only a database that is away comes back by itself; a session that does not open counts
        # as a failed try, or its chat would be tried for ever.
        is_away = isinstance(error, DBAPIError)
        kind = TurnError.TRACKER_STORE if is_away else TurnError.INTERNAL
        raise TurnFailedError(kind, error) from None
