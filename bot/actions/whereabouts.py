"""Saying back how a place was read, where it may be another one than the student means."""

from bot.actions.turn import Turn
from careers.places import LOCAL_KM, Place, distance_km, in_miles, is_postcode_area, town_near


def say_if_doubtful(turn: Turn, place: Place, *, school: Place | None) -> bool:
    """Say where a postcode or a place far from the school was taken to be; return whether it did.

    A postcode is known only by the middle of its area, which may be far from where somebody lives.
    """
    if is_postcode_area(place):
        turn.say("utter_place_area", place=place.name)
        return True
    if school is None or place.reach_km is not None:
        return False
    away_km = distance_km(place, school)
    if away_km <= LOCAL_KM:
        return False
    turn.say(
        "utter_place_far", place=place.name, town=town_near(place), miles=round(in_miles(away_km))
    )
    return True
