"""Turn a place down: a shown one is simply left, an applied-for one is taken back after a yes."""

from bot.actions.base import FootholdAction
from bot.actions.others import show_next
from bot.actions.places_held import (
    application_choices,
    held,
    meant_application,
    shown_slot,
    shows_offers,
)
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from bot.actions.withdrawing import ask_to_withdraw, label_of
from employers.services.applications import ApplicationView
from students.services.views import StudentView


class ActionDeclineOffer(FootholdAction):
    """A reason is welcome and not kept; nothing is taken back without a yes."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_decline_offer"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer by what is on the screen, then by what the student has applied for."""
        if turn.slot("pending") == "apply":
            turn.say("utter_not_applied")
            return []
        student = self.student(turn)
        live = held(self.db, student, today=turn.today)
        if shows_offers(turn) and turn.entity("application") is None:
            slot_id = shown_slot(turn)
            mine = [one for one in live if one.slot_id == slot_id]
            return _give_back(turn, mine[0]) if mine else self._leave(turn, student)
        meant = meant_application(turn, live)
        if meant is not None:
            return _give_back(turn, meant)
        if not live:
            turn.say("utter_nothing_to_decline")
            return []
        turn.say("utter_decline_which", choices=application_choices("decline_offer", live))
        shown = [(str(one.id), label_of(one)) for one in live]
        return remember(screen=Screen.of(Kind.APPLICATIONS, shown))

    def _leave(self, turn: Turn, student: StudentView) -> list[Event]:
        """Leave a shown placement, and show others."""
        turn.say("utter_offer_left")
        return show_next(self.db, turn, student) or []


def _give_back(turn: Turn, application: ApplicationView) -> list[Event]:
    """Ask before it is taken back; what has begun can no longer be."""
    if application.starts_on <= turn.today:
        turn.say("utter_begun_already", title=application.title, employer=application.employer)
        return []
    return ask_to_withdraw(turn, application)
