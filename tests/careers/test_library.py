"""The content itself: complete, varied, sourced, and refused with file and line where it is not."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from careers.check import all_facts
from careers.content_types import RouteKind, Status, Topic
from careers.errors import ContentError, UnknownOccupationError
from careers.library import CONTENT, Library, load_library

PROMISED = {
    "electrician", "plumber", "carpenter", "bricklayer", "motor-mechanic", "adult-nurse",
    "healthcare-assistant", "paramedic", "care-worker", "social-worker", "nursery-worker",
    "primary-school-teacher", "vet", "veterinary-nurse", "software-developer",
    "cyber-security-analyst", "graphic-designer", "chef", "hairdresser", "lorry-driver",
    "warehouse-operative", "sales-assistant", "police-officer", "firefighter", "accountant",
    "solicitor", "farm-worker", "civil-engineer", "wind-turbine-technician", "courier",
}  # fmt: skip

VETS = 'soc:\n  scheme: soc2020\n  code: "2240"\n  title: "Veterinarians"\n'
LICENCES = {"OGL v3", "CC BY 4.0", "figure cited from the study", "fact, own words"}


def names_by_kind(library: Library) -> Iterator[tuple[str, str, str]]:
    for occupation in [*library.occupations.values(), *library.named_occupations.values()]:
        for name in {occupation.name, occupation.plural, *occupation.also}:
            yield "occupation", occupation.id, name.casefold()
    for kind in ("sectors", "interests", "subjects", "skills", "qualifications"):
        topics: dict[str, Topic] = dict(getattr(library, kind))
        for topic in topics.values():
            for name in {topic.name, *topic.also}:
                yield kind, topic.id, name.casefold()


def test_the_promised_occupations_are_there(library: Library) -> None:
    assert set(library.occupations) >= PROMISED


def test_the_library_is_read_once(library: Library) -> None:
    assert load_library() is library


def test_every_sector_interest_and_subject_leads_to_an_occupation(library: Library) -> None:
    occupations = library.occupations.values()

    assert {o.sector for o in occupations} == set(library.sectors)
    assert {i for o in occupations for i in o.interests} == set(library.interests)
    assert {s for o in occupations for s in o.subjects} == set(library.subjects)


def test_every_kind_of_route_is_shown_by_several_occupations(library: Library) -> None:
    kinds = Counter(r.kind for o in library.occupations.values() for r in o.facts.ways)
    # A licence is named as the way in only where the source knows no other (see import_facts).
    several = {**dict.fromkeys(RouteKind, 5), RouteKind.LICENCE: 2}

    assert {kind: kinds[kind] >= several[kind] for kind in RouteKind} == dict.fromkeys(
        RouteKind, True
    )


def test_of_few_jobs_no_way_in_is_known(library: Library) -> None:
    without = {job.id for job in library.occupations.values() if not job.facts.ways}

    # New jobs, of which no source that we may use tells the ways in, and one that the table of
    # facts has without any.
    assert without == {
        "ai-engineer", "app-delivery-rider", "car-salesperson", "content-creator", "data-engineer",
        "electric-vehicle-technician", "heat-pump-engineer", "solar-panel-installer",
    }  # fmt: skip


def test_a_name_means_one_thing_only(library: Library) -> None:
    meanings: dict[str, set[tuple[str, str]]] = {}
    for kind, topic_id, name in names_by_kind(library):
        meanings.setdefault(name, set()).add((kind, topic_id))

    assert {name: means for name, means in meanings.items() if len(means) > 1} == {}


def test_no_job_is_given_the_same_name_twice(library: Library) -> None:
    jobs = [*library.occupations.values(), *library.named_occupations.values()]
    names = {
        job.id: [name.casefold() for name in (job.name, job.plural, *job.also)] for job in jobs
    }

    assert {i: n for i, n in names.items() if len(n) != len(set(n))} == {}


def test_names_are_written_plainly(library: Library) -> None:
    odd = re.compile(r"^\s|\s$|\s\s|^$")

    assert [name for _, _, name in names_by_kind(library) if odd.search(name)] == []


def test_every_fact_is_sourced_checked_and_licensed(library: Library) -> None:
    facts = [fact for _, _, fact in all_facts(library)]

    assert {fact.status for fact in facts} == {Status.SOURCED}
    assert {fact.licence for fact in facts} == LICENCES
    assert {fact.checked_on.isoformat()[:7] for fact in facts} == {"2026-11"}


def test_pay_comes_from_the_2025_survey_only(library: Library) -> None:
    pay = [o.facts.pay for o in library.occupations.values() if o.facts.pay is not None]

    assert {fact.source for fact in pay} == {"ONS ASHE 2025 provisional, Table 14.7a"}
    assert {fact.valid_from.year for fact in pay} == {2025}


def test_content_cannot_be_changed(library: Library) -> None:
    with pytest.raises(TypeError):
        library.occupations["electrician"] = library.occupation("vet")  # type: ignore[index]
    with pytest.raises(ValidationError):
        library.occupation("vet").name = "Dragon keeper"


def test_an_unknown_occupation_is_an_error_and_one_known_by_name_has_no_content(
    library: Library,
) -> None:
    with pytest.raises(UnknownOccupationError):
        library.named_occupation("dragon-keeper")
    with pytest.raises(UnknownOccupationError):
        library.occupation("astronaut")

    assert library.named_occupation("astronaut").plural == "astronauts"
    assert library.named_occupation("vet") is library.occupation("vet")


def test_names_inside_sentences_keep_their_capitals_where_they_have_some(library: Library) -> None:
    names = {
        i: library.named_occupation(i).in_sentence for i in ("dj", "vet", "royal-navy-officer")
    }

    assert names == {"dj": "DJ", "vet": "vet", "royal-navy-officer": "Royal Navy officer"}


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "problem"),
    [
        ("occupations/vet.yml", "basis: all_workers", "basis: some", "facts.pay.basis", "Input"),
        ("occupations/vet.yml", "median: 45362", "median: lots", "facts.pay.value.median", "valid"),
        ("occupations/vet.yml", "plural: vets", "plurall: vets", "plural", "required"),
        (
            "occupations/vet.yml",
            "sector: animal-care",
            "sector: moon",
            "sector",
            "'moon' is not in",
        ),
        ("occupations/vet.yml", "id: vet", "id: vett", "id", "must be 'vet'"),
        ("occupations/vet.yml", "operate on a cat", "earn £90", "editorial.real_day", "no figure"),
        ("occupations/vet.yml", "name: Vet", "name: [", "(file)", "did not find"),
        ("occupations/vet.yml", VETS, "", "(file)", "pay needs soc"),
        (
            "occupations/electrician.yml",
            "median: 39647",
            "median: 9",
            "facts.pay.value",
            "in order",
        ),
        ("occupations/chef.yml", "kind: college", "kind: other", "kind", "Input should be"),
        ("occupations/electrician.yml", "kind: college", "kind: direct", "facts", "t_level needs"),
        ("occupations/electrician.yml", "apprenticeship}", "direct}", "facts", "foundation_app"),
        ("rates.yml", "id: apprentice", "id: under-18", "3.id", "there twice"),
        ("interests.yml", "- id: outdoors", "- id: Out doors", "1.id", "lower-case"),
        ("named_occupations.yml", "id: astronaut", "id: vet", ".id", "a file of its own"),
    ],
)
def test_a_mistake_is_reported_with_file_line_and_field(
    content: Path, file: str, old: str, new: str, field: str, problem: str
) -> None:
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_library.__wrapped__(content)

    assert caught.value.path == path
    assert problem in caught.value.problem
    assert caught.value.field.endswith(field)
    if "." in field and caught.value.line > 1:
        assert abs(caught.value.line - text[: text.index(old)].count("\n") - 1) <= 3


def test_an_empty_or_garbled_file_is_reported(content: Path) -> None:
    (content / "skills.yml").write_bytes(b"- id: \x00\xff")

    with pytest.raises(ContentError, match=r"skills.yml:1: \(file\)"):
        load_library.__wrapped__(content)


def test_postcode_areas_are_each_there_once() -> None:
    with (CONTENT / "postcode_areas.csv").open(encoding="utf-8", newline="") as file:
        areas = [row["area"] for row in csv.DictReader(file)]

    assert len(areas) == len(set(areas)) == 124
