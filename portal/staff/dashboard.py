"""The first page for staff: what waits for a person, and when old data was last deleted."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from advisers.services.requests import open_request_count
from employers.services.applications import applications_to_decide
from messages.services.parked import parked_turns
from portal.access import Rule
from portal.guard import Page
from portal.staff.people import school_day
from portal.visit import Visit
from safeguarding.services.alerts import open_alert_count
from schools.domain.roles import Role
from schools.services.schools import school_of
from storage.database import reading
from storage.tables import JobRun

RETENTION = "retention"


@dataclass(frozen=True)
class Tile:
    """A count that leads to its list."""

    count: int
    text: str
    href: str
    is_urgent: bool = False


@dataclass(frozen=True)
class LastRun:
    """When a recurring job last ran, and what it counted."""

    ran_at: datetime
    counts: dict[str, int]


def dashboard(visit: Visit) -> Response:
    """Show the counts that this person's roles may see."""
    with reading(visit.db) as session:
        school = school_of(session, visit.staff.school_id)
    return visit.page(
        "staff/dashboard.html",
        school=school,
        tiles=[*_lead_tiles(visit), *_adviser_tiles(visit)],
        retention=_last_run(visit),
    )


def _lead_tiles(visit: Visit) -> list[Tile]:
    if Role.LEAD not in visit.staff.roles:
        return []
    count = open_alert_count(visit.db, school_id=visit.staff.school_id)
    return [Tile(count, "alerts not taken up", "/lead/alerts", is_urgent=True)]


def _adviser_tiles(visit: Visit) -> list[Tile]:
    roles = Rule.ADVISER.roles or frozenset()
    if not roles & set(visit.staff.roles):
        return []
    school_id = visit.staff.school_id
    waiting = applications_to_decide(visit.db, school_id=school_id, today=school_day(visit))
    asked = open_request_count(visit.db, school_id=school_id)
    parked = parked_turns(visit.db, school_id=school_id)
    return [
        Tile(len(waiting), "applications to decide", "/staff/applications"),
        Tile(asked, "requests by students", "/staff/requests"),
        Tile(len(parked), "messages without an answer", "/staff/parked"),
    ]


def _last_run(visit: Visit) -> LastRun | None:
    with reading(visit.db) as session:
        run = session.get(JobRun, RETENTION)
        return None if run is None else LastRun(run.ran_at, dict(run.counts))


PAGES = (Page("GET", "/staff", Rule.STAFF, dashboard),)
