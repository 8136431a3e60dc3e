"""Keeping where a student lives, as typed in any message."""

from bot.actions.offers import search_again_near
from bot.actions.profile import (
    echo,
    in_form,
    names_no_place,
    namesakes,
    place_choices,
    places_meant,
)
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from bot.actions.whereabouts import say_if_doubtful
from careers.places import Place
from employers.services.search import seeker_of
from storage.database import Database
from students.services.profile import set_place
from students.services.views import StudentView


def keep_place(db: Database, turn: Turn, student: StudentView) -> list[Event]:
    """Keep the place that the message names; ask back where it is unknown or not clear."""
    near = seeker_of(db, student.key, today=turn.today).school
    places = places_meant(turn, near=near)
    if not places and turn.entity("place") is None and names_no_place(turn.text):
        turn.say("utter_which_town")
        return []
    if not places:
        response = turn.freshest("utter_place_unknown", "utter_place_unknown_again")
        turn.say(response, place=echo(turn.entity("place") or turn.text))
        return []
    if len(places) > 1:
        response = turn.freshest("utter_which_place", "utter_which_place_again")
        turn.say(response, choices=place_choices([place.name for place in places]))
        return remember(screen=namesakes(places))
    return keep_this_place(db, turn, student, places[0])


def keep_this_place(db: Database, turn: Turn, student: StudentView, place: Place) -> list[Event]:
    """Keep a place; offers on the screen are looked up again from there."""
    set_place(db, student_key=student.key, place=place, turn_id=turn.turn_id, now=turn.now)
    school = seeker_of(db, student.key, today=turn.today).school
    if not say_if_doubtful(turn, place, school=school):
        turn.say("utter_place_kept", place=place.name)
    if turn.screen.kind is Kind.SLOTS:
        return search_again_near(db, turn, student, place)
    if turn.screen.kind is Kind.PLACES:
        return [*in_form(turn, profile_place=place.name), *remember(screen=Screen())]
    return in_form(turn, profile_place=place.name)
