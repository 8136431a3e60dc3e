"""Builds small worlds for tests: a school, students with chats, employers, slots."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from careers.places import Place
from employers.domain.kinds import RiskLevel, SlotKind
from employers.domain.wish import Found, Seeker, Wish
from employers.services.applications import ApplicationView, apply
from employers.services.search import search_slots, seeker_of
from employers.services.slots import NewSlot, add_employer, add_site, add_slot
from messages.services.chats import open_chat
from messages.tables import Channel
from safeguarding.services.contacts import Contacts
from schools.domain.roles import Role
from schools.services.roster import import_roster, join_codes
from schools.services.schools import create_school, leave_demo_mode, name_contacts
from schools.services.staff import create_staff
from storage.database import Database, transaction
from students.services.identity import join
from students.services.profile import set_place
from students.tables import Student

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # a Monday of term
TODAY = NOW.date()
LEEDS = Place("Leeds", 53.8, -1.55, is_exact=False)
BORN = {7: date(2015, 2, 3), 8: date(2014, 2, 3), 9: date(2013, 2, 3), 10: date(2012, 2, 3)} | {
    11: date(2011, 2, 3),
    12: date(2010, 2, 3),
    13: date(2009, 2, 3),
}
PASSWORD = "a long enough password"
CONTACTS = Contacts("Lee", "lead@school.test", "Dee", "deputy@school.test", time(8), time(16))

A_SLOT = NewSlot(
    site_id=0,
    title="A week with the electricians",
    kind=SlotKind.PLACEMENT,
    starts_on=date(2027, 2, 8),
    ends_on=date(2027, 2, 12),
    daily_from=time(9),
    daily_to=time(15, 30),
    hours=30,
    seats=2,
    year_groups=(7, 8, 9, 10, 11, 12, 13),
    sector="engineering",
    occupations=("electrician",),
    what_you_will_do="You wire a practice board and repair a lamp.",
    insurance_expires_on=date(2028, 1, 1),
)


@dataclass
class World:
    """A database with a school; things are added by the methods."""

    db: Database
    school_id: int
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def staff(self, *, school_id: int | None = None) -> int:
        return create_staff(
            self.db,
            school_id=school_id or self.school_id,
            name="Grace Oyelaran",
            email=f"staff{next(self.numbers)}@school.test",
            password=PASSWORD,
            roles=(Role.ADVISER, Role.COORDINATOR),
            now=NOW,
        )

    def chat(self) -> str:
        address = f"address-{next(self.numbers)}"
        return open_chat(self.db, channel=Channel.WEB, address=address, now=NOW)

    def code(
        self, year: int, *, born: date | None = None, name: str | None = None, school_id: int = 0
    ) -> str:
        """Put a student on the roster and return their join code."""
        school_id = school_id or self.school_id
        name = name or f"Student Number {next(self.numbers)}"
        rows = f'name,date_of_birth,year_group\n"{name}",{born or BORN[year]},{year}\n'
        report = import_roster(self.db, school_id, rows, now=NOW)
        assert report.errors == ()
        codes = join_codes(self.db, school_id, today=TODAY)
        return next(code.code for code in codes if code.name == name)

    def student(
        self,
        year: int,
        *,
        born: date | None = None,
        place: Place | None = LEEDS,
        school_id: int = 0,
    ) -> str:
        """Return the key of a student who joined in a chat."""
        code = self.code(year, born=born, school_id=school_id)
        turn = f"turn-{next(self.numbers)}"
        view = join(self.db, chat_key=self.chat(), code=code, now=NOW, turn_id=turn)
        if place is not None:
            set_place(self.db, student_key=view.key, place=place, turn_id=turn, now=NOW)
        return view.key

    def guest(self) -> str:
        key = f"guest-{next(self.numbers)}"
        with transaction(self.db) as session:
            session.add(Student(key=key, created_at=NOW, last_seen_at=NOW))
        return key

    def site(
        self,
        *,
        lat: float = LEEDS.lat,
        lon: float = LEEDS.lon,
        town: str = "Leeds",
        school_id: int | None = None,
    ) -> int:
        with transaction(self.db) as session:
            employer_id = add_employer(
                session,
                name=f"Employer {next(self.numbers)}",
                sector="engineering",
                size="small",
                about="Mends things.",
                school_id=school_id,
                now=NOW,
            )
            return add_site(
                session, employer_id=employer_id, name="Yard", town=town, lat=lat, lon=lon
            )

    def slot(self, **change: object) -> int:
        """Add a slot like `A_SLOT` with changes; its own employer unless `site_id` is given."""
        changed = replace(A_SLOT, **change)  # type: ignore[arg-type]
        if not changed.site_id:
            changed = replace(changed, site_id=self.site())
        with transaction(self.db) as session:
            return add_slot(session, changed)

    def seeker(self, student_key: str) -> Seeker:
        return seeker_of(self.db, student_key, today=TODAY)

    def search(
        self, student_key: str, *, limit: int = 10, offset: int = 0, **wish: object
    ) -> Found:
        return search_slots(
            self.db,
            self.seeker(student_key),
            Wish(**wish),  # type: ignore[arg-type]
            today=TODAY,
            limit=limit,
            offset=offset,
        )

    def found(self, student_key: str, **wish: object) -> list[int]:
        return [match.slot_id for match in self.search(student_key, **wish).matches]

    def apply(
        self, student_key: str, slot_id: int, *, turn_id: str | None = None
    ) -> ApplicationView:
        turn_id = turn_id or f"turn-{next(self.numbers)}"
        return apply(self.db, student_key=student_key, slot_id=slot_id, turn_id=turn_id, now=NOW)


def make_world(db: Database) -> World:
    return World(db, live_school(db, name="Roundhay Lane School", now=NOW))


def live_school(db: Database, *, name: str, now: datetime) -> int:
    """Return a school that real students may use."""
    school_id = create_school(db, name=name, now=now)
    name_contacts(db, school_id, CONTACTS)
    leave_demo_mode(db, school_id)
    return school_id


def talk(**change: object) -> dict[str, object]:
    """Return changes that make a slot a talk of one morning, open to everybody."""
    day = TODAY + timedelta(days=30)
    return {
        "kind": SlotKind.TALK,
        "starts_on": day,
        "ends_on": day,
        "daily_from": time(10),
        "daily_to": time(11),
        "hours": 1,
        "risk_level": RiskLevel.LOW,
    } | change
