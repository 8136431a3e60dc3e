"""What the client library's errors mean, met over real HTTP."""

import asyncio
import socket

import httpx
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
        ({"kind": "bad_gateway"}, Failure(Fate.DOWN)),
        ({"kind": "server_error"}, Failure(Fate.DOWN)),
        ({"kind": "lost", "applied": True}, Failure(Fate.UNKNOWN)),
        ({"kind": "delay", "delay_s": 2.0, "applied": True}, Failure(Fate.UNKNOWN)),
    ],
    ids=["429", "502", "500", "lost", "late"],
)
async def test_what_becomes_of_a_call(client, control, sam, fault, failure):
    control.fault(method="sendMessage", **fault)

    assert await fate(client, sam) == failure


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 407, 429])
async def test_a_page_of_a_proxy_says_nothing_about_the_student(client, control, sam, status):
    control.fault("proxy_page", method="sendMessage", status=status)

    assert await fate(client, sam) == Failure(Fate.AWAY)


@pytest.mark.parametrize(("status", "what"), [(200, Fate.UNKNOWN), (504, Fate.DOWN)])
async def test_a_page_after_the_message_may_have_gone_through_leaves_it_open(
    client, control, sam, status, what
):
    control.fault("proxy_page", method="sendMessage", status=status)

    assert await fate(client, sam) == Failure(what)


BODIES = (
    b'{"ok": true}',
    b'{"ok": false, "error_code": 403, "description": "Forbidden: as if"}',
    b'{"error": "blocked"}',
    *(b"[1]", b"null", b"", b"\xff", b"[" * 100_000),
)


@pytest.mark.parametrize("body", BODIES)
async def test_a_200_without_a_result_leaves_it_open(body):
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        client = Client("1:A", f"http://127.0.0.1:{port}", answer_s=1.0)
        assert (await fate(client, 1)).fate is Fate.UNKNOWN
        await client.close()


@pytest.mark.parametrize(
    ("cause", "what"),
    [
        (httpx.ConnectError("refused"), Fate.AWAY),
        (httpx.ConnectTimeout("no network"), Fate.AWAY),
        (httpx.PoolTimeout("busy"), Fate.AWAY),
        (httpx.ProxyError("407"), Fate.AWAY),
        (httpx.ReadTimeout("late"), Fate.UNKNOWN),
        (httpx.ReadError("broke off"), Fate.UNKNOWN),
        (httpx.WriteTimeout("slow"), Fate.UNKNOWN),
        (httpx.RemoteProtocolError("closed"), Fate.UNKNOWN),
        (OSError("from below httpx"), Fate.UNKNOWN),
        (RuntimeError("a bug in the library"), Fate.UNKNOWN),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
async def test_only_what_certainly_did_not_arrive_is_away(client, sam, monkeypatch, cause, what):
    async def fail(*_args, **_more):
        raise cause

    monkeypatch.setattr(httpx.AsyncClient, "request", fail)

    assert (await fate(client, sam)).fate is what


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
