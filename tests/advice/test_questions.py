"""The questions are whole, and an answer is looked at as their README says."""

import re

import pytest

from tests.advice.questions import Question, questions

LEAST = 300
CODES = {None, "DEMO-Y8", "DEMO-Y10", "DEMO-Y11", "DEMO-Y12"}
VET = Question("what do vets earn", ("/£4\\d,\\d{3}/", "2025"), ("£18,000",), "a table", None)


def test_there_are_enough_and_none_twice() -> None:
    assert len(questions()) >= LEAST
    assert len({one.ask for one in questions()}) == len(questions())


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.ask[:40])
def test_a_question_says_what_its_answer_must_hold_and_why(question: Question) -> None:
    assert 1 <= len(question.must) <= 4
    assert question.why
    assert question.join_code in CODES
    for item in (*question.must, *question.must_not):
        re.compile(item[1:-1] if item.startswith("/") else re.escape(item))


def test_an_answer_must_hold_all_of_it_and_nothing_wrong() -> None:
    assert VET.faults("A vet earns\nabout £47,000 (2025).") == []
    assert VET.faults("A vet earns about £47,000.") == ["lacks 2025"]
    assert VET.faults("From £18,000 to £47,000 in 2025.") == ["says £18,000"]
