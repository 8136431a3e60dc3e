"""Tables of schools: the school, its terms, staff and their sessions, roster, join codes."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from schools.domain.roles import SchoolState
from storage.base import Base, Sealed


class School(Base):
    """A school and its settings."""

    __tablename__ = "school"
    __table_args__ = (
        sa.CheckConstraint("travel_limit_miles > 0", name="travel_limit_positive"),
        sa.CheckConstraint("telegram_from_age >= 13", name="telegram_age"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    urn: Mapped[str | None] = mapped_column(sa.String(6), unique=True)
    demo_name: Mapped[str | None] = mapped_column(
        sa.String(32), unique=True, comment="set only on a fictional school that we load"
    )
    state: Mapped[SchoolState] = mapped_column(default=SchoolState.DEMO)
    travel_limit_miles: Mapped[int] = mapped_column(default=10)
    town: Mapped[str | None] = mapped_column(
        sa.String(80), comment='a label of places.csv; what "near my school" means'
    )
    telegram_from_age: Mapped[int | None] = mapped_column(
        default=16, comment="years, by date of birth; None: Telegram is switched off"
    )
    created_at: Mapped[datetime]


class SchoolTerm(Base):
    """A term of a school, with its week off in the middle."""

    __tablename__ = "school_term"
    __table_args__ = (
        sa.CheckConstraint("starts_on < ends_on", name="in_order"),
        sa.CheckConstraint(
            "(half_term_from IS NULL AND half_term_to IS NULL)"
            " OR (starts_on < half_term_from AND half_term_from <= half_term_to"
            " AND half_term_to < ends_on)",
            name="half_term_inside",
        ),
        sa.UniqueConstraint("school_id", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(32))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    half_term_from: Mapped[date | None]
    half_term_to: Mapped[date | None]


class Staff(Base):
    """A member of staff who signs in with e-mail and password."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id"), index=True)
    name: Mapped[str] = mapped_column(Sealed("staff.name"))
    email: Mapped[str] = mapped_column(sa.String(254), unique=True, comment="lower case")
    password_hash: Mapped[str] = mapped_column(sa.String(256), comment="argon2id")
    roles: Mapped[list[str]] = mapped_column(sa.JSON)
    created_at: Mapped[datetime]


class StaffSession(Base):
    """A signed-in browser; only the hash of its token is kept. Signing out deletes the row."""

    __tablename__ = "staff_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True, comment="SHA-256")
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    last_seen_at: Mapped[datetime]


class SignInAttempt(Base):
    """A failed sign-in, for the limits; also for e-mails that nobody here has."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (
        sa.Index("ix_sign_in_attempt_email", "email_hash", "at"),
        sa.Index("ix_sign_in_attempt_address", "address_hash", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email_hash: Mapped[str] = mapped_column(sa.String(64), comment="SHA-256")
    address_hash: Mapped[str] = mapped_column(sa.String(64), comment="SHA-256")
    at: Mapped[datetime] = mapped_column(index=True)


class RosterEntry(Base):
    """A student as the school knows them: where name, date of birth and year come from."""

    __tablename__ = "roster_entry"
    __table_args__ = (
        sa.CheckConstraint("year_group BETWEEN 7 AND 13", name="year_group"),
        sa.Index("ix_roster_entry_school_year", "school_id", "year_group"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id"))
    name: Mapped[str] = mapped_column(Sealed("roster_entry.name"))
    date_of_birth: Mapped[str] = mapped_column(
        Sealed("roster_entry.date_of_birth"), comment="ISO 8601"
    )
    year_group: Mapped[int]
    known_in: Mapped[int] = mapped_column(comment="first year of the school year it is true for")
    tutor_group: Mapped[str | None] = mapped_column(sa.String(32))
    created_at: Mapped[datetime]


class JoinCode(Base):
    """A printed code: of one student and single use, or the demo's pool code of a year."""

    __tablename__ = "join_code"
    __table_args__ = (
        sa.CheckConstraint(
            "(roster_entry_id IS NULL) <> (pool_year IS NULL)", name="entry_or_pool"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("school.id"), index=True)
    roster_entry_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("roster_entry.id", ondelete="CASCADE"), index=True
    )
    pool_year: Mapped[int | None] = mapped_column(comment="binds the next free student of it")
    code: Mapped[str] = mapped_column(Sealed("join_code.code"), comment="to print it again")
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
