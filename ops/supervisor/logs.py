"""Where the processes' output goes: the terminal with a coloured prefix, and rotated files."""

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rich.console import Console
from rich.text import Text

LOGS = "logs"  # under FOOTHOLD_HOME
MAX_BYTES = 5_000_000
OLD_FILES = 3
COLOURS = ("cyan", "magenta", "green", "yellow", "blue", "bright_cyan")


class Logs:
    """Takes lines of named processes."""

    def __init__(self, folder: Path, console: Console, *, names: tuple[str, ...]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._console = console
        self._width = max(len(name) for name in names)
        self._colours = dict(zip(names, COLOURS * len(names), strict=False))
        self._files = {name: _file(folder / f"{name}.log") for name in names}

    def take(self, name: str, line: str) -> None:
        """Write one line of a process to its file and to the terminal."""
        self._files[name].emit(logging.makeLogRecord({"msg": line}))
        text = Text(f"{name:<{self._width}} │ ", style=self._colours[name])
        self._show(text.append(line, style="default"))

    def tell(self, line: str, *, style: str = "bold") -> None:
        """Write one line of our own to the terminal."""
        self._show(Text(line, style=style))

    def _show(self, text: Text) -> None:
        """Print a line; where it cannot be written (output to a full disk) it is lost, no more.

        Whoever reads the processes' output must go on reading: else they would hang on writing.
        """
        with suppress(OSError):
            with self._console.capture() as captured:  # printing itself would keep what failed
                self._console.print(text, soft_wrap=True)
            self._console.file.write(captured.get())
            self._console.file.flush()

    def close(self) -> None:
        """Close the files."""
        for file in self._files.values():
            file.close()


def _file(path: Path) -> RotatingFileHandler:
    handler = RotatingFileHandler(
        path, maxBytes=MAX_BYTES, backupCount=OLD_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(message)s"))
    return handler
