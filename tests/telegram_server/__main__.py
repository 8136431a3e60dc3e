"""`python -m tests.telegram_server --port N`: the Bot API as a process, driven over /control."""

import argparse

from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TOKEN, Timing, World


def main() -> None:
    """Serve until stopped; print the address first."""
    parser = argparse.ArgumentParser(prog="python -m tests.telegram_server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 (the default) takes a free one")
    parser.add_argument("--token", default=TOKEN, help="the token of the bot that is known here")
    parser.add_argument("--quick", action="store_true", help="shorter pauses than the real server")
    chosen = parser.parse_args()
    timing = Timing.quick() if chosen.quick else Timing()
    TelegramServer(World(chosen.token, timing), chosen.port).run()


if __name__ == "__main__":
    main()
