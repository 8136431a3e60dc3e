"""The roster and its join codes."""

import pytest

from schools.domain.roles import Role


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
