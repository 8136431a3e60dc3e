"""Opening one thing of the list on the screen, whatever it is."""

from bot.actions.details import show_application, show_placement
from bot.actions.keeping import keep_this_place
from bot.actions.occupations import tell
from bot.actions.screen import Item, Kind
from bot.actions.turn import Event, Turn
from careers.cards import Question
from careers.places import find_places
from storage.database import Database
from students.services.views import StudentView


def open_item(db: Database, turn: Turn, student: StudentView, item: Item) -> list[Event]:
    """Show more of what was chosen; a chosen place is kept."""
    kind = turn.screen.kind
    if kind is Kind.OCCUPATIONS:
        return tell(turn, item.id, Question.ABOUT)
    if kind is Kind.APPLICATIONS:
        return show_application(db, turn, student, int(item.id))
    if kind is Kind.PLACES:
        return keep_this_place(db, turn, student, find_places(item.id)[0])
    return show_placement(db, turn, student, int(item.id))
