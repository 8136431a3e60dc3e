"""axe finds nothing at WCAG 2.2 AA on any page, at 360 and 1280 pixels; nothing runs over."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from pydantic import SecretStr

from messages.domain.content import Choice, Say
from messages.services.bots import keep_bot
from schools.domain.roles import Role
from schools.services.schools import set_telegram_age
from storage.clock import utc_now
from storage.database import transaction
from students.services.links import give_link
from tests.browser.conftest import complaints_of
from tests.portal.world import back_to_demo

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}}
ADVISER, LEAD = Role.ADVISER, Role.LEAD
PAGES = {
    "home": ("/", None),
    "privacy": ("/privacy", None),
    "start": ("/chat", None),
    "room": ("/chat/room", None),
    "enter-gone": ("/chat/enter/gone", None),
    "sign-in": ("/staff/sign-in", None),
    "not-found": ("/nowhere", None),
    "overview-adviser": ("/staff", ADVISER),
    "overview-lead": ("/staff", LEAD),
    "applications": ("/staff/applications", ADVISER),
    "application": ("/staff/applications/{application_id}", ADVISER),
    "requests": ("/staff/requests?done=request_closed", ADVISER),
    "parked": ("/staff/parked", ADVISER),
    "students": ("/staff/students", ADVISER),
    "codes": ("/staff/students/codes", ADVISER),
    "settings-adviser": ("/staff/settings", ADVISER),
    "settings-lead": ("/staff/settings", LEAD),
    "alerts": ("/lead/alerts", LEAD),
    "alert": ("/lead/alerts/{alert_id}", LEAD),
    "forbidden": ("/lead/alerts", ADVISER),
}
# Pages with their errors shown: which page, and the button that sends its form empty.
MISTAKES = {
    "start-mistake": ("/chat", None, "Start with my code"),
    "sign-in-mistake": ("/staff/sign-in", None, "Sign in"),
    "application-mistake": ("/staff/applications/{application_id}", ADVISER, "Save the decision"),
    "alert-mistake": ("/lead/alerts/{alert_id}", LEAD, "Close the alert"),
    "students-mistake": ("/staff/students", ADVISER, "Upload"),
    "live-mistake": ("/staff/settings", LEAD, "Leave demo mode"),
}


def shoot(page, name: str, tmp_path: Path) -> None:
    """Keep a picture of the page, in `SCREENSHOTS` if that is set."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    page.screenshot(path=folder / f"{name}.png", full_page=True)


def check(page) -> None:
    results = Axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(site, world, context_of, tmp_path, name, size):
    path, role = PAGES[name]
    site.bot_says(
        world.chat_key, Say("Which one?", (Choice("Pay", "/pay"), Choice("Ways in", "/r")))
    )
    context = context_of(size, staff=(world, role) if role else None, chat=world)
    page = context.new_page()
    complaints = complaints_of(page)

    page.goto(site.url + path.format(**world.ids()))

    shoot(page, f"{name}-{size}", tmp_path)
    check(page)
    assert [text for text in complaints if "status of 4" not in text] == []


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_door_from_telegram_is_accessible_and_leads_to_the_chat(
    site, world, context_of, tmp_path, size
):
    with transaction(site.db) as session:
        token = give_link(session, size, chat_key=world.chat_key, now=utc_now())
    page = context_of(size).new_page()

    page.goto(f"{site.url}/chat/enter/{token}")

    shoot(page, f"enter-{size}", tmp_path)
    check(page)
    page.get_by_role("button", name="Open my chat").click()
    page.wait_for_url("**/chat/room**")


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("name", MISTAKES)
def test_a_page_that_shows_mistakes_is_accessible(site, world, context_of, tmp_path, name, size):
    path, role, button = MISTAKES[name]
    if name == "live-mistake":
        back_to_demo(site.db, world)
    page = context_of(size, staff=(world, role) if role else None).new_page()

    page.goto(site.url + path.format(**world.ids()))
    page.get_by_role("button", name=button).click()
    page.get_by_text("There is a problem").wait_for()

    shoot(page, f"{name}-{size}", tmp_path)
    check(page)
    assert page.title().startswith("Error: ")
    target = page.locator(".govuk-error-summary a").first.get_attribute("href") or ""
    assert page.locator(target).count() == 1


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_wrong_quiet_hours_are_said_accessibly_beside_their_field(
    site, world, context_of, tmp_path, size
):
    page = context_of(size, staff=(world, LEAD)).new_page()
    page.goto(f"{site.url}/staff/settings")
    page.get_by_label("Quiet hours until").fill("20:00")

    page.get_by_role("button", name="Save Telegram and quiet hours").click()

    page.get_by_text("There is a problem").wait_for()
    shoot(page, f"quiet-mistake-{size}", tmp_path)
    check(page)
    assert page.locator("#quiet_to-error").count() == 1


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_slips_with_a_telegram_address_and_the_words_on_lost_phones_are_accessible(
    site, world, context_of, tmp_path, size
):
    site.settings.telegram_token = SecretStr("7:a-token-of-nobody")
    with transaction(site.db) as session:
        keep_bot(session, 7, "a_school_with_a_long_name_bot")
        set_telegram_age(session, world.school_id, 13)
    page = context_of(size, staff=(world, ADVISER)).new_page()

    page.goto(f"{site.url}/staff/students/codes")
    page.get_by_text("or on Telegram: https://t.me/").wait_for()
    shoot(page, f"codes-telegram-{size}", tmp_path)
    check(page)
    page.goto(f"{site.url}/staff/students")
    page.get_by_text("What a fresh code does").click()
    shoot(page, f"students-lost-{size}", tmp_path)
    check(page)
    page.get_by_role("button", name="Lost phone").first.click()
    page.get_by_text("closed on Telegram and in every browser").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_staff_can_skip_to_the_content_and_reach_everything_by_keyboard(
    site, world, context_of, scripts
):
    page = context_of("desk", staff=(world, ADVISER), scripts=scripts).new_page()
    page.goto(f"{site.url}/staff")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert "applications" in (page.locator(":focus").get_attribute("href") or "")
