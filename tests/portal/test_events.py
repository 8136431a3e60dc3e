"""Pushed lines over real connections: quickly, in order, resumed, and let go at the end."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import httpx
import pytest

from messages.domain.content import Choice, Say
from messages.services.outbox import enqueue
from messages.wake import WakeSender
from portal.app import create_app
from portal.pulse import POLL_S, Pulse
from storage.clock import utc_now
from storage.database import transaction
from students.services.renewal import renew_code
from tests.portal.serving import served


@pytest.fixture
def address(settings, db) -> Iterator[str]:
    """Where the running portal is."""
    with served(create_app(settings, db), settings.portal_port) as url:
        yield url


def say(db, chat_key: str, *texts: str) -> None:
    with transaction(db) as session:
        says = [Say(text, (Choice("More", "/more"),)) for text in texts]
        enqueue(session, chat_key, says, now=utc_now())


class Stream:
    """An open event stream, read line by line."""

    def __init__(self, response: httpx.Response) -> None:
        self._lines = response.iter_lines()

    def next(self, kind: str) -> dict[str, str]:
        """Return the next event of a kind, with its fields."""
        event: dict[str, str] = {}
        for line in self._lines:
            if line:
                name, _, value = line.partition(": ")
                event[name] = value
            elif event.get("event") == kind:
                return event
            else:
                event = {}
        raise EOFError(kind)


def open_stream(client: httpx.Client, world, **headers: str):
    client.cookies.set("foothold_chat", world.chat_address)
    return client.stream("GET", "/chat/events", headers=headers)


def test_a_line_is_pushed_with_its_buttons_soon_after_it_is_written(address, db, world):
    with httpx.Client(base_url=address) as client, open_stream(client, world) as response:
        stream = Stream(response)
        stream.next("waiting")
        began = time.monotonic()
        say(db, world.chat_key, "pushed <b>text</b>")
        while "pushed" not in (event := stream.next("line"))["data"]:
            pass
        took_s = time.monotonic() - began

    data = json.loads(event["data"])
    assert response.headers["content-type"].startswith("text/event-stream")
    assert "pushed &lt;b&gt;text&lt;/b&gt;" in data["html"]
    assert "More" in data["replies"]
    assert took_s < POLL_S + 1


def test_a_nudge_from_the_gateway_beats_the_poll(address, db, world, settings, monkeypatch):
    monkeypatch.setattr("portal.pulse.POLL_S", 30.0)
    gateway = WakeSender(settings.portal_port)
    with httpx.Client(base_url=address) as client, open_stream(client, world) as response:
        stream = Stream(response)
        stream.next("waiting")
        time.sleep(1)  # the poll's last short pause is over
        say(db, world.chat_key, "nudged")
        gateway.wake()
        began = time.monotonic()
        while "nudged" not in stream.next("line")["data"]:
            pass

    gateway.close()
    assert time.monotonic() - began < 2


def test_a_stream_resumes_after_the_line_that_the_browser_saw_last(address, db, world):
    say(db, world.chat_key, "alpha", "beta", "gamma")
    with httpx.Client(base_url=address) as client:
        with open_stream(client, world) as response:
            stream = Stream(response)
            while "alpha" not in (event := stream.next("line"))["data"]:
                pass
        with open_stream(client, world, **{"last-event-id": event["id"]}) as response:
            stream = Stream(response)
            rest = [json.loads(stream.next("line")["data"])["html"] for _ in range(2)]

    assert ["beta" in rest[0], "gamma" in rest[1]] == [True, True]


def test_other_chats_hear_nothing(address, db, world, other):
    with httpx.Client(base_url=address) as client, open_stream(client, other) as response:
        stream = Stream(response)
        stream.next("waiting")
        say(db, world.chat_key, "not for you")
        say(db, other.chat_key, "for you")
        while "for you" not in (event := stream.next("line"))["data"]:
            pass

    assert "not for you" not in event["data"]


def test_the_pulse_finds_what_was_committed_out_of_order(db, world):
    pulse = Pulse(db)
    pulse._chats_with_news()
    say(db, world.chat_key, "late")
    newest = max(pulse._seen) + 1
    pulse._newest = newest + 5  # greater ids were seen first

    assert world.chat_key in pulse._chats_with_news()


def test_the_process_serves_and_ends_within_seconds_while_streams_are_open(tmp_path, free_port):
    environment = {
        **os.environ,
        "FOOTHOLD_HOME": str(tmp_path),
        "PORTAL_PORT": str(free_port),
        "DATABASE_URL": f"sqlite:///{tmp_path}/t.db",
    }
    make_tables(environment)
    process = subprocess.Popen(
        [sys.executable, "-m", "portal"], env=environment, stderr=subprocess.PIPE, text=True
    )
    try:
        url = f"http://127.0.0.1:{free_port}"
        wait_until_ready(url)
        with httpx.Client(base_url=url) as client:
            token = client.post("/api/chat", json={"guest": True, "channel": "web"}).json()["token"]
            client.cookies.set("foothold_chat", token.removeprefix("web."))
            with client.stream("GET", "/chat/events") as response:
                Stream(response).next("waiting")
                threading.Timer(0.2, process.send_signal, [signal.SIGTERM]).start()
                began = time.monotonic()
                status = process.wait(timeout=10)
                took_s = time.monotonic() - began
    finally:
        process.kill()
        _, log = process.communicate()
    assert (status, took_s < 4) == (0, True)
    assert "Traceback" not in log
    assert "page=/api/chat status=201" in log


def make_tables(environment: dict[str, str]) -> None:
    code = (
        "from ops.rooms import import_tables; from storage.base import Base;"
        "from storage.database import open_database; from storage.settings import Settings;"
        "import_tables(); Base.metadata.create_all(open_database(Settings()).engine)"
    )
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


def wait_until_ready(url: str) -> None:
    ends_at_s = time.monotonic() + 30
    while time.monotonic() < ends_at_s:
        try:
            if httpx.get(f"{url}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise TimeoutError("the portal did not start")


def test_a_chat_that_staff_closed_shows_nothing_more_in_an_open_page(address, db, world):
    with httpx.Client(base_url=address) as client, open_stream(client, world) as response:
        stream = Stream(response)
        stream.next("waiting")
        renew_code(db, world.entry_id, school_id=world.school_id, now=utc_now(), is_phone_lost=True)
        say(db, world.chat_key, "not for whoever found the phone")
        with pytest.raises(EOFError):
            stream.next("line")
