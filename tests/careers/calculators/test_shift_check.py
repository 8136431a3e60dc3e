"""The zero-hours check: at most five questions, and only rules that fit the answers."""

from datetime import date
from itertools import product

import pytest

from careers.calculators.shift_check import (
    MOST_QUESTIONS,
    Question,
    UnreadableAnswersError,
    next_question,
    read_answers,
    rights_of,
)
from careers.calculators.shift_text import shift_text
from careers.library import load_library

LIBRARY = load_library()
TODAY = date(2026, 11, 23)
EVERY = [
    *("".join(letters) for letters in product("nu", "ynu", "ynu", "ynu", "ynu")),
    *("y" + "".join(letters) for letters in product("ynu", "ynu", "ynu")),
]
LONGEST = 760  # characters


@pytest.mark.parametrize("letters", EVERY)
def test_every_way_through_ends_with_rights_and_who_to_ask(letters: str) -> None:
    answers = read_answers(letters)

    text = shift_text(LIBRARY, answers, today=TODAY)

    assert next_question(answers) is None
    assert len(answers) <= MOST_QUESTIONS
    assert "Acas gives free advice" in text
    assert len(text) < LONGEST


def test_the_questions_come_in_order() -> None:
    asked = [next_question(read_answers("n" * count)) for count in range(MOST_QUESTIONS + 1)]

    assert asked == [*Question, None]


def test_whoever_has_set_hours_is_not_asked_about_turning_shifts_down() -> None:
    assert next_question(read_answers("y")) is Question.OTHER_WORK


@pytest.mark.parametrize("letters", ["x", "nnnnnn", "yyyyy", "nn?"])
def test_letters_of_no_answers_are_refused(letters: str) -> None:
    with pytest.raises(UnreadableAnswersError):
        read_answers(letters)


@pytest.mark.parametrize(
    ("letters", "kind", "now", "not_yet", "advice"),
    [
        ("nnnnn", "shifts_zero", ("zero-legal", "zero-rights"), 1, ("shifts_advice_say_no",)),
        ("nyynn", "shifts_zero", ("zero-legal", "zero-rights", "zero-other-job"), 1, ()),
        ("nynyn", "shifts_zero", ("zero-legal", "zero-rights"), 1, ("shifts_advice_cancelled",)),
        ("ynnn", "shifts_fixed", ("worker-rights",), 0, ()),
        ("ynyn", "shifts_fixed", ("worker-rights",), 1, ("shifts_advice_cancelled",)),
        ("yynn", "shifts_fixed", ("worker-rights",), 0, ("shifts_advice_other_work",)),
        ("nyyyy", "shifts_app", (), 0, ("shifts_advice_app",)),
        ("uuuuu", "shifts_unsure", ("zero-legal", "zero-rights"), 1, ()),
    ],
)
def test_the_rules_fit_the_answers(
    letters: str, kind: str, now: tuple[str, ...], not_yet: int, advice: tuple[str, ...]
) -> None:
    rights = rights_of(read_answers(letters))

    assert (rights.kind, rights.now, len(rights.not_yet), rights.advice) == (
        kind,
        now,
        not_yet,
        advice,
    )


def test_the_new_law_is_told_apart_from_what_counts_now() -> None:
    lines = shift_text(LIBRARY, read_answers("nyynn"), today=TODAY).splitlines()

    now, later = lines.index("Your rights now:"), lines.index("Not law yet:")
    assert "They can't forbid you another job" in " ".join(lines[now:later])
    assert "Employment Rights Act" in " ".join(lines[later:])


def test_a_rule_that_is_out_of_date_is_left_out() -> None:
    text = shift_text(LIBRARY, read_answers("nyynn"), today=date(2027, 6, 1))

    assert "Not law yet:" not in text
    assert "Your rights now:" in text
