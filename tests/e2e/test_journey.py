"""The whole way on real parts: a student applies, staff decide in a browser, the chat says so."""

import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, async_playwright

from bench.product import Product
from bench.students import Student
from ops.demo import demo_password
from tests.browser.conftest import ARGS, NAMES
from tests.conftest import require

pytestmark = [pytest.mark.running, pytest.mark.browser]


@pytest.fixture
async def page(product: Product) -> AsyncIterator[Page]:
    """A page in Chromium, at a phone's width."""
    require("chromium")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGS)
        context = await browser.new_context(
            base_url=product.url, viewport={"width": 360, "height": 740}
        )
        yield await context.new_page()
        await browser.close()


async def sign_in(page: Page, product: Product, email: str) -> None:
    await page.goto("/staff/sign-in")
    await page.get_by_label("School e-mail address").fill(email)
    await page.get_by_label("Password").fill(demo_password(product.home) or "")
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/staff")


async def joined(http, code: str) -> Student:
    student = await Student.start(http, code)
    await student.ask("Leeds")
    await student.ask("skip")
    return student


async def applied(student: Student) -> str:
    """Search, open the first offer, apply and confirm; return the offer's title."""
    [offers, *_] = await student.ask("find me work experience")
    title = offers.buttons[0].title.removeprefix("1. ")
    [details, *_] = await student.press(offers.buttons[0].token)
    apply = next(button for button in details.buttons if button.title == "Apply for this")
    await student.press(apply.token)
    [answer, *_] = await student.ask("yes")
    assert "You've applied" in answer.text
    return title


@pytest.mark.parametrize(
    ("decision", "reason", "told"),
    [("Approve", "", "You have a place"), ("Refuse", "That week is mocks", "That week is mocks")],
)
async def test_staff_decide_and_the_student_hears_of_it(
    http, product, page, decision, reason, told
):
    student = await joined(http, "DEMO-Y11")
    title = await applied(student)

    await sign_in(page, product, "adviser@demo.school")
    await page.goto("/staff/applications")
    await page.get_by_role("link", name=title).last.click()
    await page.get_by_label(decision, exact=True).check()
    await page.get_by_label("Reason").fill(reason)
    await page.get_by_role("button", name="Save the decision").click()
    await page.wait_for_url("**/staff/applications?done=*")

    news = " ".join(reply.text for reply in await student.replies())
    status = " ".join(reply.text for reply in await student.ask("hows my application going"))
    assert title in news
    assert reason in news
    assert told in status


async def test_a_concern_reaches_the_lead_and_not_the_adviser(http, product, page):
    student = await joined(http, "DEMO-Y10")

    reply = " ".join(reply.text for reply in await student.ask("my stepdad keeps hitting me"))

    assert "0800 1111" in reply
    await sign_in(page, product, "lead@demo.school")
    await page.goto("/lead/alerts")
    await page.get_by_role("main").get_by_role("link").first.click()
    await page.get_by_text("my stepdad keeps hitting me").wait_for()
    mails = list((product.home / "mail").glob("*.eml"))
    assert mails
    assert all("stepdad" not in mail.read_text() for mail in mails)

    await page.context.clear_cookies()
    await sign_in(page, product, "adviser@demo.school")
    refused = await page.goto("/lead/alerts")
    assert refused is not None
    assert refused.status == 403


async def test_a_student_chats_in_the_browser(product, page):
    await page.goto("/chat")
    await page.get_by_label("Your join code").fill("DEMO-Y10")
    await page.get_by_role("button", name="Start").click()
    await page.get_by_text("Question 1 of 2").wait_for()

    await page.get_by_label("Your message").fill("how much does an electrician earn")
    await page.keyboard.press("Enter")

    await page.get_by_text("ONS ASHE 2025").wait_for()
