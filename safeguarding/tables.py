"""Tables of safeguarding: alerts, their append-only history, whom a school has named."""

from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from safeguarding.domain.alerts import AlertEventKind, AlertState, FoundBy, Outcome
from storage.base import Base, Sealed, SealedJson

__all__ = ["Alert", "AlertEvent", "FoundBy", "SafeguardingContact"]


class Alert(Base):
    """A message that may mean harm; the lead's record, kept apart from the careers record.

    It outlives the chat it came from: its text is a copy, not a reference. `chat_key` and
    `inbox_id` are unique together, so that one message has one alert.
    """

    __tablename__ = "safeguarding_alert"
    __table_args__ = (
        sa.UniqueConstraint("chat_key", "inbox_id"),
        sa.Index("ix_safeguarding_alert_queue", "school_id", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int]
    chat_key: Mapped[str] = mapped_column(sa.String(64))
    student_key: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    inbox_id: Mapped[int]
    excerpt: Mapped[str] = mapped_column(Sealed("safeguarding_alert.excerpt"))
    # One entry a match, and one with the classifier's confidence where it alone saw the sign.
    matched: Mapped[list[dict[str, Any]]] = mapped_column(
        SealedJson("safeguarding_alert.matched"), comment="sign, certainty, phrase"
    )
    found_by: Mapped[FoundBy]
    state: Mapped[AlertState] = mapped_column(default=AlertState.OPEN)
    raised_at: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(comment="when it is overdue for acknowledgement")
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(comment="a staff id")
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    closed_by: Mapped[int | None] = mapped_column(comment="a staff id")
    outcome: Mapped[Outcome | None]
    reason: Mapped[str | None] = mapped_column(Sealed("safeguarding_alert.reason"))

    events: Mapped[list["AlertEvent"]] = relationship(order_by="AlertEvent.id")


class AlertEvent(Base):
    """One line of an alert's history; never changed."""

    __tablename__ = "safeguarding_alert_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    alert_id: Mapped[int] = mapped_column(
        sa.ForeignKey("safeguarding_alert.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[AlertEventKind]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(comment="None: the software itself")
    text: Mapped[str | None] = mapped_column(Sealed("safeguarding_alert_event.text"))


class SafeguardingContact(Base):
    """Whom a school has named for alerts, and when they are at work (English time)."""

    __tablename__ = "safeguarding_contact"

    school_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    lead_name: Mapped[str] = mapped_column(Sealed("safeguarding_contact.lead_name"))
    lead_email: Mapped[str] = mapped_column(Sealed("safeguarding_contact.lead_email"))
    deputy_name: Mapped[str] = mapped_column(Sealed("safeguarding_contact.deputy_name"))
    deputy_email: Mapped[str] = mapped_column(Sealed("safeguarding_contact.deputy_email"))
    hours_from: Mapped[time]
    hours_to: Mapped[time]


class HistoryChangedError(Exception):
    """Something tried to change a line of an alert's history."""


@event.listens_for(AlertEvent, "before_update")
def _refuse_change(_mapper: Mapper[AlertEvent], _connection: Connection, line: AlertEvent) -> None:
    raise HistoryChangedError(f"line {line.id} of alert {line.alert_id} is history")
