"""The kinds of jobs that the worker knows, and what it does for each."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from messages.mailer import Mailer
from safeguarding.mail import send_alert_mail
from storage.database import Database
from storage.settings import Settings

GIVE_UP_AFTER = timedelta(hours=72)
# The work itself ends such a job: an alert that somebody has taken up needs no mail any more.
_TRIED_WITHOUT_END = frozenset({"alert_mail"})


@dataclass(frozen=True)
class Tools:
    """What jobs work with."""

    settings: Settings
    db: Database
    mailer: Mailer


class UnknownKindError(Exception):
    """Nobody here knows this kind of job; a newer version may have put it there."""


Work = Callable[[Tools, Mapping[str, Any]], Awaitable[None]]


async def do_job(kind: str, payload: Mapping[str, Any], tools: Tools) -> None:
    """Do one job.

    Raises:
        UnknownKindError: there is no such kind.
        Exception: whatever the work raises; the job is then tried again.
    """
    work = KINDS.get(kind)
    if work is None:
        raise UnknownKindError(kind)
    await work(tools, payload)


def give_up_after(kind: str) -> timedelta:
    """Return how long after a job was due its failed tries go on."""
    return timedelta.max if kind in _TRIED_WITHOUT_END else GIVE_UP_AFTER


async def _alert_mail(tools: Tools, payload: Mapping[str, Any]) -> None:
    recipient: Literal["lead", "deputy"] = "deputy" if payload["recipient"] == "deputy" else "lead"
    await send_alert_mail(
        tools.db,
        tools.mailer,
        alert_id=int(payload["alert_id"]),
        recipient=recipient,
        portal_url=tools.settings.public_url,
    )


KINDS: Mapping[str, Work] = {"alert_mail": _alert_mail}
