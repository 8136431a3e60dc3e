"""Tables of advisers: students who asked something of the staff of their school."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from advisers.domain.kinds import RequestKind
from storage.base import Base


class AdviserRequest(Base):
    """A student asked for something that a person must do; it is open until somebody closes it.

    No words are kept: the member of staff asks the student.
    """

    __tablename__ = "adviser_request"
    __table_args__ = (sa.Index("ix_adviser_request_open", "school_id", "closed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id"))
    student_key: Mapped[str] = mapped_column(sa.ForeignKey("student.key"), index=True)
    chat_key: Mapped[str] = mapped_column(
        sa.String(64), comment="where the student asked, and hears an answer"
    )
    kind: Mapped[RequestKind] = mapped_column(default=RequestKind.TALK)
    application_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("application.id", ondelete="SET NULL"),
        index=True,
        comment="of an absence: which placement",
    )
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
