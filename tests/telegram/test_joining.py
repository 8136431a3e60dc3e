"""Joining on Telegram with a school's code: let in, moved, or sent on to the web chat."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.rasa.patterns import find_join_codes
from messages.services.chats import chats_of_student
from messages.services.receive import OPENING_PAYLOAD
from messages.tables import DeliveryState, Outbox, TelegramDelivery
from schools.domain.codes import find_code, new_code
from schools.services.fictional import keep_pool_code
from schools.services.roster import join_codes
from schools.services.schools import create_school
from schools.tables import RosterEntry, School
from storage.database import reading, transaction
from students.services.identity import MAX_WRONG_CODES
from students.services.renewal import renew_code
from tests.employers.world import NOW, TODAY, make_world
from tests.telegram.coming import OLD, YOUNG, Visitor, guest, kept, student_at


@pytest.fixture
def world(any_stage):
    return make_world(any_stage.db)


@pytest.fixture
def sam(any_stage, world):
    return Visitor(any_stage)


@pytest.mark.parametrize("how", ["/start {}", "{}", "my code is {} thanks"])
async def test_a_student_of_age_joins_and_is_greeted(sam, world, how):
    code = world.code(OLD)

    await sam.says(how.format(code), 0)

    assert student_at(sam).year_group == OLD
    assert sam.stage.heard() == [("button", OPENING_PAYLOAD)]


async def test_the_same_update_again_changes_nothing(sam, world):
    sam.control.command(sam.user, "start", world.code(OLD))

    for _ in range(3):
        await sam.is_heard(is_confirmed=False)

    assert sam.stage.heard() == [("button", OPENING_PAYLOAD)]
    assert kept(world.db) == {"chat": 1, "chat_address": 1, "inbox": 1, "student": 1}


async def test_wrong_codes_are_counted_for_each_account(sam, world):
    for number in range(MAX_WRONG_CODES):
        [told] = await sam.says(f"ABCDE-2345{number + 2}")
        assert "That code is not right" in told

    [told] = await sam.says(world.code(OLD))
    assert "too many tries" in told
    await Visitor(sam.stage, "Kim").says(world.code(OLD), 0)
    sam.now += timedelta(minutes=15)
    await sam.says(world.code(OLD), 0)
    assert sam.key is not None


@pytest.mark.parametrize("typed", ["/start nonsense", "7KQM-22", "/start ABCDE-FGHJK"])
async def test_what_is_meant_as_a_code_is_said_to_be_wrong(sam, typed):
    [told] = await sam.says(typed)

    assert "That code is not right" in told


async def test_used_codes_and_schools_that_are_not_ready_are_named(sam, world):
    code = world.code(OLD)
    await Visitor(sam.stage, "Kim").says(code, 0)
    [used] = await sam.says(code)
    unready = create_school(world.db, name="Not ready", now=NOW)
    [not_ready] = await sam.says(world.code(OLD, school_id=unready))

    assert "used already" in used
    assert "not ready" in not_ready


@pytest.mark.parametrize(("year", "is_in"), [(OLD, True), (YOUNG, False)])
async def test_a_demo_code_stands_for_its_next_free_student(sam, world, year, is_in):
    world.code(year)
    with transaction(world.db) as session:
        session.execute(update(School).values(demo_name="demo"))
    with transaction(world.db) as session:
        keep_pool_code(session, world.school_id, year_group=year, code=f"DEMO-Y{year}", now=NOW)

    await sam.says(f"demo y{year}", 0 if is_in else 2)

    assert (sam.key is not None) == is_in


async def test_a_conversation_on_the_web_goes_on_here(sam, world):
    student_key = world.student(OLD)
    with reading(world.db) as session:
        [web] = chats_of_student(session, student_key)
    code = fresh_code(world)

    await sam.says(code, 0)

    assert sam.key == web
    assert sam.stage.heard() == [("button", OPENING_PAYLOAD)]


def fresh_code(world):
    with reading(world.db) as session:
        entry_id = session.scalars(select(RosterEntry.id)).one()
    renew_code(world.db, entry_id, school_id=world.school_id, now=NOW)
    return join_codes(world.db, world.school_id, today=TODAY)[0].code


async def test_a_new_code_moves_a_student_to_their_new_account(sam, world):
    await sam.says(world.code(OLD), 0)
    key = sam.key
    await sam.is_heard()  # confirmed: it does not come again
    sam.stage.say(key, "still on its way to the old account")
    new = Visitor(sam.stage, "Sam with a new phone")

    await new.says(fresh_code(world), 0)

    assert (new.key, sam.key) == (key, None)
    assert sam.sent() == []
    with reading(world.db) as session:
        waiting = select(TelegramDelivery).where(
            TelegramDelivery.chat_key == key, TelegramDelivery.state == DeliveryState.WAITING
        )
        assert session.scalars(waiting).all() == []


async def test_a_guest_with_a_code_joins_before_the_dialogue_hears_of_it(sam, world):
    code = world.code(OLD)
    await guest(sam)
    key = sam.key

    await sam.says(f"i have a code: {code}", 0)

    assert sam.key == key
    assert student_at(sam).year_group == OLD
    assert sam.stage.heard() == [("text", f"i have a code: {code}")]


async def test_a_guest_who_is_known_elsewhere_goes_on_with_that_conversation(sam, world):
    student_key = world.student(OLD)
    with reading(world.db) as session:
        [web] = chats_of_student(session, student_key)
    await guest(sam)

    await sam.says(f"/start {fresh_code(world)}", 0)

    assert sam.key == web
    assert [kind for kind, _text in sam.stage.heard()] == ["text"]


async def test_a_code_that_does_not_work_is_the_dialogues_to_answer(sam, world):
    await guest(sam)
    await sam.says("ABCDE-23456", 0)
    await sam.says("/start ABCDE-23456", 0)

    assert sam.stage.heard() == [("text", "ABCDE-23456")] * 2


async def test_nobody_changes_into_another_student_by_a_code(sam, world):
    await sam.says(world.code(OLD), 0)
    before = student_at(sam)

    await sam.says(world.code(OLD), 0)

    assert student_at(sam) == before


@pytest.mark.parametrize(
    "text",
    [
        *("demo-y10", "demo y12 please", "hello there", "great women", "women-great x", "y10"),
        *("7kqmd2xh9r", "it is 7KQMD 2XH9R.", "ABCDE-FGHJK", "abcde-fghjk", "say abcde-fghjk"),
    ],
)
def test_the_doorway_and_the_dialogue_read_the_same_codes(text):
    assert_read_the_same(text)


def test_the_doorway_and_the_dialogue_read_the_same_new_codes():
    for _ in range(20):
        assert_read_the_same(new_code())


def assert_read_the_same(text):
    codes = find_join_codes(text)

    assert find_code(text) == (codes[0][0] if codes else None)


async def test_what_came_before_a_move_is_not_kept_again_after_it(sam, world):
    """The process died before it could confirm: the account is another conversation's by then."""
    other = Visitor(sam.stage, "Sam's old phone")
    await other.says(world.code(OLD), 0)
    student = student_at(other)
    await guest(sam)
    sam.control.text(sam.user, "what does a vet earn?")
    sam.control.command(sam.user, "mydata")
    sam.control.photo(sam.user, b"\xff\xd8\xff\xe0")
    sam.control.text(sam.user, fresh_code(world))

    await sam.is_heard(is_confirmed=False)
    known, waiting = sam.stage.heard(), len(outbox(world.db))
    await sam.is_heard(is_confirmed=False)

    assert student_at(sam).key == student.key
    assert sam.stage.heard() == known
    assert len(outbox(world.db)) == waiting


def outbox(db):
    with reading(db) as session:
        return session.scalars(select(Outbox)).all()
