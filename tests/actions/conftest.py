"""The stage that every test of an action plays on."""

from datetime import datetime

import pytest

from storage.database import Database
from tests.actions.stage import Stage


@pytest.fixture
def stage(db: Database, now: datetime) -> Stage:
    """A guest's chat, with a school to join."""
    return Stage.build(db, now)
