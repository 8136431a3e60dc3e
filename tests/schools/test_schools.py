"""A school and its settings, and the way out of demo mode."""

from dataclasses import replace
from datetime import time

import pytest

from messages.domain.quiet import QuietHours
from messages.services.quiet import quiet_hours_of
from safeguarding.services.contacts import Contacts, contacts_of, set_contacts
from schools.domain.roles import SchoolState
from schools.services.fictional import keep_pool_code, open_fictional_school
from schools.services.schools import (
    NoSafeguardingLeadError,
    SchoolNotFoundError,
    create_school,
    leave_demo_mode,
    name_contacts,
    school_of,
    set_quiet_hours,
    set_telegram_age,
    set_travel_limit,
)
from storage.database import reading, transaction

BOTH = Contacts("Sam", "sam@school.test", "Tom", "tom@school.test", time(8, 30), time(16))
NO_DEPUTY = Contacts("Sam", "sam@school.test", "", "", time(8, 30), time(16))


@pytest.fixture
def school_id(any_db, now):
    return create_school(any_db, name="Roundhay Lane School", urn="123456", now=now)


def view(db, school_id):
    with reading(db) as session:
        return school_of(session, school_id)


def test_a_new_school_is_in_demo_mode_with_careful_settings(any_db, school_id):
    school = view(any_db, school_id)

    assert (school.state, school.travel_limit_miles, school.telegram_from_age) == (
        SchoolState.DEMO,
        10,
        16,
    )


def test_only_a_school_with_lead_and_deputy_goes_live(any_db, school_id):
    for contacts in (None, NO_DEPUTY):
        if contacts is not None:
            set_contacts(any_db, school_id, contacts)
        with pytest.raises(NoSafeguardingLeadError):
            leave_demo_mode(any_db, school_id)
    assert view(any_db, school_id).state is SchoolState.DEMO

    set_contacts(any_db, school_id, BOTH)
    leave_demo_mode(any_db, school_id)
    leave_demo_mode(any_db, school_id)

    assert view(any_db, school_id).state is SchoolState.LIVE


def test_a_fictional_school_never_goes_live_and_alone_has_pool_codes(any_db, school_id, now):
    with transaction(any_db) as session:
        fictional = open_fictional_school(session, "demo", name="Harehope Park", now=now)
        assert open_fictional_school(session, "demo", name="Harehope Park", now=now) == fictional
    set_contacts(any_db, fictional, BOTH)

    with pytest.raises(ValueError, match="no real students"):
        leave_demo_mode(any_db, fictional)
    with transaction(any_db) as session, pytest.raises(ValueError, match="only a fictional"):
        keep_pool_code(session, school_id, year_group=8, code="DEMO-Y8", now=now)


def test_settings(any_db, school_id):
    hours = QuietHours(time(19), time(8))

    set_travel_limit(any_db, school_id, 5)
    set_quiet_hours(any_db, school_id, hours)
    with transaction(any_db) as session:
        set_telegram_age(session, school_id, None)

    school = view(any_db, school_id)
    assert (school.travel_limit_miles, school.telegram_from_age) == (5, None)
    with reading(any_db) as session:
        assert quiet_hours_of(session, school_id) == hours
    with pytest.raises(ValueError, match="positive"):
        set_travel_limit(any_db, school_id, 0)
    with pytest.raises(ValueError, match="at least 13"), transaction(any_db) as session:
        set_telegram_age(session, school_id, 12)
    for change in (
        lambda: set_travel_limit(any_db, 99, 5),
        lambda: set_quiet_hours(any_db, 99, hours),
    ):
        with pytest.raises(SchoolNotFoundError):
            change()
    with pytest.raises(SchoolNotFoundError):
        view(any_db, 99)


@pytest.mark.parametrize("gone", ["lead_name", "lead_email", "deputy_name", "deputy_email"])
def test_a_live_school_keeps_a_lead_and_a_deputy(any_db, school_id, gone):
    name_contacts(any_db, school_id, replace(BOTH, **{gone: ""}))  # not while nobody uses it
    name_contacts(any_db, school_id, BOTH)
    leave_demo_mode(any_db, school_id)

    with pytest.raises(NoSafeguardingLeadError):
        name_contacts(any_db, school_id, replace(BOTH, **{gone: ""}))
    with reading(any_db) as session:
        assert contacts_of(session, school_id) == BOTH
