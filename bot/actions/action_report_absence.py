"""Keep that a student cannot come to a placement, where their school's staff see it."""

from datetime import timedelta

from advisers.domain.kinds import RequestKind
from bot.actions.base import FootholdAction
from bot.actions.places_held import application_choices, held, is_approved
from bot.actions.refining import refine
from bot.actions.requesting import ask_staff
from bot.actions.turn import Event, Turn
from employers.services.applications import ApplicationView
from students.services.views import StudentView

_SOON = timedelta(days=7)  # what somebody who "can't come" means, if it is not today


class ActionReportAbsence(FootholdAction):
    """Tell the staff, and say truly that nobody reads it at once."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_report_absence"

    def answer(self, turn: Turn) -> list[Event]:
        """Keep the absence from the placement of these days; without one, say whom to tell."""
        student = self.student(turn)
        if student.school_id is None:
            turn.say("utter_absence_guest")
            return []
        places = [one for one in held(self.db, student, today=turn.today) if is_approved(one)]
        refined = None if places else refine(self.db, turn, student)
        if refined is not None:
            return refined
        near = _meant(turn, [one for one in places if one.starts_on <= turn.today + _SOON])
        if len(near) == 1:
            return self._keep(turn, student, near[0])
        if near:
            turn.say("utter_absence_which", choices=application_choices("report_absence", near))
        elif places:
            turn.say(
                "utter_absence_early",
                title=places[0].title,
                employer=places[0].employer,
                dates=places[0].dates,
                application=places[0].id,
            )
        else:
            turn.say("utter_absence_no_placement")
        return []

    def _keep(self, turn: Turn, student: StudentView, place: ApplicationView) -> list[Event]:
        is_new = ask_staff(self.db, turn, student, RequestKind.ABSENCE, application_id=place.id)
        response = "utter_absence_kept" if is_new else "utter_absence_kept_already"
        turn.say(response, title=place.title, employer=place.employer)
        return []


def _meant(turn: Turn, near: list[ApplicationView]) -> list[ApplicationView]:
    """Return what a button or today's date picks out; else all of them."""
    wanted = turn.entity("application")
    if wanted is not None:
        return [one for one in near if str(one.id) == wanted]
    return [one for one in near if one.starts_on <= turn.today] or near
