"""Say where the student's applications stand."""

from bot.actions.base import FootholdAction
from bot.actions.screen import Kind, Screen
from bot.actions.states import say_state
from bot.actions.turn import Event, Turn, remember
from employers.domain.kinds import ApplicationState
from employers.services.applications import applications_of

MOST_SHOWN = 3  # messages in one answer


class ActionApplicationStatus(FootholdAction):
    """Say each application and its state, the newest first."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_application_status"

    def answer(self, turn: Turn) -> list[Event]:
        """Say the states; withdrawn ones only where there is nothing else."""
        student = self.student(turn)
        if student.is_guest:
            turn.say("utter_apply_guest")
            return []
        every = applications_of(self.db, student.key)
        live = [one for one in every if one.state is not ApplicationState.WITHDRAWN]
        shown = (live or every)[:MOST_SHOWN]
        if not shown:
            turn.say("utter_no_applications")
            return []
        for application in shown:
            say_state(turn, application)
        if len(live) > MOST_SHOWN:
            turn.say("utter_older_applications", count=len(live) - MOST_SHOWN)
        labels = [(str(one.id), f"{one.title}, {one.employer}") for one in shown]
        return remember(screen=Screen.of(Kind.APPLICATIONS, labels))
