"""Words that are part of a longer answer: those of the domain, and fixed ones beside a card."""

from functools import cache
from pathlib import Path

import yaml

from storage.wording import Wording

WORDING = Wording(Path(__file__).with_name("wording.yml"))
_DOMAIN = Path(__file__).parents[2] / "domain.yml"


@cache
def responses() -> dict[str, str]:
    """Return each response's first text.

    Read here rather than sent by Rasa with each call: whatever a message is taken for, any action
    may come to show an offer or a card, and the domain is 90 kB.
    """
    domain = yaml.load(_DOMAIN.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {
        name: str(variants[0].get("text", "")) for name, variants in domain["responses"].items()
    }
