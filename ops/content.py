"""What `foothold content` does: is the careers content in order, and what must be looked at."""

from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from careers.check import Finding, Problem, all_facts, check_content
from careers.library import CONTENT, load_library

_LATE = frozenset({Problem.EXPIRED, Problem.UNSOURCED})  # said with a warning, or not at all


def check(console: Console, *, folder: Path = CONTENT) -> None:
    """Read every content file, and say how much there is.

    Raises:
        ContentError: a file breaks its schema; says the file, the line and the field.
    """
    library = load_library(folder)
    facts = sum(1 for _ in all_facts(library))
    console.print(
        f"In order: {len(library.occupations)} occupations in full,"
        f" {len(library.named_occupations)} more by name, {len(library.advice)} topics,"
        f" {facts} facts."
    )


def stale(console: Console, *, today: date, folder: Path = CONTENT) -> bool:
    """List the facts that a person must look at; return whether any is out of date or unsourced.

    Raises:
        ContentError: a file breaks its schema.
    """
    findings = check_content(load_library(folder), today=today)
    if findings:
        console.print(_table(findings))
    else:
        console.print(f"Nothing is out of date on {today:%d %B %Y}, nor in the month after.")
    return any(finding.problem in _LATE for finding in findings)


def _table(findings: tuple[Finding, ...]) -> Table:
    names = ("Problem", "Look again by", "File", "Field", "Source")
    columns = [Column(name, overflow="fold") for name in names]
    table = Table(*columns, box=None, pad_edge=False)
    for one in findings:
        cells = (one.problem.value, f"{one.valid_to:%d.%m.%Y}", one.file, one.field, one.source)
        table.add_row(*map(Text, cells))
    return table
