"""How many checks passed, failed or were skipped, read from what the tools leave behind."""

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

_STORIES = re.compile(r"Correct:\s+(\d+) / (\d+)")  # first of: stories, then actions


@dataclass(frozen=True)
class Tally:
    """A number of results."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def of_exit_code(code: int) -> Tally:
    """Return one check passed or failed."""
    return Tally(passed=1) if code == 0 else Tally(failed=1)


def of_junit(report: Path, code: int) -> Tally:
    """Return pytest's results; a run that broke off counts at least one failure."""
    try:
        cases = ET.parse(report).getroot().findall("testsuite/testcase")  # noqa: S314
    except (OSError, ET.ParseError):
        return Tally(failed=1)
    # A test may fail and then fail again while it is cleared away: it counts once.
    tests = {(case.get("classname"), case.get("name")) for case in cases}
    failed = _with(cases, "failure") | _with(cases, "error")
    skipped = _with(cases, "skipped") - failed
    passed = len(tests) - len(failed) - len(skipped)
    return Tally(passed, len(failed) or int(code != 0 or not tests), len(skipped))


def _with(cases: list[ET.Element], outcome: str) -> set[tuple[str | None, str | None]]:
    """Return the tests that the report marks with an outcome."""
    return {
        (case.get("classname"), case.get("name"))
        for case in cases
        if case.find(outcome) is not None
    }


def of_stories(output: str, code: int) -> Tally:
    """Return how many of Rasa's test stories went as written."""
    found = _STORIES.search(output)
    if found is None:
        return Tally(failed=1)
    right, total = int(found[1]), int(found[2])
    return Tally(right, (total - right) or int(code != 0))
