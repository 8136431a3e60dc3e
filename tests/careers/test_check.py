"""What the console is told about content that needs a person."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from careers.check import Problem, check_content
from careers.content_types import Status
from careers.library import Library

TODAY = date(2026, 11, 22)


def test_nothing_needs_attention_today(library: Library) -> None:
    assert check_content(library, today=TODAY) == ()


def test_facts_are_named_a_month_before_they_run_out_and_after(library: Library) -> None:
    before = check_content(library, today=date(2027, 3, 1))
    after = check_content(library, today=date(2027, 4, 1))
    rates = {f.field: f.problem for f in before if f.file == "rates.yml"}

    assert rates == dict.fromkeys(library.rates, Problem.EXPIRES_SOON)
    assert {f.problem for f in after} == {Problem.EXPIRED}
    jobs_and_rates = {f.field for f in after if f.file.startswith(("occupations/", "rates"))}
    assert jobs_and_rates == {*library.rates, "facts.pay"}


def test_a_fact_from_the_future_and_one_without_a_source_are_named(library: Library) -> None:
    rate = library.rates["apprentice"].model_copy(update={"status": Status.EDITORIAL})
    changed = replace(library, rates=MappingProxyType({rate.id: rate}))

    today = [(f.field, f.problem) for f in check_content(changed, today=TODAY)]
    long_ago = {f.problem for f in check_content(library, today=date(2019, 1, 1))}

    assert today == [("apprentice", Problem.UNSOURCED)]
    assert long_ago == {Problem.NOT_YET_VALID}
