"""What a message says outright, whatever intent the classifier took it for."""

from bot.actions.advising import take_off_list
from bot.actions.exploring import answer_liking_said
from bot.actions.feelings import answer_feeling
from bot.actions.keeping import keep_place
from bot.actions.profile import says_home
from bot.actions.turn import Event, Turn
from storage.database import Database
from students.services.views import StudentView


def answered_outright(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Answer words about the advisers' list, a low moment, home, or a liking; None without them.

    For the actions of intents that such words are often mistaken for.
    """
    if turn.is_button or turn.bare is not None:
        return None
    for answer in (take_off_list, answer_feeling):
        events = answer(db, turn, student)
        if events is not None:
            return events
    if says_home(turn):
        return keep_place(db, turn, student)
    return answer_liking_said(turn)
