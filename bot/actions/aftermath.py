"""After a concern: who was told what a student wrote, and what can and cannot be done about it."""

from bot.actions.concerns import follows_concern
from bot.actions.turn import Event, Turn
from messages.services.afterwards import since_concern
from safeguarding.domain.aftermath import Aftermath, aftermath_of, is_still_about, rest_of
from safeguarding.services.aftermath import answers_about_alert, answers_without_alert
from storage.database import Database
from students.services.views import StudentView

# What can be asked beside words about an alert; a question about privacy is the same one again.
_ORDINARY = ("search_placements", "ask_", "explore_", "suggest_careers", "compare_", "set_profile")
_SAME_THING = frozenset({"ask_privacy"})


def answer_about_alert(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Answer what is asked or taken back; None where there was no concern or it is not about it."""
    kind = aftermath_of(turn.text)
    if kind is None or turn.slot("pending") == "delete":
        return None
    answers = answers_about_alert(db, chat_key=turn.chat_key, text=turn.text, now=turn.now)
    if not answers:
        untold = answers_without_alert(kind, is_guest=student.is_guest)
        was_lately = student.is_guest and _follows(db, turn, kind)
        if was_lately or follows_concern(db, turn) or _said_just_now(turn, untold):
            answers = untold
    if not answers:
        return None
    told = turn.told_lately()
    fresh = [text for text in answers if text not in told]
    turn.say("utter_card", text=(fresh or [answers[-1]])[0])
    return None if _asks_more(turn) else []


def is_about_alert(db: Database, turn: Turn) -> bool:
    """Return whether a message asks about an alert of this chat or takes it back."""
    if turn.is_button:
        return False
    return bool(answers_about_alert(db, chat_key=turn.chat_key, text=turn.text, now=turn.now))


def _asks_more(turn: Turn) -> bool:
    """Return whether the message also asks something of its own, which is answered too."""
    asked = str(turn.intent)
    is_ordinary = asked.startswith(_ORDINARY) and asked not in _SAME_THING
    return is_ordinary and bool(rest_of(turn.text))


def _follows(db: Database, turn: Turn, kind: Aftermath) -> bool:
    since = since_concern(db, turn.turn_id, now=turn.now)
    return since is not None and is_still_about(kind, after=since)


def _said_just_now(turn: Turn, texts: tuple[str, ...]) -> bool:
    return any(event.get("text") in texts for event in turn.last_answer())
