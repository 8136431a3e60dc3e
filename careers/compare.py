"""Sets two or three jobs side by side: what they are, pay, hours and ways in."""

from collections.abc import Sequence
from datetime import date

from careers.content_types import Fact, NamedOccupation, Pay
from careers.hours_card import hours_range
from careers.library import Library
from careers.occupation_types import Occupation
from careers.phrases import and_list, capital, pounds, source_of, words
from careers.requirements_card import ways_of
from messages.domain.content import ANSWER_CHARS

MOST = 3


def compare_text(
    library: Library, occupation_ids: Sequence[str], *, today: date, pay_first: bool = False
) -> str:
    """Return the jobs side by side, with the sources; with `pay_first` who earns more first.

    What each job is about is told where it fits into one message; the facts are told always.
    A job that is known by name only says so in its place.

    Raises:
        UnknownOccupationError: nobody here has heard of one of them.
    """
    jobs = [library.named_occupation(occupation_id) for occupation_id in occupation_ids[:MOST]]
    known = [job for job in jobs if isinstance(job, Occupation)]
    facts = [fact for job in known for fact in _facts(job)]
    first = [_who_earns_more(jobs, today)] if pay_first else []
    last = [words.text("stale_some")] if any(not f.is_current(today) for f in facts) else []
    last += [source_of(*facts)] if facts else []
    full, short = (
        "\n\n".join([*first, *(_side(job, is_short=is_short) for job in jobs), *last])
        for is_short in (False, True)
    )
    return full if len(full) <= ANSWER_CHARS else short


def _facts(job: Occupation) -> list[Fact]:
    every: tuple[Fact | None, ...] = (job.facts.pay, job.facts.hours, job.facts.routes)
    return [fact for fact in every if fact is not None]


def _side(job: NamedOccupation, *, is_short: bool) -> str:
    if not isinstance(job, Occupation):
        return words.text("compare_nothing", name=job.name)
    rest = " ".join([_pay(job), _hours(job), _ways(job)])
    if is_short:
        return words.text("compare_job_short", name=job.name, rest=rest)
    what = job.editorial.what_you_do.split(". ")[0].removesuffix(".")
    return words.text("compare_job", name=job.name, what=what, rest=rest)


def _pay(job: Occupation) -> str:
    pay = job.facts.pay
    if pay is None:
        return words.text("compare_pay_unknown")
    return words.text(f"compare_pay_{pay.basis.value}", median=pounds(pay.value.median))


def _hours(job: Occupation) -> str:
    hours = job.facts.hours
    if hours is None:
        return words.text("compare_hours_unknown")
    return words.text("compare_hours", hours=hours_range(hours))


def _ways(job: Occupation) -> str:
    if not job.facts.ways:
        return words.text("compare_ways_unknown")
    return words.text("compare_ways", ways=ways_of(job, wording="short"))


def _who_earns_more(jobs: Sequence[NamedOccupation], today: date) -> str:
    """Return who earns more, or why that cannot be said."""
    pays = {job: _current_pay(job, today) for job in jobs}
    without = [job.plural for job, pay in pays.items() if pay is None]
    if without:
        return words.text("compare_pay_missing", plurals=and_list(without))
    known = {job: pay for job, pay in pays.items() if pay is not None}
    if len({pay.basis for pay in known.values()}) > 1:
        return words.text("compare_pay_not_alike")
    medians = {job: pounds(pay.value.median) for job, pay in known.items()}
    if len(set(medians.values())) == 1:
        return words.text("compare_earn_alike")
    best = max(known, key=lambda job: known[job].value.median)
    return words.text("compare_earns_most", Plural=capital(best.plural))


def _current_pay(job: NamedOccupation, today: date) -> Pay | None:
    pay = job.facts.pay if isinstance(job, Occupation) else None
    return pay if pay is not None and pay.is_current(today) else None
