"""Every answer carries the security headers; no page holds a script or a style of its own."""

import re

import httpx
import pytest

from portal.app import create_app
from portal.middleware import HEADERS
from schools.domain.roles import Role
from storage.settings import Settings

PUBLIC = ["/", "/privacy", "/chat", "/chat/room", "/staff/sign-in", "/nowhere", "/metrics"]
INLINE = re.compile(
    r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.mark.parametrize("path", [*PUBLIC, "/api/chat/messages", "/static/chat.js"])
async def test_every_answer_has_the_security_headers(browser, path):
    response = await browser.get(path)

    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert "strict-transport-security" not in response.headers


@pytest.mark.parametrize("path", PUBLIC)
async def test_no_page_holds_a_script_or_style_of_its_own(browser, world, path):
    browser.chat(world)

    response = await browser.get(path)

    assert INLINE.search(response.text) is None


@pytest.mark.parametrize("path", PUBLIC)
async def test_pages_are_never_stored(browser, path):
    assert (await browser.get(path)).headers["cache-control"] == "no-store"


async def test_static_files_by_their_hash_are_stored_for_a_year(browser):
    page = await browser.get("/")
    [sheet, *_] = re.findall(r'href="(/static/[^"]+\.css\?v=\w+)"', page.text)

    response = await browser.get(sheet)

    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (await browser.get("/static/site.css")).headers["cache-control"] == "no-cache"


async def test_a_public_page_sets_no_cookie_and_a_form_sets_one_that_scripts_cannot_read(browser):
    assert "set-cookie" not in (await browser.get("/")).headers

    cookie = (await browser.get("/chat")).headers["set-cookie"]

    assert cookie.startswith("foothold_form=")
    assert {"httponly", "samesite=lax", "path=/"} <= set(cookie.lower().split("; "))


async def test_with_https_cookies_are_bound_to_the_host_and_the_browser_is_told_to_stay(
    db, world, tmp_path, free_port
):
    settings = Settings(
        home=tmp_path,
        PORTAL_HTTPS=True,
        PORTAL_PORT=free_port,
        PORTAL_PUBLIC_URL="https://p.example",
    )
    app = create_app(settings, db)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="https://p.example"
    ) as http:
        page = await http.get("/chat")
        http.cookies.set("__Host-foothold_staff", world.tokens[Role.ADVISER])
        signed_in = await http.get("/staff")

    app.state.portal.gateway.close()
    cookie = page.headers["set-cookie"]
    assert cookie.startswith("__Host-foothold_form=")
    assert "secure" in cookie.lower().split("; ")
    assert page.headers["strict-transport-security"].startswith("max-age=31536000")
    assert signed_in.status_code == 200
