"""Tables of students: the pseudonymous student with their profile, tries at codes, links."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Sealed, SealedJson


class Student(Base):
    """A student, known by a random key; a guest is one without a roster entry.

    The index of `roster_entry_id` is unique: one student for each entry, however many chats.
    """

    __tablename__ = "student"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    school_id: Mapped[int | None] = mapped_column(sa.ForeignKey("school.id"), index=True)
    roster_entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("roster_entry.id"), unique=True
    )
    place_name: Mapped[str | None] = mapped_column(Sealed("student.place_name"))
    place_lat: Mapped[float | None] = mapped_column(comment="WGS 84, rounded to 0.01 degrees")
    place_lon: Mapped[float | None] = mapped_column(comment="WGS 84, rounded to 0.01 degrees")
    place_is_exact: Mapped[bool] = mapped_column(default=False)
    interests: Mapped[list[str]] = mapped_column(SealedJson("student.interests"), default=list)
    answered: Mapped[list[str]] = mapped_column(
        sa.JSON, default=list, comment="profile questions answered or skipped, never the answers"
    )
    skipped: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)


class JoinAttempt(Base):
    """A wrong join code from a chat, for the limit; from a stranger: the address's keyed hash."""

    __tablename__ = "join_attempt"
    __table_args__ = (sa.Index("ix_join_attempt_chat", "chat_key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_key: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(index=True)


class DoorLink(Base):
    """A link that works once: from Telegram to the web chat, for who may not use Telegram.

    It leads to the chat that a student has, or joins with a code. Nothing tells to whom it went.
    """

    __tablename__ = "door_link"
    __table_args__ = (
        sa.CheckConstraint("(join_code_id IS NULL) <> (chat_key IS NULL)", name="code_or_chat"),
    )

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True, comment="SHA-256")
    join_code_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("join_code.id", ondelete="CASCADE"), index=True
    )
    chat_key: Mapped[str | None] = mapped_column(
        sa.ForeignKey("chat.key", ondelete="CASCADE"), index=True
    )
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
