"""A wish for a careers adviser: asked about first, put on the list, and taken off it again."""

import re

from advisers.domain.kinds import RequestKind
from advisers.services.requests import waits_for_adviser, withdraw_request
from bot.actions.concerns import follows_concern, school_was_told
from bot.actions.requesting import ask_staff
from bot.actions.turn import Event, Turn, remember
from storage.database import Database
from students.services.views import StudentView

_LISTED = ("utter_adviser_asked", "utter_adviser_asked_already")
# How it would happen: by phone, by e-mail, with a friend. Nothing of it can be passed on.
_HOW = re.compile(
    r"\b(?:phone|phoning|calls?|calling|ring|rings|e-?mail|text|video|zoom|teams|online|"
    r"bring|with me|come with|friend|in private|alone)\b|\b(?:can|could|will) (?:they|he|she) \w+",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|ok|wait|um+|hi|hello)\W+)*"
    r"(?:who|whos|who's|what|whats|what's|wat|when|where|how|which|why|is there|are there|"
    r"is it|are they|does|do (?:i|you|they|u)|will)\b",
    re.IGNORECASE,
)
_TAKE_OFF = re.compile(
    r"\b(?:take|get|remove|delete) (?:me|my name) (?:off|from|out of)\b"
    r"|\boff (?:the|that|their|your|ur) list\b"
    r"|\b(?:didn'?t|did not|never|don'?t|do not)\b.{0,20}\b(?:talk|speak|chat) (?:to|with) "
    r"(?:any|some|an? (?:careers? )?advis|the (?:careers? )?advis|them\b|a person)",
    re.IGNORECASE,
)
_NOT_AFTER_ALL = re.compile(
    r"\b(?:cancel|undo|stop|leave it|forget (?:it|that|about)|never ?mind|nvm|not now|not yet|"
    r"changed? my mind|take (?:it|that) back|didn'?t (?:ask|want|say|mean)|don'?t want|"
    r"actually (?:no|don'?t)|don'?t (?:tell|do)|no need)\b",
    re.IGNORECASE,
)


def settle_wish(db: Database, turn: Turn, student: StudentView) -> list[Event]:
    """Answer a typed wish or question about a person: nothing is passed on without a yes."""
    if waits_for_adviser(db, student_key=student.key):
        turn.say("utter_adviser_asked_already")
    elif _HOW.search(turn.text):
        turn.say("utter_adviser_how")
    elif _ASKS.search(turn.text):
        turn.say("utter_adviser_who")
    else:
        turn.say(turn.freshest("utter_ask_adviser", "utter_ask_adviser_again"))
    _say_who_has_it(db, turn)
    return remember(pending="adviser")


def put_on_list(db: Database, turn: Turn, student: StudentView) -> list[Event]:
    """Put the student's name on the advisers' list; a guest has none and is told whom to ask."""
    is_new = ask_staff(db, turn, student, RequestKind.TALK)
    if is_new is None:
        turn.say("utter_adviser_of_guest")
        return []
    turn.say("utter_adviser_asked" if is_new else "utter_adviser_asked_already")
    _say_who_has_it(db, turn)
    return []


def take_off_list(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Take the name off again; None where the message does not want that."""
    text = turn.text.replace("\u2019", "'")
    is_meant = turn.said_in_last_answer(*_LISTED) and _NOT_AFTER_ALL.search(text)
    if not is_meant and not _TAKE_OFF.search(text):
        return None
    was_open = withdraw_request(db, student_key=student.key, turn_id=turn.turn_id, now=turn.now)
    turn.say("utter_adviser_taken_off" if was_open else "utter_adviser_not_listed")
    return []


def _say_who_has_it(db: Database, turn: Turn) -> None:
    if follows_concern(db, turn) and school_was_told(db, turn):
        turn.say("utter_concern_school_has")
