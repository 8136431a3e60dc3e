"""How a message looks on Telegram: parts, escaping, keyboards."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.rendering import keyboard, render
from bot.telegram.splitting import MOST_UNITS, split_text, units
from messages.domain.content import ShownButton


def buttons(*titles):
    return tuple(ShownButton(title, f"t{number}") for number, title in enumerate(titles))


def rows(*titles):
    made = keyboard(buttons(*titles))
    assert made is not None
    return [[button.text for button in row] for row in made.inline_keyboard]


def test_a_short_message_is_one_part_with_what_html_would_misread_escaped():
    [part] = render('Pay < £20 & "more" • yes\n• no', buttons("Yes"))

    assert part.html == 'Pay &lt; £20 &amp; "more" • yes\n• no'
    assert html.unescape(part.html) == part.plain
    assert part.keyboard is not None


def test_the_keyboard_rides_on_the_last_part():
    parts = render("word " * 2_000, buttons("Yes"))

    assert len(parts) == 3
    assert [part.keyboard is None for part in parts] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("one. two\n\nthree four", ["one. two", "three four"]),
        ("one two\nthree four five", ["one two", "three four five"]),
        ("one two. three four five", ["one two.", "three four five"]),
        ("one two three four five", ["one two three", "four five"]),
        ("onetwothreefourfive", ["onetwothreefour", "five"]),
        ("a\n\nthree four five six", ["a\n\nthree four", "five six"]),
    ],
    ids=["paragraph", "line", "sentence", "word", "inside a word", "too early a paragraph"],
)
def test_parts_end_where_a_reader_would_pause(text, parts):
    assert split_text(text, 15) == parts


def test_lengths_count_as_telegram_counts_them():
    assert units("a😀") == 3
    assert split_text("😀" * 5, 4) == ["😀😀", "😀😀", "😀"]
    assert split_text("&&&", 5) == ["&", "&", "&"]


@pytest.mark.parametrize("seen_as_one", ["👩‍🚒", "👍🏽", "é"])
def test_what_people_see_as_one_character_stays_whole(seen_as_one):
    parts = split_text(seen_as_one * 40, 20)

    assert all(part.replace(seen_as_one, "") == "" for part in parts)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("ab .\n&<>é😀\u200d🏽"), max_size=400),
    st.integers(min_value=8, max_value=60),
)
def test_nothing_is_lost_and_no_part_is_too_long(text, most_units):
    parts = split_text(text, most_units)

    assert "".join("".join(parts).split()) == "".join(text.split())
    assert all(0 < units(html.escape(part, quote=False)) <= most_units for part in parts)


def test_a_very_long_message_is_cut_in_time():
    parts = split_text(("Some words, and more. " * 40 + "\n\n") * 40)

    assert all(units(part) <= MOST_UNITS for part in parts)
    assert len(parts) <= 11


def test_short_buttons_stand_two_in_a_row_long_ones_alone():
    assert rows("Yes", "No", "Skip") == [["Yes", "No"], ["Skip"]]
    assert rows("1. Bakery in Leeds, 3 days", "Yes", "2. Vet's practice", "No") == [
        ["1. Bakery in Leeds, 3 days"],
        ["Yes"],
        ["2. Vet's practice"],
        ["No"],
    ]
    assert keyboard(()) is None


def test_a_button_carries_its_token_and_nothing_else():
    made = keyboard(buttons("Yes"))
    assert made is not None

    assert made.inline_keyboard[0][0].callback_data == "t0"
