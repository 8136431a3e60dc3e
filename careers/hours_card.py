"""When and how long people of an occupation work, and what a day is like."""

from datetime import date

from careers.content_types import Hours
from careers.occupation_types import Occupation
from careers.phrases import capital, figure, source_of, words


def hours_text(occupation: Occupation, *, today: date) -> str:
    """Return the usual hours with their source, when they are worked, and a real day."""
    told = occupation.editorial
    hours = occupation.facts.hours
    parts = [
        hours_line(occupation, hours),
        told.times or words.text("hours_times_unknown"),
        words.text("setting", setting=told.setting),
        words.text("hours_differ"),
    ]
    if hours is not None:
        parts.append(_age_of(hours, today))
    return "\n".join(parts)


def hours_line(occupation: Occupation, hours: Hours | None) -> str:
    """Return one sentence with the usual hours a week, or that none are known."""
    if hours is None:
        return words.text("hours_unknown", plural=occupation.plural)
    return words.text("hours", Plural=capital(occupation.plural), hours=hours_range(hours))


def hours_range(hours: Hours) -> str:
    """Return "37 to 40", or "40" where there is no range."""
    least, most = figure(hours.value.least), figure(hours.value.most)
    return least if least == most else words.text("hours_range", least=least, most=most)


def _age_of(hours: Hours, today: date) -> str:
    if hours.is_current(today):
        return source_of(hours)
    return f"{words.text('stale')} {source_of(hours)}"
