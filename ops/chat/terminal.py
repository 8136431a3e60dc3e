"""The chat as somebody sees it in a terminal: bubbles, numbered buttons, a line to type in."""

import select
import time
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from ops.chat.client import Button, ChatClient, News

LONGEST_ANSWER_S = 120.0  # Rasa may just be starting
LOOK_EVERY_S = 2.0  # for what comes by itself, such as a school's decision
POLL_S = 10
WIDTH = 72
GOODBYES = frozenset({"/quit", "/exit"})


class Terminal:
    """A chat between whoever sits there and a `ChatClient`."""

    def __init__(self, client: ChatClient, console: Console, typed: TextIO) -> None:
        self._client = client
        self._console = console
        self._typed = typed
        self._buttons: list[Button] = []
        self._are_old = False  # buttons of an earlier answer stay until there are new ones

    def run(self) -> None:
        """Chat until the input ends, or until somebody types /quit.

        Raises:
            ChatError: the portal went away for good.
        """
        self._console.print(
            Text("A number presses a button. /quit ends the chat.", style="dim"), highlight=False
        )
        self._show_answer()
        while (line := self._read_line()) is not None:
            if line.casefold() in GOODBYES:
                return
            if line:
                self._say(line)
                self._show_answer()
            else:
                self._show(self._client.news())

    def _say(self, line: str) -> None:
        if line.isdecimal() and 1 <= int(line) <= len(self._buttons):
            button = self._buttons[int(line) - 1]
            self._console.print(Text(f"     {button.title}", style="cyan"))
            self._client.send(button=button)
        else:
            self._client.send(text=line)
        self._are_old = True

    def _show_answer(self) -> None:
        """Show what comes until nothing more is to come."""
        ends_at = time.monotonic() + LONGEST_ANSWER_S
        with self._console.status("…", spinner="simpleDots"):
            news = self._client.news(wait_s=POLL_S)
        self._show(news)
        while news.is_waiting and time.monotonic() < ends_at:
            with self._console.status("…", spinner="simpleDots"):
                news = self._client.news(wait_s=POLL_S)
            self._show(news)

    def _show(self, news: News) -> None:
        for message in news.messages:
            panel = Panel(Text(message.text), border_style="green", width=WIDTH, padding=(0, 1))
            self._console.print(panel)
            for button in message.buttons:
                self._show_button(button)

    def _show_button(self, button: Button) -> None:
        """Show a button with the next number; an answer's buttons are numbered through."""
        if self._are_old:
            self._buttons, self._are_old = [], False
        self._buttons.append(button)
        row = Text(f"{len(self._buttons)}", style="bold cyan")
        row.append(f"  {button.title}", style="default")
        self._console.print(Padding(row, (0, 0, 0, 2)))

    def _read_line(self) -> str | None:
        """Return what was typed, None at the end; what comes meanwhile is shown."""
        self._console.print(Text("you> ", style="bold"), end="")
        if self._typed.isatty():
            while not select.select([self._typed], [], [], LOOK_EVERY_S)[0]:
                news = self._client.news()
                if news.messages:
                    self._console.print()
                    self._show(news)
                    self._console.print(Text("you> ", style="bold"), end="")
        line = self._typed.readline()
        return line.strip() if line else None
