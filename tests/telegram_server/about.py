"""The methods about the bot itself: who it is, its commands, files, and how it gets updates."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.arguments import Arguments
from tests.telegram_server.errors import bad_request
from tests.telegram_server.files import LARGEST_DOWNLOAD
from tests.telegram_server.shapes import Json
from tests.telegram_server.updates import DEFAULT_KINDS
from tests.telegram_server.world import Webhook, World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")
MOST_COMMANDS = 100
_UNABLE = (
    *("supports_inline_queries", "can_connect_to_business", "has_main_web_app"),
    *("has_topics_enabled", "allows_users_to_create_topics", "can_manage_bots"),
)
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Described:
    """A result that comes with a sentence."""

    result: Any
    description: str


def get_me(world: World, arguments: Arguments) -> Json:
    """Return the bot."""
    able = ("can_join_groups", "can_read_all_group_messages")
    return {**world.bot.as_json(), **dict.fromkeys(able, True), **dict.fromkeys(_UNABLE, False)}


def get_file(world: World, arguments: Arguments) -> Json:
    """Return the path to download a file from."""
    if not arguments.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.by_id(arguments.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {**stored.as_json(), "file_path": stored.path}


def set_my_commands(world: World, arguments: Arguments) -> bool:
    """Choose the commands that the menu shows, for a scope and a language."""
    commands = arguments.parsed("commands", "Can't parse commands JSON object")
    if not isinstance(commands, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(arguments)] = [_command(each) for each in commands]
    return True


def get_my_commands(world: World, arguments: Arguments) -> list[Json]:
    """Return the commands of a scope and a language."""
    return world.commands.get(_scope(arguments), [])


def delete_my_commands(world: World, arguments: Arguments) -> bool:
    """Forget the commands of a scope and a language."""
    world.commands.pop(_scope(arguments), None)
    return True


def set_webhook(world: World, arguments: Arguments) -> Described:
    """Send updates to an address from now on; an empty one ends that.

    The real server wants https on one of four ports; here it is http on loopback and nothing else.
    """
    url = arguments.text("url")
    if not url:
        return delete_webhook(world, arguments)
    secret = arguments.text("secret_token")
    _check_webhook(url, secret)
    if "allowed_updates" in arguments.values:
        world.updates.allow(arguments.parsed("allowed_updates", "Can't parse JSON") or ())
    connections = min(max(arguments.integer("max_connections", 40), 1), 100)
    wanted = Webhook(url, secret, connections, arguments.text("ip_address"))
    if arguments.boolean("drop_pending_updates"):
        world.updates.clear()
    elif world.webhook is not None and _is_same(world.webhook, wanted):
        return Described(True, "Webhook is already set")
    world.webhook = wanted
    world.on_update()
    return Described(True, "Webhook was set")


def delete_webhook(world: World, arguments: Arguments) -> Described:
    """Send updates nowhere; they wait for getUpdates."""
    was_there = world.webhook is not None
    if arguments.boolean("drop_pending_updates"):
        world.updates.clear()
    world.webhook = None
    return Described(True, "Webhook was deleted" if was_there else "Webhook is already deleted")


def get_webhook_info(world: World, arguments: Arguments) -> Json:
    """Return where updates go and how it went lately."""
    webhook = world.webhook or Webhook("")
    body: Json = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if webhook.url:
        body["max_connections"] = webhook.max_connections
        body["ip_address"] = webhook.ip_address or "127.0.0.1"
    if webhook.last_error_date:
        body["last_error_date"] = webhook.last_error_date
        body["last_error_message"] = webhook.last_error_message
    if world.updates.allowed != DEFAULT_KINDS:
        body["allowed_updates"] = sorted(world.updates.allowed)
    return body


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    if parts.hostname not in LOOPBACK or parts.scheme != "http":
        raise bad_request("bad webhook: this server sends to http on loopback only")


def _is_same(one: Webhook, other: Webhook) -> bool:
    return (one.url, one.secret_token, one.max_connections) == (
        *(other.url, other.secret_token, other.max_connections),
    )


def _scope(arguments: Arguments) -> str:
    return f"{arguments.text('scope')}|{arguments.text('language_code')}"


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).removeprefix("/").lower()
    if not _COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(str(given.get("description", ""))) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": given["description"]}
