"""Start the action server: `python -m bot.actions`."""

from urllib.parse import urlsplit

import uvicorn

from bot.actions.app import create_app
from storage.logging import configure_logging
from storage.settings import Settings

DEFAULT_PORT = 5055


def main() -> None:
    """Serve on loopback until SIGTERM; calls under way are finished."""
    settings = Settings()
    configure_logging("actions", as_json=settings.log_json)
    uvicorn.run(
        create_app(),
        host="127.0.0.1",
        port=urlsplit(settings.actions_url).port or DEFAULT_PORT,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
