"""The tracker store on both databases: sealed, short, and able to go back."""

import ast
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.compaction import KEPT_TURNS, compact
from bot.rasa.sealed_rows import CONTEXT, SealedRows, database_url, rasa_tracker
from bot.rasa.tracker_store import SealedTrackerStore
from bot.rasa.turns import TurnError, TurnFailedError, begin_turn
from storage.keys import add_key, drop_old_keys, open_keys
from storage.sealing import KeyRing, SealError

ROOT = Path(__file__).parents[2]

DOMAIN = Domain.load(str(ROOT / "tests" / "rasa" / "tiny" / "domain.yml"))
MARKER = "zebra-marker"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request, home):
    """A store on each of the two databases."""
    if request.param == "postgres":
        request.getfixturevalue("postgres")
    store = SealedTrackerStore(DOMAIN)
    yield store
    store.dispose()


def tracker(*texts, sender="chat-1", extra=()):
    """Return a tracker in which these texts were said and answered."""
    events = [ActionExecuted("action_session_start"), SessionStarted()]
    events += [ActionExecuted("action_listen")]
    for text in texts:
        events += [
            UserUttered(text, {"name": "greet", "confidence": 1.0}, []),
            ActionExecuted("utter_greet"),
            BotUttered(f"answer to {text}"),
            ActionExecuted("action_listen"),
        ]
    return DialogueStateTracker.from_events(sender, [*events, *extra], slots=DOMAIN.slots)


def said(tracker):
    """Return what the student said."""
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_a_tracker_comes_back_as_it_was(store):
    begin_turn("t1")
    kept = tracker("hello", extra=[SlotSet("occupation", "vet"), SlotSet("wish", {"near_km": 5})])
    await store.save(kept)

    begin_turn("t2")
    found = await store.retrieve("chat-1")

    assert found.current_slot_values() == kept.current_slot_values()
    assert [type(event) for event in found.events] == [type(event) for event in kept.events]
    assert said(found) == ["hello"]
    assert await store.retrieve("chat-2") is None
    assert list(await store.keys()) == ["chat-1"]


async def test_a_turn_tried_again_starts_from_before(store):
    for turn, texts in (("t1", ["a"]), ("t2", ["a", "b"]), ("t2", ["a", "b2"])):
        begin_turn(turn)
        await store.save(tracker(*texts))

    begin_turn("t2")
    assert said(await store.retrieve("chat-1")) == ["a"]
    begin_turn("t3")
    assert said(await store.retrieve("chat-1")) == ["a", "b2"]


async def test_nothing_is_stored_in_plain_text(store, home):
    begin_turn("t1")
    await store.save(tracker(MARKER, extra=[SlotSet("occupation", MARKER)]))
    begin_turn("t2")
    await store.save(tracker(MARKER, MARKER))

    with store._rows._engine.connect() as connection:
        row = connection.execute(sa.select(rasa_tracker)).one()
    assert MARKER.encode() not in bytes(row.session) + bytes(row.before)
    for path in home.glob("foothold.db*"):
        assert MARKER.encode() not in path.read_bytes()


async def test_after_a_restart_nothing_stays(store):
    begin_turn("t1")
    await store.save(tracker(MARKER, extra=[SlotSet("occupation", "vet")]))
    begin_turn("t2")
    await store.save(tracker(MARKER, "yes", extra=[Restarted(), ActionExecuted("action_listen")]))

    assert list(await store.keys()) == []


async def test_a_session_whose_key_is_lost_ends_the_turn(store):
    begin_turn("t1")
    await store.save(tracker("a"))
    store._rows._keys._ring = KeyRing(1, {1: bytes(32)})

    begin_turn("t2")
    with pytest.raises(TurnFailedError) as failure:
        await store.retrieve("chat-1")
    assert failure.value.error is TurnError.INTERNAL


async def test_keys_rotate_while_it_runs(store, home):
    begin_turn("t1")
    await store.save(tracker("a"))

    add_key(home)
    begin_turn("t2")
    await store.save(tracker("a", "b"))  # already with the new key
    other = SealedTrackerStore(DOMAIN)
    assert said(await other.retrieve("chat-1")) == ["a"]
    begin_turn("t3")
    assert said(await store.retrieve("chat-1")) == ["a", "b"]
    other.dispose()

    await store.save(tracker("a", "b", "c"))
    drop_old_keys(home)
    fresh = SealedTrackerStore(DOMAIN)
    begin_turn("t4")
    assert said(await fresh.retrieve("chat-1")) == ["a", "b", "c"]
    fresh.dispose()


def test_a_session_sealed_with_a_newer_key_opens(home):
    rows = SealedRows(database_url(home, None), open_keys(home))
    rows.write("chat-1", "t1", b"one")
    add_key(home)
    later = SealedRows(database_url(home, None), open_keys(home))
    later.write("chat-1", "t2", b"two")

    assert rows.read("chat-1", None) == b"two"
    rows.dispose()
    later.dispose()


def test_a_value_of_another_place_does_not_open(home):
    rows = SealedRows(database_url(home, None), open_keys(home))
    rows.write("chat-1", "t1", b"one")
    foreign = open_keys(home).seal(b"a name", "student.name")
    with rows._engine.begin() as connection:
        connection.execute(sa.update(rasa_tracker).values(session=foreign))

    with pytest.raises(SealError, match=CONTEXT):
        rows.read("chat-1", None)
    rows.dispose()


async def test_an_unreachable_database_ends_the_turn(home, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://postgres@127.0.0.1:9/nothing")
    store = SealedTrackerStore(DOMAIN)
    begin_turn("t1")

    for work in (store.retrieve("chat-1"), store.save(tracker("a"))):
        with pytest.raises(TurnFailedError) as failure:
            await work
        assert failure.value.error is TurnError.TRACKER_STORE


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("postgresql://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("postgres://u@h/d", "postgresql+psycopg2://u@h/d"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_the_address_is_translated(tmp_path, address, expected):
    assert database_url(tmp_path, address) == expected
    assert database_url(tmp_path, None) == f"sqlite:///{tmp_path}/foothold.db"


def test_the_table_is_the_one_that_storage_makes():
    tree = ast.parse((ROOT / "storage" / "tables.py").read_text())
    (table,) = [node for node in tree.body if getattr(node, "name", "") == "RasaTracker"]
    fields = [node.target.id for node in table.body if isinstance(node, ast.AnnAssign)]

    assert fields == [column.name for column in rasa_tracker.columns]


async def test_a_long_chat_stays_short(store):
    begin_turn("t1")
    long = tracker(*(f"text {number}" for number in range(60)))
    await store.save(long)

    begin_turn("t2")
    found = await store.retrieve("chat-1")

    assert said(found) == [f"text {number}" for number in range(50, 60)]
    assert len(found.events) < 5 * KEPT_TURNS
    assert compact(found, DOMAIN) == list(found.events)


def test_compaction_keeps_slots_and_the_open_form():
    form = [
        UserUttered("my profile", {"name": "set_profile", "confidence": 1.0}, []),
        ActionExecuted("profile_form"),
        ActiveLoop("profile_form"),
        SlotSet("requested_slot", "town"),
        SlotSet("occupation", "vet"),
        ActionExecuted("action_listen"),
    ]
    begun = tracker("hello", extra=form)
    for number in range(KEPT_TURNS + 2):
        begun.update(UserUttered(f"text {number}", {"name": "greet", "confidence": 1.0}, []))
        begun.update(ActionExecuted("action_listen"))

    short = DialogueStateTracker.from_events("chat-1", compact(begun, DOMAIN), slots=DOMAIN.slots)

    assert short.current_slot_values() == begun.current_slot_values()
    assert short.active_loop_name == "profile_form"
    assert len(said(short)) == KEPT_TURNS
    assert short.latest_message.text == begun.latest_message.text


def test_a_new_session_forgets_the_words_of_the_old_one():
    old = tracker("long ago", extra=[SlotSet("occupation", "vet")])
    for event in (
        ActionExecuted("action_session_start"),
        SessionStarted(),
        SlotSet("occupation", "vet"),
        ActionExecuted("action_listen"),
        UserUttered("hello again", {"name": "greet", "confidence": 1.0}, []),
    ):
        old.update(event)

    events = compact(old, DOMAIN)

    assert [event.text for event in events if isinstance(event, UserUttered)] == ["hello again"]
    short = DialogueStateTracker.from_events("chat-1", events, slots=DOMAIN.slots)
    assert short.get_slot("occupation") == "vet"


async def test_sessions_expire_and_slots_are_carried(chat):
    await chat.say('/ask_pay{"occupation": "vet"}')
    store = chat.agent.tracker_store._tracker_store
    begin_turn("turn-old")
    stale = await store.retrieve("chat-1")
    for event in stale.events:
        event.timestamp = time.time() - 2 * 60 * 60
    await store.save(stale)

    await chat.say("hello there")

    begin_turn("turn-look")
    found = await chat.tracker()
    assert said(found) == ["hello there"]
    assert found.get_slot("occupation") == "vet"


async def test_rasa_itself_keeps_the_chat_short(chat):
    await chat.say("i live in leeds")  # opens the form, which stays open
    for _ in range(15):
        answer = await chat.say("good morning")
        assert answer["ok"]
    found = await chat.tracker()

    assert len(said(found)) == KEPT_TURNS


def test_rows_survive_a_second_process(home):
    first, second = (SealedRows(database_url(home, None), open_keys(home)) for _ in range(2))
    first.write("chat-1", "t1", b"one")
    second.write("chat-1", "t2", b"two")

    assert first.read("chat-1", "t2") == b"one"
    assert first.read("chat-1", None) == b"two"
    second.delete("chat-1")
    assert first.read("chat-1", None) is None
    first.dispose()
    second.dispose()
