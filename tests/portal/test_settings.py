"""Naming the safeguarding contacts and leaving demo mode."""

from datetime import time

import pytest

from messages.domain.quiet import USUAL, QuietHours
from messages.services.addresses import attach_address, telegram_address
from messages.services.history import lines_of
from messages.services.quiet import quiet_hours_of
from messages.tables import Channel
from safeguarding.services.contacts import contacts_of
from schools.domain.roles import Role, SchoolState
from schools.services.schools import school_of
from storage.clock import utc_now
from storage.database import reading, transaction
from tests.portal.world import back_to_demo

CONTACTS = {
    "lead_name": "Lee Lead",
    "lead_email": "lead@alder.example",
    "deputy_name": "Dee Deputy",
    "deputy_email": "deputy@alder.example",
    "hours_from": "08:15",
    "hours_to": "16:30",
}


async def test_only_the_lead_names_the_contacts(browser, world, db):
    seen = (await browser.be(world, Role.ADVISER).get("/staff/settings")).text
    refused = await browser.post("/staff/settings/contacts", **CONTACTS)

    browser.be(world, Role.LEAD)
    kept = await browser.post("/staff/settings/contacts", **CONTACTS)

    assert "Only the safeguarding lead can change this." in seen
    assert (refused.status_code, kept.status_code) == (403, 303)
    with reading(db) as session:
        contacts = contacts_of(session, world.school_id)
    assert contacts is not None
    assert (contacts.deputy_name, contacts.hours_from.isoformat()) == ("Dee Deputy", "08:15:00")


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"lead_email": "nonsense"}, "lead_email-error"),
        ({"hours_from": "late"}, "hours_from-error"),
        ({"hours_from": ""}, "hours_from-error"),
        ({"hours_to": "07:00"}, "hours_to-error"),
        ({"deputy_name": "x" * 121}, "deputy_name-error"),
    ],
    ids=["e-mail", "no time", "missing time", "ends before", "too long"],
)
async def test_a_wrong_contact_is_said_beside_its_field(browser, world, change, error):
    browser.be(world, Role.LEAD)

    response = await browser.post("/staff/settings/contacts", **{**CONTACTS, **change})

    assert response.status_code == 422
    assert f'id="{error}"' in response.text
    assert "Dee Deputy" in response.text or "x" * 121 in response.text


async def test_a_live_school_keeps_a_lead_and_a_deputy(browser, world, db):
    browser.be(world, Role.LEAD)
    await browser.post("/staff/settings/contacts", **CONTACTS)

    refused = await browser.post("/staff/settings/contacts", **{**CONTACTS, "deputy_email": ""})

    assert refused.status_code == 422
    assert "must stay named" in refused.text
    with reading(db) as session:
        contacts = contacts_of(session, world.school_id)
    assert contacts is not None
    assert contacts.is_complete


async def test_demo_mode_is_left_only_with_lead_and_deputy(browser, world, db):
    back_to_demo(db, world)
    browser.be(world, Role.LEAD)

    refused = await browser.post("/staff/settings/live")
    await browser.post("/staff/settings/contacts", **CONTACTS)
    allowed = await browser.post("/staff/settings/live")

    assert refused.status_code == 422
    assert "Name a safeguarding lead and a deputy first" in refused.text
    assert allowed.status_code == 303
    with reading(db) as session:
        assert school_of(session, world.school_id).state is SchoolState.LIVE


REACH = {"telegram": "18", "quiet_from": "19:30", "quiet_to": "08:00"}


async def test_only_the_lead_sets_telegram_and_quiet_hours(browser, world, db):
    seen = (await browser.be(world, Role.ADVISER).get("/staff/settings")).text
    refused = await browser.post("/staff/settings/reach", **REACH)

    kept = await browser.be(world, Role.LEAD).post("/staff/settings/reach", **REACH)

    assert ("From the age of 16" in seen, "20:00 to 07:30" in seen) == (True, True)
    assert (refused.status_code, kept.status_code) == (403, 303)
    with reading(db) as session:
        school = school_of(session, world.school_id)
        hours = quiet_hours_of(session, world.school_id)
    assert school.telegram_from_age == 18
    assert hours == QuietHours(time(19, 30), time(8))
    again = (await browser.get("/staff/settings")).text
    assert 'value="18" checked' in again
    assert 'value="19:30"' in again


async def test_telegram_can_be_switched_off(browser, world, db):
    await browser.be(world, Role.LEAD).post("/staff/settings/reach", **{**REACH, "telegram": "off"})

    with reading(db) as session:
        assert school_of(session, world.school_id).telegram_from_age is None
    seen = (await browser.be(world, Role.ADVISER).get("/staff/settings")).text
    assert "Nobody" in seen


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"telegram": "12"}, "telegram-error"),
        ({"telegram": ""}, "telegram-error"),
        ({"quiet_from": "late"}, "quiet_from-error"),
        ({"quiet_to": ""}, "quiet_to-error"),
        ({"quiet_to": "19:30"}, "quiet_to-error"),
    ],
    ids=["too young", "nothing chosen", "no time", "missing time", "no hours at all"],
)
async def test_wrong_settings_change_nothing(browser, world, db, change, error):
    browser.be(world, Role.LEAD)

    response = await browser.post("/staff/settings/reach", **{**REACH, **change})

    assert response.status_code == 422
    assert f'id="{error}"' in response.text
    with reading(db) as session:
        school = school_of(session, world.school_id)
        hours = quiet_hours_of(session, world.school_id)
    assert (school.telegram_from_age, hours) == (16, USUAL)


async def test_whom_the_gate_now_closes_telegram_to_is_told(browser, world, db):
    with transaction(db) as session:
        attach_address(
            session, world.chat_key, channel=Channel.TELEGRAM, address="1", now=utc_now()
        )

    response = await browser.be(world, Role.LEAD).post("/staff/settings/reach", **REACH)

    assert response.headers["location"].endswith("done=reach_left")
    page = (await browser.get(response.headers["location"])).text
    assert "get one last message there" in page
    told = [line.text for line in lines_of(db, world.chat_key)]
    assert any("from the age of 18" in text for text in told)
    assert "/chat/enter/" in told[-1]
    with reading(db) as session:
        assert telegram_address(session, world.chat_key) is None
