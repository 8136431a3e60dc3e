"""The order of pay: one basis, current, counted, sourced."""

from datetime import date

from careers.content_types import PayBasis
from careers.criteria import Criterion, meets
from careers.library import Library
from careers.ranking import rank_by_pay
from careers.suggest import Wishes

TODAY = date(2026, 11, 22)


def full_time(library: Library) -> dict[str, int]:
    """Return what is comparable: the middle of full-time pay of each job that has it."""
    return {
        job.id: job.facts.pay.value.median
        for job in library.occupations.values()
        if job.facts.pay is not None and job.facts.pay.basis is PayBasis.FULL_TIME
    }


def test_the_best_paid_come_first_with_how_many_were_compared(library: Library) -> None:
    ranking = rank_by_pay(library, Wishes(), today=TODAY)
    comparable = full_time(library)
    shown = [comparable[one.occupation_id] for one in ranking.entries]
    first = library.occupation(ranking.entries[0].occupation_id)

    assert shown == sorted(comparable.values(), reverse=True)[:5]
    assert ranking.entries[0].text == f"{first.name}: about £{round(shown[0], -2):,} a year"
    assert ranking.counted == len(comparable)
    assert ranking.among == "the jobs I know"
    assert ranking.source == "Source: ONS ASHE 2025 provisional, Table 14.7a (as of April 2025)."


def test_the_lowest_paid_come_first_where_that_is_asked(library: Library) -> None:
    lowest = rank_by_pay(library, Wishes(), today=TODAY, lowest=True)

    comparable = full_time(library)
    assert [comparable[one.occupation_id] for one in lowest.entries] == sorted(comparable.values())[
        :5
    ]


def test_only_jobs_that_fit_are_ranked(library: Library) -> None:
    wishes = Wishes(criteria=frozenset({Criterion.WITHOUT_UNI}))

    ranking = rank_by_pay(library, wishes, today=TODAY)

    fitting = [
        pay
        for job, pay in full_time(library).items()
        if meets(library.occupation(job), Criterion.WITHOUT_UNI)
    ]
    assert ranking.counted == len(fitting) < len(full_time(library))
    assert full_time(library)[ranking.entries[0].occupation_id] == max(fitting)
    assert ranking.among == "the jobs I know that fit what you said"


def test_what_was_shown_does_not_come_again(library: Library) -> None:
    first = rank_by_pay(library, Wishes(), today=TODAY)
    shown = [one.occupation_id for one in first.entries]
    second = rank_by_pay(library, Wishes(), today=TODAY, without=shown)

    assert not set(shown) & {one.occupation_id for one in second.entries}
    assert second.counted == first.counted


def test_figures_that_count_part_time_workers_or_ran_out_are_not_ranked(library: Library) -> None:
    animals = rank_by_pay(library, Wishes(interests=frozenset({"animals"})), today=TODAY)
    later = rank_by_pay(library, Wishes(), today=date(2031, 1, 1))

    assert (animals.entries, animals.counted, animals.source) == ((), 0, "")
    assert (later.entries, later.counted) == ((), 0)
