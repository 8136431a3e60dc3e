"""Other things than those on the screen: "not those", "something else", "more"."""

from dataclasses import replace

from bot.actions.offers import search
from bot.actions.reading import wants_others
from bot.actions.screen import Kind
from bot.actions.suggesting import say_more_jobs, shows_suggestions
from bot.actions.turn import Event, Turn
from bot.actions.wishing import PAGE, Asked
from storage.database import Database
from students.services.views import StudentView


def show_others(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Show the next ones; None where nothing of that kind is asked for or on the screen."""
    if turn.is_button or not wants_others(turn.text):
        return None
    return show_next(db, turn, student)


def show_next(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Show the next ones of what is on the screen; None where there is no list."""
    if shows_suggestions(turn):
        return say_more_jobs(turn, student.interests)
    if turn.screen.kind is Kind.SLOTS and turn.slot("wish") is not None:
        before = Asked.from_json(turn.slot("wish"))
        return search(db, turn, student, replace(before, offset=before.offset + PAGE))
    return None
