"""What the rules for young workers say, asked without a figure to work out; by the asker's age.

The age is that of the message, else of what was said before: nobody hears another age's rules.
"""

import re

from bot.actions.asking import asker_of
from bot.actions.figures import read_figures
from bot.actions.telling import tell_part
from bot.actions.turn import Event, Turn
from careers.advice import SCHOOL_AGE_ENDS, Asker
from storage.database import Database
from students.services.views import StudentView

_RULES, _WAGE = "ask_young_worker_rules", "ask_minimum_wage"
_ADULT = 18  # years; the rules here end
_ANSWERS = frozenset(
    {
        _RULES,
        _WAGE,
        "ask_part_time_job",
        "ask_rights",
        "ask_insecure_work",
        "ask_apprenticeship",
        "ask_hours",
        "set_profile",
        "nlu_fallback",
        "out_of_scope",
    }
)
_DO = r"(?:can|could|may|do|must|am|should)"
_TIMES = re.compile(
    r"\bhow (?:late|early) (?:can|could|may|do) i\b"
    r"|\b(?:latest|earliest) (?:time )?i can (?:work|start)\b"
    rf"|\bwhat time {_DO} i (?:have to |need to |allowed to )?(?:stop|finish|start|work)"
)
_SUNDAY = re.compile(
    r"\b(?:can|could|may) i (?:work|do|get a job) (?:on |a )?sun(?:day)?s?\W*$"
    r"|\b(?:make|force|ask|tell) me (?:to )?(?:work|do) (?:on )?sun(?:day)?s?\b"
)
_SATURDAY = re.compile(
    r"\bsat(?:urday)?s?\b.{0,12}\bhow (?:many hours|long)\b"
    r"|\bhow (?:many hours|long) (?:can|could|may) i (?:work|do)\b.{0,12}\bsat(?:urday)?s?\b"
)
_BREAK = re.compile(r"\b(?:do|will|should) i (?:get|have)(?: to have)? (?:a |any )?breaks?\W*$")
_SCHOOL_NIGHT = re.compile(r"\b(?:school (?:night|day)|after school|before school)s?\b")
_MIN_WAGE = re.compile(r"\b(?:min(?:imum)? ?(?:wage|pay)|nmw)\b")
_OTHER_PAY = re.compile(r"\bapprent\w*|\btrials?\b|\bbring|\bgo(?:es|ing)? up\b|\bapril\b")
_LATER = re.compile(r"\b(?:what|and|how much)\b.*\b(?:when|if|once) (?:i'?m|i am|i have|i turn)\b")
_TRIAL = re.compile(
    r"\b(?:boss|manager|owner|shop|cafe|restaurant|they|he|she)\b.*\b(?:try|trial|trail|test)\b.*"
    r"\b(?:free|no money|no pay|not? paid|unpaid|for nothing|without (?:pay|money))\b"
)
_PERMIT = re.compile(
    r"\b(?:no|not|n'?t|without|never)\b.{0,20}\bpermit\b|\bpermit\b.{0,30}\b(?:trouble|illegal)\b"
    r"|\bwhat(?:'?s| is) an? (?:work )?permit\b"
)
_ABOUT_PAY = re.compile(r"£\d+\.\d\d\b|\bminimum wage\b")


def answer_rules(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Tell the part of the rules or of the rates that is asked for; None where none is."""
    if turn.intent not in _ANSWERS or turn.entities("occupation"):
        return None
    text = turn.text.casefold().replace("\u2019", "'")
    asker = asker_of(db, turn, student)
    for part_of in (_permit, _trial, _wage, _rules):
        found = part_of(turn, text, asker)
        if found is not None:
            tell_part(turn, *found, asker)
            return []
    return None


Found = tuple[str, str] | None  # a topic and a part of it


def _permit(_turn: Turn, text: str, _asker: Asker) -> Found:
    return (_RULES, "permit") if _PERMIT.search(text) else None


def _trial(_turn: Turn, text: str, _asker: Asker) -> Found:
    is_sum = read_figures(text).unpaid_hours is not None
    return (_WAGE, "trial") if _TRIAL.search(text) and not is_sum else None


def _wage(turn: Turn, text: str, asker: Asker) -> Found:
    """Return the rates where a least wage is asked for with an age, or for an age to come."""
    figures = read_figures(text)
    if figures.pay is not None or figures.age is None or _OTHER_PAY.search(text):
        return None
    is_follow_up = _LATER.search(text) is not None and _told(turn, _ABOUT_PAY)
    if _MIN_WAGE.search(text) is None and not is_follow_up:
        return None
    return (_WAGE, "school-age" if asker.is_school_age else "rates")


def _told(turn: Turn, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(str(event.get("text"))) for event in turn.last_answer())


def _rules(_turn: Turn, text: str, asker: Asker) -> Found:
    """Return the rules on hours for the age; unknown, what the words say of it must do."""
    if read_figures(text).times_said:
        return None
    asked = next((part for part, asks in _PARTS.items() if any(a.search(text) for a in asks)), None)
    if asked is None or (asker.age or 0) >= _ADULT:
        return None
    if asker.age is None:
        is_school = _SCHOOL_NIGHT.search(text) or asked == "school-holidays"
        return (_RULES, asked) if is_school and not _BREAK.search(text) else None
    is_school_age = (asker.age_in_rules or 0) < SCHOOL_AGE_ENDS
    return (_RULES, asked if is_school_age else "from-16")


_PARTS = {  # of school age, and what asks for them
    "school-holidays": (_SATURDAY, _BREAK),
    "school-days": (_TIMES, _SUNDAY),
}
