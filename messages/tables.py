"""Tables of conversations: chats, what came in, what goes out, buttons, the log of turns."""

from datetime import datetime, time
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from messages.domain.content import Use
from storage.base import Base, Sealed, SealedJson


class Channel(str, Enum):
    """Where a chat happens."""

    WEB = "web"
    TERMINAL = "terminal"
    TELEGRAM = "telegram"


class InboxState(str, Enum):
    """Where an incoming message stands."""

    WAITING = "waiting"  # to be answered
    DONE = "done"
    PARKED = "parked"  # given up after several tries; staff see it


class InboxKind(str, Enum):
    """What came in."""

    TEXT = "text"
    BUTTON = "button"  # the text is the button's payload, from our own table


class Chat(Base):
    """One conversation, known by a random key that is also Rasa's sender id."""

    __tablename__ = "chat"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    student_key: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    school_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
    forgotten_in: Mapped[str | None] = mapped_column(
        sa.String(64),
        comment="the turn under way when it was erased; its end removes what it still wrote",
    )


class ChatAddress(Base):
    """Where a conversation can be reached; one may have several, but one Telegram account."""

    __tablename__ = "chat_address"
    __table_args__ = (
        sa.UniqueConstraint("channel", "address_hash"),
        sa.Index(
            "ix_chat_address_telegram",
            "chat_key",
            unique=True,
            sqlite_where=sa.text("channel = 'telegram'"),
            postgresql_where=sa.text("channel = 'telegram'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_key: Mapped[str] = mapped_column(sa.ForeignKey("chat.key", ondelete="CASCADE"), index=True)
    channel: Mapped[Channel]
    address_hash: Mapped[str] = mapped_column(
        sa.String(64), comment="keyed hash of the channel's own address (web: the cookie's secret)"
    )
    # Opened only where something is sent: a value that does not open must not stop the rest.
    address: Mapped[str | None] = mapped_column(
        Sealed("chat_address.address"),
        deferred=True,
        comment="only where we must call back: Telegram's chat id",
    )
    created_at: Mapped[datetime]
    gone_at: Mapped[datetime | None] = mapped_column(
        comment="the student blocked us or left the channel; writing again brings them back"
    )
    stopped_at: Mapped[datetime | None] = mapped_column(comment="/stop: no reminders")


class Inbox(Base):
    """An incoming message; committed before anybody acknowledges it."""

    __tablename__ = "inbox"
    __table_args__ = (
        sa.UniqueConstraint("channel", "update_id"),
        sa.Index("ix_inbox_waiting", "state", "chat_key", "id"),
        {"sqlite_autoincrement": True},  # alerts outlive messages: an id must not come again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[str] = mapped_column(sa.String(64), unique=True)
    chat_key: Mapped[str] = mapped_column(sa.ForeignKey("chat.key", ondelete="CASCADE"))
    channel: Mapped[Channel]
    update_id: Mapped[str] = mapped_column(sa.String(128))
    kind: Mapped[InboxKind]
    # Opened only where they are read: a value that does not open must not stop the queue.
    text: Mapped[str | None] = mapped_column(Sealed("inbox.text"), deferred=True)
    shown: Mapped[str | None] = mapped_column(
        Sealed("inbox.shown"),
        deferred=True,
        comment="what the student sees as their own words; None: nothing",
    )
    received_at: Mapped[datetime] = mapped_column(index=True)
    late_at: Mapped[datetime] = mapped_column(comment="unanswered by then: the student is told")
    state: Mapped[InboxState] = mapped_column(default=InboxState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    told_late_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Outbox(Base):
    """A message to a student, in the order in which it was written."""

    __tablename__ = "outbox"
    __table_args__ = (
        sa.Index("ix_outbox_chat", "chat_key", "id"),
        {"sqlite_autoincrement": True},  # readers ask for what came after an id
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_key: Mapped[str] = mapped_column(sa.ForeignKey("chat.key", ondelete="CASCADE"))
    inbox_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("inbox.id", ondelete="CASCADE"), index=True
    )
    channel: Mapped[Channel | None] = mapped_column(
        comment="where the question came from; None: said unasked, for every channel"
    )
    content: Mapped[dict[str, Any]] = mapped_column(SealedJson("outbox.content"))
    unique_key: Mapped[str | None] = mapped_column(sa.String(128), unique=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None] = mapped_column(comment="when the channel took it")


class DeliveryState(str, Enum):
    """Where a message's way to Telegram stands."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"  # given up; `failure` says why


class TelegramDelivery(Base):
    """A message's way to Telegram: one row for each outbox row that goes there.

    It is written with the outbox row, if the chat then has a live Telegram address.
    """

    __tablename__ = "telegram_delivery"
    __table_args__ = (sa.Index("ix_telegram_delivery_waiting", "state", "chat_key", "outbox_id"),)

    outbox_id: Mapped[int] = mapped_column(
        sa.ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    chat_key: Mapped[str] = mapped_column(sa.ForeignKey("chat.key", ondelete="CASCADE"), index=True)
    # Opened only where it is sent: a value that does not open must not stop the rest.
    address: Mapped[str | None] = mapped_column(
        Sealed("telegram_delivery.address"),
        deferred=True,
        comment="of an account that no chat has any more: for last words, until they ended",
    )
    is_reminder: Mapped[bool] = mapped_column(comment="waits in quiet hours, dropped after /stop")
    is_repeatable: Mapped[bool] = mapped_column(comment="may be sent again if nobody knows")
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.WAITING)
    parts_sent: Mapped[int] = mapped_column(default=0)
    is_under_way: Mapped[bool] = mapped_column(
        default=False, comment="of one not repeatable: a part was handed over, no answer kept yet"
    )
    claimed_by: Mapped[str | None] = mapped_column(
        sa.String(64), comment="the sender that has a part of it in its hands"
    )
    claimed_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, comment="that failed while others got through")
    not_before: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(sa.String(32))
    message_id: Mapped[int | None] = mapped_column(
        sa.BigInteger, comment="Telegram's id of the last part, which carries the keyboard"
    )
    has_keyboard: Mapped[bool] = mapped_column(default=False, comment="it is still to be seen")


class TelegramBot(Base):
    """The bot as Telegram calls it: for links to it, without asking Telegram each time."""

    __tablename__ = "telegram_bot"

    bot_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    username: Mapped[str] = mapped_column(sa.String(64))


class QuietTime(Base):
    """When a school's students are not to be disturbed; a school without a row: as usual."""

    __tablename__ = "quiet_time"

    school_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quiet_from: Mapped[time] = mapped_column(comment="school time")
    quiet_to: Mapped[time]


class TelegramUpdate(Base):
    """An update from Telegram that did something beside the inbox, or that broke; kept for days."""

    __tablename__ = "telegram_update"

    update_id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    handled_at: Mapped[datetime] = mapped_column(index=True)
    failure: Mapped[str | None] = mapped_column(sa.String(64), comment="class name only")


class Button(Base):
    """What pressing a button means; the student's side holds only the token."""

    __tablename__ = "button"

    token: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    chat_key: Mapped[str] = mapped_column(sa.ForeignKey("chat.key", ondelete="CASCADE"), index=True)
    outbox_id: Mapped[int] = mapped_column(sa.ForeignKey("outbox.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(Sealed("button.title"))
    payload: Mapped[str] = mapped_column(Sealed("button.payload"))
    use: Mapped[Use] = mapped_column(default=Use.ANY)
    used_in: Mapped[int | None] = mapped_column(
        index=True, comment="the inbox row of the press after which it does nothing more"
    )
    expires_at: Mapped[datetime]


class Turn(Base):
    """The log of conversations: what was said, understood and answered, and how fast."""

    __tablename__ = "turn"
    __table_args__ = (sa.Index("ix_turn_chat", "chat_key", "inbox_id"),)

    inbox_id: Mapped[int] = mapped_column(
        sa.ForeignKey("inbox.id", ondelete="CASCADE"), primary_key=True
    )
    chat_key: Mapped[str] = mapped_column(sa.ForeignKey("chat.key", ondelete="CASCADE"))
    school_id: Mapped[int | None]
    answered_by: Mapped[str] = mapped_column(sa.String(16), comment="bot, rules or staff")
    intent: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    confidence: Mapped[float | None] = mapped_column(comment="0..1")
    understanding: Mapped[dict[str, Any] | None] = mapped_column(
        SealedJson("turn.understanding"), comment="ranking and entities"
    )
    latency_ms: Mapped[int] = mapped_column(comment="received to answered")
    created_at: Mapped[datetime] = mapped_column(index=True)
