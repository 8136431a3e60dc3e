"""Leave the profile questions when the student does not want them."""

from bot.actions.base import FootholdAction
from bot.actions.turn import Event, Turn, remember
from students.domain.profile import ProfileQuestion
from students.services.profile import skip


class ActionLeaveProfile(FootholdAction):
    """Note the questions left as skipped, so that nobody is asked them again."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_leave_profile"

    def answer(self, turn: Turn) -> list[Event]:
        """Say that it is fine, and forget the form's own slots."""
        student = self.student(turn)
        for question in ProfileQuestion:
            skip(
                self.db,
                student_key=student.key,
                question=question,
                turn_id=turn.turn_id,
                now=turn.now,
            )
        turn.say("utter_profile_left")
        return remember(profile_place=None, profile_interests=None, profile_due=False)
