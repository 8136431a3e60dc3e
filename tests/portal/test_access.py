"""Every page keeps its declared rule: generated from the table of pages itself."""

import re

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from employers.tables import Application
from messages.tables import Inbox
from portal.access import Rule
from portal.app import PAGES, routes_of
from portal.guard import Guarded, Page
from safeguarding.tables import Alert
from schools.domain.roles import Role
from storage.database import reading

STAFF = [page for page in PAGES if page.rule.roles is not None]
WITH_ID = [page for page in STAFF if "{" in page.path]
WRONG = {Rule.ADVISER: Role.LEAD, Rule.LEAD: Role.ADVISER}
RIGHT = {Rule.ADVISER: Role.ADVISER, Rule.LEAD: Role.LEAD, Rule.STAFF: Role.ADVISER}


def name_of(page: Page) -> str:
    return f"{page.method} {page.path}"


def path_of(page: Page, ids: dict[str, int]) -> str:
    return re.sub(r"\{(\w+):row\}", lambda found: str(ids[found.group(1)]), page.path)


async def visit(browser, page: Page, path: str):
    return await (browser.get(path) if page.method == "GET" else browser.post(path))


def snapshot(db) -> list[object]:
    with reading(db) as session:
        return [
            session.execute(select(Application.id, Application.state)).all(),
            session.execute(select(Alert.id, Alert.state)).all(),
            session.execute(select(Inbox.id, Inbox.state)).all(),
        ]


def test_every_route_is_a_page_with_a_rule(app: Starlette):
    routes = [route for route in app.routes if not isinstance(route, Mount)]
    mounts = [route.path for route in app.routes if isinstance(route, Mount)]

    assert all(isinstance(route, Route) for route in routes)
    assert all(isinstance(route.endpoint, Guarded) for route in routes)
    assert all(isinstance(route.endpoint.page.rule, Rule) for route in routes)
    assert len(routes) == len(PAGES)
    assert mounts == ["/static"]


def test_a_page_without_a_rule_cannot_be_served(app: Starlette):
    page = Page("GET", "/x", None, lambda visit: visit.page("home.html"))  # type: ignore[arg-type]

    with pytest.raises(TypeError):
        routes_of([page], app.state.portal)


@pytest.mark.parametrize("page", STAFF, ids=name_of)
async def test_nobody_is_sent_to_sign_in(browser, world, db, page):
    before = snapshot(db)

    response = await visit(browser, page, path_of(page, world.ids()))

    assert response.status_code == 303
    assert response.headers["location"].partition("?")[0] == "/staff/sign-in"
    assert snapshot(db) == before


@pytest.mark.parametrize("page", [p for p in STAFF if p.rule in WRONG], ids=name_of)
async def test_the_wrong_role_is_refused(browser, world, db, page):
    before = snapshot(db)

    browser.be(world, WRONG[page.rule])
    response = await visit(browser, page, path_of(page, world.ids()))

    assert response.status_code == 403
    assert "You cannot use this page" in response.text
    assert snapshot(db) == before


@pytest.mark.parametrize("page", WITH_ID, ids=name_of)
async def test_another_schools_things_are_not_found(browser, world, other, db, page):
    before = snapshot(db)

    browser.be(other, RIGHT[page.rule])
    response = await visit(browser, page, path_of(page, world.ids()))

    assert response.status_code == 404
    assert snapshot(db) == before


@pytest.mark.parametrize("page", [p for p in STAFF if p.method == "GET"], ids=name_of)
async def test_the_right_role_of_the_right_school_sees_the_page(browser, world, page):
    browser.be(world, RIGHT[page.rule])
    response = await visit(browser, page, path_of(page, world.ids()))

    assert response.status_code == 200
    assert len(response.content) < 150_000


def with_any_id(page):
    return page.path.replace("{id:row}", "1")


@pytest.mark.parametrize("page", [p for p in PAGES if p.rule is Rule.CHAT], ids=name_of)
async def test_a_browser_without_a_chat_is_sent_to_start_one(browser, page):
    response = await visit(browser, page, with_any_id(page))

    assert (response.status_code, response.headers["location"]) == (303, "/chat")


@pytest.mark.parametrize("page", [p for p in PAGES if p.rule is Rule.TOKEN], ids=name_of)
@pytest.mark.parametrize("token", ["", "web.made-up", "telegram.1", "nonsense", "web." + "x" * 500])
async def test_a_program_without_a_chats_token_is_refused(browser, page, token):
    response = await browser.http.request(
        page.method, with_any_id(page), headers={"authorization": f"Bearer {token}"}
    )

    assert response.status_code == 401
    assert response.json()["error"] == "api_no_chat"


async def test_only_programs_nearby_read_the_metrics(browser, from_afar):
    async with from_afar() as far:
        assert (await far.get("/metrics")).status_code == 404

    assert (await browser.get("/metrics")).status_code == 200


def test_every_rule_is_in_use():
    assert {page.rule for page in PAGES} == set(Rule)
