"""What a message means while offers are about, whatever the classifier took it for."""

import re

from bot.actions.applying import ask_to_apply
from bot.actions.details import say_what_is_written, show_placement
from bot.actions.limits import limits_in
from bot.actions.offers import search
from bot.actions.reading import named
from bot.actions.screen import Item, Kind, Screen
from bot.actions.turn import Event, Turn
from bot.actions.wishing import Asked, asked_in, narrows_search
from storage.database import Database
from students.services.views import StudentView

_ONE = re.compile(r"\b(?:the|that|this)\b.{1,40}\b(?:one|1|placement|visit|talk)\b", re.IGNORECASE)
_NAMED_BY = frozenset({"apply_placement", "placement_details"})  # "apply for pixel orchard"
_OPENED = ("utter_placement_open", "utter_placement_applied", "utter_placement_closed")
_LISTED = ("utter_offers", "utter_offers_relaxed", *_OPENED, "utter_confirm_apply")
# "will there be dogs", "wot animals": what an open placement is like
_ABOUT_IT = re.compile(
    r"^\W*(?:(?:ok|so|and|but|um+)\W+)?(?:will|would|wud)\b.{0,12}\b(?:there|i|we|it|they)\b"
    r"|^\W*(?:are|is) (?:there|it|they)\b|^\W*do (?:they|i|we)\b"
    r"|^\W*(?:what|wot|wat|which|wich) \w+\W*$|^\W*what (?:will|would|do) (?:i|we)\b",
    re.IGNORECASE,
)
_ASKS_FOR_ONE = re.compile(
    r"\b(?:any|is there|are there|got|one|ones|some|them)\b.{0,20}"
    r"\b(?:for|with|in|about|to do with|involving)\b|^\W*any\b",
    re.IGNORECASE,
)
# "any jobs with animals", "are there others": not about the placement or the list on the screen
_ANOTHER = re.compile(r"\binstead\b|\b(?:no|not that|wait)\b.*\bone\b", re.IGNORECASE)
_JOBS = re.compile(r"\b(?:jobs?|careers?)\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:others?|more|else|another|different|placements?|ones?)\b", re.IGNORECASE
)
_ELSE = re.compile(r"\b(?:what|wot|wat|anything|any|something)\W+else\b", re.IGNORECASE)


def refine(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Do what a message means for the offers that are about; None where it means nothing there."""
    if turn.is_button or turn.tracker.active_loop_name is not None or student.is_guest:
        return None
    item = item_recalled(turn)
    if item is not None:
        return take_up(db, turn, student, item)
    if turn.screen.kind is not Kind.SLOTS or not turn.said_in_last_answer(*_LISTED):
        return None
    if narrows_search(turn) or _ELSE.search(turn.text):
        return search(db, turn, student, asked_in(turn))
    return None


def wants_another(turn: Turn) -> bool:
    """Return whether the one asked to be sent is not the one: "no i wanna do the drawing one"."""
    is_asked = turn.slot("pending") == "apply" and turn.screen.kind is Kind.SLOTS
    return is_asked and not turn.is_button and _ANOTHER.search(turn.text) is not None


def other_meant(turn: Turn) -> Item | None:
    """Return the other one of two that somebody wants instead of the one to be sent."""
    if not wants_another(turn):
        return None
    closed = [item for item in turn.screen.items if item.id != turn.screen.focus]
    return closed[0] if len(closed) == 1 else None


def item_titled(turn: Turn) -> Item | None:
    """Return the offer whose title is all that a message says: on the screen, or seen lately."""
    said = _letters(turn.text)
    if turn.is_button or not said:
        return None
    shown = [Item(id_, label) for id_, label, _ in Asked.from_json(turn.slot("wish")).shown]
    titled = [item for item in shown if said in _titles(item.label)]
    return titled[0] if len({item.id for item in titled}) == 1 else None


def _titles(label: str) -> set[str]:
    """Return what an offer may be called: its title, with or without the employer."""
    return {_letters(label), _letters(label.rpartition(", ")[0])}


def _letters(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def asks_about_open(turn: Turn) -> bool:
    """Return whether a message asks what the placement is like that was opened just now."""
    if turn.is_button or turn.screen.kind is not Kind.SLOTS or turn.screen.focus is None:
        return False
    if not turn.said_in_last_answer(*_OPENED) or narrows_search(turn):
        return False
    if _JOBS.search(turn.text) or _OTHERS.search(turn.text):
        return False
    return _ABOUT_IT.search(turn.text) is not None and turn.entity("occupation") is None


def asks_for_one_with(turn: Turn) -> bool:
    """Return whether a message looks for an offer with something: "is there one for animals"."""
    is_listed = turn.screen.kind is Kind.SLOTS and turn.said_in_last_answer(*_LISTED)
    if turn.is_button or not is_listed or _JOBS.search(turn.text):
        return False
    return _ASKS_FOR_ONE.search(turn.text) is not None


def about_offers(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Answer about the open placement or look for an offer with a topic; None for neither."""
    if asks_about_open(turn):
        return say_what_is_written(db, turn, student, int(turn.screen.focus or 0))
    if asks_for_one_with(turn) and not student.is_guest:
        return search(db, turn, student, asked_in(turn))
    return None


def take_up(db: Database, turn: Turn, student: StudentView, item: Item) -> list[Event]:
    """Ask whether to apply where that is what is talked about; else show more of the offer."""
    is_applying = turn.slot("pending") == "apply" or turn.intent == "apply_placement"
    show = ask_to_apply if is_applying else show_placement
    return show(db, turn, student, int(item.id))


def item_recalled(turn: Turn) -> Item | None:
    """Return the offer that a message names by its town or by its words: "the leeds one".

    What is on the screen comes first, then what this chat saw lately.
    """
    if turn.is_button or turn.entity("ordinal") is not None or limits_in(turn).how is not None:
        return None
    shown = Asked.from_json(turn.slot("wish")).shown
    is_named = turn.intent in _NAMED_BY and not narrows_search(turn)
    names_one = is_named or _ONE.search(turn.text) is not None
    if not (shown and names_one):
        return None
    on_screen = {item.id for item in turn.screen.items if turn.screen.kind is Kind.SLOTS}
    there = [one for one in shown if one[0] in on_screen]
    return _only_one(turn, there) or _only_one(turn, list(shown))


def _only_one(turn: Turn, offers: list[tuple[str, str, str]]) -> Item | None:
    place = (turn.entity("place") or "").casefold()
    in_town = [Item(id_, label) for id_, label, town in offers if town.casefold() == place]
    if place:
        return in_town[0] if len(in_town) == 1 else None
    screen = Screen(Kind.SLOTS, tuple(Item(id_, label) for id_, label, _ in offers))
    return named(screen, turn.text)
