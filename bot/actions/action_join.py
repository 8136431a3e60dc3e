"""Join a school with the code that was typed."""

from bot.actions.base import FootholdAction
from bot.actions.profile import profile_slots
from bot.actions.turn import Event, Turn, remember
from students.services.identity import (
    AlreadyJoinedError,
    CodeUsedError,
    TooManyTriesError,
    UnknownCodeError,
    join,
)


class ActionJoin(FootholdAction):
    """Bind the chat to the student behind the code; the profile questions come next."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_join"

    def answer(self, turn: Turn) -> list[Event]:
        """Join, or say why the code does not work."""
        code = turn.entity("join_code") or str(turn.slot("join_code"))
        try:
            student = join(
                self.db, chat_key=turn.chat_key, code=code, now=turn.now, turn_id=turn.turn_id
            )
        except (UnknownCodeError, CodeUsedError, TooManyTriesError) as error:
            turn.say(_refusal(error))
            return remember(join_code=None, profile_due=False)
        turn.say("utter_joined", name=student.first_name, year=student.year_group)
        turn.say("utter_joined_limits")
        return [*profile_slots(student), *remember(join_code=None, welcomed=True)]


def _refusal(error: UnknownCodeError | CodeUsedError | TooManyTriesError) -> str:
    if isinstance(error, AlreadyJoinedError):
        return "utter_code_of_another"
    if isinstance(error, CodeUsedError):
        return "utter_code_used"
    if isinstance(error, TooManyTriesError):
        return "utter_code_too_many"
    return "utter_code_unknown"
