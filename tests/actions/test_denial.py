"""What a message takes back, and what it means instead."""

import pytest

from bot.actions.denial import denied, meant_first


def spans(text: str, *words: str) -> list[tuple[str, int, int]]:
    return [(word, text.index(word), text.index(word) + len(word)) for word in words]


@pytest.mark.parametrize(
    ("text", "meant", "wrong"),
    [
        ("not nurse, vet", "vet", "nurse"),
        ("no leeds not london", "leeds", "london"),
        ("not london leeds", "leeds", "london"),
        ("vet instead of nurse", "vet", "nurse"),
        ("actually i like art not animals", "art", "animals"),
        ("i dont want leeds i want london", "london", "leeds"),
        ("ok actually forget tech, what about law", "law", "tech"),
    ],
)
def test_in_a_correction_the_other_one_is_meant(text: str, meant: str, wrong: str) -> None:
    both = spans(text, *sorted((meant, wrong), key=text.index))

    assert meant_first(text, both) == [meant, wrong]
    assert {value for value, _, _ in denied(text, both)} == {wrong}


def test_in_a_list_a_denial_reaches_to_its_end() -> None:
    text = "not maths or art"

    assert {value for value, _, _ in denied(text, spans(text, "maths", "art"))} == {"maths", "art"}


def test_two_things_that_are_both_meant_keep_their_order() -> None:
    text = "nurse or vet"

    assert meant_first(text, spans(text, "nurse", "vet")) == ["nurse", "vet"]
