"""Staff: made, signed in within limits, known by a session, signed out."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from schools.domain.roles import Role
from schools.services.passwords import hash_password, is_password_right
from schools.tables import SignInAttempt, Staff, StaffSession
from storage.database import Database, reading, transaction
from storage.secrets import keyed_hash

IDLE_LIMIT = timedelta(minutes=60)  # a shared staff-room computer left alone
ABSOLUTE_LIMIT = timedelta(hours=12)  # a working day
_TOUCH_EVERY = timedelta(minutes=1)  # not a write for every page

ATTEMPT_WINDOW = timedelta(minutes=15)
# The same person from the same place; the same person from anywhere (wider, so that a stranger
# cannot lock somebody out at little cost); the same place for anybody.
MAX_PER_EMAIL_AND_ADDRESS, MAX_PER_EMAIL, MAX_PER_ADDRESS = 5, 50, 30


class SignInError(Exception):
    """E-mail or password is wrong; which one is never said."""


class TooManySignInsError(Exception):
    """Too many failed tries; said alike for e-mails that exist and for those that do not."""


class NotSignedInError(Exception):
    """There is no such session, or it ran out."""


class EmailTakenError(Exception):
    """Somebody already signs in with this e-mail."""


class StaffNotFoundError(Exception):
    """There is no such member of staff at this school."""


@dataclass(frozen=True)
class StaffView:
    """A member of staff as pages see them."""

    id: int
    school_id: int
    name: str
    roles: tuple[Role, ...]


def create_staff(
    db: Database,
    *,
    school_id: int,
    name: str,
    email: str,
    password: str,
    roles: Collection[Role],
    now: datetime,
) -> int:
    """Make a member of staff and return their id.

    Raises:
        EmailTakenError: the e-mail is in use, at this or another school.
        WeakPasswordError: the password is shorter than 12 characters.
    """
    password_hash = hash_password(password)
    with transaction(db) as session:
        if _by_email(session, email) is not None:
            raise EmailTakenError("this e-mail is in use")
        staff = Staff(
            school_id=school_id,
            name=name,
            email=normalised_email(email),
            password_hash=password_hash,
            roles=sorted(role.value for role in roles),
            created_at=now,
        )
        session.add(staff)
        session.flush()
        return staff.id


def change_password(db: Database, staff_id: int, password: str) -> None:
    """Set a new password and end every session of that person.

    Raises:
        StaffNotFoundError: there is no such person.
        WeakPasswordError: the password is shorter than 12 characters.
    """
    password_hash = hash_password(password)
    with transaction(db) as session:
        staff = session.get(Staff, staff_id)
        if staff is None:
            raise StaffNotFoundError(f"no staff {staff_id}")
        staff.password_hash = password_hash
        session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))


def sign_in(db: Database, email: str, password: str, *, now: datetime, address: str) -> str:
    """Return the token of a new session; only its hash is kept here.

    The same work is done whether the e-mail is known or not, so neither words nor time tell.

    Raises:
        SignInError: e-mail or password is wrong.
        TooManySignInsError: too many failed tries with this e-mail or from this address.
    """
    with transaction(db) as session:
        who, place = _hashes(session, email, address)
        if _is_limited(session, who, place, now):
            raise TooManySignInsError("too many tries")
        staff = _by_email(session, email)
        staff_id, password_hash = (staff.id, staff.password_hash) if staff else (None, None)
    is_right = is_password_right(password_hash, password)  # slow on purpose: outside the lock
    with transaction(db) as session:
        if not is_right or staff_id is None:
            session.add(SignInAttempt(email_hash=who, address_hash=place, at=now))
            token = None
        else:
            _forget_tries(session, who, place)
            token = _open_session(session, staff_id, now)
    if token is None:
        raise SignInError("e-mail or password is wrong")
    return token


def staff_of_session(db: Database, token: str, *, now: datetime) -> StaffView:
    """Return who is signed in with this token, and count it as activity.

    Raises:
        NotSignedInError: the session is unknown, was ended, or ran out.
    """
    with reading(db) as session:
        found = session.get(StaffSession, _token_hash(token))
        if found is None or _is_over(found, now):
            raise NotSignedInError("sign in first")
        view = _view(session.get_one(Staff, found.staff_id))
        is_old = now - found.last_seen_at >= _TOUCH_EVERY
    if is_old:
        with transaction(db) as session:
            known = session.get(StaffSession, _token_hash(token))
            if known is not None:
                known.last_seen_at = now
    return view


def sign_out(db: Database, token: str) -> None:
    """End a session; harmless when it is already over."""
    with transaction(db) as session:
        hashed = _token_hash(token)
        session.execute(delete(StaffSession).where(StaffSession.token_hash == hashed))


def normalised_email(email: str) -> str:
    """Return an e-mail as it is compared; signs that PostgreSQL cannot take are dropped."""
    return email.replace("\x00", "").strip().lower()


def _by_email(session: Session, email: str) -> Staff | None:
    return session.scalar(select(Staff).where(Staff.email == normalised_email(email)))


def _hashes(session: Session, email: str, address: str) -> tuple[str, str]:
    who = keyed_hash(session, "sign_in", f"email:{normalised_email(email)}")
    return who, keyed_hash(session, "sign_in", f"address:{address}")


def _is_limited(session: Session, who: str, place: str, now: datetime) -> bool:
    recent = SignInAttempt.at > now - ATTEMPT_WINDOW
    by_email, by_address = SignInAttempt.email_hash == who, SignInAttempt.address_hash == place
    limits = (
        ((by_email, by_address), MAX_PER_EMAIL_AND_ADDRESS),
        ((by_email,), MAX_PER_EMAIL),
        ((by_address,), MAX_PER_ADDRESS),
    )
    tries = select(func.count()).select_from(SignInAttempt)
    return any((session.scalar(tries.where(recent, *same)) or 0) >= most for same, most in limits)


def _forget_tries(session: Session, who: str, place: str) -> None:
    session.execute(
        delete(SignInAttempt).where(
            SignInAttempt.email_hash == who, SignInAttempt.address_hash == place
        )
    )


def _open_session(session: Session, staff_id: int, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    session.add(
        StaffSession(
            token_hash=_token_hash(token), staff_id=staff_id, created_at=now, last_seen_at=now
        )
    )
    return token


def _is_over(found: StaffSession, now: datetime) -> bool:
    return now - found.last_seen_at > IDLE_LIMIT or now - found.created_at > ABSOLUTE_LIMIT


def _token_hash(token: str) -> str:
    """Return the SHA-256 of a token; it needs no key, as the token is 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def _view(staff: Staff) -> StaffView:
    roles = tuple(Role(value) for value in staff.roles)
    return StaffView(id=staff.id, school_id=staff.school_id, name=staff.name, roles=roles)
