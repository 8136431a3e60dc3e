"""Updates that break: signs of harm in them are heard, senders are told once, nobody waits."""

import pytest
from sqlalchemy import func, select

from bot.telegram import handling, rescue
from messages.services.updates import broken_updates
from messages.tables import Inbox
from safeguarding.tables import Alert
from storage.database import StoreUnavailableError, reading
from tests.employers.world import make_world
from tests.telegram.coming import OLD, Visitor
from tests.telegram.conftest import until

HARM = "I want to kill myself"


class BugError(Exception):
    """Something nobody thought of."""


def breaks(*_args, **_more):
    raise BugError


@pytest.fixture
def bug(sam, monkeypatch):
    """Handling breaks for whoever has a chat."""
    for kind in handling.HANDLERS:
        monkeypatch.setitem(handling.HANDLERS, kind, breaks)


@pytest.fixture
async def sam(any_stage):
    """A student whose school has somebody who reads alerts."""
    visitor = Visitor(any_stage)
    await visitor.says(make_world(any_stage.db).code(OLD), 0)
    return visitor


def alerts(stage):
    with reading(stage.db) as session:
        return session.scalar(select(func.count()).select_from(Alert))


async def test_signs_of_harm_in_it_raise_the_alert_and_are_answered(sam, bug):
    async with sam.stage.sender():
        first, numbers, _school = await sam.says(HARM, 3)

    assert first.startswith("Thank you for telling me.")
    assert "999" in numbers
    assert alerts(sam.stage) == 1
    assert broken_updates(sam.stage.db) == 1


@pytest.mark.parametrize("how", ["caption", "edit", "command"])
async def test_wherever_the_words_stand(sam, bug, how):
    def act():
        if how == "caption":
            sam.control.photo(sam.user, b"\xff\xd8\xff\xe0", caption=HARM)
        elif how == "command":
            sam.control.command(sam.user, "jobs", HARM)
        else:
            sam.control.edit(sam.user, sam.control.text(sam.user, HARM).message_id, HARM)

    async with sam.stage.sender():
        await sam.does(3, act)

    assert alerts(sam.stage) >= 1


async def test_who_sent_it_is_told_once_however_often_it_comes(sam, bug):
    async with sam.stage.sender():
        sam.control.text(sam.user, "what does a vet earn?")
        for _ in range(3):
            await sam.is_heard(is_confirmed=False)
        [told] = await sam.control.wait_sent(1, chat_id=sam.user)
        await sam.does(0, lambda: None)

    assert "I missed what you just sent" in told.text
    assert len(sam.sent()) == 1
    assert alerts(sam.stage) == 0


async def test_what_broke_after_it_was_kept_is_answered_as_usual(sam, monkeypatch):
    sam.control.text(sam.user, "hello")
    monkeypatch.setattr(handling, "note_keyboards_gone", breaks)
    monkeypatch.setattr(handling, "shown_keyboards", lambda *_args: {1: 1})
    async with sam.stage.sender():
        await sam.is_heard()
        await sam.does(0, lambda: None)

    assert sam.stage.heard()[1:] == [("text", "hello")]


async def test_a_stranger_is_told_too_and_nothing_is_kept(any_stage, monkeypatch):
    sam = Visitor(any_stage)
    monkeypatch.setattr(any_stage.doorway, "enter", breaks)

    [told] = await sam.says("hello there")
    assert "I missed what you just sent" in told
    [told] = await sam.says(HARM)
    assert "999" in told
    assert "nobody has read" in told
    assert sam.key is None


async def test_a_sign_that_cannot_be_kept_is_never_said_to_be(sam, bug, monkeypatch, caplog):
    monkeypatch.setattr(rescue, "receive", breaks)
    [told] = await sam.says(HARM)

    assert "nobody has read" in told
    assert "an update is lost: id=" in caplog.text
    assert HARM not in caplog.text


async def test_where_signs_cannot_be_looked_for_help_is_named(sam, bug, monkeypatch):
    monkeypatch.setattr(rescue, "find_signs", breaks)
    monkeypatch.setattr("messages.services.receive.find_signs", breaks)

    [told] = await sam.says("hello")
    assert "999" in told


async def test_a_database_that_is_away_while_rescuing_leaves_it_unconfirmed(sam, bug, monkeypatch):
    def away(*_args, **_more):
        raise StoreUnavailableError("away")

    sam.control.text(sam.user, HARM)
    with monkeypatch.context() as patched:
        patched.setattr(rescue, "receive", away)
        with pytest.raises(StoreUnavailableError):
            await sam.is_heard()
    async with sam.stage.sender():
        await sam.does(3, lambda: None)

    assert alerts(sam.stage) == 1


async def test_those_behind_it_do_not_wait(stage, monkeypatch):
    user, _key = stage.student()
    handle = handling.HANDLERS[handling.Typed]

    def breaks_on_bad(db, heard, now):
        if heard.text == "bad":
            raise BugError
        return handle(db, heard, now)

    monkeypatch.setitem(handling.HANDLERS, handling.Typed, breaks_on_bad)
    async with stage.polling(), stage.sender():
        for text in ("one", "bad", "two"):
            stage.control.text(user, text)
        await until(lambda: stage.control.pending() == [])
        await stage.texts(user, 1)

    with reading(stage.db) as session:
        kept = session.scalar(select(func.count()).where(Inbox.kind == "text"))
    assert kept == 2
