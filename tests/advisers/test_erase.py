"""Forgetting: nothing about the student is left, neither rows nor bytes in the database's files."""

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
from messages.services.chats import chat_of
from messages.services.outbox import enqueue
from messages.services.receive import Incoming, begin_chat, receive
from messages.tables import Channel, Inbox, InboxState, Turn
from schools.services.roster import join_codes, renew_code
from schools.tables import RosterEntry
from storage.base import Base
from storage.database import reading, transaction
from storage.tables import RasaTracker
from students.services.identity import UnknownCodeError, join
from students.services.profile import set_interests, set_place
from tests.employers.world import LEEDS, NOW, TODAY

MARK = "Quetzalcoatl-7731"
KEPT = {"roster_entry", "join_code"}  # the school's


class Life:
    """A student with two chats who left a marker in every field that holds words."""

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
        self.second = self._second_chat()
        self._ask_for_adviser()
        for chat in (self.chat, self.second):
            self._talk(chat)

    def turn(self):
        """Return the turn id of a message that the student sends."""
        incoming = Incoming(Channel.WEB, self.address, f"u{next(self.turns)}", f"I say {MARK}")
        return receive(self.world.db, incoming, now=NOW).turn_id

    def _open(self, address="life"):
        return begin_chat(self.world.db, channel=Channel.WEB, address=address, now=NOW)

    def _second_chat(self):
        """Join on another device too, with a fresh code of the school's, and write there."""
        db, school_id = self.world.db, self.world.school_id
        chat = self._open("second")
        (printed,) = join_codes(db, school_id, today=TODAY)
        code = renew_code(db, printed.entry_id, school_id=school_id, now=NOW)
        student = join(db, chat_key=chat, code=code, now=NOW, turn_id="second-join")
        assert student.key == self.key
        receive(db, Incoming(Channel.WEB, "second", "s1", f"I say {MARK}"), now=NOW)
        return chat

    def _ask_for_adviser(self):
        ask_for_adviser(
            self.world.db,
            chat_key=self.second,
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

    def _talk(self, chat):
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
    """Return (table, row) of every row in which a cell holds one of the needles."""
    found = []
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(sa.select(sa.text("*")).select_from(table)):
                cells = [cell for cell in row if isinstance(cell, (str, bytes))]
                if any(str(needle) in str(cell) for cell in cells for needle in needles):
                    found.append((table.name, row))
    return found


def bytes_on_disk(db):
    with db.engine.connect() as connection:
        path = Path(str(db.engine.url.database))
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [path, *path.parent.glob(f"{path.name}-*")]
    return b"".join(file.read_bytes() for file in files)


def test_no_row_and_no_byte_is_left(world):
    life = Life(world)
    chats = [life.chat, life.second]
    with reading(world.db) as session:
        turns = list(session.scalars(select(Inbox.turn_id).where(Inbox.chat_key.in_(chats))))
    about = [row for row in rows_about(world.db, [life.key, *chats, *turns]) if row[0] not in KEPT]
    assert {"adviser_request", "application", "rasa_tracker", "turn"} <= {name for name, _ in about}
    sealed = [cell for _, row in about for cell in row if isinstance(cell, bytes)]
    assert len(sealed) >= 20
    on_disk = bytes_on_disk(world.db)
    assert all(cell in on_disk for cell in sealed)
    assert life.key.encode() in on_disk

    forget_everything(world.db, student_key=life.key, now=NOW)

    left = rows_about(world.db, [life.key, MARK, *turns])
    assert left == []
    on_disk = bytes_on_disk(world.db)
    assert MARK.encode() not in on_disk
    assert life.key.encode() not in on_disk
    assert not [cell for cell in sealed if cell in on_disk]
    for chat in chats:  # what is left of each says "deleted"
        left_of_chat = [name for name, _ in rows_about(world.db, [chat])]
        assert left_of_chat == ["chat", "chat_address", "outbox"]


def test_forgetting_frees_the_seats_and_the_roster_entry(any_world):
    life = Life(any_world)

    forget_everything(any_world.db, student_key=life.key, now=NOW)
    forget_everything(any_world.db, student_key=life.key, now=NOW)  # harmless

    with reading(any_world.db) as session:
        assert [session.get_one(Slot, slot).seats_taken for slot in life.slots] == [0, 0, 0]
        assert session.scalar(select(sa.func.count()).select_from(RosterEntry)) == 1
        for chat in (life.chat, life.second):
            view = chat_of(session, chat)
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
