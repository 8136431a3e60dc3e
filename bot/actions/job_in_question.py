"""A job that is named in a message which was taken for something else than a question about it."""

import re

from bot.actions.occupations import INTENTS, tell
from bot.actions.turn import Event, Turn
from careers.cards import Question

_QUESTIONS = {intent: question for question, intent in INTENTS.items()}
_LIKELY = 0.1  # of a question that is not the likeliest meaning
_CHOOSING = frozenset({"ask_gcse_options", "ask_a_levels"})
_ROUTES = frozenset({"ask_university", "ask_options_post16", "ask_student_finance"})
# "could i be a social worker if", "is there any other way", "can you just apply"
_GETTING_IN = re.compile(
    r"\b(?:be|become|becoming)\b (?:an? |the )?\w+|\b(?:any|an)? ?other way\b"
    r"|\b(?:just|straight) (?:apply|start|go)\b|\bget in(?:to)?\b|\bwithout\b",
    re.IGNORECASE,
)


def answer_job_in_question(turn: Turn) -> list[Event] | None:
    """Answer about the one job that is named beside subjects or a route; None where it is not so.

    A question about a named job gets that job's answer: what to choose for it, the ways into it.
    """
    jobs = turn.entities("occupation")
    if turn.is_button or len(jobs) != 1:
        return None
    if turn.intent in _CHOOSING:
        return tell(turn, jobs[0], Question.REQUIREMENTS)
    if turn.intent in _ROUTES and _GETTING_IN.search(turn.text):
        return tell(turn, jobs[0], Question.ROUTE)
    return None


def likely_question(turn: Turn) -> Question | None:
    """Return what a message asks about a job if it was not what it was taken for; None: hardly."""
    likely = (name for name, share in turn.ranking if share >= _LIKELY and name in _QUESTIONS)
    return next((_QUESTIONS[name] for name in likely), None)
