"""Where somebody asks about: a named place, or "near me": where they or their school are."""

from careers.places import Place, find_places

HERE = "here"  # the place entity of "near me" and "round here"


def places_asked(asked: str, home: Place | None, school: Place | None) -> tuple[Place, ...]:
    """Return what a place entity can mean, nearest to the school or the home first.

    "Near me" is the student's home, or else their school; empty where neither is known.
    """
    if asked == HERE:
        return tuple(place for place in (home or school,) if place is not None)
    return find_places(asked, near=school or home)
