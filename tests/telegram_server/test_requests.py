"""How a call arrives: JSON, form, multipart, query; the token; methods that are not there."""

import json

import httpx
import pytest

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG
from tests.telegram_server.server import TelegramServer

MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


@pytest.mark.parametrize("how", ["json", "form", "multipart", "query"])
def test_arguments_come_in_four_ways(
    server: TelegramServer, control: Control, sam: int, how: str
) -> None:
    address = f"{server.base_url}{server.token}/sendmessage"
    flat = {"chat_id": str(sam), "text": "Hällo", "reply_markup": json.dumps(MARKUP)}
    with httpx.Client() as client:
        if how == "json":
            body = {"chat_id": sam, "text": "Hällo", "reply_markup": MARKUP}
            answer = client.post(address, json=body)
        elif how == "form":
            answer = client.post(address, data=flat)
        elif how == "multipart":
            answer = client.post(address, files={k: (None, v) for k, v in flat.items()})
        else:
            answer = client.get(address, params=flat)

    assert answer.status_code == 200
    assert [(sent.text, sent.buttons) for sent in control.sent()] == [("Hällo", ["Yes"])]


def test_a_file_comes_under_its_own_name_or_attached(
    server: TelegramServer, control: Control, sam: int
) -> None:
    address = f"{server.base_url}{server.token}/sendPhoto"

    direct = httpx.post(address, data={"chat_id": sam}, files={"photo": ("a.png", PNG)})
    attached = {"chat_id": sam, "photo": "attach://file0"}
    by_name = httpx.post(address, data=attached, files={"file0": ("b.png", PNG)})
    missing = httpx.post(address, data=attached)

    assert [direct.status_code, by_name.status_code, missing.status_code] == [200, 200, 400]
    assert [call.files for call in control.calls(method="sendPhoto")] == [["a.png"], ["b.png"], []]


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot5000002:AAAA/getMe", 401, "Unauthorized"),
        ("/botnonsense/getMe", 401, "Unauthorized: invalid token specified"),
        ("/bot{token}/getNothing", 404, "Not Found: method not found"),
        ("/bot{token}", 404, "Not Found"),
        ("/elsewhere", 404, "Not Found"),
        ("/file/bot{token}/nothing.bin", 404, "Not Found"),
        ("/file/bot5000002:AAAA/nothing.bin", 401, "Unauthorized"),
    ],
)
def test_what_is_not_there(
    server: TelegramServer, path: str, status: int, description: str
) -> None:
    answer = httpx.get(server.url + path.format(token=server.token))

    assert answer.status_code == status
    assert answer.json() == {"ok": False, "error_code": status, "description": description}


@pytest.mark.parametrize("body", ["{", "[1]"])
def test_a_body_that_is_no_json_object_is_refused(server: TelegramServer, body: str) -> None:
    answer = httpx.post(
        f"{server.base_url}{server.token}/sendMessage",
        content=body,
        headers={"content-type": "application/json"},
    )

    assert answer.status_code == 400


def test_it_listens_on_loopback_only(server: TelegramServer) -> None:
    assert server.url.startswith("http://127.0.0.1:")
