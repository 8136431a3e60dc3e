"""Searching placements and showing what was found, with reasons and what the law keeps back."""

from collections.abc import Sequence
from dataclasses import replace

from bot.actions.dates import span_of
from bot.actions.profile import echo
from bot.actions.screen import Kind, Screen, cut
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.wishing import PAGE, Asked
from careers.phrases import and_list
from careers.places import Place, find_places
from employers.domain.kinds import SlotKind
from employers.domain.wish import Found, Reason, SlotMatch
from employers.services.search import search_slots, seeker_of
from employers.services.words import dates_in_words
from messages.domain.content import Choice
from storage.database import Database
from students.domain.profile import ProfileQuestion
from students.services.views import StudentView


def search(db: Database, turn: Turn, student: StudentView, asked: Asked) -> list[Event]:
    """Search and show a page of offers; a place that is not clear is asked for first."""
    places = find_places(asked.place) if asked.place else ()
    if asked.place and len(places) != 1:
        return _ask_place(turn, asked, places)
    found, asked = _found(db, turn, student, asked, places[0] if places else None)
    if asked.when and span_of(asked.when, today=turn.today) is None and not student.is_guest:
        turn.say("utter_when_unknown")
    is_said = _say_withheld(turn, found.withheld)
    if student.is_guest:
        if not is_said:
            turn.say("utter_apply_guest")
        return []
    if not found.matches:
        turn.say("utter_no_more_offers" if asked.offset else "utter_no_offers")
        return remember(wish=asked.to_json())
    _say_offers(turn, found, asked)
    if student.place is None and not asked.place and ProfileQuestion.PLACE not in student.skipped:
        turn.say("utter_offers_without_place")
    shown = [(str(match.slot_id), _label(match)) for match in found.matches]
    return remember(screen=Screen.of(Kind.SLOTS, shown), wish=asked.to_json())


def search_again_near(db: Database, turn: Turn, student: StudentView, place: Place) -> list[Event]:
    """Repeat the last search from another place."""
    asked = Asked.from_json(turn.slot("wish"))
    return search(
        db, turn, replace(student, place=place), replace(asked, place=place.name, offset=0)
    )


def _found(
    db: Database, turn: Turn, student: StudentView, asked: Asked, place: Place | None
) -> tuple[Found, Asked]:
    """Return what fits, and the search that found it, which the next page must go on with.

    Words that nothing mentions are given up, with the rest kept.
    """
    found = _search(db, turn, student, asked, place)
    if found.matches or not asked.topic or asked.offset:
        return found, asked
    rest = _search(db, turn, student, asked.without_topic(), place)
    if not rest.matches:
        return rest, asked
    turn.say("utter_words_not_found", words=echo(asked.topic))
    return rest, asked.without_topic()


def _search(
    db: Database, turn: Turn, student: StudentView, asked: Asked, place: Place | None
) -> Found:
    seeker = seeker_of(db, student.key, today=turn.today)
    seeker = replace(seeker, likes=asked.likes or seeker.likes)
    wish = asked.wish(place, today=turn.today)
    return search_slots(db, seeker, wish, today=turn.today, limit=PAGE, offset=asked.offset)


def _say_withheld(turn: Turn, withheld: Sequence[Reason]) -> bool:
    """Say what the law keeps back and what is possible instead, once in a talk."""
    fresh = [one.text for one in withheld if not turn.has_said("utter_withheld", text=one.text)]
    for text in fresh:
        turn.say("utter_withheld", text=text)
    return bool(fresh)


def _say_offers(turn: Turn, found: Found, asked: Asked) -> None:
    lines = [_line(turn, number, match) for number, match in enumerate(found.matches, 1)]
    choices = [
        Choice(
            cut(f"{number}. {match.title}"), payload("placement_details", slot=str(match.slot_id))
        )
        for number, match in enumerate(found.matches, 1)
    ]
    values = {"list": "\n\n".join(lines)}
    if found.relaxed:
        turn.say("utter_offers_relaxed", choices=choices, relaxed=" ".join(found.relaxed), **values)
    else:
        turn.say("utter_offers", choices=choices, **values)
    following = asked.offset + len(found.matches)
    if found.total > following:
        turn.say("utter_more_offers", left=found.total - following, next=following)


def _line(turn: Turn, number: int, match: SlotMatch) -> str:
    is_online = match.kind is SlotKind.VIRTUAL
    line = turn.words(
        "utter_offer_line_online" if is_online else "utter_offer_line",
        number=number,
        title=match.title,
        employer=match.employer,
        town=match.town,
        dates=dates_in_words(match.starts_on, match.ends_on),
    )
    why = turn.words("utter_offer_why", why=and_list(match.why)) if match.why else ""
    return f"{line}\n{why}".strip()


def _label(match: SlotMatch) -> str:
    return f"{match.title}, {match.employer}"


def _ask_place(turn: Turn, asked: Asked, places: Sequence[Place]) -> list[Event]:
    if not places:
        response = turn.freshest("utter_place_unknown", "utter_place_unknown_again")
        turn.say(response, place=echo(asked.place or ""))
        return remember(wish=asked.to_json())
    choices = [
        Choice(place.name, payload("search_placements", place=place.name)) for place in places
    ]
    turn.say(turn.freshest("utter_which_place", "utter_which_place_again"), choices=choices)
    shown = Screen.of(Kind.SLOTS, [])  # so that the answer narrows this search
    return remember(wish=asked.to_json(), screen=shown)
