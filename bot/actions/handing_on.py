"""Answering a message as its next likely meaning, where the likeliest turned out wrong."""

from dataclasses import replace

from bot.actions.occupations import INTENTS, answer_about
from bot.actions.offers import search
from bot.actions.telling import tell_topic
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in
from careers.library import load_library
from storage.database import Database
from students.services.views import StudentView

_QUESTIONS = {intent: question for question, intent in INTENTS.items()}
_NO_MEANING = frozenset({"nlu_fallback", "out_of_scope"})


def answer_as_next_guess(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Answer as the likeliest other intent; None where that one does more than tell something."""
    others = (one for one in turn.guesses if one not in {turn.intent, *_NO_MEANING})
    guess = next(others, None)
    if guess is None:
        return None
    meant = replace(turn, taken_for=guess)
    if guess in load_library().advice:
        tell_topic(db, meant, student)
        return []
    if guess in _QUESTIONS:
        return answer_about(meant, _QUESTIONS[guess])
    if guess == "search_placements":
        return search(db, meant, student, asked_in(meant))
    return None
