"""Idempotency: a writing use case remembers what it did for a turn."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from storage.tables import Effect


def effect_of(session: Session, turn_id: str, name: str) -> Any | None:
    """Return what `name` did for this turn, or None if it did nothing yet."""
    effect = session.get(Effect, (turn_id, name))
    return None if effect is None else effect.result


def remember_effect(
    session: Session, turn_id: str, name: str, result: Any, *, now: datetime
) -> None:
    """Keep a use case's result (JSON, not None) for this turn, in the caller's transaction."""
    session.add(Effect(turn_id=turn_id, name=name, result=result, created_at=now))
