"""Tables of the storage room itself: jobs, remembered effects, Rasa's trackers, settings of now."""

from datetime import datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, SealedJson


class JobState(str, Enum):
    """Where a job stands."""

    READY = "ready"
    DONE = "done"
    FAILED = "failed"  # given up; a person must look


class Job(Base):
    """Work to do later; a worker takes it under a lease, so that a crash gives it back."""

    __tablename__ = "job"
    __table_args__ = (sa.Index("ix_job_due", "state", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(sa.JSON, comment="ids only, never text")
    unique_key: Mapped[str | None] = mapped_column(sa.String(128), unique=True)
    state: Mapped[JobState] = mapped_column(default=JobState.READY)
    due_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(comment="when it was first due")
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(sa.String(200), comment="class name only")
    finished_at: Mapped[datetime | None]


class Effect(Base):
    """What a writing use case did for a turn, so that a repeated turn does it once."""

    __tablename__ = "effect"

    turn_id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    result: Mapped[Any] = mapped_column(SealedJson("effect.result"))
    created_at: Mapped[datetime] = mapped_column(index=True)


class RasaTracker(Base):
    """Rasa's working memory of one chat; written by `bot.rasa.tracker_store`, erased by us."""

    __tablename__ = "rasa_tracker"

    chat_key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    turn_id: Mapped[str | None] = mapped_column(sa.String(64))
    session: Mapped[bytes] = mapped_column(
        sa.LargeBinary, comment="sealed with context rasa_tracker.session"
    )
    before: Mapped[bytes | None] = mapped_column(
        sa.LargeBinary, comment="the session before the last turn; same context"
    )
    updated_at: Mapped[datetime]


class JobRun(Base):
    """The last run of a recurring job, for the staff page and `foothold doctor`."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    ran_at: Mapped[datetime]
    counts: Mapped[dict[str, int]] = mapped_column(sa.JSON)


class Secret(Base):
    """A random secret of the installation, by name; see `storage.secrets`."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Sealed("secret.value"))
