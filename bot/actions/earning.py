"""What a rate brings: pay an hour times hours, an apprentice's week, a yearly figure in months.

Such a sum stands in the message itself, so it is heard whatever the message was taken for.
"""

import re
from decimal import Decimal

from bot.actions.calculating import CHECK, OTHER_MONEY, TOO_LOW
from bot.actions.figures import Figures, read_figures
from bot.actions.number_words import in_digits
from bot.actions.occupations import last_question, tell
from bot.actions.stretches import stretch_asked
from bot.actions.turn import Event, Turn
from careers.calculators.earned_text import apprentice_text, earned_text
from careers.calculators.pay import Per
from careers.cards import Question
from careers.library import load_library

_LEAST_RATE, _MOST_RATE = 1, 60  # pounds an hour that anybody speaks of
_LONGEST_SHIFT = 12  # hours; more are those of a week
_TIMES = re.compile(r"(?:\b|(?<=\d))(?:x|times)(?= ?£?\d)|[×*]")
_RATE_AT = re.compile(r"\b(?:at|@) ?(?:£ ?\d|\d+(?:\.\d+)? ?(?:quid|pounds?|£))")
_FOR_ALL = re.compile(r"(?:£ ?\d[\d.]*|\d (?:quid|pounds?)) for (?:an? )?\d")  # "£60 for 8 hours"
_ASKS_HOURLY = re.compile(r"\b(?:what|how much)\b.{0,20}\b(?:an|per) hour\W*$")
_ASKS = re.compile(r"\b(?:how much|what|whats|what's|wat|wats)\b")
_ASKS_PAY = re.compile(
    r"\bhow much\b|\bwhat(?:'?s| is| do| does)?\b.{0,30}"
    r"\b(?:pay|paid|wages?|money|get|earn\w*)\b"
)
_WEEK = re.compile(r"\b(?:week|wk|weekly)\b")
_MOST_WORDS = 6  # of a message that only asks for the same pay again: "I ask for month"


def answer_earning(turn: Turn) -> list[Event] | None:
    """Answer with what a rate brings; None where a message asks nothing so."""
    text = in_digits(turn.text)
    figures = read_figures(turn.text)
    told = _apprentice(turn, text, figures) or _rate_times_hours(turn, text, figures)
    if told is None:
        return None
    turn.say("utter_card_pay_sum", text=told)
    return []


def answer_pay_again(turn: Turn) -> list[Event] | None:
    """Tell the pay just told for another stretch of time; None where none is asked for."""
    job = turn.slot("occupation")
    is_asked = len(turn.text.split()) <= _MOST_WORDS and stretch_asked(turn.text) is not None
    if job is None or not is_asked or turn.entities("occupation"):
        return None
    is_pay = last_question(turn) is Question.PAY and turn.said_in_last_answer("utter_card_pay")
    is_figure = read_figures(turn.text) != Figures()
    return tell(turn, str(job), Question.PAY) if is_pay and not is_figure else None


def _rate_times_hours(turn: Turn, text: str, figures: Figures) -> str | None:
    hours = figures.week_hours or figures.hours
    if figures.pay is None or hours is None or not _is_rate(text, figures, hours):
        return None
    is_asked = _TIMES.search(text) is not None or _ASKS.search(text) is not None
    if not is_asked and (figures.per is Per.HOUR or turn.slot("pending") == CHECK):
        return None
    is_week = figures.week_hours is not None or hours > _LONGEST_SHIFT or _WEEK.search(text)
    return earned_text(figures.pay, hours, is_week=bool(is_week))


def _is_rate(text: str, figures: Figures, hours: Decimal) -> bool:
    """Return whether an amount is what one hour brings, and not what all of them do."""
    pay, is_other = figures.pay or Decimal(0), TOO_LOW.search(text) or OTHER_MONEY.search(text)
    if is_other or figures.taken_off or figures.unpaid_hours or not _in_range(pay):
        return False
    if figures.per is not None:
        return figures.per is Per.HOUR
    if _FOR_ALL.search(text) or _ASKS_HOURLY.search(text):
        return False
    is_tied = _TIMES.search(text) is not None or _RATE_AT.search(text) is not None
    return is_tied or (hours > _LONGEST_SHIFT and pay < hours)


def _in_range(pay: Decimal) -> bool:
    return _LEAST_RATE <= pay <= _MOST_RATE


def _apprentice(turn: Turn, text: str, figures: Figures) -> str | None:
    """Return an apprentice's least pay for a week or a month, where that is asked."""
    stretch = stretch_asked(text)
    is_asked = figures.is_apprentice and figures.pay is None and _ASKS_PAY.search(text)
    if stretch is None or not is_asked or TOO_LOW.search(text) or OTHER_MONEY.search(text):
        return None
    hours = figures.week_hours or figures.hours
    return apprentice_text(load_library(), hours, stretch, today=turn.today)
