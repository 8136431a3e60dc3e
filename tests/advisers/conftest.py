"""Fixtures of the advisers room."""

import pytest

from storage.database import Database
from tests.employers.world import World, make_world


@pytest.fixture
def world(db: Database) -> World:
    """A school in SQLite."""
    return make_world(db)


@pytest.fixture
def any_world(any_db: Database) -> World:
    """A school in each kind of database."""
    return make_world(any_db)
