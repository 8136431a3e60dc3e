"""How a student is called."""


def first_name(roster_name: str) -> str:
    """Return the first name of a roster's name: ``Aisha Khan`` or ``Khan, Aisha``."""
    last, comma, rest = roster_name.partition(",")
    words = (rest if comma and rest.strip() else last).split()
    return words[0] if words else ""
