"""The roster: upload it, look at it by year, print its join codes, make a fresh code."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import Response

from messages.services.bots import bot_username, start_link
from portal.access import Rule
from portal.forms import FieldError
from portal.guard import Page
from portal.staff.people import school_day
from portal.visit import Visit
from portal.words import WORDING
from schools.domain.roster_file import decode_roster
from schools.services.roster import (
    PrintableCode,
    RosterReport,
    import_roster,
    join_codes,
)
from storage.database import reading
from students.services.gate import open_entries
from students.services.renewal import renew_code

MAX_ROSTER_BYTES = 2 * 1024 * 1024
SHOWN_MISTAKES = 50


def students(visit: Visit) -> Response:
    """List the students of one year group, with the form to upload a roster."""
    return _show(visit)


def upload(visit: Visit) -> Response:
    """Take a roster in, whole or not at all; every mistake is said with its line."""
    file = visit.form.get("file")
    content = file.file.read() if isinstance(file, UploadFile) else b""
    if not content.strip():
        error = FieldError("file", WORDING.text("roster_missing"))
        return _show(visit, status=422, errors=[error])
    report = import_roster(visit.db, visit.staff.school_id, decode_roster(content), now=visit.now)
    if report.errors:
        count = len(report.errors)
        error = FieldError("file", WORDING.text("roster_wrong", count=count))
        return _show(visit, status=422, errors=[error], report=report)
    return visit.go("/staff/students?done=roster")


def codes(visit: Visit) -> Response:
    """Show the join codes of one year group as slips to print and cut."""
    roster = _roster(visit)
    return visit.page(
        "staff/codes.html",
        roster=roster,
        chat_address=f"{visit.settings.public_url}/chat",
        telegram_links=_telegram_links(visit, roster.students),
    )


def fresh_code(visit: Visit) -> Response:
    """Give a student a fresh code: a lost slip, another device, a lost phone."""
    entry_id = visit.number("entry_id")
    is_lost = visit.field("phone") == "lost"
    renew_code(
        visit.db,
        entry_id,
        school_id=visit.staff.school_id,
        now=visit.now,
        is_phone_lost=is_lost,
    )
    visit.portal.pulse.nudge()
    year = visit.field("year")
    here = f"year={year}&" if year.isdecimal() else ""
    done = "lost_phone" if is_lost else "fresh_code"
    return visit.go(f"/staff/students?{here}done={done}#entry-{entry_id}")


def _telegram_links(visit: Visit, students: Sequence[PrintableCode]) -> dict[int, str]:
    """Return a link to the bot, by entry, for those to whom Telegram is open."""
    with reading(visit.db) as session:
        username = bot_username(session, visit.settings)
        if username is None:
            return {}
        may = open_entries(session, visit.staff.school_id, today=school_day(visit))
    return {
        student.entry_id: start_link(username, student.code)
        for student in students
        if student.entry_id in may
    }


def _show(
    visit: Visit,
    *,
    status: int = 200,
    errors: list[FieldError] | None = None,
    report: RosterReport | None = None,
) -> Response:
    return visit.page(
        "staff/students.html",
        status=status,
        errors=errors or [],
        mistakes=report.errors[:SHOWN_MISTAKES] if report else (),
        roster=_roster(visit),
    )


@dataclass(frozen=True)
class Roster:
    """The year groups there are, and the students of the one that is shown."""

    years: tuple[int, ...]
    year: int | None
    students: tuple[PrintableCode, ...]
    total: int


def _roster(visit: Visit) -> Roster:
    everyone = join_codes(visit.db, visit.staff.school_id, today=school_day(visit))
    years = sorted({student.year_group for student in everyone})
    asked = visit.request.query_params.get("year", "")
    year = next((year for year in years if str(year) == asked), years[0] if years else None)
    chosen = tuple(student for student in everyone if student.year_group == year)
    return Roster(tuple(years), year, chosen, len(everyone))


PAGES = (
    Page("GET", "/staff/students", Rule.ADVISER, students),
    Page("POST", "/staff/students", Rule.ADVISER, upload, max_body_bytes=MAX_ROSTER_BYTES),
    Page("GET", "/staff/students/codes", Rule.ADVISER, codes),
    Page("POST", "/staff/students/{entry_id:row}/code", Rule.ADVISER, fresh_code),
)
