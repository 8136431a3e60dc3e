"""Row ids as they come from outside: from a web address, a button, a command line."""

LARGEST_ID = 2**31 - 1  # of PostgreSQL's integer; beyond it the driver fails


def checked_id(number: int) -> int:
    """Return an id, or 0, which no row has, for a number that no column can hold."""
    return number if 0 < number <= LARGEST_ID else 0
