"""What a student is told whom the gate keeps from Telegram: why, and the way to the web chat."""

from datetime import date

from messages.domain.content import Say
from students.services.gate import Gate
from students.services.links import LINK_LIFE
from students.words import WORDING


def told_at_gate(gate: Gate, token: str, *, public_url: str) -> tuple[Say, ...]:
    """Return why a student may not write here, and their link to the web chat."""
    minutes = int(LINK_LIFE.total_seconds() // 60)
    return (
        _why(gate),
        Say(WORDING.text("gate_link", link=_link(public_url, token), minutes=minutes)),
    )


def told_at_last(gate: Gate, token: str, *, public_url: str, until: date) -> tuple[Say, ...]:
    """Return why Telegram ends for a student, and a link that works until that day."""
    day = f"{until:%A} {until.day} {until:%B}"
    return (_why(gate), Say(WORDING.text("gate_last", link=_link(public_url, token), day=day)))


def _why(gate: Gate) -> Say:
    if gate.from_age is None:
        return Say(WORDING.text("gate_off"))
    return Say(WORDING.text("gate_age", age=gate.from_age))


def _link(public_url: str, token: str) -> str:
    return f"{public_url}/chat/enter/{token}"
