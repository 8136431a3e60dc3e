"""Fixed words of one channel or under a card of content; all others stand in the domain."""

from pathlib import Path

from storage.wording import Wording

WORDING = Wording(Path(__file__).with_name("wording.yml"))
