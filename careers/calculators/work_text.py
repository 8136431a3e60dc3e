"""The answer about working times: yes, no or it depends, the rules by name, and their source."""

from collections.abc import Iterator
from datetime import date

from careers.advice import sources_of
from careers.calculators.phrases import clock_said, helper, hours_said, laws_of, words
from careers.calculators.work_times import (
    Limit,
    Verdict,
    WorkQuestion,
    WorkResult,
    hours_of,
    may_work,
)
from careers.content_types import Fact
from careers.library import Library

_LEAVING = "school-leaving"  # an id of laws.yml
_TURNS = 16  # from here on people think that they are past it


def work_text(
    library: Library, question: WorkQuestion, *, today: date, may_be_school_age: bool = False
) -> str:
    """Return the answer; rules that are out of date are not told.

    `may_be_school_age` is said of somebody of 16 whose birthday nobody knows.
    """
    result = may_work(question, library.laws)
    laws = laws_of(library, (law for limit in result.limits for law in limit.laws))
    helps = [] if question.is_school_age else helper(library, today)
    told_helps = [one.text for one in helps]
    if not all(law.is_current(today) for law in laws):
        return "\n".join([words.text("work_stale"), *told_helps])
    is_open = may_be_school_age and result.verdict is Verdict.YES
    is_still = question.is_school_age and question.age >= _TURNS
    used: list[Fact] = [*laws, *([library.laws[_LEAVING]] if is_open or is_still else []), *helps]
    lines = [
        words.text(f"work_{result.verdict.value}", age=question.age),
        *_span(question),
        *([words.text("work_still_school", law=library.laws[_LEAVING].said)] if is_still else []),
        *(_limit(library, limit) for limit in result.limits),
        *_after(library, question, result, is_open=is_open),
        *told_helps,
        *([sources_of(used)] if used else []),
    ]
    return "\n".join(lines)


def _span(question: WorkQuestion) -> Iterator[str]:
    """Yield how many hours lie between two times that were said."""
    hours = hours_of(question)
    is_sum = question.hours is None and hours is not None
    if is_sum and hours and question.starts is not None and question.ends is not None:
        ends = clock_said(question.ends)
        yield words.text(
            "work_span", starts=clock_said(question.starts), ends=ends, hours=hours_said(hours)
        )


def _limit(library: Library, limit: Limit) -> str:
    laws = laws_of(library, limit.laws)
    values: dict[str, object] = {law.id: law.said for law in laws}
    text = words.text(f"work_{limit.name}", limit=laws[0].said, last=laws[-1].said, **values)
    return words.text("line", text=text)


def _after(
    library: Library, question: WorkQuestion, result: WorkResult, *, is_open: bool
) -> Iterator[str]:
    """Yield what else is needed: a permit at school age, or that age to be over."""
    if question.is_school_age and result.verdict is not Verdict.TOO_OLD:
        yield words.text("work_permit")
    if is_open:
        yield words.text("work_maybe_school", law=library.laws[_LEAVING].said)
