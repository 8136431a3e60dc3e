"""What is paid back of a student loan: asked outright for one salary or more, or for the next."""

import re
from decimal import Decimal

from bot.actions.calculating import OWES
from bot.actions.number_words import in_digits
from bot.actions.pay_and_hours import NUMBER, number_of
from bot.actions.turn import Event, Turn
from careers.calculators.loan_text import loan_text
from careers.library import load_library

_SAID = "utter_card_loan_sum"
_LEAST, _MOST = 5_000, 1_000_000  # pounds a year that anybody asks about
_MOST_AT_ONCE = 3  # salaries in one answer
_MOST_WORDS = 8  # of a message that only names the next salary
_SALARY = re.compile(rf"(?<![\d.])(?P<n>{NUMBER}) ?(?P<k>k\b|grand\b|thousand\b)?")
_LOAN = re.compile(r"\bloans?\b|\bstudent finance\b")
_REPAYS = re.compile(
    r"\b(?:re-?pay\w*|pay(?:ing|s)? (?:it |them |that )?(?:back|off)|paid back)\b"
    r".*\b(?:on|if|at|for|earn\w*|salary)\b"
)
_IS_THE_LOAN = re.compile(r"\bloan (?:of|for|is)\b|\b(?:k|\d) loan\b")
_NEXT = re.compile(r"^\W*(?:and|what about|how about|what if|if|or|ok|so|on|£|\d)")


def answer_loan(turn: Turn) -> list[Event] | None:
    """Work out what is paid back on each salary; None where a message asks nothing so."""
    text = in_digits(turn.text)
    salaries = _salaries(text)
    if not salaries or OWES.search(text) or not (_asks(text) or _is_next(turn, text)):
        return None
    text = loan_text(load_library(), salaries[:_MOST_AT_ONCE], today=turn.today)
    turn.say(_SAID, text=text)
    return []


def _asks(text: str) -> bool:
    is_asked = _LOAN.search(text) is not None and _REPAYS.search(text) is not None
    return is_asked and _IS_THE_LOAN.search(text) is None


def _is_next(turn: Turn, text: str) -> bool:
    """Return whether a short message right after a loan sum names another salary."""
    is_short = len(text.split()) <= _MOST_WORDS and _NEXT.search(text) is not None
    return is_short and turn.said_in_last_answer(_SAID)


def _salaries(text: str) -> list[Decimal]:
    found = (number_of(one["n"]) * (1000 if one["k"] else 1) for one in _SALARY.finditer(text))
    return [salary for salary in dict.fromkeys(found) if _LEAST <= salary <= _MOST]
