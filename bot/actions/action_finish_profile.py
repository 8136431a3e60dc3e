"""Say that the profile questions are over, and what comes next."""

from bot.actions.base import FootholdAction
from bot.actions.profile import SKIPPED
from bot.actions.screen import Screen
from bot.actions.turn import Event, Turn, remember


class ActionFinishProfile(FootholdAction):
    """Thank for the answers, which are kept already, and forget the form's own slots."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_finish_profile"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what is possible now; nothing where the questions were let go of."""
        likes = turn.slot("profile_interests")
        if turn.slot("profile_place") is not None and likes is not None:
            told_likes = likes != [SKIPPED]
            turn.say("utter_profile_done" if told_likes else "utter_profile_done_without_likes")
        return remember(
            profile_place=None, profile_interests=None, profile_due=False, screen=Screen()
        )
