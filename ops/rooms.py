"""Knows the rooms, so that every table is known wherever the whole database is looked at."""

import importlib
import importlib.util

# In the order of the import contract, lowest first.
ROOMS = (
    "storage",
    "safeguarding",
    "messages",
    "careers",
    "schools",
    "students",
    "employers",
    "advisers",
)


def import_tables() -> None:
    """Import every room's tables, so that `Base.metadata` holds them all."""
    for room in ROOMS:
        if importlib.util.find_spec(f"{room}.tables") is not None:
            importlib.import_module(f"{room}.tables")
