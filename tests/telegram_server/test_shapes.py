"""No field that the Bot API does not have: both libraries know every name that we send."""

from collections.abc import Iterator
from typing import Any

import aiogram.types
import httpx
import pytest
import telegram
from pydantic import BaseModel
from telegram import TelegramObject

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG
from tests.telegram_server.server import TelegramServer

# The real server sends these too, beside `forward_origin`; both libraries have dropped them.
OLD_NAMES = {"forward_from", "forward_date"}
MARKUP = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


def unknown_to_telegram(found: object) -> Iterator[str]:
    """Yield the names that python-telegram-bot has no place for, at any depth."""
    if isinstance(found, TelegramObject):
        yield from found.api_kwargs
        slots = (name for kind in type(found).__mro__ for name in getattr(kind, "__slots__", ()))
        for name in slots:
            if not name.startswith("_"):
                yield from unknown_to_telegram(getattr(found, name, None))
    elif isinstance(found, (list, tuple)):
        for each in found:
            yield from unknown_to_telegram(each)


def unknown_to_aiogram(found: object) -> Iterator[str]:
    """Yield the names that aiogram has no place for, at any depth."""
    if isinstance(found, BaseModel):
        yield from found.model_extra or ()
        for name in type(found).model_fields:
            yield from unknown_to_aiogram(getattr(found, name))
    elif isinstance(found, (list, tuple)):
        for each in found:
            yield from unknown_to_aiogram(each)


@pytest.fixture
def sam_and_all(server: TelegramServer, control: Control, sam: int) -> int:
    """A user and a conversation in which everything happens."""
    address = f"{server.base_url}{server.token}"
    text = {"chat_id": sam, "text": "<b>Sure</b>? /help", "parse_mode": "HTML"}
    asked = control.text(sam, "a question")
    reply = {"reply_parameters": {"message_id": asked.message_id}, "reply_markup": MARKUP}
    with httpx.Client(base_url=address) as client:
        shown = client.post("/sendMessage", json={**text, **reply}).json()["result"]
        client.post("/sendPhoto", data={"chat_id": sam, "caption": "x"}, files={"photo": PNG})
        client.post("/sendDocument", data={"chat_id": sam}, files={"document": b"1"})
        place = {"latitude": 1, "longitude": 2, "title": "Vets", "address": "1 High Street"}
        client.post("/sendVenue", json={"chat_id": sam, **place})
        change = {"message_id": shown["message_id"], "text": "Really?", "reply_markup": MARKUP}
        client.post("/editMessageText", json={"chat_id": sam, **change})
    _do_everything(control, sam, shown["message_id"])
    return sam


def _do_everything(control: Control, sam: int, shown: int) -> None:
    group, channel = control.make_group(kind="group"), control.make_group(kind="channel")
    asked = control.text(sam, "see https://gov.uk", reply_to=shown)
    control.edit(sam, asked.message_id, "changed")
    control.photo(sam, PNG, caption="a #photo")
    control.document(sam, b"CV")
    control.voice(sam)
    control.sticker(sam)
    control.location(sam)
    control.contact(sam)
    control.forward(sam, "come", from_user_id=control.make_user("Ann"))
    control.press(sam, shown, label="Yes")
    control.press_stale(sam, 999, "gone")
    control.text(sam, "hi all", chat_id=group)
    control.channel_post(channel, "news")
    control.block(sam)
    control.unblock(sam)
    control.remove_bot(group, sam)


async def test_every_update_has_only_known_fields(control: Control, sam_and_all: int) -> None:
    pending = control.pending()

    assert len(pending) == 18
    for body in pending:
        read = telegram.Update.de_json(body, None)
        assert set(unknown_to_telegram(read)) <= OLD_NAMES
        model = aiogram.types.Update.model_validate(body)
        assert set(unknown_to_aiogram(model)) <= OLD_NAMES


async def test_every_message_of_the_bot_has_only_known_fields(
    control: Control, sam_and_all: int
) -> None:
    sent: list[dict[str, Any]] = control.chat(sam_and_all)

    assert [body["from"]["is_bot"] for body in sent].count(True) == 4
    for body in sent:
        assert set(unknown_to_telegram(telegram.Message.de_json(body, None))) <= OLD_NAMES
        assert set(unknown_to_aiogram(aiogram.types.Message.model_validate(body))) <= OLD_NAMES


def test_the_bot_and_its_webhook_have_only_known_fields(server: TelegramServer) -> None:
    address = f"{server.base_url}{server.token}"
    httpx.post(f"{address}/setWebhook", json={"url": "http://127.0.0.1:9/", "max_connections": 1})
    me = httpx.get(f"{address}/getMe").json()["result"]
    webhook = httpx.get(f"{address}/getWebhookInfo").json()["result"]

    assert set(unknown_to_telegram(telegram.User.de_json(me, None))) == set()
    assert set(unknown_to_aiogram(aiogram.types.User.model_validate(me))) == set()
    assert set(unknown_to_telegram(telegram.WebhookInfo.de_json(webhook, None))) == set()
    assert set(unknown_to_aiogram(aiogram.types.WebhookInfo.model_validate(webhook))) == set()


async def test_the_check_itself_finds_an_unknown_field(control: Control, sam: int) -> None:
    [body] = control.pending()
    body["message"] = {**body["message"], "from": {**body["message"]["from"], "shoe_size": 44}}

    assert "shoe_size" in set(unknown_to_aiogram(aiogram.types.Update.model_validate(body)))
    assert "shoe_size" in set(unknown_to_telegram(telegram.Update.de_json(body, None)))
