"""Key rotation: every sealed value, resumable, beside somebody else's writes."""

import secrets
from datetime import datetime

import pytest
import sqlalchemy as sa

from messages.tables import Channel, Chat, Inbox
from ops import keys
from ops.keys import count_stale, reseal, sealed_tables
from storage.database import Database, connect, reading, transaction
from storage.sealing import KEY_BYTES, KeyRing, SealError, key_id_of
from storage.tables import RasaTracker

ROWS = 7


@pytest.fixture
def grown(ring: KeyRing) -> KeyRing:
    """The test's keys with a second, active one."""
    return KeyRing(2, {**ring.keys, 2: secrets.token_bytes(KEY_BYTES)})


def fill(db: Database, ring: KeyRing, now: datetime) -> None:
    with transaction(db) as session:
        session.add(Chat(key="c", created_at=now, last_seen_at=now))
        session.flush()
        for number in range(ROWS):
            row = Inbox(
                turn_id=f"t{number}",
                chat_key="c",
                channel=Channel.WEB,
                update_id=str(number),
                kind="text",
                text=f"words {number}",
                shown=None if number % 2 else "shown",
                received_at=now,
                late_at=now,
            )
            session.add(row)
        sealed = ring.seal(b"tracker", "rasa_tracker.session")
        session.add(RasaTracker(chat_key="c", session=sealed, before=sealed, updated_at=now))


def silent(_table: str, _rows: int) -> None:
    """Take the progress and say nothing."""


def test_every_value_is_sealed_anew_and_reads_the_same(
    any_db: Database, ring: KeyRing, grown: KeyRing, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "BATCH", 3)
    fill(any_db, ring, now)
    assert count_stale(any_db, grown) == ROWS + 1

    assert reseal(any_db, grown, tell=silent) == ROWS + 1

    assert count_stale(any_db, grown) == 0
    only_new = KeyRing(2, {2: grown.keys[2]})
    reopened = connect(any_db.engine.url.render_as_string(hide_password=False), only_new)
    with reading(reopened) as session:
        texts = list(session.scalars(sa.select(Inbox.text).order_by(Inbox.id)))
        tracker = session.get_one(RasaTracker, "c")
        assert only_new.unseal(tracker.session, "rasa_tracker.session") == b"tracker"
        assert tracker.before is not None
        assert key_id_of(tracker.before) == 2
    reopened.dispose()
    assert texts == [f"words {number}" for number in range(ROWS)]


def test_a_second_run_finds_nothing_to_do(
    db: Database, ring: KeyRing, grown: KeyRing, now: datetime
) -> None:
    fill(db, ring, now)
    reseal(db, grown, tell=silent)

    assert reseal(db, grown, tell=silent) == 0


def test_a_run_killed_half_way_goes_on(
    db: Database, ring: KeyRing, grown: KeyRing, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "BATCH", 2)
    fill(db, ring, now)

    def stop_after_two(table: str, rows: int) -> None:
        if table == "inbox" and rows >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reseal(db, grown, tell=stop_after_two)
    left = count_stale(db, grown)

    assert 0 < left < ROWS + 1
    assert reseal(db, grown, tell=silent) == left


def test_a_value_of_an_unknown_key_stops_it_and_stays_as_it_is(
    db: Database, ring: KeyRing, now: datetime
) -> None:
    fill(db, ring, now)
    stranger = KeyRing(9, {9: secrets.token_bytes(KEY_BYTES)})

    with pytest.raises(SealError, match="no key 1"):
        reseal(db, stranger, tell=silent)

    assert count_stale(db, ring) == 0


def test_no_sealed_column_is_forgotten() -> None:
    named = {(table.raw.name, column) for table in sealed_tables() for column in table.contexts}

    assert named >= keys.RAW_SEALED | {
        ("inbox", "text"),
        ("outbox", "content"),
        ("effect", "result"),
    }
