"""The part of a topic that a question means, where its words name none or name it weakly."""

import pytest

from careers.advice import Asker, NearPart, named_parts, nearest_elsewhere
from careers.library import Library

UNKNOWN = Asker()
DEGREE = NearPart("ask_apprenticeship", "degree", 0.6, 0.4)


def meant(library: Library, question: str, near: NearPart, asker: Asker = UNKNOWN) -> str | None:
    parts = named_parts(library.advice["ask_apprenticeship"], question, asker, [near])
    part = next(iter(parts), None)
    return None if part is None else part.id


def test_where_no_words_name_a_part_the_nearest_is_meant(library: Library) -> None:
    assert meant(library, "study for a ba on the job", DEGREE) == "degree"


@pytest.mark.parametrize(
    ("topic", "score", "lead"),
    [
        ("ask_apprenticeship", 0.6, 0.0),
        ("ask_apprenticeship", -0.9, 0.4),
        ("ask_university", 0.6, 0.4),
    ],
)
def test_what_is_not_clear_or_of_another_topic_is_not_meant(
    library: Library, topic: str, score: float, lead: float
) -> None:
    near = NearPart(topic, "degree", score, lead)

    assert meant(library, "study for a ba on the job", near) is None


def test_one_weak_word_gives_way_to_a_clear_meaning_and_several_do_not(library: Library) -> None:
    weak, strong = "is the money enough at this level", "how much an hour is the pay"

    assert meant(library, weak, NearPart("ask_apprenticeship", "levels", 0.5, 0.1)) == "pay"
    assert meant(library, weak, NearPart("ask_apprenticeship", "levels", 0.5, 0.3)) == "levels"
    assert meant(library, strong, NearPart("ask_apprenticeship", "levels", 0.5, 0.9)) == "pay"


def test_of_two_parts_that_words_name_the_clearly_nearer_is_meant(library: Library) -> None:
    question = "can i do a degree and get paid same time"

    assert meant(library, question, DEGREE) == "degree"
    assert meant(library, question, NearPart("ask_apprenticeship", "degree", 0.6, 0.1)) == "pay"


def test_rules_for_another_age_are_never_meant(library: Library) -> None:
    advice = library.advice["ask_young_worker_rules"]
    near = [NearPart(advice.id, "from-16", 0.9, 0.9)]

    assert named_parts(advice, "when can i rest", Asker(14, is_school_age=True), near) == ()
    found = next(iter(named_parts(advice, "when can i rest", Asker(17), near)), None)
    assert found is not None
    assert found.id == "from-16"


def test_a_part_of_another_topic_is_meant_where_it_is_very_near(library: Library) -> None:
    own = NearPart("ask_university", "worth", 0.3, 0.1)

    def elsewhere(near: NearPart) -> str | None:
        topics = library.advice
        found = nearest_elsewhere(topics, [near, own], about="ask_university", asker=UNKNOWN)
        return None if found is None else f"{found[0].id}/{found[1].id}"

    assert elsewhere(NearPart("ask_apprenticeship", "degree", 0.8, 0.4)) == (
        "ask_apprenticeship/degree"
    )
    assert elsewhere(NearPart("ask_apprenticeship", "degree", 0.55, 0.4)) is None
    assert elsewhere(NearPart("ask_t_levels", "list", 0.45, 0.4)) is None
    assert elsewhere(NearPart("no_such_topic", "degree", 0.8, 0.4)) is None
    assert elsewhere(NearPart("ask_apprenticeship", "no-such-part", 0.8, 0.4)) is None
