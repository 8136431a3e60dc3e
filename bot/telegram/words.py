"""The fixed words of Telegram's side."""

from pathlib import Path

from storage.wording import Wording

WORDING = Wording(Path(__file__).with_name("wording.yml"))
