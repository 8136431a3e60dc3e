"""What the actions work with by default; nothing is opened before the first turn needs it."""

from functools import lru_cache

from storage.database import Database, open_database
from storage.settings import Settings


@lru_cache(maxsize=1)
def public_url() -> str:
    """Return where people reach the web chat."""
    return Settings().public_url


@lru_cache(maxsize=1)
def default_database() -> Database:
    """Return the installation's database, opened on the first call."""
    return open_database(Settings())
