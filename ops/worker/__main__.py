"""Start the worker: `python -m ops.worker`."""

import uvicorn

from ops.worker.app import create_app
from storage.clock import utc_now
from storage.database import open_database
from storage.logging import configure_logging
from storage.settings import Settings


def main() -> None:
    """Work until SIGTERM."""
    settings = Settings()
    configure_logging("worker", as_json=settings.log_json)
    uvicorn.run(
        create_app(settings, open_database(settings), clock=utc_now),
        host="127.0.0.1",
        port=settings.worker_port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
