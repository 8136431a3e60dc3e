"""What the client library's errors mean, met over real HTTP."""

import asyncio
import socket

import pytest
from telegram.error import TelegramError

from bot.telegram.client import Client, Failure, Fate, TelegramOffError, failure_of, make_client
from storage.settings import Settings


async def fate(client, chat_id, text="hi", **more):
    with pytest.raises(TelegramError) as error:
        await client.bot.send_message(chat_id, text, **more)
    return failure_of(error.value)


@pytest.fixture
def sam(control):
    user_id = control.make_user()
    control.command(user_id, "start")
    return user_id


@pytest.mark.parametrize(
    ("fault", "failure"),
    [
        ({"kind": "too_many_requests", "retry_after": 7}, Failure(Fate.FLOOD, 7.0)),
        ({"kind": "bad_gateway"}, Failure(Fate.AWAY)),
        ({"kind": "server_error"}, Failure(Fate.AWAY)),
        ({"kind": "lost", "applied": True}, Failure(Fate.UNKNOWN)),
        ({"kind": "delay", "delay_s": 2.0, "applied": True}, Failure(Fate.UNKNOWN)),
    ],
    ids=["429", "502", "500", "lost", "late"],
)
async def test_what_becomes_of_a_call(client, control, sam, fault, failure):
    control.fault(method="sendMessage", **fault)

    assert await fate(client, sam) == failure


async def test_who_is_gone_and_what_is_refused(client, control, sam):
    stranger = 4_999_999
    assert (await fate(client, stranger)).fate is Fate.GONE
    assert (await fate(client, sam, "<b>", parse_mode="HTML")).fate is Fate.BAD_HTML
    assert (await fate(client, sam, "x" * 5_000)).fate is Fate.REFUSED
    control.block(sam)
    assert (await fate(client, sam)).fate is Fate.GONE


async def test_a_wrong_token_and_nobody_at_home(server, free_port):
    wrong = Client("1:WRONG", server.url)
    nobody = Client("1:WRONG", f"http://127.0.0.1:{free_port}")

    assert (await fate(wrong, 1)).fate is Fate.LOCKED_OUT
    assert (await fate(nobody, 1)).fate is Fate.AWAY
    await wrong.close()
    await nobody.close()


async def test_an_answer_that_is_none_leaves_it_open():
    async def garbage(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(garbage, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        client = Client("1:A", f"http://127.0.0.1:{port}", answer_s=1.0)
        assert (await fate(client, 1)).fate is Fate.UNKNOWN
        await client.close()


async def test_a_server_that_never_answers_leaves_it_open():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        client = Client("1:A", url, answer_s=0.1)
        assert (await fate(client, 1)).fate is Fate.UNKNOWN
        await client.close()


def test_without_a_token_there_is_no_telegram():
    with pytest.raises(TelegramOffError):
        make_client(Settings(telegram_token=None))
