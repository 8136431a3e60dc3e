"""Signs of harm under disguise, slips and bad input."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeguarding.signs import Certainty, Sign, find_signs
from tests.safety.sets import load_set

LEET = str.maketrans("aeios", "43105")
CYRILLIC = str.maketrans("aeopcy", "аеорсу")


def with_slip(text: str) -> str:
    """Swap, drop or double one letter of one longer word, always the same one for a text."""
    chance = random.Random(text)
    words = text.split()
    places = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not places:
        return text
    place = chance.choice(places)
    word, at = words[place], chance.randrange(1, len(words[place]) - 1)
    words[place] = chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
        ]
    )
    return " ".join(words)


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


DISGUISES: dict[str, tuple[Callable[[str], str], float]] = {
    "capitals": (str.upper, 0.98),
    "zero width": ("\u200b".join, 0.98),
    "look-alikes": (lambda text: text.translate(CYRILLIC), 0.98),
    "full width": (full_width, 0.98),
    "spaced letters": (lambda text: "  ".join(" ".join(word) for word in text.split()), 0.98),
    "dotted letters": (lambda text: " ".join(".".join(word) for word in text.split()), 0.98),
    "leetspeak": (lambda text: text.translate(LEET), 0.95),
    "a slip": (with_slip, 0.95),
    "no spaces": (lambda text: text.replace(" ", ""), 0.94),
}


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguise_hides_little(name: str) -> None:
    disguise, floor = DISGUISES[name]
    texts = [disguise(labelled.text) for labelled in load_set("explicit")]

    assert sum(bool(find_signs(text)) for text in texts) / len(texts) >= floor


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("kms", Sign.SUICIDE),
        ("wanna d1e", Sign.SUICIDE),
        ("sui cide", Sign.SUICIDE),
        ("i want to k*ll myself", Sign.SUICIDE),
        ("iwanttokillmyself", Sign.SUICIDE),
        ("k i l l m y s e l f", Sign.SUICIDE),
        ("i wanna kiiiill myself", Sign.SUICIDE),
        ("he tuoches me", Sign.ABUSE),
        ("s3lf h4rm", Sign.SELF_HARM),
        ("my mate has a 🔪 in school", Sign.WEAPONS),
        ("itook20paracetamol", Sign.SUICIDE),
        ("theymakemehidestuffinsideme", Sign.COUNTY_LINES),
        ("they no let me leave work", Sign.EXPLOITATION),
        ("what grades for vet, my dad htis me, and is it far", Sign.ABUSE),
    ],
)
def test_masked_words_are_read(text: str, sign: Sign) -> None:
    assert sign in {match.sign for match in find_signs(text)}


def test_a_match_says_what_was_read_and_how_sure_it_is() -> None:
    (match,) = find_signs("hello sir. i wanna d1e")

    assert (match.sign, match.certainty, match.phrase) == (
        Sign.SUICIDE,
        Certainty.EXPLICIT,
        "want to die",
    )


def test_each_sign_is_named_once_and_what_is_said_comes_first() -> None:
    matches = find_signs("im scared to walk home, my dad hits me and my dad hits my mum")

    assert [match.sign for match in matches].count(Sign.ABUSE) == 1
    assert [match.certainty for match in matches] == sorted(match.certainty for match in matches)


@pytest.mark.parametrize("text", ["", " ", "\x00", "👍👍", "مرحبا", "/restart", "'; DROP TABLE x"])
def test_what_says_nothing_shows_nothing(text: str) -> None:
    assert find_signs(text) == ()


NASTY = {
    "one letter": "a" * 10_000,
    "spaced letters": "a " * 5_000,
    "a beginning over and over": "i want to my dad " * 590,
    "many matches": "he hits me i am going to kill " * 330,
    "stars": "k*l " * 2_500,
    "digits": "1" * 10_000,
    "leetspeak": "k1ll3d " * 1_430,
    "glued": "killmyselfwantto" * 625,
    "dots": "a." * 5_000,
    "pictures": "🔪" * 10_000,
    "combining marks": "a\u0301" * 5_000,
    "long runs of letters": ("a " * 20 + " ") * 240,
}


ORDINARY = ("i like animals and maths. " * 400)[:10_000]
MOST_TIMES_DEARER = 60  # 7 at most when written; a pattern that tries every way takes thousands


@pytest.mark.parametrize("name", NASTY)
def test_ten_thousand_nasty_characters_cost_little_more_than_ordinary_ones(name: str) -> None:
    ordinary = max(cpu_seconds(ORDINARY) for _ in range(3))

    assert cpu_seconds(NASTY[name][:10_000]) < MOST_TIMES_DEARER * ordinary


def cpu_seconds(text: str) -> float:
    started = time.process_time()
    find_signs(text)
    return time.process_time() - started


def test_a_sign_is_seen_at_the_end_of_a_long_text() -> None:
    assert find_signs("i like animals and maths. " * 380 + "i want to kill myself")


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    find_signs(text)
