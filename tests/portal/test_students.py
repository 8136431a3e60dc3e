"""The roster and its join codes."""

import pytest
from pydantic import SecretStr

from messages.services.bots import keep_bot
from schools.domain.roles import Role
from schools.services.schools import set_telegram_age
from storage.database import transaction

TOKEN = SecretStr("7:a-token-of-nobody")


async def test_a_roster_with_mistakes_names_each_by_line_and_changes_nothing(browser, world):
    browser.be(world, Role.ADVISER)
    roster = b"name,date_of_birth,year_group\nCara Diaz,2011-31-12,10\n,2011-01-02,99\n"

    response = await browser.post("/staff/students", files={"file": ("r.csv", roster)})

    assert response.status_code == 422
    assert 'id="file-error"' in response.text
    assert response.text.count('<td class="govuk-table__cell">2</td>') == 1
    assert response.text.count('<td class="govuk-table__cell">3</td>') == 2
    assert "Cara Diaz" not in (await browser.get("/staff/students")).text


async def test_a_right_roster_is_taken_over(browser, world):
    browser.be(world, Role.ADVISER)
    roster = "name;date_of_birth;year_group\nZoë Müller;02/01/2012;10\n".encode("cp1252")

    response = await browser.post("/staff/students", files={"file": ("r.csv", roster)})

    assert response.status_code == 303
    assert "Zoë Müller" in (await browser.get("/staff/students?year=10")).text


@pytest.mark.parametrize("content", [b"", b"  \n"])
async def test_a_missing_file_is_asked_for(browser, world, content):
    browser.be(world, Role.ADVISER)

    response = await browser.post("/staff/students", files={"file": ("r.csv", content)})

    assert response.status_code == 422
    assert "Choose a CSV file." in response.text


async def test_text_in_place_of_the_file_is_no_file(browser, world):
    response = await browser.be(world, Role.ADVISER).post("/staff/students", file="hello")

    assert response.status_code == 422


async def test_two_megabytes_are_the_most(browser, world):
    browser.be(world, Role.ADVISER)

    near = await browser.post("/staff/students", files={"file": ("r", b"x" * 1_500_000)})
    over = await browser.post("/staff/students", files={"file": ("r", b"x" * 2_200_000)})

    assert (near.status_code, over.status_code) == (422, 413)


async def test_a_fresh_code_replaces_the_used_one(browser, world):
    browser.be(world, Role.ADVISER)

    before = (await browser.get("/staff/students/codes?year=10")).text
    await browser.post(f"/staff/students/{world.entry_id}/code", year="10")
    after = (await browser.get("/staff/students/codes?year=10")).text

    assert ("Aisha Khan" in before, "Aisha Khan" in after) == (False, True)
    assert world.unused_code in after


async def test_the_pages_of_a_large_year_group_stay_small(browser, world):
    browser.be(world, Role.ADVISER)
    rows = [f"Maximilian Featherstonehaugh {n},2012-01-02,9,9Q" for n in range(300)]
    roster = "\n".join(["name,date_of_birth,year_group,tutor_group", *rows]).encode()
    await browser.post("/staff/students", files={"file": ("r.csv", roster)})

    listed = await browser.get("/staff/students?year=9")
    codes = await browser.get("/staff/students/codes?year=9")

    assert listed.text.count("Fresh code") == 300
    assert (len(listed.content) < 150_000, len(codes.content) < 150_000) == (True, True)


@pytest.mark.parametrize("year", ["99", "x", "-1", ""])
async def test_an_unknown_year_shows_the_first(browser, world, year):
    response = await browser.be(world, Role.ADVISER).get(f"/staff/students?year={year}")

    assert "<strong>Year 10</strong>" in response.text


async def test_a_lost_phone_is_cut_off_and_its_browser_too(browser, world, db):
    browser.be(world, Role.ADVISER)
    listed = (await browser.get("/staff/students")).text
    assert listed.count("Lost phone<span") == 1  # of the one who has joined

    response = await browser.post(f"/staff/students/{world.entry_id}/code", phone="lost")

    assert "done=lost_phone" in response.headers["location"]
    after = (await browser.get("/staff/students")).text
    assert "has joined before, fresh code" in after
    room = await browser.chat(world).get("/chat/room")
    assert room.status_code == 303


async def test_a_fresh_code_leaves_browsers_open(browser, world):
    await browser.be(world, Role.ADVISER).post(f"/staff/students/{world.entry_id}/code")

    assert (await browser.chat(world).get("/chat/room")).status_code == 200


@pytest.fixture
def with_bot(app, db):
    """The portal, where a Telegram bot is set up and has started once."""
    with transaction(db) as session:
        keep_bot(session, 7, "foothold_bot")
        keep_bot(session, 8, "some_other_bot")
    settings = app.state.portal.settings.model_copy(update={"telegram_token": TOKEN})
    object.__setattr__(app.state.portal, "settings", settings)


@pytest.mark.parametrize(("from_age", "is_there"), [(15, True), (16, False), (None, False)])
async def test_slips_lead_to_telegram_only_for_those_who_may_use_it(
    browser, world, db, with_bot, from_age, is_there
):
    with transaction(db) as session:
        set_telegram_age(session, world.school_id, from_age)

    page = (await browser.be(world, Role.ADVISER).get("/staff/students/codes")).text

    link = f"https://t.me/foothold_bot?start={world.unused_code}"
    assert (link in page) is is_there
    assert ("t.me" in page) is is_there


async def test_without_a_bot_slips_say_nothing_of_telegram(browser, world, db):
    with transaction(db) as session:
        set_telegram_age(session, world.school_id, 13)
        keep_bot(session, 7, "foothold_bot")

    page = (await browser.be(world, Role.ADVISER).get("/staff/students/codes")).text

    assert world.unused_code in page
    assert "Telegram" not in page
