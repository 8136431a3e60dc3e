"""Sets a real school up: the school itself and its staff; the staff pages do the rest."""

import re
import sys
from collections.abc import Collection
from datetime import datetime

import typer
from rich.console import Console
from rich.text import Text
from sqlalchemy.exc import IntegrityError

from ops.installation import OpsError
from schools.domain.roles import Role
from schools.services.passwords import WeakPasswordError
from schools.services.schools import SchoolNotFoundError, create_school, school_of
from schools.services.staff import EmailTakenError, create_staff, normalised_email
from storage.database import Database, reading

LONGEST_NAME, LONGEST_EMAIL = 200, 254  # as the tables have them
_URN = re.compile("[0-9]{6}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def add_school(
    db: Database, console: Console, *, name: str, urn: str | None, pages: str, now: datetime
) -> None:
    """Make a school in demo mode and say what comes next; `pages` is the address of the portal.

    Raises:
        OpsError: the name or the URN cannot be, or another school has this URN.
    """
    name = _checked_name(name)
    if urn is not None and not _URN.fullmatch(urn):
        raise OpsError(f"a URN has 6 digits, {urn!r} has not: see Get Information About Schools")
    try:
        school_id = create_school(db, name=name, urn=urn, now=now)
    except IntegrityError as error:
        raise OpsError(f"another school has the URN {urn}") from error
    console.print(Text(_next_steps(school_id, name, pages)), soft_wrap=True)


def check_staff(db: Database, *, school_id: int, name: str, email: str) -> str:
    """Return the name of the school where this member of staff can be made.

    Asked before the password, so that nobody types one in vain.

    Raises:
        OpsError: the name or the e-mail cannot be, or there is no such school.
    """
    _checked_name(name)
    if not _EMAIL.fullmatch(normalised_email(email)) or len(email) > LONGEST_EMAIL:
        raise OpsError(f"{email!r} is not an e-mail address")
    try:
        with reading(db) as session:
            return school_of(session, school_id).name
    except SchoolNotFoundError as error:
        raise OpsError(
            f"there is no school {school_id}: `foothold school add` makes one"
        ) from error


def add_staff(
    db: Database,
    *,
    school_id: int,
    name: str,
    email: str,
    password: str,
    roles: Collection[Role],
    now: datetime,
) -> None:
    """Make a member of staff.

    Raises:
        OpsError: somebody has this e-mail, or the password is too short or too long.
    """
    try:
        create_staff(
            db,
            school_id=school_id,
            name=_checked_name(name),
            email=email,
            password=password,
            roles=set(roles),
            now=now,
        )
    except EmailTakenError as error:
        raise OpsError(f"somebody signs in with {normalised_email(email)} already") from error
    except WeakPasswordError as error:
        raise OpsError(str(error)) from error


def ask_password() -> str:
    """Return a new password: typed twice unseen, or the first line of what is piped in.

    Never an option: the command line stands in the shell's history and in the process list.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))


def _checked_name(name: str) -> str:
    trimmed = name.replace("\x00", "").strip()
    if not 0 < len(trimmed) <= LONGEST_NAME:
        raise OpsError(f"a name has 1 to {LONGEST_NAME} characters")
    return trimmed


def _next_steps(school_id: int, name: str, pages: str) -> str:
    staff = f"foothold staff add --school {school_id} --email E-MAIL --name NAME --role"
    return f"""School {school_id}, {name}, is there, in demo mode. What to do next:
1. Staff: `{staff} lead`, and others with the roles adviser or coordinator.
2. Contacts: the lead signs in at {pages}/staff and names a safeguarding lead and a deputy under \
{pages}/staff/settings.
3. Leave demo mode: the lead does so on the same page, once both are named.
4. Roster: an adviser uploads it at {pages}/staff/students and prints the join codes there."""
