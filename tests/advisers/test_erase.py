"""Forgetting: nothing about the student is left, neither rows nor bytes in the database's files."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from advisers.services.erase import forget_everything
from advisers.services.requests import ask_for_adviser
from careers.places import Place
from employers.services.applications import apply, decide, withdraw
from employers.tables import Slot
from messages.domain.content import Choice, Say
from messages.services.addresses import (
    ChatNotFoundError,
    attach_address,
    hash_of_address,
)
from messages.services.chats import chat_of, find_chat
from messages.services.deliveries import fail_delivery, next_delivery, note_part
from messages.services.outbox import enqueue
from messages.services.receive import Incoming, begin_chat, receive
from messages.tables import Channel, Inbox, InboxState, Turn
from ops.retention import Periods, run_retention
from schools.services.roster import fresh_code, join_codes
from schools.tables import JoinCode, RosterEntry
from storage.base import Base
from storage.database import reading, scrub_log, transaction
from storage.tables import RasaTracker
from students.services.identity import UnknownCodeError, join
from students.services.links import give_link
from students.services.profile import set_interests, set_place
from students.tables import JoinAttempt
from tests.employers.world import LEEDS, NOW, TODAY

MARK = "Quetzalcoatl-7731"
ACCOUNT = "7007007007"  # Telegram's chat id
KEPT = {"roster_entry", "join_code"}  # the school's


class Life:
    """A student on two devices and Telegram who left a marker in every field that holds words."""

    def __init__(self, world):
        self.world, self.address = world, "life"
        self.turns = iter(range(1, 100))
        self.chat = self._open()
        student = join(
            world.db, chat_key=self.chat, code=world.code(10), now=NOW, turn_id=self.turn()
        )
        self.key = student.key
        self._tell()
        self._apply()
        self._come_by_telegram()
        self._come_on_another_device()
        self._ask_for_adviser()
        self._talk()

    def turn(self):
        """Return the turn id of a message that the student sends."""
        incoming = Incoming(Channel.WEB, self.address, f"u{next(self.turns)}", f"I say {MARK}")
        return receive(self.world.db, incoming, now=NOW).turn_id

    def _open(self, address="life"):
        return begin_chat(self.world.db, channel=Channel.WEB, address=address, now=NOW)

    def _come_by_telegram(self):
        """Have a Telegram account, links to the chat, and a wrong code."""
        with transaction(self.world.db) as session:
            attach_address(session, self.chat, channel=Channel.TELEGRAM, address=ACCOUNT, now=NOW)
            give_link(session, "to the chat", chat_key=self.chat, now=NOW)
            code_id = session.scalars(select(JoinCode.id)).one()
            give_link(session, "with the code", join_code_id=code_id, now=NOW)
            session.add(JoinAttempt(chat_key=self.chat, at=NOW))

    def _come_on_another_device(self):
        """Write as a guest there, then join with a fresh code: it becomes the same chat."""
        db, school_id = self.world.db, self.world.school_id
        self.second = self._open("second")
        receive(db, Incoming(Channel.WEB, "second", "s1", f"I say {MARK}"), now=NOW)
        with transaction(db) as session:
            (entry_id,) = session.scalars(select(RosterEntry.id))
            code = fresh_code(session, entry_id, school_id=school_id, now=NOW)
        student = join(db, chat_key=self.second, code=code, now=NOW)
        assert student.key == self.key

    def _ask_for_adviser(self):
        ask_for_adviser(
            self.world.db,
            chat_key=self.chat,
            student_key=self.key,
            school_id=self.world.school_id,
            turn_id=self.turn(),
            now=NOW,
        )

    def _tell(self):
        db = self.world.db
        place = Place(MARK, LEEDS.lat, LEEDS.lon, is_exact=False)
        set_place(db, student_key=self.key, place=place, turn_id=self.turn(), now=NOW)
        set_interests(db, student_key=self.key, interests=[MARK], turn_id=self.turn(), now=NOW)

    def _apply(self):
        db, staff_id = self.world.db, self.world.staff()
        self.slots = [self.world.slot() for _ in range(3)]
        made = [
            apply(db, student_key=self.key, slot_id=slot, turn_id=self.turn(), now=NOW)
            for slot in self.slots
        ]
        for view, approve in ((made[0], True), (made[1], False)):
            decide(
                db,
                application_id=view.id,
                school_id=self.world.school_id,
                staff_id=staff_id,
                approve=approve,
                reason=f"Because {MARK}",
                now=NOW,
            )
        withdraw(db, student_key=self.key, application_id=made[2].id, turn_id=self.turn(), now=NOW)

    def _talk(self):
        chat = self.chat
        with transaction(self.world.db) as session:
            say = Say(f"You said {MARK}", (Choice(MARK, f'/greet{{"a": "{MARK}"}}'),))
            enqueue(session, chat, [say], now=NOW)
            session.add(
                RasaTracker(chat_key=chat, turn_id="t", session=MARK.encode(), updated_at=NOW)
            )
            for row in session.scalars(select(Inbox).where(Inbox.chat_key == chat)):
                row.state = InboxState.DONE
                session.add(
                    Turn(
                        inbox_id=row.id,
                        chat_key=chat,
                        answered_by="bot",
                        understanding={"text": MARK},
                        latency_ms=1,
                        created_at=NOW,
                    )
                )


def rows_about(db, needles):
    """Return (table, row) of every row in which a cell, also opened, holds one of the needles."""
    found = []
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            raw = connection.execute(sa.select(sa.text("*")).select_from(table)).all()
            opened = connection.execute(sa.select(table)).all()
            for row, same in zip(raw, opened, strict=True):
                text = str([*row, *same])
                if any(needle in text for needle in needles):
                    found.append((table.name, row))
    return found


def bytes_on_disk(db, *, empties_log=True):
    path = Path(str(db.engine.url.database))
    if empties_log:
        scrub_log(db)
    files = [path, *path.parent.glob(f"{path.name}-*")]
    return b"".join(file.read_bytes() for file in files)


def test_no_row_and_no_byte_is_left(world):
    life = Life(world)
    with reading(world.db) as session:
        turns = list(session.scalars(select(Inbox.turn_id).where(Inbox.chat_key == life.chat)))
        hashed = hash_of_address(session, ACCOUNT)
    assert len(turns) > 5
    needles = [life.key, life.chat, ACCOUNT, hashed, MARK, *turns]
    about = [row for row in rows_about(world.db, needles) if row[0] not in KEPT]
    names = {name for name, _ in about}
    assert {"adviser_request", "application", "rasa_tracker", "turn", "door_link"} <= names
    sealed = [cell for _, row in about for cell in row if isinstance(cell, bytes)]
    assert len(sealed) >= 20
    on_disk = bytes_on_disk(world.db)
    assert all(cell in on_disk for cell in sealed)
    assert life.key.encode() in on_disk

    forget_everything(world.db, student_key=life.key, now=NOW)

    left = rows_about(world.db, [life.key, life.second, MARK, hashed, *turns])
    assert left == []
    on_disk = bytes_on_disk(world.db, empties_log=False)  # the erasure did so itself
    assert MARK.encode() not in on_disk
    assert life.key.encode() not in on_disk
    assert not [cell for cell in sealed if cell in on_disk]
    # What is left says "deleted"; on its way to Telegram it alone knows the account.
    assert [name for name, _ in rows_about(world.db, [ACCOUNT])] == ["telegram_delivery"]
    left_of_chat = {name for name, _ in rows_about(world.db, [life.chat])}
    assert left_of_chat == {"chat", "chat_address", "outbox", "telegram_delivery"}


@pytest.mark.parametrize("fate", ["arrived", "blocked", "given up", "nobody there for days"])
def test_no_row_is_left_of_the_account_however_the_farewell_ends(any_world, fate):
    db, life = any_world.db, Life(any_world)
    with reading(db) as session:
        hashed = hash_of_address(session, ACCOUNT)
    assert rows_about(db, [ACCOUNT]) != []

    forget_everything(db, student_key=life.key, now=NOW)
    farewell = next_delivery(db, life.chat, now=NOW)
    match fate:
        case "arrived":
            note_part(
                db,
                farewell.outbox_id,
                parts_sent=1,
                is_last=True,
                message_id=1,
                has_keyboard=False,
                now=NOW,
            )
        case "blocked":
            fail_delivery(db, farewell.outbox_id, "gone", now=NOW)
        case "given up":
            fail_delivery(db, farewell.outbox_id, "refused", now=NOW)
        case _:
            run_retention(db, Periods(), now=NOW + timedelta(days=1, seconds=1))

    assert farewell.address == ACCOUNT
    assert rows_about(db, [ACCOUNT, hashed, MARK, life.key]) == []
    with pytest.raises(ChatNotFoundError), reading(db) as session:
        find_chat(session, channel=Channel.TELEGRAM, address=ACCOUNT)


def test_forgetting_frees_the_seats_and_the_roster_entry(any_world):
    life = Life(any_world)

    forget_everything(any_world.db, student_key=life.key, now=NOW)
    forget_everything(any_world.db, student_key=life.key, now=NOW)  # harmless

    with reading(any_world.db) as session:
        assert [session.get_one(Slot, slot).seats_taken for slot in life.slots] == [0, 0, 0]
        assert session.scalar(select(sa.func.count()).select_from(RosterEntry)) == 1
        view = chat_of(session, life.chat)
        assert (view.student_key, view.school_id) == (None, None)


def test_the_student_may_come_back_with_a_new_code_only(any_world):
    old = any_world.code(10)
    chat = any_world.chat()
    first = join(any_world.db, chat_key=chat, code=old, now=NOW, turn_id="t1")

    forget_everything(any_world.db, student_key=first.key, now=NOW)

    (printed,) = join_codes(any_world.db, any_world.school_id, today=TODAY)
    assert printed.code != old
    assert not printed.is_used
    again = join(any_world.db, chat_key=chat, code=printed.code, now=NOW, turn_id="t2")
    assert again.key != first.key
    assert (again.first_name, again.place, again.interests) == (first.first_name, None, ())
    with pytest.raises(UnknownCodeError):
        join(any_world.db, chat_key=any_world.chat(), code="7KQMD-2XH9R", now=NOW, turn_id="t3")
