"""Opening one thing of the list on the screen, whatever it is."""

from bot.actions.applying import ask_to_apply
from bot.actions.details import show_application, show_placement
from bot.actions.keeping import keep_this_place
from bot.actions.occupations import tell
from bot.actions.screen import Item, Kind
from bot.actions.turn import Event, Turn
from bot.actions.withdrawing import ask_to_withdraw, live_applications
from careers.cards import Question
from careers.places import find_places
from storage.database import Database
from students.services.views import StudentView


def open_item(db: Database, turn: Turn, student: StudentView, item: Item) -> list[Event]:
    """Do with what was chosen what the last question asked for; else show more of it."""
    kind = turn.screen.kind
    if kind is Kind.OCCUPATIONS:
        return tell(turn, item.id, Question.ABOUT)
    if kind is Kind.APPLICATIONS:
        return _application(db, turn, student, int(item.id))
    if kind is Kind.PLACES:
        return keep_this_place(db, turn, student, find_places(item.id)[0])
    if turn.said_in_last_answer("utter_apply_which", "utter_apply_which_again"):
        return ask_to_apply(db, turn, student, int(item.id))
    return show_placement(db, turn, student, int(item.id))


def _application(
    db: Database, turn: Turn, student: StudentView, application_id: int
) -> list[Event]:
    if turn.said_in_last_answer("utter_withdraw_which", "utter_withdraw_which_again"):
        for one in live_applications(db, student):
            if one.id == application_id:
                return ask_to_withdraw(turn, one)
    return show_application(db, turn, student, application_id)
