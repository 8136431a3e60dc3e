"""Makes the real python-telegram-bot client of a server, ready in milliseconds."""

from telegram import Bot
from telegram.request import HTTPXRequest

from tests.telegram_server.server import TelegramServer


def client_of(server: TelegramServer) -> Bot:
    """Return a client; it reads no certificates, which is most of what a client costs."""
    return Bot(
        server.token,
        base_url=server.base_url,
        base_file_url=server.base_file_url,
        request=_over_http(),
        get_updates_request=_over_http(),
    )


def _over_http() -> HTTPXRequest:
    return HTTPXRequest(httpx_kwargs={"verify": False, "trust_env": False})
