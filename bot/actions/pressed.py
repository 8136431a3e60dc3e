"""Telling a button of the question on the screen from one of an earlier question."""

from bot.actions.turn import Event, Turn


def is_old_yes(turn: Turn, to: str | None, **about: str | None) -> bool:
    """Return whether a pressed yes is to something else than `to`; a typed yes never is.

    Buttons stay pressable for days, so each says what it is a yes to; `about` are the ids that
    it must carry. With `to` None nothing is pending, and any yes that names its question is old.
    """
    if not turn.is_button:
        return False
    return turn.entity("to") != to or any(turn.entity(name) != id_ for name, id_ in about.items())


def say_old_button(turn: Turn) -> list[Event]:
    """Say that nothing was done; the base then drops what is pending, so it must be asked anew."""
    turn.say("utter_old_button")
    return []
