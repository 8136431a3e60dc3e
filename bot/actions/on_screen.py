"""Words that mean something only by what is on the screen: "2", "that one", "next", "back".

Our channel recognises them (`bot/rasa/bare_words.py`), whatever the classifier took them for.
"""

from bot.actions.applying import ask_to_apply
from bot.actions.occupations import answer_point, last_question, tell
from bot.actions.opening import open_item
from bot.actions.others import show_next
from bot.actions.reading import chosen_item, meant_item, points_at_screen
from bot.actions.screen import Item, Kind, Screen
from bot.actions.turn import Event, Turn, payload, remember
from careers.cards import Question
from messages.domain.content import Choice
from storage.database import Database
from students.services.views import StudentView

_INTENTS = {
    Kind.OCCUPATIONS: ("ask_occupation", "occupation"),
    Kind.SLOTS: ("placement_details", "slot"),
    Kind.APPLICATIONS: ("withdraw_application", "application"),
    Kind.PLACES: ("set_profile", "place"),
}
_SHOWN_IN_FULL = ("utter_placement_open", "utter_card_about", "utter_card_pay", "utter_card_route")
_CARDS = (Question.ABOUT, Question.PAY, Question.ROUTE)


def settle(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Do what a bare word or "is it hard" means here; None where nothing is there that it means."""
    if turn.bare == "item":
        return _item(db, turn, student)
    if turn.bare == "next":
        return _next(db, turn, student)
    if turn.bare == "more":
        return _more(db, turn, student)
    if turn.bare == "back":
        return list_again(turn)
    return answer_point(turn) if turn.bare is None else None


def list_again(turn: Turn) -> list[Event] | None:
    """Show the list that the open thing was chosen from; None where there is none."""
    screen = turn.screen
    if len(screen.items) < 2 or screen.focus is None:
        return None
    lines = [f"{number}. {item.label}" for number, item in enumerate(screen.items, 1)]
    turn.say("utter_list_again", choices=_choices(screen), list="\n".join(lines))
    return remember(screen=Screen(screen.kind, screen.items))


def _item(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Open what is pointed at; "that one" about an open placement is a wish to have it."""
    screen = turn.screen
    if not screen.items:
        return None
    chosen = chosen_item(turn) if points_at_screen(turn) else None
    if chosen is not None:
        return open_item(db, turn, student, chosen)
    if turn.entity("ordinal") or turn.entity("number"):
        turn.say("utter_number_not_there", choices=_choices(screen), count=len(screen.items))
        return []
    if screen.kind is Kind.SLOTS and turn.said_in_last_answer("utter_placement_open"):
        return ask_to_apply(db, turn, student, int(screen.focus or 0))
    item = _the_other(turn) or meant_item(turn)
    if item is not None:
        return open_item(db, turn, student, item)
    turn.say(turn.freshest("utter_which_one", "utter_which_one_again"), choices=_choices(screen))
    return []


def _the_other(turn: Turn) -> Item | None:
    """Return the one of two that is not open, for "the other one"."""
    closed = [item for item in turn.screen.items if item.id != turn.screen.focus]
    is_one_of_two = len(turn.screen.items) == 2 and len(closed) == 1
    return closed[0] if is_one_of_two and "other" in turn.text.casefold() else None


def _next(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Show other things than those on the screen; behind a job's card, the next card."""
    shown = show_next(db, turn, student)
    return shown if shown is not None else _next_card(turn)


def _more(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Say more about what is open, else show more of the list."""
    if turn.said_in_last_answer(*_SHOWN_IN_FULL):
        return _next_card(turn)
    return _next(db, turn, student)


def _next_card(turn: Turn) -> list[Event] | None:
    """Say the next card of the job that was talked about: what it is like, pay, the way in."""
    job = turn.slot("occupation")
    if job is None or turn.screen.kind is not Kind.OCCUPATIONS:
        return None
    asked = last_question(turn)
    following = _CARDS.index(asked) + 1 if asked in _CARDS else 0
    return tell(turn, str(job), _CARDS[following % len(_CARDS)])


def _choices(screen: Screen) -> list[Choice]:
    if screen.kind not in _INTENTS:
        return []
    intent, entity = _INTENTS[screen.kind]
    return [Choice(item.title, payload(intent, **{entity: item.id})) for item in screen.items]
