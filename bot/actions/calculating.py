"""Sums in the chat: pay, working times, a loan, the zero-hours check; one question at a time.

What was read waits in the slot `working` until the last answer, and is then forgotten.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from bot.actions.asking import asker_aged
from bot.actions.checking_shifts import ask_on, shift_letters
from bot.actions.figures import Figures, last_month, read_figures
from bot.actions.short_answers import read_answer, read_reply
from bot.actions.sums import MISSING, SAID, Sum, missing_hours, salary_of
from bot.actions.told_before import is_paid_hourly
from bot.actions.turn import Event, Turn, remember
from careers.calculators.pay import Per
from careers.calculators.shift_check import Reply
from storage.database import Database
from students.services.views import StudentView

CHECK = "check"  # what is pending while a sum waits for an answer

_ASKS_PAY = "ask_minimum_wage"
_MAY_ASK_PAY = frozenset(
    {
        "ask_apprenticeship",
        "ask_part_time_job",
        "ask_insecure_work",
        "ask_rights",
        "ask_young_worker_rules",
    }
)
# Pay that is too low, and what pay is asked about otherwise
TOO_LOW = re.compile(
    r"\b(?:il)?legal|\b(?:allowed|enough|low|little|fair|ok|okay|alright|right|minimum|below|law"
    r"|rip|robb\w+)\b",
    re.IGNORECASE,
)
OTHER_MONEY = re.compile(
    r"\b(?:tax|insurance|holidays?|pension|sick|apps?|uber\w*|deliveroo|self[- ]employed)\b",
    re.IGNORECASE,
)
_ASKS_TIMES = "ask_young_worker_rules"
_MAY_ASK_TIMES = frozenset({"ask_part_time_job", "ask_rights", "ask_insecure_work"})
_ASKS_LEAVE = re.compile(
    r"\b(?:can i|can you|can (?:they|he|she|my \w+)|(?:boss|manager) can|can (?:an? )?\d+"
    r"|allowed|legal(?:ly)?|is (?:it|that) ok|too (?:late|early))\b",
    re.IGNORECASE,
)
_RATE = re.compile(r"\brate\b", re.IGNORECASE)
_MOST_RATE = 20  # pounds; more need not be pay for an hour
_LOAN = "ask_student_finance"
# Rules that the topic's own cards tell
_BREAKS = re.compile(r"\b(?:breaks?|rest|lunch|days? off|between shifts)\b", re.IGNORECASE)
# What is meant whatever else a message says
STANDS = frozenset(
    {"disclose_concern", "delete_data", "cancel", "start_over", "talk_to_adviser", "export_data"}
)
_EARNS = re.compile(
    r"\b(?:earn\w*|salar\w+|wages?|mak(?:e|ing)|get paid|paid|income|job|on £?\d+)\b", re.IGNORECASE
)
OWES = re.compile(
    r"\b(?:debts?|fees?|owe[ds]?|borrow\w*|tuition|costs?|parents?|household|family|mum|dad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Working:
    """A sum that waits for an answer to `asked`; for shifts, the letters of the answers so far."""

    sum: Sum
    asked: str
    figures: Figures = field(default_factory=Figures)
    letters: str = ""


_STORED = TypeAdapter(Working)


def work_out(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Work out what a message about a topic asks with figures; None where it asks nothing so."""
    if turn.is_button:
        return _opened(turn)
    figures = _by_the_hour(turn, read_figures(turn.text))
    meant = _meant(turn, figures)
    if meant is None or (meant is Sum.PAY and _is_told_to_anybody(db, turn, student, figures)):
        return None
    return _go_on(db, turn, student, meant, figures)


def _is_told_to_anybody(db: Database, turn: Turn, student: StudentView, figures: Figures) -> bool:
    """Return whether nothing was paid and nobody knows an age: the card says the rule for all."""
    age = asker_aged(db, turn, student, figures.age, on=turn.today).age
    return figures.pay is None and age is None


def _by_the_hour(turn: Turn, figures: Figures) -> Figures:
    """Return pay as pay an hour where it was told so before, is called a rate, or has pence."""
    is_open = figures.pay is not None and figures.per is None and not figures.times_said
    if not is_open or (figures.pay or 0) > _MOST_RATE:
        return figures
    has_pence = figures.pay is not None and figures.pay % 1 != 0  # "only has to pay £7.55"
    is_hourly = has_pence or _RATE.search(turn.text) is not None or is_paid_hourly(turn)
    return replace(figures, per=Per.HOUR) if is_hourly else figures


def answer_to_check(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Take a message as the answer to the question of a sum; None where it answers none."""
    working = _waiting(turn)
    if working is None or turn.intent in STANDS:
        return None
    if working.sum is Sum.SHIFTS:
        reply = None if turn.is_button else read_reply(turn.text)
        return None if reply is None else _shifts(turn, working.letters + reply.value)
    figures = _answer(turn, working)
    if figures is None:
        return None
    return _go_on(db, turn, student, working.sum, figures.completed_by(working.figures))


def offer_to_go_on(turn: Turn, events: Sequence[Event]) -> None:
    """Offer to go on with the zero-hours check behind the answer to another question.

    Not where that answer asked something itself, or ended everything.
    """
    if any(event.get("name") == "pending" or event["event"] == "restart" for event in events):
        return
    working = _waiting(turn)
    if working is None or working.sum is not Sum.SHIFTS or turn.intent in STANDS:
        return
    if shift_letters(turn.entity("part") or "") is None:
        turn.say("utter_shifts_wait", letters=working.letters)


def _waiting(turn: Turn) -> Working | None:
    stored = turn.slot("working")
    return None if stored is None else _STORED.validate_python(stored)


def _opened(turn: Turn) -> list[Event] | None:
    """Ask the first question of the sum that a button opens."""
    part = turn.entity("part") or ""
    letters = shift_letters(part)
    if letters is not None:
        return _shifts(turn, letters)
    questions = {"check-pay": "pay", "check-hours": "times", "check-loan": "salary"}
    if part not in questions:
        return None
    return _ask(turn, Working(Sum(part.removeprefix("check-")), questions[part]))


def _meant(turn: Turn, figures: Figures) -> Sum | None:
    """Return the sum that a message wants."""
    if turn.intent == _LOAN:
        return Sum.LOAN if salary_of(figures) and _tells_salary(turn.text) else None
    if _asks_pay(turn, figures):
        return Sum.PAY
    return Sum.WORK if figures.times_said and _asks_times(turn) else None


def _asks_pay(turn: Turn, figures: Figures) -> bool:
    """Return whether a message asks if pay is enough.

    Under topics that are about more than pay it must say so, or bring all that a sum needs.
    """
    if figures.pay is None and figures.unpaid_hours is None:
        return False
    if turn.intent == _ASKS_PAY:
        return True
    if turn.intent not in _MAY_ASK_PAY or OTHER_MONEY.search(turn.text) is not None:
        return False
    if figures.pay is None or missing_hours(figures) is None:
        return True
    return figures.per is not None and TOO_LOW.search(turn.text) is not None


def _asks_times(turn: Turn) -> bool:
    """Return whether a message asks for leave to work so; a break is told by the topic's cards."""
    is_asked = turn.intent == _ASKS_TIMES or (
        turn.intent in _MAY_ASK_TIMES and _ASKS_LEAVE.search(turn.text) is not None
    )
    return is_asked and _BREAKS.search(turn.text) is None


def _tells_salary(text: str) -> bool:
    return _EARNS.search(text) is not None and OWES.search(text) is None


def _answer(turn: Turn, working: Working) -> Figures | None:
    if working.asked == "first_year":
        is_yes = {"check-yes": True, "check-no": False}.get(turn.entity("part") or "")
        reply = None if turn.is_button else read_reply(turn.text)
        if reply in {Reply.YES, Reply.NO}:
            is_yes = reply is Reply.YES
        return None if is_yes is None else Figures(is_first_year=is_yes)
    if turn.is_button:
        return None
    if working.asked == "times":
        figures = read_figures(turn.text)
        return figures if figures.times_said else None
    return read_answer(turn.text, "pay" if working.asked == "salary" else working.asked)


def _go_on(
    db: Database, turn: Turn, student: StudentView, meant: Sum, figures: Figures
) -> list[Event] | None:
    """Ask for what is missing, or say what comes out; no question crosses a running form."""
    day = turn.today if figures.month is None else last_month(figures.month, turn.today)
    asker = asker_aged(db, turn, student, figures.age, on=day)
    missing = MISSING[meant](figures, asker)
    if missing is not None:
        is_form = bool((turn.tracker.active_loop or {}).get("name"))
        return None if is_form else _ask(turn, Working(meant, missing, figures))
    SAID[meant](turn, figures, asker, day)
    return []


def _ask(turn: Turn, working: Working) -> list[Event]:
    turn.say(_QUESTIONS[working.asked])
    return remember(pending=CHECK, working=_STORED.dump_python(working, mode="json"))


def _shifts(turn: Turn, letters: str) -> list[Event]:
    """Ask the next question of the check, or say what its answers come to."""
    if not ask_on(turn, letters):
        return []
    working = Working(Sum.SHIFTS, "shifts", letters=letters)
    return remember(pending=CHECK, working=_STORED.dump_python(working, mode="json"))


_QUESTIONS = {
    "pay": "utter_ask_sum_pay",
    "hours": "utter_ask_sum_hours",
    "week_hours": "utter_ask_sum_week_hours",
    "age": "utter_ask_sum_age",
    "times": "utter_ask_sum_times",
    "salary": "utter_ask_sum_salary",
    "first_year": "utter_ask_sum_first_year",
}
