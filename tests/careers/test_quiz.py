"""The interest quiz: its file, what answers add up to, and what is told of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers.content_types import Theme
from careers.errors import ContentError
from careers.library import Library, load_library
from careers.quiz import TooFewAnswersError, profile_of
from careers.quiz_reading import read_quiz
from careers.quiz_telling import profile_text
from careers.quiz_types import ENOUGH, Answer
from tests.careers.test_reading_age import AGE, reading_age

QUIZ = load_library().quiz
LETTERS = [statement.theme.value for statement in QUIZ.statements]
ANSWERS = st.lists(st.sampled_from(Answer), min_size=ENOUGH, max_size=len(LETTERS))


def answers(**points: str) -> list[Answer]:
    """Return answers to all statements: for a theme the digits given, else no to each."""
    left = {letter: list(points.get(letter, "000")) for letter in "RIASEC"}
    return [Answer(int(left[letter].pop(0))) for letter in LETTERS]


def test_each_six_statements_ask_about_each_theme_once() -> None:
    rounds = [LETTERS[start : start + 6] for start in range(0, 18, 6)]

    assert [sorted(letters) for letters in rounds] == [sorted("RIASEC")] * 3
    assert len({tuple(letters) for letters in rounds}) == 3


def test_the_statements_can_be_read_at_12() -> None:
    text = " ".join(f"I like {statement.doing}." for statement in QUIZ.statements)

    assert reading_age(text) <= AGE


def test_a_statement_is_told_back_to_who_answered_it() -> None:
    told = {statement.doing: statement.as_reason for statement in QUIZ.statements}

    assert told["saying how I feel through something I make"] == (
        "saying how you feel through something you make"
    )
    assert [text for text in told.values() if {"I", "me", "my"} & set(text.split())] == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("- {id: C, name: Keeping things in order}", "- {id: E, name: Keeping}", "themes"),
        ("name: Creating}", "name: Créating}", "themes.2.name"),
        ("theme: S, doing: listening", "theme: R, doing: listening", "statements.1.theme"),
        ("theme: S, doing: listening", "theme: Z, doing: listening", "statements.1.theme"),
        ("doing: finding out why something broke", "doing: Finding out why.", "statements.2.doing"),
        ("doing: finding out why something broke", "doing: fixing 3 things", "statements.2.doing"),
        ("  - {theme: R, doing: being up and about more than sitting still}\n", "", "statements"),
        (
            "doing: asking how nature or our bodies work",
            "doing: finding out why something broke",
            "statements.17.doing",
        ),
    ],
)
def test_a_spoilt_file_is_refused_with_file_and_line(
    content: Path, old: str, new: str, where: str
) -> None:
    path = content / "quiz.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(ContentError) as raised:
        read_quiz(path)

    key = where if "." not in where else old
    line = text[: text.index(f"{key}:" if key == where else key)].count("\n") + 1
    assert (raised.value.path, raised.value.line, raised.value.field) == (path, line, where)


@pytest.mark.parametrize(
    ("given", "strongest", "points"),
    [
        (answers(R="222"), Theme.REALISTIC, 6),
        (answers(S="211", C="111"), Theme.SOCIAL, 4),
        (answers(A="110", I="200", E="001"), Theme.INVESTIGATIVE, 2),  # alike: as in the file
        (answers(E="222", A="220")[:6], Theme.ARTISTIC, 2),
        (answers(C="202", R="200")[:8], Theme.REALISTIC, 2),  # 2 of 2 is more than 2 of 4
    ],
)
def test_points_add_up(given: list[Answer], strongest: Theme, points: int) -> None:
    first = profile_of(QUIZ, given).likings[0]

    assert (first.theme, first.points) == (strongest, points)


def test_before_every_theme_was_asked_about_there_is_no_profile() -> None:
    with pytest.raises(TooFewAnswersError) as raised:
        profile_of(QUIZ, [Answer.YES] * 4)

    assert raised.value.missing == 2


@given(ANSWERS)
def test_a_profile_keeps_every_point_and_each_theme_once(given: list[Answer]) -> None:
    profile = profile_of(QUIZ, given)
    shares = [liking.share for liking in profile.likings]

    assert sum(liking.points for liking in profile.likings) == sum(given)
    assert sum(liking.most for liking in profile.likings) == 2 * len(given)
    assert {liking.theme for liking in profile.likings} == set(Theme)
    assert shares == sorted(shares, reverse=True)
    assert profile.is_flat == (len(set(shares)) == 1)
    assert len(profile_text(profile).splitlines()) == 6


@given(ANSWERS, st.data())
def test_a_yes_never_makes_a_theme_less_liked(given: list[Answer], data: st.DataObject) -> None:
    number = data.draw(st.integers(0, len(given) - 1))
    more = [*given[:number], Answer.YES, *given[number + 1 :]]
    theme = QUIZ.statements[number].theme

    assert profile_of(QUIZ, more).shares[theme] >= profile_of(QUIZ, given).shares[theme]


def test_jobs_without_themes_stay_in_the_library(library: Library) -> None:
    without = [job.id for job in library.occupations.values() if job.facts.riasec is None]

    assert "heat-pump-engineer" in without
    assert len(without) < 20
