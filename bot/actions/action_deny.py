"""Answer a no: to the question on the screen, or with a correction in the same breath."""

from bot.actions.base import FootholdAction
from bot.actions.denial import denied
from bot.actions.exploring import answer_other_liking, answer_turned_down
from bot.actions.keeping import keep_place
from bot.actions.occupations import last_question, tell
from bot.actions.offers import search
from bot.actions.opening import open_item
from bot.actions.others import show_next, show_others
from bot.actions.outright import answered_outright
from bot.actions.reading import chosen_item, points_at_screen
from bot.actions.refining import refine
from bot.actions.suggesting import say_suggestions
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in, looks_there
from students.services.views import StudentView

_AS_IT_WAS = {
    "join": "utter_guest",
    "apply": "utter_not_applied",
    "withdraw": "utter_not_withdrawn",
    "delete": "utter_not_deleted",
    "export": "utter_left_out",
    "adviser": "utter_adviser_not_asked",
    "check": "utter_left_out",
}


class ActionDeny(FootholdAction):
    """Take a correction, or leave everything as it was and say so."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_deny"

    def answer(self, turn: Turn) -> list[Event]:
        """Say what a no means here."""
        student = self.student(turn)
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        corrected = self._corrected(turn, student)
        if corrected is not None:
            return corrected
        refused = _AS_IT_WAS.get(str(turn.slot("pending")))
        if refused is not None:
            turn.say(refused)
            return []
        if turn.said_in_last_answer("utter_also_asked", "utter_offer_plain_english"):
            turn.say("utter_left_out")
            return []
        is_skip = turn.bare == "skip"
        show = show_next if is_skip else show_others
        others = show(self.db, turn, student)
        if others is not None:
            return others
        turn.say(turn.freshest("utter_no_to_what", "utter_no_to_what_again"))
        return []

    def _corrected(self, turn: Turn, student: StudentView) -> list[Event] | None:
        """Answer what the message names instead; None where it names nothing."""
        item = chosen_item(turn) if points_at_screen(turn) else None
        if item is not None:
            return open_item(self.db, turn, student, item)
        occupation = turn.entity("occupation")
        if occupation is not None:
            meant = _meant_jobs(turn)
            if not meant:
                return say_suggestions(turn, student.interests, without=[occupation])
            return tell(turn, meant[0], last_question(turn))
        refined = refine(self.db, turn, student)
        if refined is not None:
            return refined
        other = answer_other_liking(turn, student.interests)
        if other is not None:
            return other
        turned_down = answer_turned_down(turn, student.interests)
        if turned_down is not None:
            return turned_down
        if looks_there(turn):
            return search(self.db, turn, student, asked_in(turn))
        if turn.entity("place") is not None:
            return keep_place(self.db, turn, student)
        return None


def _meant_jobs(turn: Turn) -> list[str]:
    """Return the jobs in the message but those that are not wanted: "not a vet"."""
    jobs = turn.spans("occupation")
    if turn.is_button:
        return [job for job, _, _ in jobs]
    wrong = denied(turn.text, jobs)
    return [job[0] for job in jobs if job not in wrong]
