"""Sealed values: opened only with the right key, in the right place, unchanged."""

import secrets

import pytest
from sqlalchemy import text

from messages.tables import Chat, Outbox
from storage.database import connect, reading, scrub_log, transaction
from storage.keys import KEY_FILE, KeyFileError, add_key, drop_old_keys, load_ring
from storage.sealing import KeyRing, SealError, key_id_of


def fresh(active=1, *ids):
    return KeyRing(active, {number: secrets.token_bytes(32) for number in (active, *ids)})


def test_what_is_sealed_opens_again_with_any_key_of_the_ring():
    old = fresh()
    grown = KeyRing(2, {**old.keys, 2: secrets.token_bytes(32)})

    sealed = old.seal(b"secret", "a.b")

    assert b"secret" not in sealed
    assert grown.unseal(sealed, "a.b") == b"secret"
    assert key_id_of(grown.seal(b"x", "a.b")) == 2


@pytest.mark.parametrize("case", ["moved", "changed", "other key", "short", "key gone"])
def test_what_was_tampered_with_does_not_open(case):
    ring = fresh()
    sealed = ring.seal(b"secret", "a.b")
    tries = {
        "moved": (ring, sealed, "a.c"),
        "changed": (ring, sealed[:-1] + bytes([sealed[-1] ^ 1]), "a.b"),
        "other key": (fresh(), sealed, "a.b"),
        "short": (ring, sealed[:10], "a.b"),
        "key gone": (fresh(2), sealed, "a.b"),
    }
    opener, value, context = tries[case]

    with pytest.raises(SealError):
        opener.unseal(value, context)


def test_nothing_personal_stands_in_the_database_file(db, tmp_path, now):
    with transaction(db) as session:
        session.add(
            Chat(
                key="c",
                created_at=now,
                last_seen_at=now,
            )
        )
        session.flush()
        session.add(Outbox(chat_key="c", content={"text": "MARKER-OUT"}, created_at=now))

    db.dispose()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("t.db*"))
    assert b"MARKER" not in stored


def test_what_is_erased_leaves_the_file_and_its_log(db, tmp_path, now):
    with transaction(db) as session:
        session.add(
            Chat(
                key="ERASED-KEY",
                created_at=now,
                last_seen_at=now,
            )
        )
    with transaction(db) as session:
        session.delete(session.get_one(Chat, "ERASED-KEY"))

    assert scrub_log(db)

    stored = b"".join(path.read_bytes() for path in tmp_path.glob("t.db*"))
    assert b"ERASED-KEY" not in stored


def test_the_key_file_is_made_once_for_its_owner_only(tmp_path):
    ring = load_ring(tmp_path)

    assert load_ring(tmp_path) == ring
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    load_ring(tmp_path)
    (tmp_path / KEY_FILE).chmod(0o644)

    with pytest.raises(KeyFileError, match="chmod 600"):
        load_ring(tmp_path)


def test_keys_rotate(tmp_path):
    first = load_ring(tmp_path)
    grown = add_key(tmp_path)

    assert grown.keys[1] == first.keys[1]
    assert grown.active == 2
    assert drop_old_keys(tmp_path).keys == {2: grown.keys[2]}


@pytest.mark.parametrize("value", ["nonsense", "1:nonsense", "x:AAAA"])
def test_a_bad_key_in_the_environment_is_refused(tmp_path, value):
    with pytest.raises(KeyFileError):
        load_ring(tmp_path, value)


def test_the_write_lock_is_taken_at_once(db):
    other = connect(str(db.engine.url), fresh())
    with transaction(db), reading(other) as session:
        assert session.execute(text("SELECT 1")).scalar() == 1
    other.dispose()
