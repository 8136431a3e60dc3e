"""An error becomes an answer that says what to do, and nothing about our insides."""

import logging

import pytest

from portal.guard import Page
from schools.domain.roles import Role
from storage.base import Base

MARKER = "zebra-marmalade-4711"


@pytest.fixture
def broken(db):
    """The database without its tables for staff: every look at them fails."""
    Base.metadata.tables["staff_session"].drop(db.engine)


async def test_an_unknown_page_is_a_page_too(browser):
    response = await browser.get("/nowhere")

    assert response.status_code == 404
    assert "We cannot find that page" in response.text


async def test_a_wrong_method_says_so(browser):
    response = await browser.http.request("DELETE", "/chat")

    assert response.status_code == 405


async def test_a_database_that_fails_is_said_plainly_and_for_programs_too(browser, world, broken):
    browser.be(world, Role.ADVISER)

    page = await browser.get("/staff")
    program = await browser.http.get("/staff", headers={"accept": "application/json"})

    assert (page.status_code, program.status_code) == (503, 503)
    assert "Nothing was lost." in page.text
    assert program.json()["error"] == "store_away"
    assert page.headers["retry-after"] == "5"


async def test_the_readiness_check_sees_a_database_that_cannot_be_opened(browser, app, db, ring):
    from storage.database import connect

    gone = connect("sqlite:////nowhere/at/all.db", ring)
    object.__setattr__(app.state.portal, "db", gone)

    response = await browser.get("/readyz")

    gone.dispose()
    assert (response.status_code, response.json()) == (503, {"database": "unreachable"})


async def test_a_fault_of_ours_tells_nothing_and_is_logged(browser, app, monkeypatch, caplog):
    def fail(visit):
        raise ZeroDivisionError(MARKER)

    [route] = [r for r in app.routes if getattr(r, "path", "") == "/privacy"]
    page = route.endpoint.page
    monkeypatch.setattr(route.endpoint, "page", Page(page.method, page.path, page.rule, fail))

    response = await browser.get("/privacy")

    assert response.status_code == 500
    assert MARKER not in response.text
    assert "request failed: status=500" in caplog.text


async def test_nothing_typed_or_asked_reaches_the_log(browser, world, caplog):
    caplog.set_level(logging.DEBUG)
    browser.chat(world)

    await browser.post("/chat/room", id="a1", text=MARKER)
    await browser.post("/chat", how="code", code=MARKER)
    await browser.post("/staff/sign-in", email=f"{MARKER}@x.example", password=MARKER)
    await browser.get(f"/chat/room?check={MARKER}")
    await browser.get(f"/{MARKER}")
    await browser.http.post("/api/chat", json={"code": MARKER})
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]

    assert ours
    assert MARKER not in " ".join(record.getMessage() for record in ours)
    assert world.chat_address not in " ".join(record.getMessage() for record in ours)


async def test_requests_are_counted_by_page_never_by_address(browser, world):
    browser.be(world, Role.ADVISER)
    await browser.get(f"/staff/applications/{world.application_id}")

    counts = (await browser.get("/metrics")).text

    assert 'page="/staff/applications/{application_id:row}",status="200"} 1.0' in counts
    assert "foothold_portal_listeners 0.0" in counts


@pytest.mark.parametrize("number", ["0", str(2**31), "9" * 20, "9" * 5_000], ids=len)
@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.ADVISER, "/staff/parked/{}/retry"),
        (Role.ADVISER, "/staff/requests/{}/close"),
        (Role.ADVISER, "/staff/applications/{}"),
        (Role.ADVISER, "/staff/students/{}/code"),
        (Role.LEAD, "/lead/alerts/{}/acknowledge"),
        (Role.LEAD, "/lead/alerts/{}/note"),
        (Role.LEAD, "/lead/alerts/{}/close"),
    ],
)
async def test_an_id_that_no_row_can_have_is_not_there(browser, world, role, path, number):
    browser.be(world, role)

    response = await browser.post(path.format(number), note="Rang home.")

    assert response.status_code == 404
