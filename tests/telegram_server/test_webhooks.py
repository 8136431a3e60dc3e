"""The webhook: secret, order, several connections, repetition until it is taken, its record."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram import Bot

from tests.telegram_server.control import Control
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.webhooks import SECRET_HEADER


class Receiver:
    """A webhook: keeps what comes, answers with `statuses` first and 200 afterwards."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.secrets: list[str | None] = []
        self.statuses: list[int] = []
        self.reply: dict[str, Any] | None = None
        self.delay_s = 0.0
        self.running = 0
        self.most_at_once = 0
        self.url = ""

    async def take(self, request: Request) -> Response:
        """Answer one update."""
        self.seen.append(await request.json())
        self.times.append(asyncio.get_running_loop().time())
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        await asyncio.sleep(self.delay_s)
        self.running -= 1
        status = self.statuses.pop(0) if self.statuses else 200
        return JSONResponse(self.reply or {}, status_code=status)

    @property
    def texts(self) -> list[str]:
        """The texts of the messages that came."""
        return [update["message"]["text"] for update in self.seen]

    async def wait(self, count: int) -> None:
        """Wait until so many updates came."""
        async with asyncio.timeout(5):
            while len(self.seen) < count:
                await asyncio.sleep(0.005)
        await asyncio.sleep(0.05)


@pytest.fixture
async def receiver(free_port: int) -> AsyncIterator[Receiver]:
    """A webhook that listens."""
    found = Receiver()
    found.url = f"http://127.0.0.1:{free_port}/hook"
    app = Starlette(routes=[Route("/hook", found.take, methods=["POST"])])
    config = uvicorn.Config(app, host="127.0.0.1", port=free_port, log_config=None)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    yield found
    server.should_exit = True
    await task


async def test_updates_come_with_the_secret_and_are_then_forgotten(
    bot: Bot, control: Control, receiver: Receiver, sam: int
) -> None:
    assert await bot.set_webhook(receiver.url, secret_token="s3cret_-")
    control.text(sam, "hello")
    await receiver.wait(2)

    assert receiver.texts == ["/start", "hello"]
    assert receiver.secrets == ["s3cret_-"] * 2
    assert control.pending() == []


async def test_without_a_secret_there_is_no_header(bot: Bot, receiver: Receiver, sam: int) -> None:
    await bot.set_webhook(receiver.url)
    await receiver.wait(1)

    assert receiver.secrets == [None]


async def test_an_update_is_sent_again_with_growing_pauses_until_it_is_taken(
    bot: Bot, control: Control, receiver: Receiver, sam: int
) -> None:
    receiver.statuses = [500, 404, 503, 302]
    control.text(sam, "after it")
    await bot.set_webhook(receiver.url)
    await receiver.wait(6)

    assert receiver.texts == ["/start"] * 5 + ["after it"]
    assert len({update["update_id"] for update in receiver.seen}) == 2
    pauses = [late - early for early, late in zip(receiver.times, receiver.times[1:], strict=False)]
    assert pauses[0] < pauses[3]  # the first repetition is at once
    assert [
        pause >= least for pause, least in zip(pauses[1:], (0.04, 0.08, 0.16), strict=False)
    ] == [True] * 3
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"
    assert info.last_error_date is not None
    assert info.pending_update_count == 0


async def test_a_webhook_that_is_not_there_is_told_and_keeps_its_updates(
    bot: Bot, control: Control, sam: int
) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook", max_connections=3)
    await asyncio.sleep(0.1)

    info = await bot.get_webhook_info()

    assert (info.url, info.max_connections) == ("http://127.0.0.1:9/hook", 3)
    assert info.pending_update_count == 1
    assert info.last_error_message == "Connection refused"


async def test_a_chats_messages_wait_for_each_other_and_chats_do_not(
    bot: Bot, control: Control, receiver: Receiver
) -> None:
    receiver.delay_s = 0.15
    people = [control.make_user() for _ in range(4)]
    for number in range(3):
        for user_id in people:
            control.text(user_id, f"{user_id} {number}")
    await bot.set_webhook(receiver.url)
    await receiver.wait(12)

    assert receiver.most_at_once == 4
    for user_id in people:
        own = [text for text in receiver.texts if text.startswith(str(user_id))]
        assert own == [f"{user_id} {number}" for number in range(3)]


async def test_there_are_no_more_connections_than_allowed(
    bot: Bot, control: Control, receiver: Receiver
) -> None:
    receiver.delay_s = 0.02
    for _ in range(6):
        control.text(control.make_user(), "hi")
    await bot.set_webhook(receiver.url, max_connections=2)
    await receiver.wait(6)

    assert receiver.most_at_once == 2


async def test_a_press_may_overtake_a_message_of_the_same_chat(
    bot: Bot, control: Control, receiver: Receiver, sam: int
) -> None:
    receiver.delay_s = 0.3
    control.press_stale(sam, 1, "yes")
    await bot.set_webhook(receiver.url)
    await receiver.wait(2)

    assert receiver.most_at_once == 2


async def test_retry_after_of_the_webhook_is_obeyed(
    bot: Bot, server: TelegramServer, receiver: Receiver, sam: int
) -> None:
    receiver.statuses = [429]
    await bot.set_webhook(receiver.url)
    await receiver.wait(2)

    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 429 Too Many Requests"


async def test_a_method_in_the_answer_is_called(
    bot: Bot, control: Control, receiver: Receiver, sam: int
) -> None:
    receiver.reply = {"method": "sendMessage", "chat_id": sam, "text": "in the answer"}
    await bot.set_webhook(receiver.url)

    [sent] = await control.wait_sent(1, timeout_s=3)

    assert sent.text == "in the answer"


async def test_updates_come_twice_and_out_of_order_on_demand(
    bot: Bot, control: Control, receiver: Receiver, sam: int
) -> None:
    control.text(sam, "two")
    control.text(sam, "three")
    control.disturb_updates("out_of_order")
    await bot.set_webhook(receiver.url)
    await receiver.wait(3)
    control.disturb_updates("duplicate")
    control.text(sam, "four")
    await receiver.wait(5)

    assert receiver.texts == ["two", "/start", "three", "four", "four"]
    assert receiver.seen[3] == receiver.seen[4]


async def test_deleting_the_webhook_lets_updates_wait_again(
    bot: Bot, control: Control, receiver: Receiver, sam: int
) -> None:
    await bot.set_webhook(receiver.url)
    await receiver.wait(1)
    assert await bot.delete_webhook()
    control.text(sam, "later")
    await asyncio.sleep(0.05)

    assert receiver.texts == ["/start"]
    assert [u.message and u.message.text for u in await bot.get_updates()] == ["later"]


async def test_setting_it_again_changes_nothing(bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url, allowed_updates=["message"], ip_address="127.0.0.1")
    await bot.set_webhook(receiver.url)

    info = await bot.get_webhook_info()

    assert info.allowed_updates == ("message",)
    assert info.ip_address == "127.0.0.1"
