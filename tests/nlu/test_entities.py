"""Values that have a form rather than a name, and when an ordinary word is meant as a name."""

import re
from collections.abc import Sequence

import pytest

from bot.rasa.date_forms import DATE_WORDS
from bot.rasa.meant import is_meant, is_meant_as_place
from bot.rasa.patterns import find_forms
from bot.rasa.sounds import sound_of
from bot.rasa.words import split_words


def values(text: str, kind: str) -> list[str]:
    return [form.value for form in find_forms(split_words(text)) if form.kind == kind]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("some time after christmas would suit me", ["after:christmas"]),
        ("only until the end of term", ["until:end-of-term"]),
        ("in the october half term", ["october-half-term"]),
        ("w/c 5 july", ["week:--07-05"]),
        ("week beginning 21st of june", ["week:--06-21"]),
        ("on 3/6 or 24/6", ["--06-03", "--06-24"]),
        ("not on tuesdays or wednesdays", ["not:tuesday+wednesday"]),
        ("except at weekends", ["not:saturday+sunday"]),
        ("thursdays only", ["only:thursday"]),
        ("just on mon and tues", ["only:monday+tuesday"]),
        ("weekdays", ["only:monday+tuesday+wednesday+thursday+friday"]),
        ("the second week of june", ["week2:--06"]),
        ("last week of the summer holidays", ["lastweek:summer-holidays"]),
        ("early july", ["start:--07"]),
        ("from 5 to 9 july", ["--07-05/--07-09"]),
        ("between april and may", ["--04/--05"]),
        ("july to august", ["--07/--08"]),
        ("a fortnight on tuesday", ["tuesday+14"]),
        ("friday week", ["friday+7"]),
        ("in a fortnight", ["+P2W"]),
        ("in a couple of months", ["+P2M"]),
        ("once my mocks are done, so after my mocks", ["after:exams"]),
        ("not in august", ["not:--08"]),
        ("next thursday", ["next-thursday"]),
        ("whenever", ["any-time"]),
        ("5/6/2027", ["2027-06-05"]),
        ("45/6/2027", []),
        ("from 40 to 50 july", ["--07"]),
        ("may i see it", []),
        ("we march every day", []),
        ("i sat there in the sun", []),
        ("a saturday job", []),
    ],
)
def test_dates_are_written_down_without_a_clock(text: str, dates: list[str]) -> None:
    assert values(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("for a whole week", "duration", ["P1W"]),
        ("three years", "duration", ["P3Y"]),
        ("a fortnight", "duration", ["P2W"]),
        ("is it ok at 14", "age", ["14"]),
        ("i'm 12 miles off", "age", []),
        ("at 10 am", "age", []),
        ("somewhere close to my school", "place", ["here"]),
        ("anything round here", "place", ["here"]),
        ("hx1 2", "place", ["hx1"]),
        ("my first aid badge", "badge", ["first-aid"]),
        ("which badges are there", "badge", []),
    ],
)
def test_other_forms(text: str, kind: str, found: list[str]) -> None:
    assert values(text, kind) == found


def meant(kind: str, identity: str, text: str) -> bool:
    """Return whether the words in square brackets are meant as a name."""
    before, name, _ = re.split(r"[\[\]]", text)
    texts = text.replace("[", "").replace("]", "").split()
    first = len(before.split())
    return is_meant(kind, identity, texts, first, first + len(name.split()))


@pytest.mark.parametrize(
    ("kind", "identity", "text", "expected"),
    [
        ("occupation", "sports-coach", "please [coach] us", False),
        ("occupation", "chef", "i want to [cook] pasta", False),
        ("occupation", "chef", "be a [cook]", True),
        ("occupation", "soldier", "similar to [soldier]", True),
        ("occupation", "primary-school-teacher", "my [teacher] told me", False),
        ("occupation", "careers-adviser", "can i talk to a [careers adviser]", False),
        ("occupation", "primary-school-teacher", "what does a [teacher] do", True),
        ("occupation", "doctor", "a [doctor] appointment tomorrow", False),
        ("occupation", "doctor", "hello [doctor]", False),
        ("sector", "digital", "how far is [it] then", False),
        ("sector", "digital", "[it]", False),
        ("interest", "money-and-business", "how much [money] then", False),
        ("interest", "animals", "i like [animals] best", True),
        ("interest", "children", "so many [kids] there today", False),
        ("interest", "animals", "[animals]", True),
        ("subject", "english", "simple [english] please now", False),
    ],
)
def test_an_ordinary_word_is_a_name_only_where_it_is_meant(
    kind: str, identity: str, text: str, expected: bool
) -> None:
    assert meant(kind, identity, text) is expected


@pytest.mark.parametrize(
    ("texts", "first", "expected"),
    [
        (["reading"], 0, True),
        (["march"], 0, False),
        (["in", "reading"], 1, True),
        (["good", "in", "reading", "lessons"], 2, False),
        (["i", "like", "reading"], 2, False),
        (["get", "to", "deal"], 2, True),
        (["want", "to", "deal"], 2, False),
        (["to", "deal"], 1, False),
        (["in", "march"], 1, False),
    ],
)
def test_a_place_that_is_a_word_stands_after_in_or_near(
    texts: Sequence[str], first: int, expected: bool
) -> None:
    assert is_meant_as_place(texts, first, first + 1) is expected


@pytest.mark.parametrize(
    ("one", "other"), [("elektrishun", "electrician"), ("sirkus", "circus"), ("fisics", "physics")]
)
def test_words_that_sound_alike_are_alike(one: str, other: str) -> None:
    assert sound_of(one)[1:] == sound_of(other)[1:]


def test_words_of_dates_are_each_there_once() -> None:
    assert len(DATE_WORDS) == len(set(DATE_WORDS))
