import json
from pathlib import Path

import pytest
import yaml

from careers.described import read_described
from careers.errors import ContentError
from careers.library import Library
from careers.nearest_texts import export_nearest_texts

NLU = Path(__file__).resolve().parents[1] / "nlu"


@pytest.fixture(scope="module")
def exported(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    path = tmp_path_factory.mktemp("models") / "nearest.json"
    export_nearest_texts(library, path)
    content = json.loads(path.read_text(encoding="utf-8"))
    return {one["id"]: one["texts"] for one in [*content["occupations"], *content["parts"]]}


def test_every_job_with_content_and_every_part_can_be_found(
    library: Library, exported: dict[str, list[str]]
) -> None:
    parts = {f"{topic.id}/{part.id}" for topic in library.advice.values() for part in topic.parts}

    assert set(exported) == {*library.occupations, *parts}


def test_a_job_is_found_by_names_by_our_words_and_by_descriptions(
    library: Library, exported: dict[str, list[str]]
) -> None:
    texts = exported["paramedic"]

    assert texts[:3] == ["Paramedic", "paramedics", "ambulance driver"]
    assert "You race to people who are badly hurt or ill." in texts
    assert set(read_described(library)["paramedic"]) <= set(texts)


def test_a_part_is_found_by_title_text_facts_and_questions(exported: dict[str, list[str]]) -> None:
    texts = exported["ask_t_levels/about"]

    assert texts[0] == "What a T Level is"
    assert "It takes two years and is as big as 3 A levels." in texts
    assert "are there exams or is it all practical" in texts


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ("plumber:\n  - fixes the leaky taps\nno-such-job:\n  - does nothing at all\n", "no-such"),
        ("plumber: []\n", "plumber"),
        ("plumber:\n  - no\n", "plumber.0"),
    ],
)
def test_a_description_of_nothing_is_refused(
    library: Library, tmp_path: Path, content: str, field: str
) -> None:
    (tmp_path / "described.yml").write_text(content)

    with pytest.raises(ContentError, match=field):
        read_described(library, tmp_path)


def test_no_question_or_description_is_a_sentence_of_a_test_set(library: Library) -> None:
    parts = [part for topic in library.advice.values() for part in topic.parts]
    written = [*read_described(library).values(), *(part.asked for part in parts)]
    ours = {text.casefold().strip(" ?.!") for texts in written for text in texts}

    for path in sorted(NLU.glob("*.yml")):
        theirs = _sentences(yaml.safe_load(path.read_text(encoding="utf-8")))
        assert ours & set(theirs) == set(), path


def _sentences(node: object) -> list[str]:
    """Return every text in a file, also the lines of Rasa's examples."""
    if isinstance(node, str):
        return [line.removeprefix("- ").casefold().strip(" ?.!") for line in node.splitlines()]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [sentence for child in children for sentence in _sentences(child)]
