"""Reading a roster file: from bytes or text to rows, with each mistake named by line and field."""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, datetime

from schools.domain.years import FIRST_YEAR, LAST_YEAR, age_on

COLUMNS = ("name", "date_of_birth", "year_group", "tutor_group")
REQUIRED = COLUMNS[:3]
MAX_ROWS = 5_000  # the largest schools in England have about 3,000 students
MAX_NAME, MAX_TUTOR_GROUP = 120, 32
YOUNGEST, OLDEST = 9, 20  # ages in Years 7-13, with room for students moved up or held back
_YEAR = re.compile(r"(?:year|yr|y)?\s*(\d{1,2})", re.IGNORECASE)
# Day first: schools in England write it so. ISO is what systems export.
_DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True)
class RowError:
    """A mistake in a roster file; line 1 holds the column names."""

    line: int
    field: str
    message: str


@dataclass(frozen=True)
class RosterRow:
    """One student of a roster file."""

    line: int
    name: str
    date_of_birth: date
    year_group: int
    tutor_group: str | None

    @property
    def identity(self) -> tuple[str, date]:
        """What makes two rows the same student."""
        return identity_of(self.name, self.date_of_birth)


@dataclass(frozen=True)
class RosterFile:
    """The rows that could be read, and every mistake."""

    rows: tuple[RosterRow, ...]
    errors: tuple[RowError, ...]


def identity_of(name: str, date_of_birth: date) -> tuple[str, date]:
    """Return what makes two entries the same student, whatever the case and spacing."""
    return " ".join(name.casefold().split()), date_of_birth


def decode_roster(content: bytes) -> str:
    """Return the text of a file saved as UTF-8 (with or without BOM) or by Excel as cp1252."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_roster(text: str, *, today: date) -> RosterFile:
    """Return the rows of a roster in CSV (comma, semicolon or tab), and its mistakes."""
    table = csv.reader(io.StringIO(text.removeprefix("\ufeff")), _dialect(text))
    try:
        lines = [(table.line_num, cells) for cells in table if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        return RosterFile((), (RowError(table.line_num, "file", f"cannot be read: {error}"),))
    if not lines:
        return RosterFile((), (RowError(1, "file", "the file is empty"),))
    header = [_column(cell) for cell in lines[0][1]]
    problems = tuple(_header_errors(header, len(lines) - 1))
    if problems:
        return RosterFile((), problems)
    return _read_rows(header, lines[1:], today)


def _dialect(text: str) -> type[csv.Dialect]:
    """Return the CSV dialect whose delimiter is most frequent in the first line."""
    first = text.partition("\n")[0]

    class Chosen(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Chosen


def _column(cell: str) -> str:
    return "_".join(cell.strip().strip("\ufeff").lower().split())


def _header_errors(header: list[str], rows: int) -> list[RowError]:
    errors = [
        RowError(1, column, "this column is missing") for column in REQUIRED if column not in header
    ]
    errors += [
        RowError(1, column, "this column is there twice")
        for column in COLUMNS
        if header.count(column) > 1
    ]
    if not rows:
        errors.append(RowError(1, "file", "there are no students below the column names"))
    if rows > MAX_ROWS:
        errors.append(RowError(1, "file", f"more than {MAX_ROWS} students"))
    return errors


def _read_rows(header: list[str], lines: list[tuple[int, list[str]]], today: date) -> RosterFile:
    rows: list[RosterRow] = []
    errors: list[RowError] = []
    first_lines: dict[tuple[str, date], int] = {}
    for line, cells in lines:
        row, problems = _read_row(line, dict(zip(header, cells, strict=False)), today)
        errors += problems
        if row is None:
            continue
        if row.identity in first_lines:
            same = first_lines[row.identity]
            errors.append(RowError(line, "name", f"the same student is already in line {same}"))
            continue
        first_lines[row.identity] = line
        rows.append(row)
    return RosterFile(tuple(rows), tuple(errors))


def _read_row(
    line: int, cells: dict[str, str], today: date
) -> tuple[RosterRow | None, list[RowError]]:
    name = " ".join(cells.get("name", "").split())
    tutor_group = cells.get("tutor_group", "").strip()
    born_on, birth_problem = _read_date(cells.get("date_of_birth", ""), today)
    year, year_problem = _read_year(cells.get("year_group", ""))
    found = {
        "name": _name_problem(name),
        "date_of_birth": birth_problem,
        "year_group": year_problem,
        "tutor_group": _tutor_group_problem(tutor_group),
    }
    problems = [RowError(line, field, text) for field, text in found.items() if text]
    if problems or born_on is None or year is None:
        return None, problems
    return RosterRow(line, name, born_on, year, tutor_group or None), []


def _name_problem(name: str) -> str | None:
    if not name:
        return "is empty"
    if len(name) > MAX_NAME:
        return f"is longer than {MAX_NAME} characters"
    if not name.isprintable() or not any(sign.isalpha() for sign in name):
        return "is not a name"
    return None


def _tutor_group_problem(tutor_group: str) -> str | None:
    if len(tutor_group) > MAX_TUTOR_GROUP:
        return f"is longer than {MAX_TUTOR_GROUP} characters"
    return None if tutor_group.isprintable() else "holds signs that cannot be printed"


def _read_date(cell: str, today: date) -> tuple[date | None, str | None]:
    for form in _DATE_FORMATS:
        try:
            born_on = datetime.strptime(cell.strip(), form).date()  # noqa: DTZ007  (a date only)
        except ValueError:
            continue
        if YOUNGEST <= age_on(born_on, today) <= OLDEST:
            return born_on, None
        return None, f"is not the birthday of a student aged {YOUNGEST} to {OLDEST}"
    return None, "is not a date: write it as 2011-09-30 or 30/09/2011"


def _read_year(cell: str) -> tuple[int | None, str | None]:
    match = _YEAR.fullmatch(cell.strip())
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return int(match[1]), None
    return None, f"is not a year group from {FIRST_YEAR} to {LAST_YEAR}"
