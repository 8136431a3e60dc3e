"""Two schools with everything that the staff's pages show, made by the real services."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import delete, select, update

from advisers.services.requests import ask_for_adviser
from employers.domain.kinds import SlotKind
from employers.services.applications import apply
from employers.services.slots import NewSlot, add_employer, add_site, add_slot
from messages.services.chats import open_chat
from messages.services.receive import Incoming, receive
from messages.tables import Channel, Inbox, InboxState
from safeguarding.services.alerts import list_alerts
from safeguarding.tables import SafeguardingContact
from schools.domain.roles import Role, SchoolState
from schools.services.roster import import_roster, join_codes
from schools.services.staff import create_staff, sign_in
from schools.tables import School
from storage.clock import SCHOOL_TIME
from storage.database import Database, transaction
from students.services.identity import join
from tests.employers.world import live_school

PASSWORD = "correct horse battery"
ROSTER = """name,date_of_birth,year_group,tutor_group
Aisha Khan,{born},10,10B
Ben Carter,{born},10,10B
"""


@dataclass(frozen=True)
class World:
    """A school's ids: its staff's session tokens by role, and one thing of each kind."""

    school_id: int
    tokens: dict[Role, str]
    chat_address: str
    chat_key: str
    application_id: int
    second_application_id: int
    alert_id: int
    request_id: int
    parked_id: int
    entry_id: int
    unused_code: str

    def ids(self) -> dict[str, int]:
        """The ids under the names that the routes use."""
        return {
            "application_id": self.application_id,
            "alert_id": self.alert_id,
            "request_id": self.request_id,
            "inbox_id": self.parked_id,
            "entry_id": self.entry_id,
        }


def back_to_demo(db: Database, world: World) -> None:
    """Make the school one that is in demo mode and has nobody named for safeguarding."""
    with transaction(db) as session:
        session.get_one(School, world.school_id).state = SchoolState.DEMO
        session.execute(
            delete(SafeguardingContact).where(SafeguardingContact.school_id == world.school_id)
        )


def make_world(db: Database, name: str, *, now: datetime) -> World:
    """Make a school in which every list of the staff's pages has an entry."""
    school_id = live_school(db, name=f"{name} School", now=now)
    tokens = _staff(db, school_id, name, now)
    born = now.astimezone(SCHOOL_TIME).date() - timedelta(days=15 * 365 + 4)
    import_roster(db, school_id, ROSTER.format(born=born.isoformat()), now=now)
    aisha, ben = join_codes(db, school_id, today=now.date())
    address = f"{name}-chat"
    chat_key = open_chat(db, channel=Channel.WEB, address=address, now=now)
    student = join(db, chat_key=chat_key, code=aisha.code, now=now, turn_id=f"{name}-join")
    slots = _slots(db, school_id, name, now)
    applied = [
        apply(db, student_key=student.key, slot_id=slot, turn_id=f"{name}-{slot}", now=now).id
        for slot in slots
    ]
    asked = ask_for_adviser(
        db,
        chat_key=chat_key,
        student_key=student.key,
        school_id=school_id,
        turn_id=f"{name}-ask",
        now=now,
    )
    return World(
        school_id=school_id,
        tokens=tokens,
        chat_address=address,
        chat_key=chat_key,
        application_id=applied[0],
        second_application_id=applied[1],
        alert_id=_alert(db, school_id, address, now),
        request_id=asked.request_id,
        parked_id=_parked(db, address, now),
        entry_id=aisha.entry_id,
        unused_code=ben.code,
    )


def _staff(db: Database, school_id: int, name: str, now: datetime) -> dict[Role, str]:
    tokens = {}
    for role in (Role.ADVISER, Role.LEAD):
        email = f"{role.value}@{name.lower()}.example"
        create_staff(
            db,
            school_id=school_id,
            name=f"{role.value.title()} of {name}",
            email=email,
            password=PASSWORD,
            roles=[role],
            now=now,
        )
        tokens[role] = sign_in(db, email, PASSWORD, now=now, address="127.0.0.1")
    return tokens


def _slots(db: Database, school_id: int, name: str, now: datetime) -> list[int]:
    with transaction(db) as session:
        employer_id = add_employer(
            session,
            name=f"{name} Timber",
            sector="construction",
            size="small",
            about="Makes doors.",
            school_id=school_id,
            now=now,
        )
        site_id = add_site(
            session, employer_id=employer_id, name="Yard", town="Leeds", lat=53.8, lon=-1.55
        )
        return [add_slot(session, _new_slot(site_id, weeks, now)) for weeks in (4, 8)]


def _new_slot(site_id: int, weeks: int, now: datetime) -> NewSlot:
    starts_on = now.date() + timedelta(weeks=weeks)
    return NewSlot(
        site_id=site_id,
        title=f"See a joinery at work {weeks}",
        kind=SlotKind.TALK,
        starts_on=starts_on,
        ends_on=starts_on,
        daily_from=time(10),
        daily_to=time(12),
        hours=2,
        seats=5,
        year_groups=[9, 10, 11],
        sector="construction",
        occupations=[],
        what_you_will_do="Listen and ask.",
        insurance_expires_on=starts_on + timedelta(days=365),
    )


def _alert(db: Database, school_id: int, address: str, now: datetime) -> int:
    incoming = Incoming(Channel.WEB, address, "concern", "i want to kill myself")
    receive(db, incoming, now=now)
    return list_alerts(db, school_id=school_id)[0].id


def _parked(db: Database, address: str, now: datetime) -> int:
    receipt = receive(db, Incoming(Channel.WEB, address, "parked", "hello there"), now=now)
    with transaction(db) as session:
        session.execute(
            update(Inbox)
            .where(Inbox.id == receipt.inbox_id)
            .values(state=InboxState.PARKED, finished_at=now, tries=5)
        )
        found = select(Inbox.id).where(Inbox.id == receipt.inbox_id)
        return session.scalars(found).one()
