"""Tables of employers: organisations, sites, slots and what they are found by, applications."""

from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from employers.domain.kinds import ApplicationState, RiskLevel, SlotKind, SlotState
from storage.base import Base, Sealed

# All that a search filters by, in the order of dates: it is answered from this index alone.
_FILTERED = (
    "starts_on",
    "id",
    "state",
    "kind",
    "year_bits",
    "lat",
    "lon",
    "sector",
    "seats",
    "seats_taken",
    "school_id",
    "risk_level",
    "insurance_expires_on",
    "is_insurance_exempt",
)


class Employer(Base):
    """An organisation that offers slots."""

    __tablename__ = "employer"
    __table_args__ = (sa.UniqueConstraint("school_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("school.id"), comment="whose students alone see it; None: every school's"
    )
    name: Mapped[str] = mapped_column(sa.String(200))
    sector: Mapped[str] = mapped_column(sa.String(64), comment="id in careers/content")
    size: Mapped[str] = mapped_column(sa.String(16), comment="micro, small, medium or large")
    about: Mapped[str] = mapped_column(sa.Text)
    created_at: Mapped[datetime]

    sites: Mapped[list["Site"]] = relationship(back_populates="employer", cascade="all")


class Site(Base):
    """A place where an employer works."""

    __tablename__ = "site"
    __table_args__ = (
        sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat"),
        sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    employer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("employer.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(sa.String(200))
    town: Mapped[str] = mapped_column(sa.String(100))
    lat: Mapped[float] = mapped_column(comment="WGS 84, decimal degrees")
    lon: Mapped[float] = mapped_column(comment="WGS 84, decimal degrees")

    employer: Mapped[Employer] = relationship(back_populates="sites")


class Slot(Base):
    """A dated offer with a fixed number of seats.

    Sector, town and position are copied from employer and site, and `seats_taken` is kept beside
    `seats`, so that a search reads one table; the check makes overselling impossible.
    """

    __tablename__ = "slot"
    __table_args__ = (
        sa.CheckConstraint("seats > 0", name="seats_positive"),
        sa.CheckConstraint("seats_taken BETWEEN 0 AND seats", name="never_oversold"),
        sa.CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        sa.CheckConstraint("year_bits BETWEEN 1 AND 127", name="year_bits"),
        sa.CheckConstraint("hours > 0", name="hours_positive"),
        sa.Index("ix_slot_filter", *_FILTERED),
        sa.Index("ix_slot_sector", "sector", "starts_on", "id"),
        sa.Index("ix_slot_place", "lat", "lon"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[SlotState] = mapped_column(default=SlotState.OPEN)
    kind: Mapped[SlotKind]
    sector: Mapped[str] = mapped_column(sa.String(64), comment="id in careers/content")
    lat: Mapped[float] = mapped_column(comment="WGS 84, decimal degrees")
    lon: Mapped[float] = mapped_column(comment="WGS 84, decimal degrees")
    year_bits: Mapped[int] = mapped_column(comment="bit 0 is Year 7, bit 6 is Year 13")
    seats: Mapped[int]
    seats_taken: Mapped[int] = mapped_column(default=0)
    school_id: Mapped[int | None] = mapped_column(comment="as of the employer")
    risk_level: Mapped[RiskLevel]
    insurance_expires_on: Mapped[date | None]
    is_insurance_exempt: Mapped[bool] = mapped_column(
        default=False, comment="most public bodies need no employers' liability insurance"
    )
    daily_from: Mapped[time]
    daily_to: Mapped[time] = mapped_column(comment="not after daily_from: over midnight")
    hours: Mapped[float] = mapped_column(comment="in all, breaks not counted")
    employer_id: Mapped[int] = mapped_column(
        sa.ForeignKey("employer.id", ondelete="CASCADE"), index=True
    )
    site_id: Mapped[int] = mapped_column(sa.ForeignKey("site.id", ondelete="CASCADE"), index=True)
    town: Mapped[str] = mapped_column(sa.String(100))
    demo_key: Mapped[str | None] = mapped_column(
        sa.String(64), unique=True, comment="which demo slot it is, so that a reload moves it"
    )
    title: Mapped[str] = mapped_column(sa.String(160))
    what_you_will_do: Mapped[str] = mapped_column(sa.Text)
    needs: Mapped[str] = mapped_column(sa.Text, default="", comment="what to bring, wear or know")
    access: Mapped[str] = mapped_column(sa.Text, default="", comment="facilities for access needs")

    employer: Mapped[Employer] = relationship()
    site: Mapped[Site] = relationship()
    occupations: Mapped[list["SlotOccupation"]] = relationship(cascade="all, delete-orphan")
    words: Mapped[list["SlotWord"]] = relationship(cascade="all, delete-orphan")


class SlotOccupation(Base):
    """A job that a slot shows; the date is the slot's, so that the soonest are read first."""

    __tablename__ = "slot_occupation"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the key is the whole row

    occupation: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(
        sa.ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class SlotWord(Base):
    """A word that a slot is found by; the date is the slot's, as above."""

    __tablename__ = "slot_word"
    __table_args__ = ({"sqlite_with_rowid": False},)  # the key is the whole row

    word: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(
        sa.ForeignKey("slot.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Application(Base):
    """A student's application for a slot: one row for each pair, whatever happens to it."""

    __tablename__ = "application"
    __table_args__ = (
        sa.UniqueConstraint("student_key", "slot_id"),
        sa.Index("ix_application_school_state", "school_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    student_key: Mapped[str] = mapped_column(sa.ForeignKey("student.key"))
    slot_id: Mapped[int] = mapped_column(sa.ForeignKey("slot.id"), index=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id"))
    state: Mapped[ApplicationState] = mapped_column(default=ApplicationState.APPLIED)
    reason: Mapped[str | None] = mapped_column(
        Sealed("application.reason"), comment="of a refusal, for the student"
    )
    applied_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]

    slot: Mapped[Slot] = relationship()
    events: Mapped[list["ApplicationEvent"]] = relationship(
        cascade="all, delete-orphan", order_by="ApplicationEvent.id"
    )


class ApplicationEvent(Base):
    """One step in the history of an application."""

    __tablename__ = "application_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(
        sa.ForeignKey("application.id", ondelete="CASCADE"), index=True
    )
    state: Mapped[ApplicationState]
    staff_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("staff.id"), index=True, comment="None: the student, or nobody in time"
    )
    reason: Mapped[str | None] = mapped_column(Sealed("application_event.reason"))
    at: Mapped[datetime]
