"""Start the gateway: `python -m bot.gateway`."""

import uvicorn

from bot.gateway.app import create_app
from storage.database import open_database
from storage.logging import configure_logging
from storage.settings import Settings


def main() -> None:
    """Serve until SIGTERM."""
    settings = Settings()
    configure_logging("gateway", as_json=settings.log_json)
    db = open_database(settings)
    uvicorn.run(
        create_app(settings, db),
        host=settings.gateway_host,
        port=settings.gateway_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
