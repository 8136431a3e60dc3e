"""Take a place: apply for the one on the screen, or hear that an approved one is taken already."""

from bot.actions.applying import ask_to_apply, send_application
from bot.actions.base import FootholdAction
from bot.actions.places_held import (
    application_choices,
    held,
    is_approved,
    meant_application,
    shown_slot,
    shows_offers,
)
from bot.actions.screen import Kind, Screen
from bot.actions.states import say_state
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.withdrawing import label_of
from employers.services.applications import ApplicationView
from messages.domain.content import Choice
from students.services.views import StudentView


class ActionAcceptOffer(FootholdAction):
    """An approved place needs no second yes here; a shown one has to be applied for."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_accept_offer"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer by what is on the screen, then by what the student has applied for."""
        student = self.student(turn)
        if student.is_guest:
            turn.say("utter_apply_guest")
            return []
        if turn.slot("pending") == "apply" and turn.asked_just_now() and not turn.is_button:
            return send_application(self.db, turn, student, int(turn.screen.focus or 0))
        live = held(self.db, student, today=turn.today)
        if shows_offers(turn) and turn.entity("application") is None:
            return self._take_shown(turn, student, live)
        return _take_held(turn, live)

    def _take_shown(
        self, turn: Turn, student: StudentView, live: list[ApplicationView]
    ) -> list[Event]:
        slot_id = shown_slot(turn)
        if slot_id is None:
            choices = [
                Choice(item.title, payload("apply_placement", slot=item.id))
                for item in turn.screen.items
            ]
            turn.say(turn.freshest("utter_apply_which", "utter_apply_which_again"), choices=choices)
            return []
        mine = [one for one in live if one.slot_id == slot_id]
        return _say(turn, mine[0]) if mine else ask_to_apply(self.db, turn, student, slot_id)


def _take_held(turn: Turn, live: list[ApplicationView]) -> list[Event]:
    """Say how the one that is meant stands; ask which of several."""
    meant = meant_application(turn, live)
    if meant is not None:
        return _say(turn, meant)
    if not live:
        turn.say("utter_nothing_to_accept")
        return []
    turn.say("utter_accept_which", choices=application_choices("accept_offer", live))
    shown = [(str(one.id), label_of(one)) for one in live]
    return remember(screen=Screen.of(Kind.APPLICATIONS, shown))


def _say(turn: Turn, application: ApplicationView) -> list[Event]:
    if is_approved(application):
        turn.say(
            "utter_place_is_yours",
            title=application.title,
            employer=application.employer,
            dates=application.dates,
        )
    else:
        say_state(turn, application)
    label = label_of(application)
    return remember(screen=turn.screen.focused_on(Kind.APPLICATIONS, str(application.id), label))
