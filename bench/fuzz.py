"""Sends fuzzed messages and malformed updates to the webhook, and reads what became of them."""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr
from sqlalchemy import func, select

from bench.arrivals import Arrivals
from bench.fuzzing import CANARY, PRESSES, TEXTS, Json, Post, as_post, fuzzed, malformed
from bench.fuzzing import message as as_message
from bench.fuzzing import press as as_press
from bench.product import Product
from bench.telegram import running_on_telegram
from bot.telegram.webhook import MOST_BYTES, SECRET_HEADER
from bot.telegram.webhook_setup import PREFIX, secrets_of
from messages.services.chats import open_chat
from messages.services.updates import broken_updates
from messages.tables import Channel, DeliveryState, Inbox, InboxState, TelegramDelivery
from storage.clock import utc_now
from storage.database import Database, open_database, reading
from storage.settings import Settings
from tests.telegram_server.markup_text import with_automatic
from tests.telegram_server.server import TelegramServer, telegram_server

QUESTION, ANSWER = "how much does an electrician earn", "lectrician"
FIRST_ID = 700_000_001  # of our updates; the server's own are lower
BURST = 4  # messages of a chat that do not wait for the answer to the one before
PRESSED = 10  # one in so many messages is a pressed button
EDITED = 25  # one in so many changes a message
TELLING, VARIED = 12, 5  # characters, and different ones: other texts may stand there by accident
SETTLE_S = 600.0
AGAIN_S = 0.2
NO_ANSWER = 0  # counted among the statuses: the connection ended first


@dataclass(frozen=True)
class FuzzReport:
    """What the answers, the database and the logs say."""

    messages: int
    malformed: int
    statuses: dict[int, int]
    server_errors: int
    stuck_messages: int
    stuck_deliveries: int
    deliveries_given_up: int
    broken_updates: int
    chats: int
    chats_not_answered: int
    texts_in_logs: int
    gateway_restarts: int


@dataclass(frozen=True)
class Outcome:
    """What came back: statuses with their counts, and whether each chat was answered at last."""

    statuses: dict[int, int]
    malformed: int
    answered: list[bool]


def fuzz(home: Path, *, messages: int, malformed: int, chats: int) -> FuzzReport:
    """Start the product, send all of it from so many chats, and look."""
    texts = fuzzed(TEXTS, messages)
    presses = fuzzed(PRESSES, messages // PRESSED)
    with telegram_server() as server, running_on_telegram(home, server, "webhook") as product:
        db = open_database(Settings(home=home))
        try:
            attack, gateway = Attack(product, server, db), product.pid_of("gateway")
            outcome = asyncio.run(attack.run(texts, presses, malformed, chats))
            return _report(product, db, outcome, texts, gateway)
        finally:
            db.dispose()


class Attack:
    """Stands where Telegram's servers do, and sends what they never would."""

    def __init__(self, product: Product, server: TelegramServer, db: Database) -> None:
        self._control, self._db = server.control, db
        self._arrivals = Arrivals(server.control, db)
        settings = Settings(home=product.home, telegram_token=SecretStr(server.token))
        secrets = secrets_of(db, settings)
        self._url = f"http://127.0.0.1:{product.ports['gateway']}{PREFIX}/{secrets.path}"
        self._headers = {SECRET_HEADER: secrets.token}
        self._ids = itertools.count(FIRST_ID)
        self._statuses: Counter[int] = Counter()

    async def run(
        self, texts: Sequence[str], presses: Sequence[str], count_malformed: int, chats: int
    ) -> Outcome:
        """Return what came back, and which chats did not get their last answer."""
        users = [self._let_in() for _ in range(chats)]
        wrong = malformed(count_malformed, users, lambda: next(self._ids))
        timeout, limits = httpx.Timeout(60), httpx.Limits(max_connections=20)
        async with (
            httpx.AsyncClient(timeout=timeout, limits=limits, trust_env=False) as self._http,
            self._arrivals.watching(),
        ):
            await asyncio.gather(
                *(
                    self._talk(user, texts[n::chats], presses[n::chats], wrong[n::chats])
                    for n, user in enumerate(users)
                )
            )
            answered = await asyncio.gather(*(self._is_answered(user) for user in users))
        return Outcome(dict(sorted(self._statuses.items())), len(wrong), answered)

    def _let_in(self) -> int:
        user = self._control.make_user("Sam")
        open_chat(self._db, channel=Channel.TELEGRAM, address=str(user), now=utc_now())
        self._control.command(user, "start")
        return user

    async def _talk(
        self, user: int, texts: Sequence[str], presses: Sequence[str], wrong: Sequence[Post]
    ) -> None:
        """Send one chat's share in order, a few at a time, as people do."""
        posts = [*(self._said(user, number, text) for number, text in enumerate(texts)),
                 *({"callback_query": as_press(user, data)} for data in presses)]  # fmt: skip
        for number, body in enumerate(posts):
            await self._send(as_post({"update_id": next(self._ids), **body}))
            if number % BURST == BURST - 1:
                await self._settle(user)
        for post in wrong:
            await self._send(post)
        await self._settle(user)

    def _said(self, user: int, number: int, text: str) -> Json:
        kind = "edited_message" if number % EDITED == EDITED - 1 else "message"
        return {kind: as_message(user, _fields(text))}

    async def _send(self, post: Post) -> None:
        headers = {**self._headers, **({"content-type": post.kind} if post.kind else {})}
        while True:
            try:
                response = await self._http.post(self._url, content=post.content, headers=headers)
            except httpx.TransportError:  # as Telegram does where no answer comes: once more
                self._statuses[NO_ANSWER] += 1
                if len(post.content) > MOST_BYTES:  # refused before it was read to its end
                    return
                await asyncio.sleep(AGAIN_S)
                continue
            self._statuses[response.status_code] += 1
            return

    async def _settle(self, user: int) -> str:
        """Wait until all was answered and delivered; return the key of the chat.

        Some forget everything on the way: they are let in again.
        """
        address = str(user)
        key = open_chat(self._db, channel=Channel.TELEGRAM, address=address, now=utc_now())
        async with asyncio.timeout(SETTLE_S):
            await self._arrivals.answered(key)
        return key

    async def _is_answered(self, user: int) -> bool:
        """Ask something ordinary and return whether the answer to that came."""
        known = len(self._control.sent(chat_id=user))
        try:
            await self._settle(user)
            said = {"message": as_message(user, {"text": QUESTION})}
            await self._send(as_post({"update_id": next(self._ids), **said}))
            await self._settle(user)
        except TimeoutError:
            return False
        return any(ANSWER in one.text for one in self._control.sent(chat_id=user)[known:])


def _fields(text: str) -> Json:
    """Return the text with its commands marked, as Telegram marks them."""
    try:
        return {"text": text, **with_automatic(text, []).fields()}
    except UnicodeEncodeError:  # half a character: no app sends it, and Telegram marks nothing
        return {"text": text}


def _report(
    product: Product, db: Database, outcome: Outcome, texts: Sequence[str], gateway: int | None
) -> FuzzReport:
    with reading(db) as session:
        stuck = select(func.count()).select_from(Inbox).where(Inbox.state != InboxState.DONE)
        waiting, failed = (
            session.scalar(
                select(func.count())
                .select_from(TelegramDelivery)
                .where(TelegramDelivery.state == state)
            )
            for state in (DeliveryState.WAITING, DeliveryState.FAILED)
        )
        stuck_messages = session.scalar(stuck) or 0
    return FuzzReport(
        messages=len(texts) + len(texts) // PRESSED,
        malformed=outcome.malformed,
        statuses=outcome.statuses,
        server_errors=sum(count for status, count in outcome.statuses.items() if status >= 500),
        stuck_messages=stuck_messages,
        stuck_deliveries=waiting or 0,
        deliveries_given_up=failed or 0,
        broken_updates=broken_updates(db),
        chats=len(outcome.answered),
        chats_not_answered=outcome.answered.count(False),
        texts_in_logs=_found_in(product.logs(), texts),
        gateway_restarts=int(product.pid_of("gateway") != gateway),
    )


def _found_in(logs: str, texts: Sequence[str]) -> int:
    """Return how many texts stand in the logs, as they are, as Python or as JSON writes them."""
    stripped = {text.strip() for text in texts}
    telling = [text for text in stripped if len(text) >= TELLING and len(set(text)) >= VARIED]
    forms = {form for text in telling for form in (text, repr(text)[1:-1], json.dumps(text)[1:-1])}
    return sum(form in logs for form in {*forms, CANARY})
