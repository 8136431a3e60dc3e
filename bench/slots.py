"""A made-up England of slots for the search benchmark; the same one every time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from careers.library import load_library
from careers.places import find_places
from employers.demo import load_demo
from employers.domain.kinds import RiskLevel, SlotKind, SlotState
from employers.domain.tokens import tokens_of
from employers.domain.wish import Seeker, Wish
from employers.services.search import seeker_of
from employers.services.slots import add_employer, add_site
from employers.tables import Slot, SlotOccupation, SlotWord
from messages.services.chats import open_chat
from messages.tables import Channel
from storage.clock import utc_now
from storage.database import Database, transaction
from students.services.identity import join

EMPLOYERS = 1_000
BATCH = 5_000
FIRST_ID = 1_000  # the demo school's own slots come before
TOWNS = ("Leeds", "Bradford", "Hull", "Doncaster", "York", "London", "Bristol", "Norwich")
TASKS = (
    "help the team plan a real job and check the finished work",
    "meet apprentices, try the tools and make something to take home",
    "answer customers, keep records and present what you found",
    "follow people through a working day and ask them anything",
    "design a poster, test an app and give feedback on a website",
)


def fill_with_slots(db: Database, slots: int, *, today: date) -> Seeker:
    """Add `slots` slots to an empty database and return a Year 10 student who looks for one."""
    random = Random(1)
    student_key = _student(db, today)
    with transaction(db) as session:
        sites = [_employer(session, number, random) for number in range(EMPLOYERS)]
    for first in range(0, slots, BATCH):
        rows = [_slot(number, sites, random, today) for number in range(first, first + BATCH)]
        with transaction(db) as session:
            session.execute(sa.insert(Slot), rows)
            session.execute(sa.insert(SlotOccupation), [_occupation(row) for row in rows])
            session.execute(sa.insert(SlotWord), [word for row in rows for word in _words(row)])
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()
    return replace(seeker_of(db, student_key, today=today), place=find_places("Leeds")[0])


def _student(db: Database, today: date) -> str:
    """Return a student of the demo school, joined in a chat."""
    now = utc_now()
    load_demo(db, today=today, now=now)
    chat_key = open_chat(db, channel=Channel.WEB, address="bench", now=now)
    return join(db, chat_key=chat_key, code="DEMO-Y10", now=now, turn_id="bench").key


def searches() -> list[Wish]:
    """Return the searches that are timed: broad, narrow, by word, by date, with no result."""
    month = timedelta(days=30)
    start = date(2027, 1, 4)
    return [
        Wish(),
        Wish(sector="health"),
        Wish(occupation="electrician"),
        Wish(words="design a poster"),
        Wish(words="customers", sector="retail"),
        Wish(kind=SlotKind.PLACEMENT, starts_from=start, starts_to=start + month),
        Wish(sector="construction", place=find_places("Hull")[0]),
        Wish(occupation="paramedic", place=find_places("Bristol")[0], near_km=10),
        Wish(words="submarine cookery"),
    ]


def _employer(session: Session, number: int, random: Random) -> tuple[int, int, str, float, float]:
    town = random.choice(TOWNS)
    place = find_places(town)[0]
    lat, lon = place.lat + random.gauss(0, 0.1), place.lon + random.gauss(0, 0.1)
    employer_id = add_employer(
        session,
        name=f"Employer {number}",
        sector="retail",
        size="small",
        about="",
        school_id=None,
        now=utc_now(),
    )
    site_id = add_site(
        session, employer_id=employer_id, name="Main site", town=town, lat=lat, lon=lon
    )
    return employer_id, site_id, town, lat, lon


def _slot(
    number: int, sites: list[tuple[int, int, str, float, float]], random: Random, today: date
) -> dict[str, Any]:
    employer_id, site_id, town, lat, lon = random.choice(sites)
    starts_on = today + timedelta(days=random.randint(1, 365))
    library = load_library()
    return {
        "id": FIRST_ID + number,
        "employer_id": employer_id,
        "site_id": site_id,
        "town": town,
        "lat": lat,
        "lon": lon,
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=random.choice((0, 0, 1, 4))),
        "state": SlotState.OPEN,
        "kind": random.choice(list(SlotKind)),
        "sector": random.choice(sorted(library.sectors)),
        "year_bits": random.choice((0b0001000, 0b0011000, 0b1111111, 0b0000111)),
        "seats": 4,
        "seats_taken": random.choice((0, 0, 1, 4)),
        "risk_level": random.choice((RiskLevel.LOW, RiskLevel.LOW, RiskLevel.MEDIUM)),
        "insurance_expires_on": today + timedelta(days=500),
        "daily_from": time(9),
        "daily_to": time(15),
        "hours": 6.0,
        "title": f"A day with {random.choice(sorted(library.occupations))}",
        "what_you_will_do": random.choice(TASKS),
    }


def _occupation(row: dict[str, Any]) -> dict[str, Any]:
    occupation = str(row["title"]).removeprefix("A day with ")
    return {"occupation": occupation, "starts_on": row["starts_on"], "slot_id": row["id"]}


def _words(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for word in tokens_of(f"{row['title']} {row['what_you_will_do']}"):
        yield {"word": word, "starts_on": row["starts_on"], "slot_id": row["id"]}
