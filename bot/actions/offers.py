"""Searching placements and showing what was found, with reasons and what the law keeps back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.actions.dates import When
from bot.actions.nearby import HERE, places_asked
from bot.actions.profile import echo
from bot.actions.screen import Kind, Screen, cut
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.wishing import PAGE, Asked
from careers.phrases import and_list
from careers.places import Place
from employers.domain.kinds import SlotKind
from employers.domain.wish import Found, Reason, Seeker, SlotMatch
from employers.services.search import search_slots, seeker_of
from employers.services.words import dates_in_words, when_in_words
from messages.domain.content import Choice
from schools.domain.terms import Calendar, calendar_of
from storage.database import Database
from students.domain.profile import ProfileQuestion
from students.services.views import StudentView


def search(db: Database, turn: Turn, student: StudentView, asked: Asked) -> list[Event]:
    """Search and show a page of offers; a place that is not clear is asked for first."""
    seeker = seeker_of(db, student.key, today=turn.today)
    places = places_asked(asked.place, student.place, seeker.school) if asked.place else ()
    if asked.place and len(places) != 1:
        return _ask_place(turn, asked, places)
    calendar = seeker.calendar or calendar_of((), today=turn.today)
    when = asked.when_read(today=turn.today, calendar=calendar)
    aim = _Aim(db, turn, seeker, places[0] if places else None, when)
    found, asked = _found(aim, asked)
    if not student.is_guest:
        _say_when(turn, asked, aim, calendar)
    is_said = _say_withheld(turn, found.withheld)
    if student.is_guest:
        if not is_said:
            turn.say("utter_apply_guest")
        return []
    if not found.matches:
        _say_nothing(turn, asked)
        return remember(wish=asked.to_json())
    _say_offers(turn, found, asked)
    is_place_open = student.place is None and ProfileQuestion.PLACE not in student.skipped
    if is_place_open and not (asked.place or turn.has_been_said("utter_offers_without_place")):
        turn.say("utter_offers_without_place")
    shown = [(str(match.slot_id), _label(match)) for match in found.matches]
    towns = ("" if match.kind is SlotKind.VIRTUAL else match.town for match in found.matches)
    kept = asked.showing([(*one, town) for one, town in zip(shown, towns, strict=True)])
    return remember(screen=Screen.of(Kind.SLOTS, shown), wish=kept.to_json())


def search_again_near(db: Database, turn: Turn, student: StudentView, place: Place) -> list[Event]:
    """Repeat the last search from another place."""
    asked = Asked.from_json(turn.slot("wish"))
    return search(
        db, turn, replace(student, place=place), replace(asked, place=place.name, offset=0)
    )


@dataclass(frozen=True)
class _Aim:
    """For whom, from where and when a search looks, whatever else is asked for."""

    db: Database
    turn: Turn
    seeker: Seeker
    place: Place | None
    when: When

    def search(self, asked: Asked) -> Found:
        """Return what fits."""
        seeker = replace(self.seeker, likes=asked.likes or self.seeker.likes)
        wish, today = asked.wish(self.place, self.when), self.turn.today
        return search_slots(self.db, seeker, wish, today=today, limit=PAGE, offset=asked.offset)


def _found(aim: _Aim, asked: Asked) -> tuple[Found, Asked]:
    """Return what fits, and the search that found it, which the next page must go on with.

    Words that nothing mentions are given up, with the rest kept.
    """
    found = aim.search(asked)
    if found.matches or not asked.topic or asked.offset:
        return found, asked
    rest = aim.search(asked.without_topic())
    if not rest.matches:
        return rest, asked
    aim.turn.say("utter_words_not_found", words=echo(asked.topic))
    return rest, asked.without_topic()


def _say_when(turn: Turn, asked: Asked, aim: _Aim, calendar: Calendar) -> None:
    """Say how the dates were read, so that a wrong reading is seen; not on every page."""
    if not aim.when.is_understood:
        turn.say("utter_when_unknown")
        return
    wish = asked.wish(aim.place, aim.when)
    if wish.has_dates and not asked.offset:
        is_guess = aim.when.uses_terms and calendar.is_usual
        response = "utter_when_guessed" if is_guess else "utter_when_read"
        turn.say(response, when=when_in_words(wish))


def _say_withheld(turn: Turn, withheld: Sequence[Reason]) -> bool:
    """Say what the law keeps back and what is possible instead, once in a talk."""
    fresh = [one.text for one in withheld if not turn.has_said("utter_withheld", text=one.text)]
    for text in fresh:
        turn.say("utter_withheld", text=text)
    return bool(fresh)


def _say_nothing(turn: Turn, asked: Asked) -> None:
    """Say that there is nothing (more); where a kind of work was asked for, offer any other."""
    if asked.offset:
        turn.say("utter_no_more_offers")
        return
    if asked.has_field:
        where = {"place": asked.place} if asked.place else {}
        title = turn.words("utter_button_any_work")
        turn.say("utter_no_offers", choices=[Choice(title, payload("search_placements", **where))])
        return
    turn.say("utter_no_offers")


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
    if asked.place == HERE:
        turn.say("utter_where_is_here")
        return remember(wish=replace(asked, place=None).to_json(), screen=Screen.of(Kind.SLOTS, []))
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
