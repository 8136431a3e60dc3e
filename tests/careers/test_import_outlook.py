"""The importer of automation and demand: it writes what is there already, and nothing unknown."""

import csv
import sys
from pathlib import Path

import pytest

from careers.library import load_library
from careers.scripts import import_outlook

FIELDS = ["occupation", "automation_probability", "automation_source", "growth_note"]


def table(folder: Path, **changes: str) -> Path:
    """Return a table with a row for each of our occupations, each with the same figure."""
    path = folder / "table.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        for job in load_library().occupations.values():
            row = {
                "occupation": import_outlook.NAMES.get(job.id, job.name),
                "automation_probability": "0.5",
                "automation_source": "Frey & Osborne 2013 (US SOC 29-1141)",
                "growth_note": "",
            }
            writer.writerow({**row, **changes})
    return path


def run(content: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_outlook, "CONTENT", content)
    monkeypatch.setattr(sys, "argv", ["import_outlook", str(path)])
    import_outlook.main()


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
