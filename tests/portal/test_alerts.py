"""The lead's pages."""

import pytest

from safeguarding.domain.alerts import AlertState, FoundBy, Outcome
from safeguarding.services.alerts import alert_view, list_alerts, raise_alert
from schools.domain.roles import Role
from storage.clock import utc_now
from storage.database import transaction


async def test_an_alert_shows_the_words_the_signs_and_the_student(browser, world):
    browser.be(world, Role.LEAD)

    listed = (await browser.get("/lead/alerts")).text
    page = (await browser.get(f"/lead/alerts/{world.alert_id}")).text

    assert "suicide" in listed
    assert "kill myself" not in listed
    assert "i want to kill myself" in page
    assert "Aisha Khan, Year 10" in page
    assert "suicide (said openly): “kill myself”" in page


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (0.718, "The language model thought so, 72 % sure; no rule matched"),
        (None, "The language model thought so; no rule matched"),
    ],
    ids=["known", "raised before it was kept"],
)
async def test_an_alert_of_the_classifier_says_how_sure_it_was(
    browser, world, db, confidence, said
):
    browser.be(world, Role.LEAD)
    with transaction(db) as session:
        raise_alert(
            session,
            chat_key="chat-of-the-classifier",
            student_key=None,
            school_id=world.school_id,
            inbox_id=1,
            text="things are not ok for me anymore",
            matches=(),
            found_by=FoundBy.CLASSIFIER,
            now=utc_now(),
            confidence=confidence,
        )
    newest = max(alert.id for alert in list_alerts(db, school_id=world.school_id))

    page = (await browser.get(f"/lead/alerts/{newest}")).text

    assert said in page


async def test_taking_up_noting_and_closing_stand_in_the_history(browser, world, db):
    browser.be(world, Role.LEAD)
    path = f"/lead/alerts/{world.alert_id}"

    await browser.post(f"{path}/acknowledge")
    await browser.post(f"{path}/note", note="Spoke to <Aisha>")
    response = await browser.post(
        f"{path}/close", outcome="supported", reason="She is safe and with her tutor"
    )
    page = (await browser.get(response.headers["location"])).text

    alert = alert_view(db, world.alert_id, school_id=world.school_id)
    assert (alert.state, alert.outcome) == (AlertState.CLOSED, Outcome.SUPPORTED)
    assert "Spoke to &lt;Aisha&gt;" in page
    assert "The alert is closed." in page
    assert "Supported by the school" in page


@pytest.mark.parametrize(
    ("step", "fields", "error"),
    [
        ("note", {"note": " "}, "note-error"),
        ("note", {"note": "x" * 4_001}, "note-error"),
        ("close", {"reason": "done"}, "outcome-error"),
        ("close", {"outcome": "made_up", "reason": "done"}, "outcome-error"),
        ("close", {"outcome": "no_action", "reason": ""}, "reason-error"),
    ],
    ids=["no note", "long note", "no outcome", "unknown outcome", "no reason"],
)
async def test_what_is_missing_is_said_beside_its_field(browser, world, db, step, fields, error):
    browser.be(world, Role.LEAD)

    response = await browser.post(f"/lead/alerts/{world.alert_id}/{step}", **fields)

    assert response.status_code == 422
    assert f'id="{error}"' in response.text
    state = alert_view(db, world.alert_id, school_id=world.school_id).state
    assert state is AlertState.OPEN


async def test_closing_twice_changes_nothing(browser, world, db):
    browser.be(world, Role.LEAD)
    path = f"/lead/alerts/{world.alert_id}/close"
    await browser.post(path, outcome="supported", reason="first")

    response = await browser.post(path, outcome="emergency", reason="second")

    assert response.headers["location"].endswith("?done=closed_before")
    assert alert_view(db, world.alert_id, school_id=world.school_id).reason == "first"


async def test_reading_an_alert_is_noted_by_ids_only(browser, world, caplog):
    browser.be(world, Role.LEAD)

    with caplog.at_level("INFO"):
        await browser.get(f"/lead/alerts/{world.alert_id}")

    assert f"alert read: alert={world.alert_id} staff=" in caplog.text
    assert "kill" not in caplog.text
