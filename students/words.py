"""The fixed words of this room."""

from pathlib import Path

from storage.wording import Wording

WORDING = Wording(Path(__file__).with_name("wording.yml"))
