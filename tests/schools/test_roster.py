"""The roster file with its mistakes, and what an import does."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from schools.domain.codes import ALPHABET, new_code, normalised
from schools.domain.roster_file import MAX_ROWS, RowError, decode_roster, read_roster
from schools.services.roster import (
    RosterEntryNotFoundError,
    fresh_code,
    import_roster,
    join_codes,
    roster_entry,
)
from schools.services.schools import SchoolNotFoundError, create_school
from schools.tables import JoinCode, RosterEntry
from storage.database import reading, transaction

TODAY = date(2026, 11, 23)
HEADER = "name,date_of_birth,year_group,tutor_group\n"
TWO = HEADER + "Aisha Rahman,2014-02-03,8,8B\nTomasz Zieliński,03/04/2012,Year 10,10A\n"


@pytest.fixture
def school_id(any_db, now):
    return create_school(any_db, name="Roundhay Lane School", now=now)


def count(db, table):
    with reading(db) as session:
        return session.scalar(select(func.count()).select_from(table))


@pytest.mark.parametrize(
    "content",
    [
        TWO.encode(),
        TWO.encode("utf-8-sig"),
        TWO.replace("ń", "n").replace("A", "Á").encode("cp1252"),
        TWO.replace(",", ";").encode(),
        TWO.replace(",", "\t").encode(),
        TWO.replace("\n", "\r\n").encode(),
        (TWO + "\n,,,\n").encode(),
        TWO.replace("date_of_birth", " Date of birth ").encode(),
        TWO.replace("Aisha Rahman", '"Rahman, Aisha"').encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "semicolon", "tab", "crlf", "blank lines", "header", "quotes"],
)
def test_a_roster_is_read_however_it_was_saved(content):
    file = read_roster(decode_roster(content), today=TODAY)

    assert file.errors == ()
    assert [(row.date_of_birth, row.year_group) for row in file.rows] == [
        (date(2014, 2, 3), 8),
        (date(2012, 4, 3), 10),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",2014-02-03,8,8B", "name"),
        ("12345,2014-02-03,8,8B", "name"),
        ("x" * 121 + ",2014-02-03,8,8B", "name"),
        ("A\x00B,2014-02-03,8,8B", "name"),
        ("Aisha,03.31.2014,8,8B", "date_of_birth"),
        ("Aisha,1984-02-03,8,8B", "date_of_birth"),
        ("Aisha,2026-02-03,8,8B", "date_of_birth"),
        ("Aisha,,8,8B", "date_of_birth"),
        ("Aisha,2014-02-03,6,8B", "year_group"),
        ("Aisha,2014-02-03,14,8B", "year_group"),
        ("Aisha,2014-02-03,eight,8B", "year_group"),
        ("Aisha,2014-02-03", "year_group"),
        ("Aisha,2014-02-03,8," + "x" * 33, "tutor_group"),
        ("Aisha,2014-02-03,8,8\x00B", "tutor_group"),
    ],
)
def test_a_mistake_is_named_by_line_and_field(row, field):
    file = read_roster(TWO + row + "\n", today=TODAY)

    assert [(error.line, error.field) for error in file.errors] == [(4, field)]
    assert len(file.rows) == 2


def test_every_mistake_is_reported_at_once():
    file = read_roster(
        HEADER + ",x,y,z\nAisha,2014-02-03,8,8B\nAISHA ,2014-02-03,8,\n", today=TODAY
    )

    assert file.errors == (
        RowError(2, "name", "is empty"),
        RowError(2, "date_of_birth", "is not a date: write it as 2011-09-30 or 30/09/2011"),
        RowError(2, "year_group", "is not a year group from 7 to 13"),
        RowError(4, "name", "the same student is already in line 3"),
    )


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("", "file", "the file is empty"),
        (HEADER, "file", "there are no students below the column names"),
        ("name,year_group\nA,8\n", "date_of_birth", "this column is missing"),
        ("name,name,date_of_birth,year_group\nA,A,2014-02-03,8\n", "name", "there twice"),
        (HEADER + "A,2014-02-03,8,\n" * (MAX_ROWS + 1), "file", f"more than {MAX_ROWS} students"),
    ],
)
def test_a_file_that_is_no_roster(text, field, message):
    (error,) = read_roster(text, today=TODAY).errors

    assert error.field == field
    assert message in error.message


def test_an_import_is_all_or_nothing_and_adds_nobody_twice(any_db, school_id, now):
    wrong = import_roster(any_db, school_id, TWO + "Nobody,,8,\n", now=now)
    assert (len(wrong.errors), count(any_db, RosterEntry)) == (1, 0)

    first = import_roster(any_db, school_id, TWO, now=now)
    again = import_roster(any_db, school_id, TWO.replace("Aisha R", "AISHA  R"), now=now)

    assert (first.rows, first.added, first.changed) == (2, 2, 0)
    assert (again.rows, again.added, again.changed) == (2, 0, 0)
    assert (count(any_db, RosterEntry), count(any_db, JoinCode)) == (2, 2)


def test_a_new_year_group_or_tutor_group_is_taken_over(any_db, school_id, now):
    import_roster(any_db, school_id, TWO, now=now)

    report = import_roster(any_db, school_id, TWO.replace("8,8B", "9,9C"), now=now)

    assert (report.added, report.changed) == (0, 1)
    assert [(c.year_group, c.tutor_group) for c in join_codes(any_db, school_id, today=TODAY)] == [
        (9, "9C"),
        (10, "10A"),
    ]


def test_a_file_of_the_summer_may_hold_septembers_years(any_db, school_id):
    july = datetime(2026, 7, 10, 9, tzinfo=UTC)
    import_roster(any_db, school_id, TWO, now=july)  # Aisha is usually in Year 7 in July 2026

    years = {
        day: [code.year_group for code in join_codes(any_db, school_id, today=day)]
        for day in (date(2026, 7, 10), date(2026, 9, 1))
    }

    assert years == {date(2026, 7, 10): [7, 9], date(2026, 9, 1): [8, 10]}


def test_a_missing_school(any_db, now):
    with pytest.raises(SchoolNotFoundError):
        import_roster(any_db, 99, TWO, now=now)


def test_names_and_birthdays_rest_sealed(db, now):
    import_roster(db, create_school(db, name="S", now=now), TWO, now=now)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        stored = db.engine.url.database
    with open(stored, "rb") as file:  # noqa: PTH123
        content = file.read()

    assert b"Aisha" not in content
    assert b"2014-02-03" not in content


def test_codes_are_printable_unlike_each_other_and_forgiving(any_db, school_id, now):
    import_roster(any_db, school_id, TWO, now=now)

    codes = [code.code for code in join_codes(any_db, school_id, today=TODAY)]

    assert len(set(codes)) == 2
    assert all(set(normalised(code)) <= set(ALPHABET) for code in codes)
    assert normalised(" 7kqmd 2xh9r ") == normalised("7KQMD-2XH9R") == "7KQMD2XH9R"
    assert len({new_code() for _ in range(500)}) == 500


def test_a_renewed_code_replaces_the_unused_one(any_db, school_id, now):
    import_roster(any_db, school_id, TWO, now=now)
    old, other = join_codes(any_db, school_id, today=TODAY)

    with transaction(any_db) as session:
        new = fresh_code(session, old.entry_id, school_id=school_id, now=now)

    assert {code.code for code in join_codes(any_db, school_id, today=TODAY)} == {new, other.code}
    for entry_id, school in ((old.entry_id, school_id + 1), (999, school_id), (10**30, school_id)):
        with pytest.raises(RosterEntryNotFoundError), transaction(any_db) as session:
            fresh_code(session, entry_id, school_id=school, now=now)
    with reading(any_db) as session, pytest.raises(RosterEntryNotFoundError):
        roster_entry(session, 999, today=TODAY)
