"""The roster: upload it, look at it by year, print its join codes, make a fresh code."""

from dataclasses import dataclass

from starlette.datastructures import UploadFile
from starlette.responses import Response

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
    renew_code,
)

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
    address = f"{visit.settings.public_url}/chat"
    return visit.page("staff/codes.html", roster=_roster(visit), chat_address=address)


def fresh_code(visit: Visit) -> Response:
    """Give a student a fresh code: a lost slip, a second device."""
    entry_id = visit.number("entry_id")
    renew_code(visit.db, entry_id, school_id=visit.staff.school_id, now=visit.now)
    year = visit.field("year")
    here = f"year={year}&" if year.isdecimal() else ""
    return visit.go(f"/staff/students?{here}done=fresh_code#entry-{entry_id}")


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
