"""The product with our Bot API server in the place of Telegram's."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.product import Product, ports_of_product, running_product
from tests.telegram_server.server import TelegramServer


@contextmanager
def running_on_telegram(home: Path, server: TelegramServer, mode: str) -> Iterator[Product]:
    """Run the product with `mode` polling or webhook until the block ends."""
    ports = ports_of_product()
    telegram = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "TELEGRAM_MODE": mode,
        "TELEGRAM_WEBHOOK_URL": f"http://127.0.0.1:{ports['gateway']}",
    }
    with running_product(home, ports=ports, environment=telegram) as product:
        yield product
