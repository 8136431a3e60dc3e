"""What may become of a job: what a study said about machines, and whether people are wanted."""

from datetime import date

from careers.content_types import Fact
from careers.library import Library
from careers.occupation_types import Automation, Demand, Occupation
from careers.phrases import and_list, capital, source_of, words


def outlook_text(occupation: Occupation, *, today: date) -> str:
    """Return a study's level (low, medium or high), the demand, and what both are worth.

    No figure of a study is told: there are two, they disagree, and both are older than the
    present AI tools. See `Automation.level` for the bounds.
    """
    automation, demand = occupation.facts.automation, occupation.facts.demand
    used: list[Fact] = [f for f in (automation, demand) if f is not None and f.is_current(today)]
    told = occupation.editorial
    parts = [
        words.text("outlook_changes", takes=told.machines_take, keeps=told.people_keep),
        _machines(occupation, automation, today),
        _wanted(occupation, demand, today),
    ]
    return "\n".join([*parts, source_of(*used)] if used else parts)


def outlook_in_general(library: Library, *, today: date) -> str:
    """Return what can be said of jobs at large: tasks change, and which jobs are in demand."""
    wanted = {
        job.plural: job.facts.demand
        for job in library.occupations.values()
        if job.facts.demand is not None and job.facts.demand.is_current(today)
    }
    parts = [words.text("outlook_nobody_knows"), words.text("outlook_tasks")]
    if wanted:
        told = words.text("outlook_in_demand", plurals=and_list(sorted(wanted)))
        parts += [told, source_of(*wanted.values())]
    return "\n".join(parts)


def in_demand(library: Library, *, today: date) -> tuple[str, ...]:
    """Return the ids of the occupations of which more people are wanted on that day."""
    return tuple(
        job.id
        for job in library.occupations.values()
        if job.facts.demand is not None and job.facts.demand.is_current(today)
    )


def _machines(occupation: Occupation, automation: Automation | None, today: date) -> str:
    if automation is None:
        return words.text("outlook_no_study", plural=occupation.plural)
    if not automation.is_current(today):
        return words.text("outlook_old_study", plural=occupation.plural)
    return words.text(
        f"outlook_{automation.study.value}",
        plural=occupation.plural,
        level=automation.level.value,
    )


def _wanted(occupation: Occupation, demand: Demand | None, today: date) -> str:
    if demand is None or not demand.is_current(today):
        return words.text("outlook_demand_unknown", plural=occupation.plural)
    return words.text("outlook_demand", Plural=capital(occupation.plural), demand=demand.text)
