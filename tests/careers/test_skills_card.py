"""Skills, the hard part, and a word for those who doubt themselves."""

from datetime import date

from careers.cards import Question, occupation_card
from careers.library import Library

TODAY = date(2026, 11, 22)


def test_skills_the_hard_part_and_that_they_can_be_learned_are_told(library: Library) -> None:
    told = occupation_card(library, "social-worker", Question.SKILLS, today=TODAY).text

    assert told.startswith("What matters most for a social worker: listening, staying calm, ")
    assert "The hard part: You hear upsetting things" in told
    assert "being shy, quiet or new to it does not rule you out" in told
    assert "Source" not in told
