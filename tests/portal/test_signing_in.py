"""Signing in and out."""

import pytest

from schools.domain.roles import Role
from tests.portal.world import PASSWORD


async def test_the_right_password_opens_the_overview(browser):
    response = await browser.post(
        "/staff/sign-in", email=" Adviser@Alder.example ", password=PASSWORD
    )
    page = await browser.get(response.headers["location"])

    assert (response.status_code, page.status_code) == (303, 200)
    assert "httponly" in response.headers["set-cookie"].lower()
    assert "Alder School" in page.text


@pytest.mark.parametrize(
    ("email", "password"),
    [("adviser@alder.example", "wrong"), ("nobody@alder.example", PASSWORD)],
)
async def test_a_wrong_one_never_says_which(browser, email, password):
    response = await browser.post("/staff/sign-in", email=email, password=password)

    assert response.status_code == 422
    assert response.text.count("E-mail or password is not right.") == 2
    assert "set-cookie" not in response.headers
    assert password not in response.text


async def test_both_fields_are_asked_for_and_the_typed_one_is_kept(browser):
    response = await browser.post("/staff/sign-in", email="me@alder.example", password="")

    assert response.status_code == 422
    assert 'id="password-error"' in response.text
    assert 'value="me@alder.example"' in response.text


async def test_too_many_tries_wait(browser):
    for _ in range(5):
        await browser.post("/staff/sign-in", email="adviser@alder.example", password="no")

    response = await browser.post(
        "/staff/sign-in", email="adviser@alder.example", password=PASSWORD
    )

    assert response.status_code == 429
    assert "Wait 15 minutes" in response.text


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/lead/alerts/7", "/lead/alerts/7"),
        ("//evil.example", "/staff"),
        ("https://evil.example/staff", "/staff"),
        ("/staff/../chat", "/staff"),
        ("/staff\\evil", "/staff"),
    ],
)
async def test_a_mails_link_leads_on_after_signing_in_and_only_to_staff_pages(
    browser, wanted, led_to
):
    response = await browser.post(
        "/staff/sign-in", email="lead@alder.example", password=PASSWORD, next=wanted
    )

    assert response.headers["location"] == led_to


async def test_the_page_asked_for_before_signing_in_is_kept(browser):
    response = await browser.get("/lead/alerts/7")
    page = await browser.get(response.headers["location"])

    assert 'name="next" value="/lead/alerts/7"' in page.text


async def test_signing_out_ends_the_session_on_the_server(browser, world):
    browser.be(world, Role.ADVISER)

    await browser.post("/staff/sign-out")
    browser.be(world, Role.ADVISER)
    response = await browser.get("/staff")

    assert (response.status_code, response.headers["location"]) == (303, "/staff/sign-in")
