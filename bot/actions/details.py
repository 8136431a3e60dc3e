"""Showing one placement or one application in full."""

import re

from bot.actions.placements import details_of
from bot.actions.screen import Kind
from bot.actions.states import say_state
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.words import WORDING
from employers.domain.kinds import HOLDS_SEAT, SlotKind
from employers.services.applications import applications_of
from employers.services.details import SlotDetails
from employers.services.words import kinds_in_words
from messages.domain.content import Choice
from storage.database import Database
from students.services.views import StudentView


def show_placement(db: Database, turn: Turn, student: StudentView, slot_id: int) -> list[Event]:
    """Say everything about a placement; the button to apply is there only where it may be used."""
    details = details_of(db, turn, student, slot_id)
    if details is None:
        return []
    text = "\n".join(_lines(turn, details))
    if details.refusals:
        turn.say("utter_placement_closed", text=text)
        turn.say("utter_refused", text=" ".join(reason.text for reason in details.refusals))
    elif details.application in HOLDS_SEAT:
        turn.say("utter_placement_applied", details=text)
    elif details.seats_left < 1:
        turn.say("utter_placement_closed", text=text)
        turn.say("utter_placement_full")
    else:
        turn.say("utter_placement_open", text=text, slot=slot_id)
    return remember(screen=turn.screen.focused_on(Kind.SLOTS, str(slot_id), details.title))


_MONEY = re.compile(r"\b(?:free|cost|costs|pay|paid|money|price|charge)\b", re.IGNORECASE)


def say_what_is_written(
    db: Database, turn: Turn, student: StudentView, slot_id: int
) -> list[Event]:
    """Say what the open placement's own words hold on a question, and who can ask for more."""
    details = details_of(db, turn, student, slot_id)
    if details is None:
        return []
    written = " ".join(filter(None, (details.what_you_will_do, details.needs)))
    key = "offer_free" if _MONEY.search(turn.text) else "offer_says"
    text = WORDING.text(key, what=written) if key == "offer_says" else WORDING.text(key)
    choices = [
        Choice(WORDING.text("apply_button"), payload("apply_placement", slot=str(slot_id))),
        Choice(WORDING.text("person_for_carer"), payload("talk_to_adviser")),
    ]
    turn.say("utter_card", text=text, choices=choices)
    return remember(screen=turn.screen.focused_on(Kind.SLOTS, str(slot_id), details.title))


def show_application(
    db: Database, turn: Turn, student: StudentView, application_id: int
) -> list[Event]:
    """Say where one application stands."""
    for application in applications_of(db, student.key):
        if application.id == application_id:
            say_state(turn, application)
            label = f"{application.title}, {application.employer}"
            screen = turn.screen.focused_on(Kind.APPLICATIONS, str(application.id), label)
            return remember(screen=screen)
    turn.say("utter_no_applications")
    return []


def _lines(turn: Turn, details: SlotDetails) -> list[str]:
    """Return the parts of the description that there is something to say for."""
    lines = [
        turn.words("utter_details_title", title=details.title, employer=details.employer),
        turn.words("utter_details_kind", kind=kinds_in_words([details.kind])),
        turn.words(
            "utter_details_when",
            dates=details.dates,
            start=f"{details.daily_from:%H:%M}",
            end=f"{details.daily_to:%H:%M}",
        ),
        _where(turn, details),
        turn.words("utter_details_do", what=details.what_you_will_do),
    ]
    if details.needs:
        lines.append(turn.words("utter_details_needs", needs=details.needs))
    if details.access:
        lines.append(turn.words("utter_details_access", access=details.access))
    if details.seats_left > 0:
        lines.append(turn.words("utter_details_seats", seats=details.seats_left))
    return lines


def _where(turn: Turn, details: SlotDetails) -> str:
    """Return where it is; what is online is nowhere, so it has no distance either."""
    if details.kind is SlotKind.VIRTUAL:
        return turn.words("utter_details_where_online")
    where = f"{details.site}, {details.town}"
    if details.distance is None:
        return turn.words("utter_details_where", where=where)
    return turn.words("utter_details_where_far", where=where, distance=details.distance)
