"""Signing in: limits, no disclosure, sessions that end."""

from datetime import timedelta
from statistics import median
from time import perf_counter

import pytest
from sqlalchemy import func, select

from schools.domain.roles import Role
from schools.services.passwords import WeakPasswordError, hash_password, is_password_right
from schools.services.retention import expire_sign_in_attempts, expire_staff_sessions
from schools.services.schools import create_school
from schools.services.staff import (
    ABSOLUTE_LIMIT,
    ATTEMPT_WINDOW,
    IDLE_LIMIT,
    MAX_PER_ADDRESS,
    MAX_PER_EMAIL,
    MAX_PER_EMAIL_AND_ADDRESS,
    EmailTakenError,
    NotSignedInError,
    SignInError,
    StaffNotFoundError,
    TooManySignInsError,
    change_password,
    create_staff,
    sign_in,
    sign_out,
    staff_of_session,
)
from schools.tables import SignInAttempt, Staff, StaffSession
from storage.database import reading, transaction

EMAIL, PASSWORD = "grace@school.test", "correct horse battery"
STEP = timedelta(seconds=1)


@pytest.fixture
def staff(any_db, now):
    return new_staff(any_db, now)


def new_staff(db, now, email=EMAIL):
    return create_staff(
        db,
        school_id=create_school(db, name="S", now=now),
        name="Grace Oyelaran",
        email=email,
        password=PASSWORD,
        roles=(Role.ADVISER, Role.LEAD),
        now=now,
    )


def attempts(db, now, number, *, email=EMAIL, address="a"):
    """Fail to sign in so many times, past the slow hashing."""
    from schools.services.staff import _hashes

    with transaction(db) as session:
        who, place = _hashes(session, email, address)
        for _ in range(number):
            session.add(SignInAttempt(email_hash=who, address_hash=place, at=now))


def test_signing_in_and_out(any_db, staff, now):
    token = sign_in(any_db, "  Grace@School.test ", PASSWORD, now=now, address="a")

    view = staff_of_session(any_db, token, now=now)

    assert (view.id, view.name, view.roles) == (
        staff,
        "Grace Oyelaran",
        (Role.ADVISER, Role.LEAD),
    )
    sign_out(any_db, token)
    sign_out(any_db, token)
    with pytest.raises(NotSignedInError):
        staff_of_session(any_db, token, now=now)


@pytest.mark.parametrize("email", [EMAIL, "nobody@school.test", "", "\x00", "x" * 10_000])
def test_a_wrong_password_and_an_unknown_person_look_alike(any_db, staff, now, email):
    with pytest.raises(SignInError, match="e-mail or password is wrong"):
        sign_in(any_db, email, "wrong password", now=now, address="a")


def test_unknown_and_known_take_the_same_time():
    known = hash_password(PASSWORD)

    def seconds(password_hash):
        times = []
        for _ in range(5):
            begun = perf_counter()
            assert not is_password_right(password_hash, "wrong password")
            times.append(perf_counter() - begun)
        return median(times)

    seconds(None)  # the first call makes the dummy hash
    assert 0.3 < seconds(None) / seconds(known) < 3  # one argon2 each; without it 1 : 1000


@pytest.mark.parametrize("email", [EMAIL, "nobody@school.test"])
def test_too_many_tries_lock_known_and_unknown_alike(any_db, staff, now, email):
    attempts(any_db, now, MAX_PER_EMAIL_AND_ADDRESS, email=email)

    with pytest.raises(TooManySignInsError):
        sign_in(any_db, email, PASSWORD, now=now + STEP, address="a")


def test_a_lock_ends_and_does_not_reach_other_places(any_db, staff, now):
    attempts(any_db, now, MAX_PER_EMAIL_AND_ADDRESS)

    assert sign_in(any_db, EMAIL, PASSWORD, now=now + STEP, address="b")
    assert sign_in(any_db, EMAIL, PASSWORD, now=now + ATTEMPT_WINDOW + STEP, address="a")


def test_one_place_trying_many_people_is_locked(any_db, staff, now):
    for number in range(MAX_PER_ADDRESS):
        attempts(any_db, now, 1, email=f"{number}@school.test")

    with pytest.raises(TooManySignInsError):
        sign_in(any_db, EMAIL, PASSWORD, now=now + STEP, address="a")


def test_one_person_tried_from_many_places_is_locked(any_db, staff, now):
    for number in range(MAX_PER_EMAIL):
        attempts(any_db, now, 1, address=str(number))

    with pytest.raises(TooManySignInsError):
        sign_in(any_db, EMAIL, PASSWORD, now=now + STEP, address="new")


def test_failures_count_and_a_success_forgets_them(any_db, staff, now):
    for _ in range(2):
        with pytest.raises(SignInError):
            sign_in(any_db, EMAIL, "wrong password", now=now, address="a")
    assert count(any_db, SignInAttempt) == 2

    sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")

    assert count(any_db, SignInAttempt) == 0


def test_a_session_ends_when_idle_and_at_the_end_of_the_day(any_db, staff, now):
    token = sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")

    moment = now
    while moment + IDLE_LIMIT <= now + ABSOLUTE_LIMIT:
        moment += IDLE_LIMIT
        assert staff_of_session(any_db, token, now=moment).id == staff
    with pytest.raises(NotSignedInError):
        staff_of_session(any_db, token, now=now + ABSOLUTE_LIMIT + STEP)

    idle = sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")
    with pytest.raises(NotSignedInError):
        staff_of_session(any_db, idle, now=now + IDLE_LIMIT + STEP)


def test_tokens_and_passwords_are_kept_as_hashes(any_db, staff, now):
    token = sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")
    with reading(any_db) as session:
        row = session.scalars(select(StaffSession)).one()
        known = session.get_one(Staff, staff)

    assert token not in row.token_hash
    assert known.password_hash.startswith("$argon2id$")
    with pytest.raises(NotSignedInError):
        staff_of_session(any_db, row.token_hash, now=now)


def test_a_new_password_ends_every_session(any_db, staff, now):
    token = sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")

    change_password(any_db, staff, "an even better password")

    with pytest.raises(NotSignedInError):
        staff_of_session(any_db, token, now=now)
    with pytest.raises(SignInError):
        sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")
    assert sign_in(any_db, EMAIL, "an even better password", now=now, address="a")


def test_bad_passwords_and_taken_emails(any_db, staff, now):
    with pytest.raises(EmailTakenError):
        new_staff(any_db, now, email=" GRACE@school.test")
    for password in ("short", "x" * 201):
        with pytest.raises(WeakPasswordError):
            change_password(any_db, staff, password)
    with pytest.raises(StaffNotFoundError):
        change_password(any_db, 99, "a long enough password")


def test_retention(any_db, staff, now):
    sign_in(any_db, EMAIL, PASSWORD, now=now, address="a")
    attempts(any_db, now, 3)

    for later, expected in ((STEP, (0, 0)), (ABSOLUTE_LIMIT, (1, 3)), (ABSOLUTE_LIMIT, (0, 0))):
        with transaction(any_db) as session:
            assert (
                expire_staff_sessions(session, now=now + later),
                expire_sign_in_attempts(session, now=now + later),
            ) == expected


def count(db, table):
    with reading(db) as session:
        return session.scalar(select(func.count()).select_from(table))
