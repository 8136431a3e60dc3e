"""What Telegram makes of a text: HTML, automatic entities, and lengths in UTF-16."""

import pytest

from tests.telegram_server.errors import ApiError
from tests.telegram_server.markup_text import format_text, utf16_length


def entities(text: str, mode: str = "") -> list[tuple[str, int, int]]:
    """Return kind, offset and length of each entity."""
    found = format_text(text, mode, []).entities
    return [(each["type"], each["offset"], each["length"]) for each in found]


@pytest.mark.parametrize(("text", "length"), [("abc", 3), ("é", 1), ("👍", 2), ("👨‍👩‍👧", 8)])
def test_length_counts_utf_16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length


def test_html_becomes_text_with_entities() -> None:
    source = (
        '👋 <b>bold <i>both</i></b> <a href="https://x.org/?a=1&amp;b=2">link</a> '
        '<code>x &lt; y</code> &#163;9 &nbsp; <span class="tg-spoiler">s</span>'
    )

    formatted = format_text(source, "HTML", [])

    assert formatted.text == "👋 bold both link x < y £9 &nbsp; s"
    assert entities(source, "html") == [
        ("bold", 3, 9),
        ("italic", 8, 4),
        ("text_link", 13, 4),
        ("code", 18, 5),
        ("spoiler", 34, 1),
    ]
    assert formatted.entities[2]["url"] == "https://x.org/?a=1&b=2"


@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("<b>x", 'can\'t find end tag corresponding to start tag "b"'),
        ("é <marquee>x", 'unsupported start tag "marquee" at byte offset 3'),
        ("a < b > c", 'unsupported start tag "" at byte offset 2'),
        ("1 <2", "unclosed start tag at byte offset 2"),
        ("x</b>", "unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>x</a>", "expected equal sign in declaration of an attribute of the tag "),
        ('<a href="x', "expected equal sign in declaration of an attribute of the tag "),
    ],
)
def test_bad_html_is_refused_with_its_place(source: str, detail: str) -> None:
    with pytest.raises(ApiError) as refused:
        format_text(source, "HTML", [])

    assert refused.value.code == 400
    said = refused.value.description.lower()
    assert said.startswith(f"bad request: can't parse entities: {detail}".lower())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start DEMO-Y10", [("bot_command", 0, 6)]),
        ("👍 /help@foothold_bot", [("bot_command", 3, 18)]),
        ("and/or 1/2 a/b", []),
        ("see https://www.gov.uk/x.", [("url", 4, 20)]),
        ("mail me@school.uk", [("email", 5, 12)]),
        ("@foothold_bot #jobs", [("mention", 0, 13), ("hashtag", 14, 5)]),
    ],
)
def test_commands_and_addresses_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert entities(text) == found


def test_nothing_is_found_inside_code() -> None:
    assert entities("<code>/help</code> /stop", "HTML") == [("code", 0, 5), ("bot_command", 6, 5)]


def test_white_space_at_both_ends_goes_and_entities_move() -> None:
    formatted = format_text("  \n<b> x</b> \n", "HTML", [])

    assert formatted.text == "x"
    assert formatted.entities == ({"type": "bold", "offset": 0, "length": 1},)


def test_given_entities_are_kept_and_unknown_modes_refused() -> None:
    given = [{"type": "bold", "offset": 0, "length": 2}]

    assert format_text("ab", "", given).entities == (given[0],)
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        format_text("ab", "Markdown", [])
