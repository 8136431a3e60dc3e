"""The portal served by uvicorn from a thread, for tests that need real connections."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from portal.__main__ import Server


@contextmanager
def served(app: Starlette, port: int) -> Iterator[str]:
    """Serve the portal on 127.0.0.1 and yield its address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_config=None, timeout_graceful_shutdown=3
    )
    server = Server(config, app.state.portal.pulse)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        app.state.portal.pulse.stop()
        server.should_exit = True
        thread.join(timeout=10)
