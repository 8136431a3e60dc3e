"""What somebody without a chat is told, and the fixed buttons that lead them on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.telegram.words import WORDING
from messages.domain.content import Choice, Say
from safeguarding.helplines import HELP_LINES
from safeguarding.services.reply import concern_reply
from storage.database import Database, reading
from students.services.arrivals import TurnedAway
from students.services.identity import (
    CodeUsedError,
    JoinError,
    SchoolNotReadyError,
    TooManyTriesError,
)
from students.services.telling import told_at_gate

# What the buttons send. They mean something at the doorway only; no button of the dialogue has
# such a token.
DOOR = "door:"
HAS_CODE, NO_CODE = f"{DOOR}code", f"{DOOR}guest"
IS_16, IS_UNDER_16 = f"{DOOR}16", f"{DOOR}under"

_OFTEN = timedelta(minutes=1)
_MOST_KNOWN = 10_000  # then those whose minute is over are forgotten

# Commands that have an answer of their own where there is no chat.
OF_COMMANDS = {
    "privacy": "stranger_privacy",
    "mydata": "stranger_nothing",
    "forget": "stranger_nothing",
    "stop": "stranger_nothing",
}
_WRONG: tuple[tuple[type[JoinError], str], ...] = (
    (SchoolNotReadyError, "code_not_ready"),
    (TooManyTriesError, "code_too_often"),
    (CodeUsedError, "code_used"),
    (JoinError, "code_unknown"),
)


@dataclass
class OnceAMinute:
    """Remembers, in memory only, whom something was said to in the last minute."""

    _said_at: dict[int, datetime] = field(default_factory=dict)

    def may_say(self, chat_id: int, now: datetime) -> bool:
        """Return whether it is to be said now; then it counts as said."""
        is_due = self.is_due(chat_id, now)
        if is_due:
            self.said(chat_id, now)
        return is_due

    def is_due(self, chat_id: int, now: datetime) -> bool:
        """Return whether it is to be said now."""
        said_at = self._said_at.get(chat_id)
        return said_at is None or now - said_at >= _OFTEN

    def said(self, chat_id: int, now: datetime) -> None:
        """Note that it was said."""
        if len(self._said_at) >= _MOST_KNOWN:
            self._said_at = {
                key: at for key, at in self._said_at.copy().items() if now - at < _OFTEN
            }
        self._said_at[chat_id] = now


def welcome(public_url: str) -> tuple[Say, ...]:
    """Return who this is, and the question for a code."""
    choices = (_choice("has_code", HAS_CODE), _choice("no_code", NO_CODE))
    return (
        Say(WORDING.text("welcome")),
        Say(
            WORDING.text(
                "welcome_reads",
                emergency=HELP_LINES["emergency"].number,
                childline_name=HELP_LINES["childline"].name,
                childline=HELP_LINES["childline"].number,
                privacy=f"{public_url}/privacy",
            ),
            choices,
        ),
    )


def ask_code() -> tuple[Say, ...]:
    """Return the wish for a code."""
    return (Say(WORDING.text("ask_code")),)


def ask_age() -> tuple[Say, ...]:
    """Return the question before a guest may come in."""
    choices = (_choice("is_16", IS_16), _choice("is_under_16", IS_UNDER_16))
    return (Say(WORDING.text("ask_age"), choices),)


def send_to_web(public_url: str) -> tuple[Say, ...]:
    """Return where a guest under 16 may go."""
    return (Say(WORDING.text("under_16", link=f"{public_url}/chat")),)


def answer_command(key: str, public_url: str) -> tuple[Say, ...]:
    """Return the words for a command that has some here."""
    return (Say(WORDING.text(key, privacy=f"{public_url}/privacy")),)


def refuse_code(error: JoinError) -> tuple[Say, ...]:
    """Return why a code does not work."""
    return (Say(WORDING.text(next(key for kind, key in _WRONG if isinstance(error, kind)))),)


def send_away(away: TurnedAway, public_url: str) -> tuple[Say, ...]:
    """Return why a student may not write here, and their link to the web chat."""
    return told_at_gate(away.gate, away.token, public_url=public_url)


def answer_concern(db: Database, now: datetime) -> tuple[Say, ...]:
    """Return the fixed reply to signs of harm, for somebody whom no school knows here."""
    with reading(db) as session:
        return tuple(Say(text) for text in concern_reply(session, school_id=None, now=now))


def _choice(key: str, data: str) -> Choice:
    return Choice(WORDING.text(f"button_{key}"), data)
