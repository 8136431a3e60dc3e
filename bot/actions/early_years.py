"""Years 7 to 9 who ask for work experience: what they do instead, and a search for that."""

import re

from bot.actions.asking import asker_of
from bot.actions.offers import search
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in
from careers.advice import advice_card, part_of_id
from careers.library import load_library
from storage.database import Database
from students.services.views import StudentView

_TOPIC, _PART = "ask_placement_rules", "early-years"
_LAST_EARLY_YEAR = 9
_EARLY_AGES = frozenset({"11", "12", "13"})
_EARLY_YEARS = frozenset({"7", "8", "9"})
_WANTS_IT = re.compile(
    r"(?:\b(?:can|could|may|am i|do i get|how do i|where)\b.{0,25}"
    r"|\b(?:want|wanna|need|get|for|im|i'm|like)\b.{0,40})"
    r"\b(?:work (?:experience|placements?)|placements?|work ?exp)\b"
    r"|\bwork experience\b.{0,15}\b(?:for|in|at|if)\b.{0,12}(?:1[123]|year [789]|y[789])\b",
    re.IGNORECASE,
)
# What such a question is taken for, and wrongly answered as: by permits for part-time jobs
_TAKEN_FOR = frozenset({"ask_young_worker_rules", "ask_part_time_job", "ask_placement_rules"})


def answer_early_years(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Say what there is before Year 10 and look for it; None where nobody so young asks for it.

    A search by a student who has joined says by itself what the law keeps back.
    """
    is_search = turn.intent == "search_placements"
    if not (is_search or turn.intent in _TAKEN_FOR) or not _WANTS_IT.search(turn.text):
        return None
    if not _is_early(turn, student) or (is_search and not student.is_guest):
        return None
    library = load_library()
    advice = library.advice[_TOPIC]
    part = part_of_id(advice, _PART)
    if part is None:
        return None
    asker = asker_of(db, turn, student)
    turn.say(
        "utter_card", text=advice_card(library, advice, part, asker=asker, today=turn.today).text
    )
    return search(db, turn, student, asked_in(turn))


def _is_early(turn: Turn, student: StudentView) -> bool:
    """Return whether Years 7 to 9 ask: by the roster, for a guest by what is said."""
    if student.year_group is not None:
        return student.year_group <= _LAST_EARLY_YEAR
    return turn.entity("age") in _EARLY_AGES or turn.entity("year_group") in _EARLY_YEARS
