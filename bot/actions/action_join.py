"""Join a school with the code that was typed."""

from rasa_sdk.events import Restarted

from bot.actions.base import FootholdAction
from bot.actions.profile import profile_slots
from bot.actions.services import public_url
from bot.actions.turn import Event, Turn, remember
from messages.services.chats import is_erased_in
from students.services.arrivals import leave_for_web
from students.services.gate import Gate
from students.services.identity import (
    AlreadyJoinedError,
    CodeUsedError,
    TelegramClosedError,
    TooManyTriesError,
    UnknownCodeError,
    join,
)


class ActionJoin(FootholdAction):
    """Bind the chat to the student behind the code; the profile questions come next."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_join"

    def answer(self, turn: Turn) -> list[Event]:
        """Join, or say why the code does not work; whom Telegram is closed to goes to the web."""
        if is_erased_in(self.db, turn.chat_key, turn.turn_id):  # this turn, tried before
            return [Restarted()]
        code = turn.entity("join_code") or str(turn.slot("join_code"))
        try:
            student = join(
                self.db, chat_key=turn.chat_key, code=code, now=turn.now, turn_id=turn.turn_id
            )
        except (UnknownCodeError, CodeUsedError, TooManyTriesError) as error:
            turn.say(_refusal(error))
            return remember(join_code=None, profile_due=False)
        except TelegramClosedError as error:
            return self._leave(turn, code, error.gate)
        turn.say("utter_joined", name=student.first_name, year=student.year_group)
        turn.say("utter_joined_limits")
        return [*profile_slots(student), *remember(join_code=None, welcomed=True)]

    def _leave(self, turn: Turn, code: str, gate: Gate) -> list[Event]:
        leave_for_web(
            self.db,
            turn.chat_key,
            code,
            gate,
            turn_id=turn.turn_id,
            public_url=public_url(),
            now=turn.now,
        )
        return [Restarted()]


def _refusal(error: UnknownCodeError | CodeUsedError | TooManyTriesError) -> str:
    if isinstance(error, AlreadyJoinedError):
        return "utter_code_of_another"
    if isinstance(error, CodeUsedError):
        return "utter_code_used"
    if isinstance(error, TooManyTriesError):
        return "utter_code_too_many"
    return "utter_code_unknown"
