"""What `foothold up` shows when everything runs: where to go, with which code and login."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ops.supervisor.parts import Part
from storage.settings import Settings


@dataclass(frozen=True)
class Demo:
    """The demo school in words, and how to get in."""

    says: str
    codes: tuple[str, ...]
    logins: tuple[str, ...]
    password: str

    def to_json(self) -> str:
        """Return it as one line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Demo":
        """Return what `to_json` wrote."""
        kept = json.loads(line)
        return cls(kept["says"], tuple(kept["codes"]), tuple(kept["logins"]), kept["password"])


def where_to_go(settings: Settings, parts: Sequence[Part], demo: Demo | None) -> Panel:
    """Return what to open, with which code and which login."""
    url = settings.public_url
    rows = Table.grid(padding=(0, 2))
    rows.add_row("Web chat", Text(f"{url}/chat", style="bold cyan"))
    if demo is not None:
        rows.add_row("", f"join code {', '.join(demo.codes)}, or none as a guest")
    rows.add_row("In a terminal", Text("make chat", style="bold cyan"))
    rows.add_row("Staff page", Text(f"{url}/staff", style="bold cyan"))
    if demo is not None:
        rows.add_row("", f"{' or '.join(demo.logins)}")
        rows.add_row("", f"password {demo.password}")
    rows.add_row("Not well?", ".venv/service/bin/foothold doctor")
    rows.add_row("Stop", "Ctrl-C")
    title = f"Foothold is ready: {len(parts)} processes"
    return Panel(rows, title=title, border_style="green", expand=False)
