"""The first page for staff: what waits for a person."""

from schools.domain.roles import Role
from storage.clock import utc_now
from storage.database import transaction
from storage.tables import JobRun


async def test_an_adviser_sees_what_waits_but_no_alerts(browser, world):
    page = (await browser.be(world, Role.ADVISER).get("/staff")).text

    assert '<strong>2</strong> <a class="govuk-link" href="/staff/applications">' in page
    assert '<strong>1</strong> <a class="govuk-link" href="/staff/requests">' in page
    assert '<strong>1</strong> <a class="govuk-link" href="/staff/parked">' in page
    assert "/lead/alerts" not in page


async def test_the_lead_sees_open_alerts_and_nothing_of_the_careers_record(browser, world):
    page = (await browser.be(world, Role.LEAD).get("/staff")).text

    assert '<strong>1</strong> <a class="govuk-link" href="/lead/alerts">' in page
    assert "/staff/applications" not in page


async def test_the_last_retention_run_is_shown(browser, world, db):
    browser.be(world, Role.ADVISER)
    before = (await browser.get("/staff")).text
    with transaction(db) as session:
        session.add(JobRun(name="retention", ran_at=utc_now(), counts={"words": 12, "turns": 3}))

    after = (await browser.get("/staff")).text

    assert "It has not run yet." in before
    assert "15 records deleted." in after
