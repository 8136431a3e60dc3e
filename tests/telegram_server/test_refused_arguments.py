"""Refused files, albums and arguments, with the real server's code and words."""

from typing import Any

import pytest
from telegram import Bot, InputMediaPhoto
from telegram.error import NetworkError

from tests.telegram_server.control import Control
from tests.telegram_server.pictures import PNG
from tests.telegram_server.refusals import call, refused
from tests.telegram_server.server import TelegramServer


async def test_files_that_do_not_do(bot: Bot, control: Control, sam: int) -> None:
    control.document(sam, b"x" * (20 * 1024 * 1024 + 1))
    large = (await bot.get_updates())[-1].message
    assert large is not None
    assert large.document is not None

    with refused("File is too big"):
        await bot.get_file(large.document.file_id)
    with refused("Invalid file_id"):
        await bot.get_file("nothing")
    with refused("Image_process_failed"):
        await bot.send_photo(sam, b"no picture")
    with refused("File must be non-empty"):
        await bot.send_document(sam, b"")
    with refused("Wrong remote file identifier specified"):
        await bot.send_photo(sam, "AgAC-unknown")


@pytest.mark.parametrize(
    ("media", "description"),
    [
        (None, 'parameter "media" is required'),
        ([], "there are no messages to send"),
        ([{"type": "video", "media": "x"}], "can't be used in sendMediaGroup"),
        ([{"type": "photo"}], "media not found"),
        ([{"type": "photo", "media": "attach://x"}], "there is no photo in the request"),
    ],
)
def test_an_album_must_be_one(
    server: TelegramServer, sam: int, media: object, description: str
) -> None:
    answer = call(server, "sendMediaGroup", chat_id=sam, media=media)

    assert description in answer["description"]


async def test_an_album_has_ten_at_most_and_one_kind(bot: Bot, sam: int) -> None:
    photo = await bot.send_photo(sam, PNG)

    with refused("Too many messages to send as an album"):
        await bot.send_media_group(sam, [InputMediaPhoto(photo.photo[0])] * 11)


@pytest.mark.parametrize(
    ("method", "arguments", "description"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendChatAction", {"action": "dance"}, "wrong parameter action in request"),
        ("sendVenue", {"longitude": 1}, "latitude is empty"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("deleteMessage", {}, "chat identifier is not specified"),
        ("setMyCommands", {"commands": "x"}, "can't parse commands JSON object"),
        ("setMyCommands", {"commands": [{"command": "No Way"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "a"}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setWebhook", {"url": "nonsense"}, "invalid webhook URL specified"),
        ("setWebhook", {"url": "http://127.0.0.1/", "secret_token": "ü"}, "secret token contains"),
        ("setWebhook", {"url": "http://127.0.0.1/", "secret_token": "x" * 257}, "too long"),
        ("setWebhook", {"url": "https://example.org/"}, "bad webhook: "),
    ],
)
def test_arguments_that_are_missing_or_wrong(
    server: TelegramServer, method: str, arguments: dict[str, Any], description: str
) -> None:
    answer = call(server, method, **arguments)

    assert answer["error_code"] == 400
    assert description in answer["description"]


async def test_files_that_are_too_large(
    bot: Bot, sam: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.telegram_server.media.LARGEST_PHOTO", len(PNG) - 1)
    with refused(f"File of size {len(PNG)} bytes is too big for a photo"):
        await bot.send_photo(sam, PNG)

    monkeypatch.setattr("tests.telegram_server.media.LARGEST_UPLOAD", 3)
    with refused("Request Entity Too Large", NetworkError):
        await bot.send_document(sam, b"four")


def test_photos_and_documents_do_not_mix(
    server: TelegramServer, control: Control, sam: int
) -> None:
    control.document(sam, b"CV")
    control.photo(sam, PNG)
    paper, photo = (update["message"] for update in control.pending()[1:])
    media = [
        {"type": "document", "media": paper["document"]["file_id"]},
        {"type": "photo", "media": photo["photo"][0]["file_id"]},
    ]

    answer = call(server, "sendMediaGroup", chat_id=sam, media=media)

    assert answer["description"] == "Bad Request: document can't be mixed with other media types"
