"""What words mean: which questions ask for it, and which ask for more."""

from pathlib import Path

import pytest

from careers import glossary
from careers.errors import ContentError
from careers.glossary import definition, load_glossary
from careers.reading import read_one


def words_told(question: str, about: str | None = None) -> list[str]:
    found = definition(load_glossary(), question, about=about)
    return [] if found is None else [line.split("”")[0][1:] for line in found.text.split("\n")]


def test_there_are_many_words() -> None:
    assert len(load_glossary().words) + len(load_glossary().asked) >= 130


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what is GCSE, I not understand", ["GCSE"]),
        ("what means grade 4", ["grade 4"]),
        ("what is A level", ["A level"]),
        ("what is \u2018shadow\u2019", ["shadow"]),
        ("what means apprenticeship", ["apprenticeship"]),
        ("what's an NI number?", ["National Insurance number"]),
        ("before tax what it means", ["before tax"]),
        ("whats level 2 vs level 3", ["level 2", "level 3"]),
        ("what is difference between college and university", ["college", "university"]),
        ("sorry, what does UCAS stand for", ["UCAS"]),
        ("explain the word deadline", ["deadline"]),
        ("i dont know what a bursary is", ["bursary"]),
        ("what does salary mean", ["salary"]),
    ],
)
def test_a_question_for_a_meaning_gets_it(question: str, words: list[str]) -> None:
    assert words_told(question) == words


@pytest.mark.parametrize(
    "question",
    [
        "what is the salary",
        "what is the minimum wage",
        "what is a plumber",
        "what do you mean",
        "what does that mean",
        "i dont get it",
        "what does a careers adviser do",
        "how do i write a cv",
        "what is a cv and a plumber",
        "what is the salary or the wage",
        "",
    ],
)
def test_a_question_for_something_else_gets_none(question: str) -> None:
    assert words_told(question) == []


def test_what_a_topic_itself_says_with_facts_is_left_to_it() -> None:
    assert words_told("what is a t level", about="ask_t_levels") == []
    assert words_told("what does t level mean", about="ask_t_levels") == ["T Level"]


def test_what_is_more_to_say_is_offered() -> None:
    found = definition(load_glossary(), "whats a bursary", about=None)

    assert found is not None
    assert dict(found.topics) == {"ask_student_finance": "Paying for university"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("word: employer, also", "word: employee, also", "explained twice: employee"),
        ("ask_cv: CVs", "ask_cvs: CVs", "a topic has no title"),
        ("a paper that shows your pay", "a paper that shows £9", "no figure"),
    ],
)
def test_a_mistake_in_the_file_is_reported(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    text = glossary.GLOSSARY.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "glossary.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError, match=problem):
        read_one(path, glossary.Glossary)
