"""Which jobs were talked about so far: the last one, and the last three."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.actions.reading import meant_item
from bot.actions.screen import Kind
from bot.actions.turn import Event, Turn

_MOST_RECENT = 3


def job_talked_about(turn: Turn) -> str | None:
    """Return the job that "it" means: the last one named, or the only one on the screen.

    None where something else was talked about since: an employer, or other placements.
    """
    since = next(_named_since(turn), None)
    if since is not None:
        kind, value = since
        return value if kind == "occupation" else None
    known = turn.slot("occupation")
    if known is None:
        item = meant_item(turn) if turn.screen.kind is Kind.OCCUPATIONS else None
        return None if item is None else item.id
    return None if _shows_other_placements(turn, str(known)) else str(known)


def recent(turn: Turn) -> list[str]:
    """Return the last three jobs that were talked about, the newest first."""
    return [str(job) for job in turn.slot("recent_jobs") or ()]


def recent_with(turn: Turn, jobs: Sequence[str]) -> list[str]:
    """Return the last three once these were talked about too."""
    return list(dict.fromkeys([*jobs, *recent(turn)]))[:_MOST_RECENT]


def _shows_other_placements(turn: Turn, job: str) -> bool:
    """Return whether placements are on the screen that were not looked for by that job."""
    wish: Mapping[str, Any] = turn.slot("wish") or {}
    is_shown = turn.screen.kind in {Kind.SLOTS, Kind.APPLICATIONS}
    return is_shown and wish.get("occupation") != job


def _named_since(turn: Turn) -> Iterator[tuple[str, str]]:
    """Yield the jobs and employers of messages behind the last answer about a job, newest first."""
    events: list[Event] = list(turn.tracker.events)
    is_this_message = True
    for event in reversed(events):
        if event["event"] == "slot" and event["name"] == "occupation":
            return
        if event["event"] != "user":
            continue
        if not is_this_message:
            yield from _named_in(event)
        is_this_message = False


def _named_in(event: Event) -> Iterator[tuple[str, str]]:
    for entity in (event.get("parse_data") or {}).get("entities", ()):
        if entity["entity"] in {"occupation", "employer"}:
            yield str(entity["entity"]), str(entity["value"])
