"""What we ship to browsers: nothing of the government's identity, nothing from elsewhere."""

import re

import pytest

from portal.rendering import ROOM, STATIC

SHEETS = sorted(STATIC.glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_names_the_crown_or_the_governments_typeface(sheet):
    text = sheet.read_text(encoding="utf-8").lower()

    assert re.search(r"crown|crest|gds transport|@font-face", text) is None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_loads_anything_from_elsewhere(sheet):
    text = sheet.read_text(encoding="utf-8")

    assert re.findall(r"url\(|@import|//\w+\.", text) == []


def test_no_template_loads_anything_from_elsewhere():
    sources = re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?!\{\{ static|/chat/pictures/)"
    )

    for template in (ROOM / "templates").rglob("*.html"):
        assert sources.search(template.read_text(encoding="utf-8")) is None, template


def test_the_built_sheet_names_the_version_that_is_pinned():
    pinned = re.search(r'"govuk-frontend": "([\d.]+)"', (ROOM / "assets/package.json").read_text())
    built = (STATIC / "govuk.css").read_text(encoding="utf-8")

    assert pinned is not None
    assert f"GOV.UK Frontend {pinned.group(1)}," in built[:100]
    assert f"GOV.UK Frontend {pinned.group(1)}," in (STATIC / "govuk.LICENSE").read_text()


def test_all_that_a_page_loads_is_small():
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < 110_000
