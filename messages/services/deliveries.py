"""Deliveries: what waits to be sent to Telegram, and how each try ended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Update, func, select, update
from sqlalchemy.orm import Session

from messages.domain.content import Picture, Say, ShownButton, picture_in
from messages.services.addresses import hash_of_address, telegram_address
from messages.services.leaving import drop_if_left
from messages.services.outbox import enqueue
from messages.services.quiet import may_be_sent
from messages.tables import Button, Channel, Chat, DeliveryState, Outbox, TelegramDelivery
from messages.words import WORDING
from storage.database import Database, reading, transaction
from storage.sealing import SealError

CLAIM_LIFE = timedelta(seconds=60)  # longer than any call to Telegram may take
_NOTICE = "undelivered"
# No fault, and nobody to be told.
EXPECTED = frozenset({"gone", "readdressed", "stopped", "closed", "empty"})


@dataclass(frozen=True)
class Delivery:
    """The next message of a chat; `address` is Telegram's chat id, `document` a kind of file.

    `is_answer`: the student asked for it, here or on another channel, or it is the last word to an
    account: it is sent whatever keeps other messages from the student.

    `is_last_words`: to an account that no chat has any more.

    `is_under_way`: a part of it was handed over by a process that died before the answer.
    """

    outbox_id: int
    chat_key: str
    address: str
    address_hash: str
    text: str
    buttons: tuple[ShownButton, ...]
    parts_sent: int
    is_repeatable: bool
    is_under_way: bool
    tries: int
    document: str | None = None
    picture: Picture | None = None
    is_answer: bool = True
    is_last_words: bool = False


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
    db: Database, *, now: datetime, by: str = "", busy: Collection[str] = (), limit: int = 50
) -> list[str]:
    """Return the chats with something to send now, whoever waits longest first.

    A chat whose oldest message must wait, waits as a whole: order is kept. Only reminders in
    quiet hours let others pass. `by` is who asks: what another sender has in its hands waits.
    """
    with reading(db) as session:
        heads = (
            select(func.min(TelegramDelivery.outbox_id).label("id"))
            .where(may_be_sent(session, now), TelegramDelivery.chat_key.not_in(busy))
            .group_by(TelegramDelivery.chat_key)
            .subquery()
        )
        due = (
            select(TelegramDelivery.chat_key)
            .join(heads, TelegramDelivery.outbox_id == heads.c.id)
            .where(TelegramDelivery.not_before.is_(None) | (TelegramDelivery.not_before <= now))
            .where(_is_free(by, now))
            .order_by(TelegramDelivery.outbox_id)
            .limit(limit)
        )
        return list(session.scalars(due))


def next_delivery(db: Database, chat_key: str, *, now: datetime, by: str = "") -> Delivery | None:
    """Return a chat's oldest message that is to be sent now by `by`, None if there is none.

    Raises:
        UndeliverableError: it does not open, or the chat has no live address.
        StoreUnavailableError: the database could not be reached.
    """
    with reading(db) as session:
        mine = select(TelegramDelivery).where(TelegramDelivery.chat_key == chat_key)
        mine = mine.where(may_be_sent(session, now))
        row = session.scalar(mine.order_by(TelegramDelivery.outbox_id).limit(1))
        if row is None or (row.not_before is not None and row.not_before > now):
            return None
        if _is_anothers(row, by, now):
            return None
        try:
            return _opened(session, row)
        except SealError as error:
            raise UndeliverableError(row.outbox_id, "sealed") from error
        except (LookupError, TypeError, ValueError) as error:  # nothing that we write today
            raise UndeliverableError(row.outbox_id, "broken") from error


def begin_part(db: Database, delivery: Delivery, *, by: str, now: datetime) -> bool:
    """Claim the next part of a message right before it is handed over; return whether to do so.

    Not if it was given up since, if another sender has it in its hands or has sent that part, or
    if the chat has another account now. The claim ends with what is noted of the part, or by
    itself after `CLAIM_LIFE`; what must not be said twice is of unknown fate until then.
    """
    # SQLite has one gateway: there is nobody to claim a harmless message from.
    is_look = db.is_sqlite and delivery.is_repeatable
    with reading(db) if is_look else transaction(db) as session:
        row = session.get(TelegramDelivery, delivery.outbox_id, with_for_update=not is_look)
        if row is None or row.state is not DeliveryState.WAITING or _is_anothers(row, by, now):
            return False
        if not delivery.is_last_words and not _is_account_of(session, row.chat_key, delivery):
            return False
        if row.parts_sent != delivery.parts_sent:
            return False
        if not is_look:
            row.is_under_way = not row.is_repeatable
            row.claimed_by, row.claimed_until = by, now + CLAIM_LIFE
        return True


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
        if row.state is not DeliveryState.WAITING or row.parts_sent >= parts_sent:
            return  # given up, for another account by now; or noted before
        row.parts_sent, row.is_under_way, row.message_id = parts_sent, False, message_id
        row.claimed_by = row.claimed_until = None
        if is_last:
            row.state, row.failure, row.failed_at = DeliveryState.SENT, None, None
            row.has_keyboard = has_keyboard
            session.get_one(Outbox, outbox_id).sent_at = now
            row.address = None
            drop_if_left(session, row.chat_key)


def postpone(
    db: Database, outbox_id: int, *, until: datetime | None = None, counts: bool = False
) -> None:
    """Note that Telegram certainly did not take a part; with `counts` the try counts."""
    tries = TelegramDelivery.tries + 1 if counts else TelegramDelivery.tries
    with transaction(db) as session:
        session.execute(
            _waiting(outbox_id).values(
                is_under_way=False,
                not_before=until,
                tries=tries,
                claimed_by=None,
                claimed_until=None,
            )
        )


def fail_delivery(db: Database, outbox_id: int, failure: str, *, now: datetime) -> None:
    """Give a message up; the student is told that one may be missing, if anybody is there.

    Giving up twice changes nothing.
    """
    with transaction(db) as session:
        _lock_chat(session, outbox_id)
        row = session.get(TelegramDelivery, outbox_id, with_for_update=True)
        if row is None or row.state is not DeliveryState.WAITING:
            return
        row.state, row.failure, row.failed_at = DeliveryState.FAILED, failure, now
        row.address = None
        if telegram_address(session, row.chat_key) is None:  # nobody is there to be told
            drop_if_left(session, row.chat_key)
            return
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


def abandon_delivery(db: Database, outbox_id: int, failure: str, *, now: datetime) -> None:
    """Give a message up and say nothing: the last resort where `fail_delivery` itself breaks."""
    with transaction(db) as session:
        ended = {"state": DeliveryState.FAILED, "failure": failure, "failed_at": now}
        session.execute(_waiting(outbox_id).values(ended))


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


def _is_free(by: str, now: datetime) -> ColumnElement[bool]:
    """The same as `not _is_anothers`, for the database."""
    holder, until = TelegramDelivery.claimed_by, TelegramDelivery.claimed_until
    return holder.is_(None) | (holder == by) | (until <= now)


def _is_anothers(row: TelegramDelivery, by: str, now: datetime) -> bool:
    """Return whether another sender has a part of it in its hands, and may well be alive."""
    if row.claimed_by in (None, by) or row.claimed_until is None:
        return False
    return row.claimed_until > now


def _opened(session: Session, row: TelegramDelivery) -> Delivery:
    outbox = session.get_one(Outbox, row.outbox_id)
    address, address_hash = _account(session, row)
    buttons = session.scalars(
        select(Button).where(Button.outbox_id == row.outbox_id).order_by(Button.position)
    )
    return Delivery(
        outbox_id=row.outbox_id,
        chat_key=row.chat_key,
        address=address,
        address_hash=address_hash,
        text=str(outbox.content["text"]),
        buttons=tuple(ShownButton(button.title, button.token) for button in buttons),
        parts_sent=row.parts_sent,
        is_repeatable=row.is_repeatable,
        is_under_way=row.is_under_way,
        tries=row.tries,
        document=outbox.content.get("document"),
        picture=picture_in(outbox.content),
        is_answer=outbox.inbox_id is not None or row.address is not None,
        is_last_words=row.address is not None,
    )


def _account(session: Session, row: TelegramDelivery) -> tuple[str, str]:
    """Return where a message goes, and the hash that this account is known by."""
    if row.address is not None:
        return row.address, hash_of_address(session, row.address)
    live = telegram_address(session, row.chat_key)
    if live is None or live.address is None:
        raise UndeliverableError(row.outbox_id, "gone")
    return live.address, live.address_hash


def _is_account_of(session: Session, chat_key: str, delivery: Delivery) -> bool:
    live = telegram_address(session, chat_key)
    return live is not None and live.address_hash == delivery.address_hash


def _is_notice(session: Session, outbox_id: int) -> bool:
    key = session.scalar(select(Outbox.unique_key).where(Outbox.id == outbox_id))
    return key is not None and key.startswith(f"{_NOTICE}:")


def _waiting(outbox_id: int) -> Update:
    """Begin a change of a message that is not decided yet."""
    return update(TelegramDelivery).where(
        TelegramDelivery.outbox_id == outbox_id, TelegramDelivery.state == DeliveryState.WAITING
    )


def _lock_chat(session: Session, outbox_id: int) -> None:
    """Lock a message's chat before the message, as whoever moves the chat's address does."""
    chat_key = select(TelegramDelivery.chat_key).where(TelegramDelivery.outbox_id == outbox_id)
    mine = select(Chat.key).where(Chat.key == chat_key.scalar_subquery())
    session.execute(mine.with_for_update()).all()
