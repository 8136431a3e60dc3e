"""Puts jobs in the order of their pay, as far as one and the same figure is known of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from careers.content_types import Pay, PayBasis
from careers.library import Library
from careers.phrases import pounds, source_of, words
from careers.suggest import Wishes, all_fitting

MOST = 5


@dataclass(frozen=True)
class Ranked:
    """A job and its pay in words."""

    occupation_id: str
    name: str
    text: str


@dataclass(frozen=True)
class PayRanking:
    """The first jobs of the order, among which and how many, and where the figures are from."""

    entries: tuple[Ranked, ...]
    among: str
    counted: int
    source: str


def rank_by_pay(
    library: Library,
    wishes: Wishes,
    *,
    today: date,
    lowest: bool = False,
    without: Collection[str] = (),
    limit: int = MOST,
) -> PayRanking:
    """Return the jobs among those that fit which pay most, or least, in the middle of the range.

    Only figures for full-time work that are current are compared (ONS, Annual Survey of Hours
    and Earnings): a median that counts part-time workers in is another thing.
    """
    fitting = all_fitting(library, wishes)
    known: list[tuple[str, str, Pay]] = [
        (job.id, job.name, job.facts.pay)
        for job in (entry.occupation for entry in fitting)
        if job.facts.pay is not None and _is_comparable(job.facts.pay, today)
    ]
    known.sort(key=lambda one: (one[2].value.median, one[0]), reverse=not lowest)
    shown = [one for one in known if one[0] not in without][:limit]
    entries = tuple(
        Ranked(job_id, name, words.text("ranked", name=name, median=pounds(pay.value.median)))
        for job_id, name, pay in shown
    )
    source = source_of(*(pay for _, _, pay in shown)) if shown else ""
    is_narrowed = bool(wishes.topics or wishes.criteria)
    among = words.text("ranked_fitting" if is_narrowed else "ranked_all")
    return PayRanking(entries, among, len(known), source)


def _is_comparable(pay: Pay, today: date) -> bool:
    return pay.basis is PayBasis.FULL_TIME and pay.is_current(today)
