"""The question before an application is taken back."""

from bot.actions.reading import chosen_item
from bot.actions.screen import Kind, Screen, cut
from bot.actions.turn import Event, Turn, payload, remember
from employers.domain.kinds import HOLDS_SEAT
from employers.services.applications import ApplicationView, applications_of
from messages.domain.content import Choice
from storage.database import Database
from students.services.views import StudentView

_SHOWS_APPLICATION = (
    "utter_applied",
    "utter_already_applied",
    "utter_already_applied_for_it",
    "utter_application_applied",
    "utter_application_approved",
    "utter_placement_applied",
)

# What answers the question, or is answered with care of its own
_SETTLES_IT = frozenset(
    {
        "affirm", "deny", "cancel", "withdraw_application", "decline_offer", "accept_offer",
        "start_over", "delete_data", "disclose_concern", "thank", "goodbye",
    }
)  # fmt: skip


def leaves_withdrawal_open(turn: Turn) -> bool:
    """Return whether the message leaves the question whether to withdraw without an answer."""
    was_asked = turn.slot("pending") == "withdraw" and turn.asked_just_now()
    return was_asked and turn.intent not in _SETTLES_IT


def say_it_is_left(turn: Turn) -> None:
    """Say that the application stays as it was, and how to take it back after all."""
    turn.say("utter_withdrawal_left", application=turn.screen.focus)


def speaks_of_application(turn: Turn) -> bool:
    """Return whether the last answer sent or showed an application."""
    return turn.said_in_last_answer(*_SHOWS_APPLICATION)


def live_applications(db: Database, student: StudentView) -> list[ApplicationView]:
    """Return what can be taken back, the newest first."""
    return [one for one in applications_of(db, student.key) if one.state in HOLDS_SEAT]


def ask_about_withdrawal(turn: Turn, live: list[ApplicationView]) -> list[Event]:
    """Ask whether to take back the application that is meant; ask which of several."""
    meant = _meant(turn, live)
    if meant is not None:
        return ask_to_withdraw(turn, meant)
    choices = [
        Choice(cut(label_of(one)), payload("withdraw_application", application=str(one.id)))
        for one in live
    ]
    turn.say(turn.freshest("utter_withdraw_which", "utter_withdraw_which_again"), choices=choices)
    shown = [(str(one.id), label_of(one)) for one in live]
    return remember(screen=Screen.of(Kind.APPLICATIONS, shown))


def ask_to_withdraw(turn: Turn, application: ApplicationView) -> list[Event]:
    """Say what would be taken back and ask for a yes."""
    turn.say(
        "utter_confirm_withdraw",
        title=application.title,
        employer=application.employer,
        dates=application.dates,
        application=application.id,
    )
    screen = turn.screen.focused_on(Kind.APPLICATIONS, str(application.id), label_of(application))
    return remember(screen=screen, pending="withdraw")


def label_of(application: ApplicationView) -> str:
    """Return the words by which an application is shown in a list."""
    return f"{application.title}, {application.employer}"


def _meant(turn: Turn, live: list[ApplicationView]) -> ApplicationView | None:
    """Return the application that the button or the words mean, the open one, or the only one."""
    screen = turn.screen
    item = chosen_item(turn) if screen.kind is Kind.APPLICATIONS else None
    wanted = turn.entity("application") or (item.id if item is not None else None)
    if wanted is not None:
        return next((one for one in live if str(one.id) == wanted), None)
    if screen.kind is Kind.SLOTS and speaks_of_application(turn):
        return next((one for one in live if str(one.slot_id) == screen.focus), None)
    return live[0] if len(live) == 1 else None
