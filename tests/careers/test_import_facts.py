"""The importer of the table's facts: it replaces what it wrote, and refuses what is unknown."""

import csv
import sys
from pathlib import Path

import pytest
import yaml

from careers.library import CONTENT, load_library
from careers.scripts import import_facts

ROW = {
    "occupation": "",
    "soc2020": "2240",
    "soc_title": "Veterinarians",
    "ashe2025_median_all_gbp": "45362",
    "ashe2025_ft_p25_gbp": "",
    "ashe2025_ft_median_gbp": "",
    "ashe2025_ft_p75_gbp": "",
    "hours_min": "40",
    "hours_max": "45",
    "routes": "college; university; apprenticeship (L3 Dog grooming);direct application",
    "registration": "",
    "restrictions": "",
    "automation_probability": "0.5",
    "automation_source": "Frey & Osborne 2013 (US SOC 29-1141)",
    "growth_note": "",
    "riasec": "IR",
    "onet_soc2019": "29-1131.00",
}


def table(folder: Path, **changes: str) -> Path:
    """Return a table with a row for each of our occupations, each with the same figure."""
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ROW)
        writer.writeheader()
        for job in load_library().occupations.values():
            name = import_facts.NAMES.get(job.id, job.name)
            writer.writerow({**ROW, "occupation": name, **changes})
    return path


def run(content: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_facts, "CONTENT", content)
    monkeypatch.setattr(sys, "argv", ["import_facts", str(path)])
    import_facts.main()


def test_figures_take_the_place_of_those_from_before(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(content, table(tmp_path), monkeypatch)
    once = (content / "occupations" / "vet.yml").read_text(encoding="utf-8")
    run(content, table(tmp_path), monkeypatch)

    library = load_library.__wrapped__(content)
    facts = [job.facts.automation for job in library.occupations.values()]

    assert {fact.value for fact in facts if fact is not None} == {0.5}
    assert {job.facts.demand for job in library.occupations.values()} == {None}
    assert (content / "occupations" / "vet.yml").read_text(encoding="utf-8") == once


def facts_with(job: str, **changes: str) -> dict[str, dict[str, object]]:
    """Return the facts of a job's file after the import of its row."""
    text = (CONTENT / "occupations" / f"{job}.yml").read_text(encoding="utf-8")
    after = yaml.safe_load(import_facts.with_facts(text, {**ROW, **changes}))
    assert after["editorial"] == yaml.safe_load(text)["editorial"]
    facts: dict[str, dict[str, object]] = after["facts"]
    return facts


def test_full_time_pay_is_taken_where_there_is_some() -> None:
    quarters = {"ashe2025_ft_p25_gbp": "30000.0", "ashe2025_ft_p75_gbp": "50000.0"}
    all_workers = facts_with("vet")["pay"]
    full_time = facts_with("vet", ashe2025_ft_median_gbp="40000.0", **quarters)["pay"]

    assert (all_workers["value"], all_workers["basis"]) == ({"median": 45362}, "all_workers")
    assert full_time["value"] == {"lower": 30000, "median": 40000, "upper": 50000}
    assert full_time["basis"] == "full_time"


def test_routes_are_written_in_one_order_and_those_of_another_kind_are_left_out() -> None:
    routes = "other; work towards; university; apprenticeship(L6); apprenticeship(L4)"

    assert facts_with("vet", routes=routes)["routes"]["value"] == [
        {"kind": "apprenticeship", "levels": [4, 6]},
        {"kind": "university"},
        {"kind": "work_up"},
    ]
    assert facts_with("vet", routes="other")["routes"]["value"] == [{"kind": "licence"}]


def test_hours_that_vary_are_not_written() -> None:
    assert "hours" in facts_with("vet")
    assert "hours" not in facts_with("vet", hours_min="0.0", hours_max="0.0")


def test_what_other_sources_gave_stays_and_raw_registers_are_no_fact() -> None:
    electrician = facts_with("electrician", registration="CSCS")

    assert {"t_level", "foundation_apprenticeship"} <= set(electrician)
    assert "registration" not in electrician
    assert "General Dental Council" not in str(facts_with("vet", registration="GDC"))


def test_themes_are_written_with_the_occupation_that_they_are_of_and_never_guessed() -> None:
    themes = facts_with("vet")["riasec"]

    assert (themes["value"], themes["licence"]) == ("IR", "CC BY 4.0")
    assert themes["source"] == "O*NET Interests 02/2026"
    assert themes["note"] == "Of the United States occupation 29-1131.00."
    assert "riasec" not in facts_with("vet", riasec="")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"automation_source": "A blog"}, "no study is called 'A blog'"),
        ({"growth_note": "booming"}, "no wording for 'booming'"),
    ],
)
def test_what_it_has_no_words_for_is_refused(
    content: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changes: dict[str, str],
    problem: str,
) -> None:
    with pytest.raises(ValueError, match=problem):
        run(content, table(tmp_path, **changes), monkeypatch)
