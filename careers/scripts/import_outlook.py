"""Puts automation and demand from the gathered table into the occupations' files.

Run from the project's root, with the table's path:
    python -m careers.scripts.import_outlook ../shared/data/occupations.csv
Running it again replaces what it wrote before and touches nothing else.
"""

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from careers.library import CONTENT, load_library

CHECKED_ON = "2026-11-22"
LOOK_AGAIN = "2027-08-31"
# Occupations that the table calls by another name than we do.
NAMES = {
    "cabin-crew": "Cabin crew",
    "civil-servant": "Civil Service executive officer",
    "courier": "Courier / delivery rider",
    "lorry-driver": "Lorry (LGV) driver",
    "sound-engineer": "Studio sound engineer",
}
_BLOCKS = re.compile(r"^  (?:automation|demand):\n(?:    .*\n)+", re.MULTILINE)
_UNITED_STATES = re.compile(r"Frey & Osborne 2013 \((US SOC [\d-]+)\)")
_ENGLAND = re.compile(r"ONS 2017, published 2019, England, (SOC 2010 \d{4})")
_DEMAND = "high demand (critical or elevated): Skills England/DfE Occupations in Demand 2025"


def main() -> None:
    """Rewrite the two facts of every occupation that has a file."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = {row["occupation"]: row for row in csv.DictReader(file)}
    for occupation in load_library().occupations.values():
        path = CONTENT / "occupations" / f"{occupation.id}.yml"
        row = rows[NAMES.get(occupation.id, occupation.name)]
        text = _BLOCKS.sub("", path.read_text(encoding="utf-8"))
        path.write_text(text + "".join(_facts(row)), encoding="utf-8")


def _facts(row: Mapping[str, str]) -> Iterator[str]:
    if row["automation_probability"].strip():
        yield _automation(row["automation_probability"].strip(), row["automation_source"])
    if row["growth_note"].strip():
        if row["growth_note"] != _DEMAND:
            raise ValueError(f"no wording for {row['growth_note']!r}")
        yield _fact(
            "demand",
            ["text: high demand"],
            source="Skills England, Occupations in Demand",
            licence="OGL v3",
            year=2025,
        )


def _automation(value: str, source: str) -> str:
    states, england = _UNITED_STATES.fullmatch(source), _ENGLAND.fullmatch(source)
    if states is not None:
        study, name, year, licence = (
            "united_states", "Frey & Osborne, United States", 2013, "figure cited from the study"
        )  # fmt: skip
    elif england is not None:
        study, name, year, licence = "england", "ONS, England", 2017, "OGL v3"
    else:
        raise ValueError(f"no study is called {source!r}")
    group = (states or england)[1]  # type: ignore[index]  # one of the two matched
    lines = [f"value: {value}", "unit: probability", f"study: {study}"]
    return _fact("automation", lines, source=name, licence=licence, year=year, note=group)


def _fact(
    name: str, lines: list[str], *, source: str, licence: str, year: int, note: str = ""
) -> str:
    every = [
        *lines,
        f"valid_from: {year}-01-01",
        f"valid_to: {LOOK_AGAIN}",
        f'source: "{source}"',
        f"licence: {licence}",
        "status: sourced",
        f"checked_on: {CHECKED_ON}",
        *([f"note: For {note}; the study is older than today's AI tools."] if note else []),
    ]
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in every)


if __name__ == "__main__":
    main()
