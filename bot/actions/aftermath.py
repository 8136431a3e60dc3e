"""After a concern: who was told what a student wrote, and why it cannot be taken back here."""

import re
from datetime import timedelta

from bot.actions.concerns import follows_concern, school_was_told
from bot.actions.turn import Event, Turn
from storage.database import Database
from students.services.views import StudentView

_LATELY = timedelta(hours=1)  # how long "I was joking" can still be about it
# "u told school??", "did you actually tell someone", "who have you told"; not "can you tell me"
_TOLD = re.compile(
    r"\b(?:you|u|ya|yous|they|bot)\b.{0,20}\b(?:told|telling|tell|informed|"
    r"report(?:ed|ing)?|grass(?:ed|ing)?|snitch(?:ed|ing)?|passed|shared|involved)\b"
    r"(?! (?:me|us|more)\b)"
    r"|(?<!\bi )\btold (?:my |the |a )?(?:school|teachers?|staff|head|mum|mom|dad|parents|them|"
    r"some(?:one|body)|any(?:one|body)|on me)\b"
    r"|\bwho\b.{0,15}\b(?:told|knows|saw|sees|read|reads|has (?:it|this|that))\b"
    r"|\b(?:snitch|grass)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"\bi (?:only|just|literally(?: just)?) (?:said|meant|wrote|typed)\b|\b(?:joking|kidding)\b"
    r"|\b(?:a joke|jk|unsend|undo)\b|\b(?:didn'?t|did not|don'?t) mean (?:it|that)\b"
    r"|\b(?:delete|remove|cancel|forget|take) (?:that|it|what i (?:said|wrote))\b"
    r"|\b(?:don'?t|do not|didn'?t|did not|never)\b.{0,25}"
    r"\b(?:tell|told|to know|knowing|find out|involve)\b",
    re.IGNORECASE,
)


def answer_about_alert(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Say truly who was told; None where there was no concern or the words are not about it."""
    text = turn.text.replace("\u2019", "'")
    asks = _TOLD.search(text) is not None
    if not asks and not _TAKES_BACK.search(text):
        return None
    if school_was_told(db, turn) if asks else school_was_told(db, turn, within=_LATELY):
        turn.say(turn.freshest("utter_alert_told", "utter_alert_told_again"))
    elif follows_concern(db, turn):
        turn.say("utter_alert_not_told_guest" if student.is_guest else "utter_alert_not_told")
    else:
        return None
    return []
