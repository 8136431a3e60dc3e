"""What was said of a concern: the gateway's fixed reply is in the store, not in the tracker."""

from datetime import timedelta

from bot.actions.turn import Turn
from messages.services.turns import understood_before
from safeguarding.domain.alerts import classifier_vote
from safeguarding.helplines import HELP_LINES
from safeguarding.services.alerts import has_alert_since
from storage.database import Database

_SAID = ("utter_concern_help", "utter_concern_adult")
_RECENT = timedelta(days=1)


def follows_concern(db: Database, turn: Turn) -> bool:
    """Return whether the message before this one was answered as a concern."""
    if turn.said_in_last_answer(*_SAID):
        return True
    before = understood_before(db, turn.turn_id)
    return before is not None and classifier_vote(before.intent, before.ranking)


def school_was_told(db: Database, turn: Turn, *, within: timedelta = _RECENT) -> bool:
    """Return whether what was written in this chat went to a school lately: a day, if not said."""
    return has_alert_since(db, chat_key=turn.chat_key, since=turn.now - within)


def say_who_helps(turn: Turn, *, is_school_told: bool) -> None:
    """Say the numbers, and truly whether anybody at school knows."""
    turn.say(
        "utter_concern_help",
        emergency=HELP_LINES["emergency"].number,
        childline=HELP_LINES["childline"].number,
        shout=HELP_LINES["shout"].number,
    )
    turn.say("utter_concern_school_has" if is_school_told else "utter_concern_adult")
