"""A crowd on Telegram that writes at a steady rate; every message is known by its update's id."""

import asyncio
import itertools
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from bench.crash import QUESTIONS
from messages.services.addresses import address_row
from messages.services.chats import open_chat
from messages.tables import Channel
from schools.services.roster import import_roster, join_codes
from schools.tables import School
from storage.clock import SCHOOL_TIME, utc_now
from storage.database import Database, reading
from tests.telegram_server.control import Control

WORRYING = (
    "how do i become a nurse",
    "my stepdad hits me",
    "what does a vet earn",
)
AGE = 17  # Telegram is open to them
YEAR_GROUP = 12
JOINED_S = 60.0


@dataclass(frozen=True)
class Said:
    """A message of a student. `at` is when Telegram had it, in seconds since 1970."""

    update_id: int
    user_id: int
    text: str
    at: float


@dataclass
class Student:
    """Somebody with a Telegram account, and what they say over and over."""

    user_id: int
    chat_key: str
    script: Sequence[str]


@dataclass
class Crowd:
    """Students who write without waiting for answers, as impatient people do."""

    db: Database
    control: Control
    students: list[Student] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    _turn: "itertools.count[int]" = field(default_factory=itertools.count)

    async def add_guests(self, count: int, script: Sequence[str] = QUESTIONS) -> None:
        """Add students who came in as guests some time ago."""
        for _ in range(count):
            user_id = self.control.make_user(f"Guest{next(self._turn)}")
            key = await asyncio.to_thread(
                open_chat, self.db, channel=Channel.TELEGRAM, address=str(user_id), now=utc_now()
            )
            self.students.append(Student(user_id, key, script))

    async def add_joined(self, count: int, script: Sequence[str]) -> None:
        """Add students who come in now with their school's code.

        Raises:
            TimeoutError: one was not greeted.
        """
        user_ids = []
        for code in await asyncio.to_thread(_codes_of_new_students, self.db, count):
            user_ids.append(self.control.make_user(f"Student{next(self._turn)}"))
            self.control.command(user_ids[-1], "start", code)
        for user_id in user_ids:
            await self.control.wait_sent(1, chat_id=user_id, timeout_s=JOINED_S)
            key = await asyncio.to_thread(self._key_of, user_id)
            self.students.append(Student(user_id, key, script))

    async def talk(self, *, per_s: float, seconds: float) -> None:
        """Write for `seconds`, one student after the other, at the same pace throughout."""
        started, lines = time.monotonic(), self._lines()
        for number in range(round(per_s * seconds)):
            pause_s = started + number / per_s - time.monotonic()
            if pause_s > 0:
                await asyncio.sleep(pause_s)
            self.say(*next(lines))

    def say(self, student: Student, text: str) -> None:
        """Have a student write one message."""
        at = time.time()
        posted = self.control.text(student.user_id, text)
        if posted.update_id is None:
            raise ValueError("the bot does not ask for messages")
        self.said.append(Said(posted.update_id, student.user_id, text, at))

    def without(self, *left_out: Student) -> "Crowd":
        """Return the same crowd but for some; what each says is counted apart."""
        stay = [student for student in self.students if student not in left_out]
        return Crowd(self.db, self.control, stay)

    def _lines(self) -> Iterator[tuple[Student, str]]:
        for round_number in itertools.count():
            for student in self.students:
                yield student, student.script[round_number % len(student.script)]

    def _key_of(self, user_id: int) -> str:
        with reading(self.db) as session:
            row = address_row(session, channel=Channel.TELEGRAM, address=str(user_id))
            if row is None:
                raise LookupError("the student has no chat")
            return row.chat_key


def _codes_of_new_students(db: Database, count: int) -> list[str]:
    """Put students on the roster of the first school, and return their codes."""
    now = utc_now()
    today = now.astimezone(SCHOOL_TIME).date()
    born = today.replace(year=today.year - AGE, day=min(today.day, 28))
    tutor_group = secrets.token_hex(4)
    lines = [
        f"Student {tutor_group}{number},{born},{YEAR_GROUP},{tutor_group}"
        for number in range(count)
    ]
    with reading(db) as session:
        school_id = session.scalars(select(School.id).order_by(School.id).limit(1)).one()
    roster = "\n".join(["name,date_of_birth,year_group,tutor_group", *lines])
    report = import_roster(db, school_id, roster, now=now)
    if report.added != count:
        raise ValueError(f"the roster was not taken: {report.errors}")
    codes = join_codes(db, school_id, today=today)
    return [each.code for each in codes if each.tutor_group == tutor_group]
