"""A form counts only when it was sent from our own page."""

import pytest

FORM = {"how": "guest"}


async def test_a_form_without_a_token_is_refused(browser):
    await browser.token()

    response = await browser.http.post("/chat", data=FORM)

    assert response.status_code == 403
    assert "Please try again" in response.text


async def test_another_browsers_token_is_refused(browser, app):
    token = await browser.token()
    browser.http.cookies.clear()
    await browser.token()

    response = await browser.http.post("/chat", data={**FORM, "csrf": token})

    assert response.status_code == 403


async def test_a_token_without_its_cookie_is_refused(browser):
    token = await browser.token()
    browser.http.cookies.clear()

    response = await browser.http.post("/chat", data={**FORM, "csrf": token})

    assert response.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://portal.example.evil.example"},
    ],
)
async def test_a_form_from_another_site_is_refused_even_with_the_token(browser, headers):
    token = await browser.token()

    response = await browser.http.post("/chat", data={**FORM, "csrf": token}, headers=headers)

    assert response.status_code == 403


async def test_a_form_from_our_own_page_is_taken(browser):
    token = await browser.token()
    headers = {"origin": "http://portal.example", "sec-fetch-site": "same-origin"}

    response = await browser.http.post("/chat", data={**FORM, "csrf": token}, headers=headers)

    assert response.status_code == 303


async def test_our_script_hears_of_a_refusal_in_json(browser, world):
    browser.chat(world)

    response = await browser.http.post(
        "/chat/room", data={"text": "hi"}, headers={"accept": "application/json"}
    )

    assert (response.status_code, response.json()["error"]) == (403, "forged")
