"""Start the portal: `python -m portal`."""

from types import FrameType

import uvicorn

from portal.app import create_app
from portal.pulse import Pulse
from storage.database import open_database
from storage.logging import configure_logging
from storage.settings import Settings

FINISH_S = 5  # for answers under way; open event streams are let go at once


class Server(uvicorn.Server):
    """Uvicorn that lets open event streams go when it is asked to stop."""

    def __init__(self, config: uvicorn.Config, pulse: Pulse) -> None:
        super().__init__(config)
        self._pulse = pulse

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let event streams go and finish; a second signal does not wait.

        Uvicorn's own handler would raise the signal again at the end: being asked to stop is no
        failure, so the process ends with status 0.
        """
        del sig, frame
        self._pulse.stop()
        self.force_exit = self.should_exit
        self.should_exit = True


def main() -> None:
    """Serve until SIGTERM."""
    settings = Settings()
    configure_logging("portal", as_json=settings.log_json)
    app = create_app(settings, open_database(settings))
    config = uvicorn.Config(
        app,
        host=settings.portal_host,
        port=settings.portal_port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=FINISH_S,
    )
    Server(config, app.state.portal.pulse).run()


if __name__ == "__main__":
    main()
