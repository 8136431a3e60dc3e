"""Which part of a topic is told: the one that words name, the one for the age, the one pressed."""

import pytest

from careers.advice import Asker, named_anywhere, named_parts, part_of_id, usual_parts
from careers.advice_types import Advice, AdvicePart
from careers.library import Library

UNKNOWN = Asker()


def topic(library: Library, intent: str) -> tuple[Advice, dict[str, AdvicePart]]:
    advice = library.advice[intent]
    return advice, {part.id: part for part in advice.parts}


def first(parts: tuple[AdvicePart, ...]) -> AdvicePart | None:
    return next(iter(parts), None)


@pytest.mark.parametrize(
    ("intent", "question", "part"),
    [
        ("ask_apprenticeship", "do apprentices get PAID?", "pay"),
        ("ask_apprenticeship", "how do i find one near me", "finding"),
        ("ask_apprenticeship", "apprenticeships??", None),
        ("ask_cv", "what if ive got no experience", "experience"),
        ("ask_cv", "how long should it be", "looks"),
        ("ask_interview", "what do I wear", "wear"),
        ("ask_interview", "im so nervous", "nerves"),
        ("ask_rights", "do i get holiday pay", "holiday-sick"),
        ("ask_rights", "whats this tax on my payslip", "pay"),
        ("ask_rights", "can they sack me", "sacked"),
        ("ask_rights", "they won\u2019t hire me because of my wheelchair", "fair"),
        ("ask_insecure_work", "do you get sick pay on zero hours", "sick-holiday"),
        ("ask_minimum_wage", "4 hour trial shift with no money", "trial"),
        ("ask_young_worker_rules", "what jobs are under 18s not allowed to do", "banned"),
        ("ask_young_worker_rules", "rules for under 16s", "school-days"),
        ("ask_placement_travel", "who pays for the train", "cost"),
        ("parent_enquiry", "who can see my son's data", "data"),
        ("employer_enquiry", "do we need insurance", "needs"),
        ("teacher_enquiry", "is it gdpr compliant", "data"),
    ],
)
def test_words_of_a_question_name_a_part(
    library: Library, intent: str, question: str, part: str | None
) -> None:
    found = first(named_parts(library.advice[intent], question, UNKNOWN))

    assert (found and found.id) == part


def test_a_word_is_not_found_inside_another(library: Library) -> None:
    assert named_parts(library.advice["ask_rights"], "my grill is stillness", UNKNOWN) == ()


def test_rules_for_another_age_are_not_meant(library: Library) -> None:
    advice, parts = topic(library, "ask_young_worker_rules")
    question = "how long is my break"

    assert first(named_parts(advice, question, UNKNOWN)) is parts["from-16"]
    assert first(named_parts(advice, question, Asker(17))) is parts["from-16"]
    assert named_parts(advice, question, Asker(14, is_school_age=True)) == ()


@pytest.mark.parametrize(
    ("asker", "part"),
    [
        (UNKNOWN, "school-days"),
        (Asker(14, is_school_age=True), "school-days"),
        (Asker(16, is_school_age=True), "school-days"),
        (Asker(16), "from-16"),
        (Asker(17), "from-16"),
        (Asker(18), "school-days"),
    ],
)
def test_unasked_the_part_for_the_age_comes_first(
    library: Library, asker: Asker, part: str
) -> None:
    assert usual_parts(library.advice["ask_young_worker_rules"], asker)[0].id == part


def test_a_part_is_found_by_its_id_and_one_that_is_gone_is_none(library: Library) -> None:
    advice, parts = topic(library, "ask_cv")

    assert part_of_id(advice, "looks") is parts["looks"]
    assert part_of_id(advice, "colours") is None
    assert part_of_id(advice, None) is None


@pytest.mark.parametrize(
    ("question", "about", "found"),
    [
        ("my dads a young carer expert", None, ("ask_placement_rules", "young-carer")),
        ("the till was short and it came out of my wages", "ask_cv", ("ask_rights", "till")),
        (
            "apprenticeship or college",
            "ask_apprenticeship",
            ("ask_options_post16", "work-or-class"),
        ),
        ("is cash in hand below the minimum legal", "ask_minimum_wage", None),
        ("i like walking dogs", "ask_part_time_job", None),
        ("hello", None, None),
    ],
)
def test_a_part_is_named_outright_unless_the_topic_itself_is_named_better(
    library: Library, question: str, about: str | None, found: tuple[str, str] | None
) -> None:
    named = named_anywhere(library.advice, question, about=about)

    assert (named and (named[0].id, named[1].id)) == found


def test_a_part_that_is_only_told_when_asked_has_no_button_and_is_not_told_unasked(
    library: Library,
) -> None:
    advice, parts = topic(library, "ask_rights")

    assert parts["till"].asked_only
    assert parts["till"] not in usual_parts(advice, UNKNOWN)
    assert parts["till"] not in advice.shown
