"""Low moments that are no concern: a warm line and something small to do next."""

import re

from bot.actions.turn import Event, Turn
from bot.actions.words import WORDING
from storage.database import Database
from students.services.views import StudentView

_ABOUT_ME = (
    r"\b(?:i'?m|i am|am|i feel|feel|feeling|felt)(?: (?:just|so|really|too|such|a|bit|well))* "
)
_LOW = re.compile(
    rf"{_ABOUT_ME}(?:rubbish|useless|crap|shit|bad|terrible|awful|hopeless|no good|not good) "
    r"at (?:everything|anything|it all|all of it|life|school)\b"
    rf"|{_ABOUT_ME}(?:thick|stupid|dumb|useless|hopeless|failure)\b"
    r"|\b(?:no|not|never) (?:\w+ )?good at (?:anything|everything)\b"
    r"|\bi (?:just )?(?:can'?t|cannot) do (?:it|this|anything)\b"
    r"|\bi'?ll never (?:be|get|do|make)\b|\bi (?:just )?give up\b"
    r"|\b(?:nobody|no ?one)(?: \w+)? (?:hire|want|employ|take)s? me\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"\b(?:hate|loathe|cba|sick of|done with|can'?t stand|fed up|bored|don'?t like)\b.{0,12}"
    r"\b(?:school|lessons|college|sixth form)\b"
    r"|\b(?:don'?t|do not|never) (?:even |really )?(?:want to|wanna|wana|want 2|want)"
    r"(?: (?:go|be|come|to|2|in|at|into|back))* (?:school|lessons|college|sixth form)\b"
    r"|\b(?:school|college)(?:'?s| is)? (?:so |really |just )?"
    r"(?:boring|rubbish|shit|crap|long|pointless|a waste)\b",
    re.IGNORECASE,
)
_FED_UP = re.compile(
    r"\b(?:fed up|cba|can'?t be (?:bothered|arsed|asked)|stressed|overwhelmed|had enough|"
    r"what'?s the point|no point)\b"
    rf"|{_ABOUT_ME}(?:bored|rubbish|down|sad|worried|anxious|tired|crap|shit)\W*$",
    re.IGNORECASE,
)
# What asks for something, or is about this chat, is no feeling to be answered as one.
_WANTS_MORE = re.compile(
    r"\?|\b(?:what(?!'?s the point)|which|how|jobs?|careers?|work|placements?|apprentice\w*|"
    r"you|u|ur|your|bot|app|website|chat)\b",
    re.IGNORECASE,
)
_SORRY = re.compile(
    r"\b(?:sorry|soz|sry)\b.{0,15}\b(?:asking|ask|questions|bothering|bother|annoying|wasting"
    r"|your time|ur time|being (?:a pain|slow|thick|dumb))\b",
    re.IGNORECASE,
)
_ANSWERS = (
    (_LOW, "utter_feeling_low"),
    (_SCHOOL, "utter_feeling_school"),
    (_FED_UP, "utter_feeling_fed_up"),
)


def answer_feeling(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:  # noqa: ARG001
    """Say a warm line with an offer; None where no such feeling is all the message says."""
    text = turn.text.replace("\u2019", "'")
    if _WANTS_MORE.search(text) or turn.slot("pending") not in {None, "join", "meaning"}:
        return None
    if _SORRY.search(text):
        turn.say("utter_card", text=WORDING.text("no_need_for_sorry"))
        return []
    felt = next((response for words, response in _ANSWERS if words.search(text)), None)
    if felt is None:
        return None
    turn.say(felt)
    return []
