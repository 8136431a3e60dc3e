"""Naming the safeguarding contacts and leaving demo mode."""

import pytest

from safeguarding.services.contacts import contacts_of
from schools.domain.roles import Role, SchoolState
from schools.services.schools import school_of
from storage.database import reading
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
