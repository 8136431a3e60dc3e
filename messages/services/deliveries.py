"""Deliveries: what waits to be sent to Telegram, and how each try ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from messages.domain.content import Say, ShownButton
from messages.domain.quiet import is_quiet
from messages.services.addresses import forget_telegram, telegram_address
from messages.services.outbox import FAREWELL, enqueue
from messages.tables import Button, Channel, DeliveryState, Outbox, TelegramDelivery
from messages.words import WORDING
from storage.database import Database, reading, transaction
from storage.sealing import SealError

MOST_KEYBOARDS = 3  # of a chat at once; older ones stay, and their buttons answer politely
_NOTICE = "undelivered"
EXPECTED = frozenset(
    {"gone", "readdressed", "stopped", "closed"}
)  # no fault, and nobody to be told


@dataclass(frozen=True)
class Delivery:
    """The next message of a chat; `address` is Telegram's chat id, `document` a kind of file.

    `is_answer`: the student asked for it, here or on another channel.

    `is_under_way`: a part of it was handed over by a process that died before the answer.
    """

    outbox_id: int
    chat_key: str
    address: str
    text: str
    buttons: tuple[ShownButton, ...]
    parts_sent: int
    is_repeatable: bool
    is_under_way: bool
    tries: int
    document: str | None = None
    is_answer: bool = True


class UndeliverableError(Exception):
    """A message cannot be sent whatever Telegram says; `failure` is a short code."""

    def __init__(self, outbox_id: int, failure: str) -> None:
        super().__init__(f"{outbox_id}: {failure}")
        self.outbox_id = outbox_id
        self.failure = failure


@dataclass(frozen=True)
class DeliveryCounts:
    """How many messages wait, and how many were given up, by code."""

    waiting: int
    failed: dict[str, int]


def chats_to_send_to(
    db: Database, *, now: datetime, busy: Collection[str] = (), limit: int = 50
) -> list[str]:
    """Return the chats with something to send now, whoever waits longest first.

    A chat whose oldest message must wait, waits as a whole: order is kept. Only reminders in
    quiet hours let others pass.
    """
    heads = (
        select(func.min(TelegramDelivery.outbox_id).label("id"))
        .where(_waits(now), TelegramDelivery.chat_key.not_in(busy))
        .group_by(TelegramDelivery.chat_key)
        .subquery()
    )
    due = (
        select(TelegramDelivery.chat_key)
        .join(heads, TelegramDelivery.outbox_id == heads.c.id)
        .where(TelegramDelivery.not_before.is_(None) | (TelegramDelivery.not_before <= now))
        .order_by(TelegramDelivery.outbox_id)
        .limit(limit)
    )
    with reading(db) as session:
        return list(session.scalars(due))


def next_delivery(db: Database, chat_key: str, *, now: datetime) -> Delivery | None:
    """Return a chat's oldest message that is to be sent now, None if there is none.

    Raises:
        UndeliverableError: it does not open, or the chat has no live address.
        StoreUnavailableError: the database could not be reached.
    """
    with reading(db) as session:
        mine = select(TelegramDelivery).where(_waits(now), TelegramDelivery.chat_key == chat_key)
        row = session.scalar(mine.order_by(TelegramDelivery.outbox_id).limit(1))
        if row is None or (row.not_before is not None and row.not_before > now):
            return None
        try:
            return _opened(session, row)
        except SealError as error:
            raise UndeliverableError(row.outbox_id, "sealed") from error


def begin_part(db: Database, outbox_id: int) -> None:
    """Note, before a part is handed over, that its fate will be unknown until noted otherwise."""
    _change(db, outbox_id, is_under_way=True)


def note_part(
    db: Database,
    outbox_id: int,
    *,
    parts_sent: int,
    is_last: bool,
    message_id: int,
    has_keyboard: bool,
    now: datetime,
) -> None:
    """Note that Telegram took a part; with the last one the message is sent."""
    with transaction(db) as session:
        row = session.get(TelegramDelivery, outbox_id, with_for_update=True)
        if row is None:  # erased meanwhile
            return
        row.parts_sent, row.is_under_way, row.message_id = parts_sent, False, message_id
        if is_last:
            row.state, row.failure, row.failed_at = DeliveryState.SENT, None, None
            row.has_keyboard = has_keyboard
            outbox = session.get_one(Outbox, outbox_id)
            outbox.sent_at = now
            if outbox.unique_key == f"{FAREWELL}:{row.chat_key}":
                forget_telegram(session, row.chat_key)


def postpone(
    db: Database, outbox_id: int, *, until: datetime | None = None, counts: bool = False
) -> None:
    """Note that Telegram certainly did not take a part; with `counts` the try counts."""
    tries = TelegramDelivery.tries + 1 if counts else TelegramDelivery.tries
    _change(db, outbox_id, is_under_way=False, not_before=until, tries=tries)


def fail_delivery(db: Database, outbox_id: int, failure: str, *, now: datetime) -> None:
    """Give a message up; the student is told that one may be missing, if anybody is there.

    Giving up twice changes nothing.
    """
    with transaction(db) as session:
        row = session.get(TelegramDelivery, outbox_id, with_for_update=True)
        if row is None or row.state is not DeliveryState.WAITING:
            return
        row.state, row.failure, row.failed_at = DeliveryState.FAILED, failure, now
        if failure in EXPECTED or _is_notice(session, outbox_id):
            return
        enqueue(
            session,
            row.chat_key,
            [Say(WORDING.text("undelivered"))],
            now=now,
            channel=Channel.TELEGRAM,
            unique_key=f"{_NOTICE}:{outbox_id}",
        )


def shown_keyboards(db: Database, chat_key: str) -> dict[int, int]:
    """Return a chat's newest messages with buttons to be seen: outbox id to Telegram's id."""
    newest = (
        select(TelegramDelivery.outbox_id, TelegramDelivery.message_id)
        .where(TelegramDelivery.chat_key == chat_key, TelegramDelivery.has_keyboard.is_(True))
        .order_by(TelegramDelivery.outbox_id.desc())
        .limit(MOST_KEYBOARDS)
    )
    with reading(db) as session:
        return {
            outbox_id: message_id
            for outbox_id, message_id in session.execute(newest)
            if message_id is not None
        }


def note_keyboards_gone(db: Database, outbox_ids: Collection[int]) -> None:
    """Note that these messages' buttons are taken away."""
    with transaction(db) as session:
        session.execute(
            update(TelegramDelivery)
            .where(TelegramDelivery.outbox_id.in_(outbox_ids))
            .values(has_keyboard=False)
        )


def delivery_counts(db: Database) -> DeliveryCounts:
    """Return how many messages wait for Telegram and how many failed."""
    by_state = select(TelegramDelivery.state, TelegramDelivery.failure, func.count()).group_by(
        TelegramDelivery.state, TelegramDelivery.failure
    )
    waiting, failed = 0, dict[str, int]()
    with reading(db) as session:
        found = by_state.where(TelegramDelivery.state != DeliveryState.SENT)
        for state, failure, count in session.execute(found):
            if state is DeliveryState.WAITING:
                waiting += count
            else:
                failed[failure or "?"] = count
    return DeliveryCounts(waiting, failed)


def _waits(now: datetime) -> ColumnElement[bool]:
    waits = TelegramDelivery.state == DeliveryState.WAITING
    return and_(waits, TelegramDelivery.is_reminder.is_(False)) if is_quiet(now) else waits


def _opened(session: Session, row: TelegramDelivery) -> Delivery:
    outbox = session.get_one(Outbox, row.outbox_id)
    address = telegram_address(session, row.chat_key)
    if address is None or address.address is None:
        raise UndeliverableError(row.outbox_id, "gone")
    buttons = session.scalars(
        select(Button).where(Button.outbox_id == row.outbox_id).order_by(Button.position)
    )
    return Delivery(
        outbox_id=row.outbox_id,
        chat_key=row.chat_key,
        address=address.address,
        text=str(outbox.content["text"]),
        buttons=tuple(ShownButton(button.title, button.token) for button in buttons),
        parts_sent=row.parts_sent,
        is_repeatable=row.is_repeatable,
        is_under_way=row.is_under_way,
        tries=row.tries,
        document=outbox.content.get("document"),
        is_answer=outbox.inbox_id is not None,
    )


def _is_notice(session: Session, outbox_id: int) -> bool:
    key = session.scalar(select(Outbox.unique_key).where(Outbox.id == outbox_id))
    return key is not None and key.startswith(f"{_NOTICE}:")


def _change(db: Database, outbox_id: int, **values: object) -> None:
    with transaction(db) as session:
        session.execute(
            update(TelegramDelivery).where(TelegramDelivery.outbox_id == outbox_id).values(values)
        )
