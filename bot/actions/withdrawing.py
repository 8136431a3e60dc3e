"""The question before an application is taken back."""

from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn, remember
from employers.domain.kinds import HOLDS_SEAT
from employers.services.applications import ApplicationView, applications_of
from storage.database import Database
from students.services.views import StudentView


def live_applications(db: Database, student: StudentView) -> list[ApplicationView]:
    """Return what can be taken back, the newest first."""
    return [one for one in applications_of(db, student.key) if one.state in HOLDS_SEAT]


def ask_to_withdraw(turn: Turn, application: ApplicationView) -> list[Event]:
    """Say what would be taken back and ask for a yes."""
    turn.say(
        "utter_confirm_withdraw",
        title=application.title,
        employer=application.employer,
        dates=application.dates,
    )
    screen = turn.screen.focused_on(Kind.APPLICATIONS, str(application.id), label_of(application))
    return remember(screen=screen, pending="withdraw")


def label_of(application: ApplicationView) -> str:
    """Return the words by which an application is shown in a list."""
    return f"{application.title}, {application.employer}"
