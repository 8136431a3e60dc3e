"""Topic files that break their schema are refused, with file, line and field."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from careers.advice_types import Advice, Ages
from careers.errors import ContentError
from careers.library import Library, load_library


def test_ages_hold_both_ends() -> None:
    ages = Ages(least=16, most=17)

    assert [ages.hold(age) for age in (15, 16, 17, 18)] == [False, True, True, False]
    with pytest.raises(ValidationError, match="most lies below least"):
        Ages(least=17, most=16)


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "problem"),
    [
        ("ask_cv", "id: ask_cv", "id: ask_cvs", "id", "must be 'ask_cv', like the file"),
        ("ask_cv", "id: ask_cv", "id: Ask CV", "id", "the name of an intent"),
        ("ask_cv", "status: editorial", "status: sourced", "status", "Input should be"),
        ("ask_cv", "Keep it short", "Keep it to 1 page", "parts.2.text", "hold no figure"),
        ("ask_cv", "font, template", "Font!, template", "parts.2.words.3", "without signs"),
        ("ask_cv", "template, layout", "template +, layout", "parts.2.words.4", "joins two"),
        ("ask_cv", "    text: >-", "    asked_only: true\n    text: >-", "(file)", "told unasked"),
        ("ask_cv", "id: looks", "id: inside", "(file)", "two parts have the same id"),
        ("ask_cv", "title: How it looks", "title: How it looks to an employer", "2.title", "24"),
        ("ask_cv", "intent: talk_to_adviser", "intent: talk!", "steps.0.intent", "intent"),
        ("ask_t_levels", "source: UCAS", "sauce: UCAS", "parts.3.facts.0.source", "required"),
        ("ask_t_levels", "valid_to: 2027-06-30", "valid_to: 2020-01-01", "4.facts.0", "before"),
        ("ask_rights", "contacts: [acas]", "contacts: [akas]", "contacts", "'akas' is not in"),
        ("ask_apprenticeship", "[apprentice]", "[apprentices]", "parts.1.rates", "is not in"),
    ],
)
def test_a_mistake_is_reported_with_file_line_and_field(
    content: Path, file: str, old: str, new: str, field: str, problem: str
) -> None:
    path = content / "topics" / f"{file}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as caught:
        load_library.__wrapped__(content)

    assert caught.value.path == path
    assert problem in caught.value.problem
    assert caught.value.field.endswith(field)
    if field != "(file)":
        assert abs(caught.value.line - text[: text.index(old)].count("\n") - 1) <= 8


def test_a_part_that_nothing_can_name_and_too_many_buttons_are_refused(library: Library) -> None:
    advice = library.advice["ask_interview"]
    unnamed = advice.parts[1].model_copy(update={"words": ()})
    crowded = [*advice.parts, advice.parts[0].model_copy(update={"id": "more", "words": ("x",)})]

    with pytest.raises(ValidationError, match="needs words that name it"):
        Advice.model_validate({**advice.model_dump(), "parts": [advice.parts[0], unnamed]})
    with pytest.raises(ValidationError, match="more than 5 buttons"):
        Advice.model_validate({**advice.model_dump(), "parts": crowded})
