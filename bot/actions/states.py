"""Saying where an application stands."""

from bot.actions.turn import Turn
from employers.domain.kinds import ApplicationState
from employers.services.applications import ApplicationView

STATES = {
    ApplicationState.APPLIED: "utter_application_applied",
    ApplicationState.APPROVED: "utter_application_approved",
    ApplicationState.REFUSED: "utter_application_refused",
    ApplicationState.WITHDRAWN: "utter_application_withdrawn",
    ApplicationState.LAPSED: "utter_application_lapsed",
}


def say_state(turn: Turn, application: ApplicationView) -> None:
    """Say the state of an application in the words of the domain."""
    turn.say(
        STATES[application.state],
        title=application.title,
        employer=application.employer,
        dates=application.dates,
        town=application.town,
        reason=application.reason or "",
        application=application.id,
    )
