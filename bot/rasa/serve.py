"""Starts the conversation's core: `python -m bot.rasa.serve --port 5005`; loopback only."""

import argparse
import ctypes
import gc
import logging
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from rasa.core.agent import Agent
from rasa.core.channels.channel import register
from rasa.core.lock_store import InMemoryLockStore, LockStore, RedisLockStore
from rasa.core.run import create_http_input_channels
from rasa.core.tracker_store import create_tracker_store
from rasa.model import get_latest_model
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config
from sanic import Sanic

from bot.rasa.logs import configure_logging
from bot.rasa.patches import apply_patches

HOST = "127.0.0.1"  # Rasa's old dependencies are never exposed to a network
STOP_WITHIN_S = 5.0
NO_MODEL = 3  # exit code

logger = logging.getLogger("bot.rasa.serve")


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM and return the exit code."""
    options = _options(arguments)
    configure_logging(as_json=_is_set("FOOTHOLD_LOG_JSON"))
    model = get_latest_model(str(options.models))
    if model is None:
        logger.error("no model in %s: run `foothold train` first", options.models)
        return NO_MODEL
    app = build_app(Path(model), endpoints=options.endpoints, credentials=options.credentials)
    _give_back_spare_memory()
    logger.info("serving %s on %s:%d", Path(model).name, HOST, options.port)
    app.run(host=HOST, port=options.port, workers=1, access_log=False, debug=False, motd=False)
    logger.info("stopped")
    return 0


def build_app(model: Path, *, endpoints: Path, credentials: Path) -> Sanic:
    """Return the web application with the model loaded and the patches in place."""
    apply_patches()
    app = Sanic("foothold_rasa", configure_logging=False)
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = STOP_WITHIN_S
    app.ctx.agent = load_agent(model, endpoints=endpoints)
    register(create_http_input_channels(None, str(credentials)), app, route="/webhooks/")
    return app


def load_agent(model: Path, *, endpoints: Path) -> Agent:
    """Return Rasa's agent with our tracker store and the action server of the environment."""
    agent = Agent(
        tracker_store=create_tracker_store(read_endpoint_config(str(endpoints), "tracker_store")),
        generator=read_endpoint_config(str(endpoints), "nlg"),
        lock_store=_lock_store(os.environ.get("REDIS_URL")),
        action_endpoint=_action_endpoint(endpoints, os.environ.get("ACTIONS_URL")),
    )
    agent.load_model(str(model))
    return agent


def _action_endpoint(endpoints: Path, actions_url: str | None) -> EndpointConfig:
    endpoint = read_endpoint_config(str(endpoints), "action_endpoint")
    if actions_url:
        endpoint.url = actions_url.rstrip("/") + "/webhook"
    return endpoint


def _lock_store(redis_url: str | None) -> LockStore:
    """Return the locks of chats: in Redis where several Rasa processes share them."""
    if not redis_url:
        return InMemoryLockStore()
    parts = urlsplit(redis_url)
    return RedisLockStore(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 6379,
        db=int(parts.path.strip("/") or 0),
        username=parts.username,
        password=parts.password,
        use_ssl=parts.scheme == "rediss",
        key_prefix="foothold",
    )


def _give_back_spare_memory() -> None:
    """Return to the system what loading has left behind: about 50 MB, where the C library can."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc only
    if trim is not None:
        trim(0)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.serve", description=__doc__)
    parser.add_argument("--port", type=int, default=5005)
    parser.add_argument("--models", type=Path, default=Path("models"), help="the newest is served")
    parser.add_argument("--endpoints", type=Path, default=Path("endpoints.yml"))
    parser.add_argument("--credentials", type=Path, default=Path("credentials.yml"))
    return parser.parse_args(arguments)


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


if __name__ == "__main__":
    sys.exit(main())
