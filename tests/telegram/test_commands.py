"""`foothold telegram`: clear words, and never the token."""

import pytest
import yaml
from pydantic import SecretStr
from rich.console import Console

from bot.telegram.commands import COMMANDS, START_PAYLOAD
from ops.installation import ROOT, OpsError
from ops.telegram import delete_webhook, set_webhook, status
from storage.database import open_database
from storage.migrate import upgrade
from storage.settings import Settings


@pytest.fixture
def settings(server, tmp_path):
    made = Settings(
        home=tmp_path,
        key=SecretStr("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="),
        telegram_token=SecretStr(server.token),
        telegram_api_url=server.url,
        telegram_webhook_url="http://127.0.0.1:9",
    )
    db = open_database(made)
    upgrade(db)
    db.dispose()
    return made


@pytest.fixture
def console():
    return Console(record=True, width=120)


def test_the_webhook_is_set_shown_and_deleted(settings, console, control, server):
    control.command(control.make_user(), "start")

    set_webhook(settings, console)
    status(settings, console)
    delete_webhook(settings, console)
    status(settings, console)

    said = console.export_text()
    assert "Telegram sends updates to 127.0.0.1" in said
    assert "are sent to 127.0.0.1; TELEGRAM_MODE is polling" in said
    assert "are asked for; TELEGRAM_MODE is polling" in said
    assert "1 updates at Telegram" in said
    assert "0 messages wait" in said
    assert server.token not in said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"telegram_token": None}, "BotFather"),
        ({"telegram_token": SecretStr("1:WRONG")}, "BotFather"),
        ({"telegram_webhook_url": None}, "TELEGRAM_WEBHOOK_URL"),
        ({"telegram_webhook_url": "nonsense"}, "https://"),
        ({"telegram_api_url": "http://127.0.0.1:9"}, "TELEGRAM_API_URL"),
    ],
    ids=["no token", "wrong token", "no address", "not an address", "nobody there"],
)
def test_what_is_wrong_is_said_with_what_to_do(settings, console, change, says):
    with pytest.raises(OpsError, match=says) as error:
        set_webhook(settings.model_copy(update=change), console)

    assert "WRONG" not in str(error.value)


def test_every_command_asks_for_something_the_dialogue_knows():
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {name for intent in domain["intents"] for name in intent}

    asked = {payload.removeprefix("/") for payload in (*COMMANDS.values(), START_PAYLOAD)}
    assert asked <= intents
