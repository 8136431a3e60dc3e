"""Puts the facts of the gathered table into the occupations' files.

Run from the project's root, with the table's path:
    python -m careers.scripts.import_facts ../shared/data/occupations.csv
Running it again replaces what it wrote before and touches nothing else: our own words, and facts
that other sources gave (T Levels, foundation apprenticeships), stay as they are. Registers and
checks are raw in the table and partly dated: only those known to be current are written, and only
where a file has none.
"""

import csv
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from careers.library import CONTENT
from careers.phrases import with_article

CHECKED_ON = "2026-11-22"
LOOK_AGAIN = "2027-08-31"
PAY_LOOK_AGAIN = "2027-03-31"
Row = Mapping[str, str]
Blocks = dict[str, str]
# Occupations that the table calls by another name than we do.
NAMES = {
    "aircraft-engineer": "Aircraft maintenance engineer (helicopter)",
    "bar-worker": "Bar person",
    "border-officer": "Border Force officer",
    "bus-driver": "Bus or coach driver",
    "cabin-crew": "Cabin crew",
    "camera-operator": "TV or film camera operator",
    "civil-servant": "Civil Service executive officer",
    "college-lecturer": "Further education lecturer",
    "courier": "Courier / delivery rider",
    "doctor": "GP (doctor)",
    "factory-worker": "Production worker (manufacturing)",
    "journalist": "Newspaper journalist",
    "lorry-driver": "Lorry (LGV) driver",
    "musician": "Classical musician",
    "postal-worker": "Postman or postwoman",
    "raf-aviator": "RAF airman or airwoman",
    "sen-teacher": "Special educational needs (SEN) teacher",
    "ship-officer": "Merchant Navy deck officer",
    "software-tester": "Test lead",
    "sound-engineer": "Studio sound engineer",
    "university-lecturer": "Higher education lecturer",
    "ux-designer": "User experience (UX) designer",
}
# The order of the facts in a file; those that are not in TABLE_FACTS come from elsewhere.
ORDER = (
    *("pay", "hours", "routes", "t_level", "foundation_apprenticeship"),
    *("registration", "checks", "automation", "demand", "riasec"),
)
TABLE_FACTS = ("pay", "hours", "routes", "automation", "demand", "riasec")
ROUTES = {
    "apprenticeship": "apprenticeship",
    "college": "college",
    "university": "university",
    "direct application": "direct",
    "work towards": "work_up",
    "volunteering": "volunteering",
}
REGISTERS = {
    "Architects Registration Board": "Architects Registration Board",
    "GMC-general": "General Medical Council",
    "GOC": "General Optical Council",
    "General Dental Council": "General Dental Council",
    "General Medical Council GP Register": "General Medical Council",
    "General Pharmaceutical Council": "General Pharmaceutical Council",
    "HCPC": "Health and Care Professions Council",
    "NMC": "Nursing and Midwifery Council",
}
CHECKS = {
    "DBS enhanced check": "You need a background check first, called an enhanced DBS check.",
    "DBS check - children and vulnerable": "You need a background check first, called a DBS check.",
    "DBS checks - not enhanced": "You need a background check first, called a DBS check.",
}
_TOP = re.compile(r"^(?=[a-z_]+:)", re.MULTILINE)
_FACT = re.compile(r"^  (?=[a-z_]+:)", re.MULTILINE)
_LEVEL = re.compile(r"L(\d)")
_UNITED_STATES = re.compile(r"Frey & Osborne 2013 \((US SOC [\d-]+)\)")
_ENGLAND = re.compile(r"ONS 2017, published 2019, England, (SOC 2010 \d{4})")
_IN_DEMAND = "Skills England/DfE Occupations in Demand 2025"
_DEMANDS = {
    f"high demand (critical or elevated): {_IN_DEMAND}": "high demand",
    f"critical demand (highest of all occupations): {_IN_DEMAND}": "critical demand",
    f"critical demand: {_IN_DEMAND}": "critical demand",
}


def main() -> None:
    """Write the table's facts into every occupation's file that the table has a row for."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = {row["occupation"]: row for row in csv.DictReader(file)}
    for path in sorted((CONTENT / "occupations").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        name = NAMES.get(path.stem, yaml.safe_load(text)["name"])
        if name in rows:
            path.write_text(with_facts(text, rows[name]), encoding="utf-8")


def with_facts(text: str, row: Row) -> str:
    """Return an occupation's file with the facts of its row, in the order of ORDER."""
    blocks = _blocks(_TOP, text)
    kept = _blocks(_FACT, blocks.pop("facts", "facts:\n").partition("\n")[2])
    found = dict(_table_facts(row, yaml.safe_load(text)["name"]))
    facts = {
        name: found.get(name, "") if name in TABLE_FACTS else kept.get(name) or found.get(name, "")
        for name in ORDER
    }
    blocks.setdefault("soc", _soc(row))
    editorial = blocks.pop("editorial")
    soc = blocks.pop("soc")
    told = ["facts:\n", *facts.values()] if any(facts.values()) else []
    return "".join([*blocks.values(), soc, editorial, *told])


def _blocks(start: re.Pattern[str], text: str) -> Blocks:
    parts = [part for part in start.split(text) if part]
    indent = "  " if start is _FACT else ""
    found = {part.split(":", 1)[0]: f"{indent}{part}" for part in parts if part.strip()}
    return {name: block if block.endswith("\n") else f"{block}\n" for name, block in found.items()}


def _soc(row: Row) -> str:
    return f'soc:\n  scheme: soc2020\n  code: "{row["soc2020"]}"\n  title: "{row["soc_title"]}"\n'


def _table_facts(row: Row, name: str) -> Iterator[tuple[str, str]]:
    if row["ashe2025_ft_median_gbp"] or row["ashe2025_median_all_gbp"]:
        yield "pay", _pay(row)
    if float(row["hours_min"] or 0):  # the table has 0 where hours vary
        yield "hours", _hours(row)
    if row["routes"]:
        yield "routes", _routes(row)
    if row["registration"] in REGISTERS:
        job, register = with_article(name[0].lower() + name[1:]), REGISTERS[row["registration"]]
        told = f"To work as {job} you must be on the register of the {register}."
        yield "registration", _profile("registration", [f"text: {told}"])
    for named, told in CHECKS.items():
        if named in row["restrictions"].split(";"):
            yield "checks", _profile("checks", [f"text: {told}"])
            break
    if row["automation_probability"].strip():
        yield "automation", _automation(row["automation_probability"].strip(), row)
    if row["growth_note"].strip():
        yield "demand", _demand(row["growth_note"].strip())
    if row["riasec"].strip():
        yield "riasec", _riasec(row)


def _pay(row: Row) -> str:
    """Return full-time pay where the table has it, else that of all workers."""
    if row["ashe2025_ft_median_gbp"]:
        lower, median, upper = (
            int(float(row[f"ashe2025_ft_{part}_gbp"])) for part in ("p25", "median", "p75")
        )
        value, basis = f"{{lower: {lower}, median: {median}, upper: {upper}}}", "full_time"
    else:
        value = f"{{median: {int(float(row['ashe2025_median_all_gbp']))}}}"
        basis = "all_workers"
    return _fact(
        "pay",
        [f"value: {value}", f"basis: {basis}", "unit: GBP a year"],
        source='"ONS ASHE 2025 provisional, Table 14.7a"',
        valid=("2025-04-01", PAY_LOOK_AGAIN),
        note="Taken second-hand; to be re-imported from ONS.",
    )


def _hours(row: Row) -> str:
    least, most = (f"{float(row[name]):g}" for name in ("hours_min", "hours_max"))
    lines = [f"value: {{least: {least}, most: {most}}}", "unit: hours a week"]
    return _profile("hours", lines)


def _routes(row: Row) -> str:
    """Return the routes in one order for all jobs, so that none is put before another.

    The two rows that know only "other" are of jobs that a licence or registration opens.
    """
    named: dict[str, set[int]] = {}
    for part in row["routes"].split(";"):
        kind = ROUTES.get(part.split("(")[0].strip())
        if kind is not None:
            named.setdefault(kind, set()).update(int(level) for level in _LEVEL.findall(part))
    order = [kind for kind in ROUTES.values() if kind in named] or ["licence"]
    return _profile(
        "routes", ["value:", *(f"  - {_route(kind, named.get(kind, set()))}" for kind in order)]
    )


def _route(kind: str, levels: set[int]) -> str:
    if not levels:
        return f"{{kind: {kind}}}"
    return f"{{kind: {kind}, levels: [{', '.join(map(str, sorted(levels)))}]}}"


def _profile(name: str, lines: list[str]) -> str:
    source, valid = "National Careers Service", ("2020-11-01", LOOK_AGAIN)
    return _fact(name, lines, source=source, valid=valid)


def _automation(value: str, row: Row) -> str:
    source = row["automation_source"]
    states, england = _UNITED_STATES.fullmatch(source), _ENGLAND.fullmatch(source)
    if states is not None:
        study, name, year, licence = (
            "united_states", '"Frey & Osborne, United States"', 2013, "figure cited from the study"
        )  # fmt: skip
    elif england is not None:
        study, name, year, licence = "england", '"ONS, England"', 2017, "OGL v3"
    else:
        raise ValueError(f"no study is called {source!r}")
    group = (states or england)[1]  # type: ignore[index]  # one of the two matched
    return _fact(
        "automation",
        [f"value: {value}", "unit: probability", f"study: {study}"],
        source=name,
        licence=licence,
        valid=(f"{year}-01-01", LOOK_AGAIN),
        note=f"For {group}; the study is older than today's AI tools.",
    )


def _demand(note: str) -> str:
    if note not in _DEMANDS:
        raise ValueError(f"no wording for {note!r}")
    return _fact(
        "demand",
        [f"text: {_DEMANDS[note]}"],
        source='"Skills England, Occupations in Demand"',
        valid=("2025-01-01", LOOK_AGAIN),
    )


def _riasec(row: Row) -> str:
    """Return the themes of a job, the strongest first: the high points of O*NET's Interests."""
    return _fact(
        "riasec",
        [f"value: {row['riasec'].strip()}"],
        source='"O*NET Interests 02/2026"',
        valid=("2026-02-01", LOOK_AGAIN),
        licence="CC BY 4.0",
        note=f"Of the United States occupation {row['onet_soc2019']}.",
    )


def _fact(
    name: str,
    lines: list[str],
    *,
    source: str,
    valid: tuple[str, str],
    licence: str = "OGL v3",
    note: str = "",
) -> str:
    every = [
        *lines,
        f"valid_from: {valid[0]}",
        f"valid_to: {valid[1]}",
        f"source: {source}",
        f"licence: {licence}",
        "status: sourced",
        f"checked_on: {CHECKED_ON}",
        *([f"note: {note}"] if note else []),
    ]
    return f"  {name}:\n" + "".join(f"    {line}\n" for line in every)


if __name__ == "__main__":
    main()
