"""The words that this room says to students."""

from pathlib import Path

from storage.wording import Wording

WORDING = Wording(Path(__file__).parent / "wording.yml")
