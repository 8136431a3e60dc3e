"""What waits for a student who comes back: an application undecided, or decided not long ago."""

from datetime import datetime, timedelta

from bot.actions.states import STATES, say_state
from bot.actions.turn import Turn
from employers.domain.kinds import ApplicationState
from employers.services.applications import ApplicationView, applications_of
from storage.database import Database
from students.services.views import StudentView

_NEWS = timedelta(days=14)  # how long a decision is worth a mention
_DECIDED = (ApplicationState.APPROVED, ApplicationState.REFUSED, ApplicationState.LAPSED)


def mention_what_waits(db: Database, turn: Turn, student: StudentView) -> None:
    """Say the newest thing that waits or was decided; once in a talk, nothing if there is none."""
    if any(turn.has_been_said(response) for response in STATES.values()):
        return
    every = applications_of(db, student.key)
    news = [one for one in every if _is_news(one, turn.now)]
    waiting = [one for one in every if one.state is ApplicationState.APPLIED]
    for application in (*news, *waiting)[:1]:
        say_state(turn, application)


def _is_news(application: ApplicationView, now: datetime) -> bool:
    if application.state not in _DECIDED or application.decided_at is None:
        return False
    return now - application.decided_at <= _NEWS
