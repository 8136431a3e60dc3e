"""What a message says outright, whatever intent the classifier took it for."""

from bot.actions.advising import take_off_list
from bot.actions.aftermath import answer_about_alert
from bot.actions.feelings import answer_feeling
from bot.actions.turn import Event, Turn
from storage.database import Database
from students.services.views import StudentView


def answered_outright(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Answer words about an alert, the advisers' list or a low moment; None where there are none.

    For the actions of intents that such words are often mistaken for.
    """
    if turn.is_button or turn.bare is not None:
        return None
    for answer in (answer_about_alert, take_off_list, answer_feeling):
        events = answer(db, turn, student)
        if events is not None:
            return events
    return None
