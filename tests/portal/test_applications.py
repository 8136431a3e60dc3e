"""Deciding applications."""

import pytest

from employers.domain.kinds import ApplicationState, SlotState
from employers.services.slots import set_slot_state
from employers.tables import Application
from messages.services.history import lines_of
from schools.domain.roles import Role
from storage.database import reading, transaction


def application_of(db, application_id: int) -> Application:
    with reading(db) as session:
        return session.get_one(Application, application_id)


async def test_one_shows_first_name_year_slot_and_that_the_rules_are_kept(browser, world):
    browser.be(world, Role.ADVISER)

    page = (await browser.get(f"/staff/applications/{world.application_id}")).text

    assert "Aisha, Year 10" in page
    assert "Khan" not in page
    assert "See a joinery at work 4" in page
    assert "Rules kept" in page


async def test_one_that_the_rules_stand_against_says_why(browser, world, db):
    browser.be(world, Role.ADVISER)
    slot_id = application_of(db, world.application_id).slot_id
    with transaction(db) as session:
        set_slot_state(session, slot_id, SlotState.PAUSED)
    path = f"/staff/applications/{world.application_id}"

    page = await browser.get(path)
    refused = await browser.post(path, decision="approve")

    assert "The rules stand against this" in page.text
    assert refused.status_code == 422
    assert application_of(db, world.application_id).state is ApplicationState.APPLIED


async def test_approving_tells_the_student_and_leaves_the_list(browser, world, db):
    browser.be(world, Role.ADVISER)

    response = await browser.post(f"/staff/applications/{world.application_id}", decision="approve")
    page = (await browser.get(response.headers["location"])).text

    assert response.status_code == 303
    assert application_of(db, world.application_id).state is ApplicationState.APPROVED
    assert "Approved. The student hears of it in the chat." in page
    assert "See a joinery at work 4" not in page
    assert "See a joinery at work 4" in lines_of(db, world.chat_key)[-1].text


async def test_refusing_takes_a_reason_that_the_student_reads(browser, world, db):
    browser.be(world, Role.ADVISER)

    await browser.post(
        f"/staff/applications/{world.application_id}",
        decision="refuse",
        reason="You have an exam that day",
    )

    assert application_of(db, world.application_id).state is ApplicationState.REFUSED
    assert "You have an exam that day" in lines_of(db, world.chat_key)[-1].text


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "decision-error"),
        ({"decision": "maybe"}, "decision-error"),
        ({"decision": "refuse", "reason": "  "}, "reason-error"),
        ({"decision": "refuse", "reason": "x" * 501}, "reason-error"),
    ],
    ids=["nothing", "unknown", "no reason", "too long"],
)
async def test_a_half_decision_is_refused_beside_its_field(browser, world, db, fields, error):
    browser.be(world, Role.ADVISER)

    response = await browser.post(f"/staff/applications/{world.application_id}", **fields)

    assert response.status_code == 422
    assert f'id="{error}"' in response.text
    assert "There is a problem" in response.text
    assert application_of(db, world.application_id).state is ApplicationState.APPLIED


async def test_one_decided_before_is_not_found_any_more(browser, world):
    browser.be(world, Role.ADVISER)
    path = f"/staff/applications/{world.application_id}"
    await browser.post(path, decision="approve")

    response = await browser.post(path, decision="refuse", reason="too late")

    assert response.status_code == 404
