"""Students who asked for a person, and messages that could not be answered."""

from sqlalchemy import select

from advisers.domain.kinds import RequestKind
from advisers.services.requests import ask_for_adviser
from employers.tables import Application
from messages.tables import Inbox, InboxState
from schools.domain.roles import Role
from storage.clock import utc_now
from storage.database import reading


async def test_a_request_is_closed_once_somebody_spoke_to_the_student(browser, world):
    browser.be(world, Role.ADVISER)

    before = (await browser.get("/staff/requests")).text
    response = await browser.post(f"/staff/requests/{world.request_id}/close")
    after = (await browser.get(response.headers["location"])).text

    assert "Aisha Khan" in before
    assert "Aisha Khan" not in after
    assert "Nobody is waiting." in after


async def test_a_parked_message_goes_back_into_the_queue_unseen(browser, world, db):
    browser.be(world, Role.ADVISER)

    page = (await browser.get("/staff/parked")).text
    response = await browser.post(f"/staff/parked/{world.parked_id}/retry")

    assert "hello there" not in page
    assert response.status_code == 303
    with reading(db) as session:
        state = select(Inbox.state).where(Inbox.id == world.parked_id)
        assert session.scalar(state) is InboxState.WAITING


async def test_an_absence_is_shown_as_one_with_its_placement(browser, world, db):
    with reading(db) as session:
        application = session.get_one(Application, world.application_id)
        student_key = application.student_key
    ask_for_adviser(
        db,
        chat_key=world.chat_key,
        student_key=student_key,
        school_id=world.school_id,
        turn_id="ill",
        now=utc_now(),
        kind=RequestKind.ABSENCE,
        application_id=world.application_id,
    )
    browser.be(world, Role.ADVISER)

    page = (await browser.get("/staff/requests")).text

    assert "Aisha Khan: can&#39;t come to a placement" in page
    assert "Everybody knows" in page
