import pytest

from bot.actions.denial import is_denied
from bot.actions.reading import is_correction, is_follow_up, is_skip


@pytest.mark.parametrize(
    "text",
    ["what about plumbers?", "and a nurse", "how about vets", "no I meant a chef", "or a vet"],
)
def test_follow_ups(text: str) -> None:
    assert is_follow_up(text)


@pytest.mark.parametrize("text", ["what is a plumber", "plumbers", "how do I become a nurse"])
def test_whole_questions_are_not_follow_ups(text: str) -> None:
    assert not is_follow_up(text)


def test_corrections_and_skips() -> None:
    assert is_correction("actually I live in Leeds")
    assert not is_correction("I live in Leeds")
    assert is_skip("can we skip that")
    assert not is_skip("Skipton")


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("no not a vet", "vet", True),
        ("i don’t like maths", "maths", True),
        ("not maths, i like art", "art", False),
        ("no I meant a vet", "vet", False),
        ("why not art", "art", False),
        ("not sure, maybe animals", "animals", False),
        ("i dont mind animals", "animals", False),
    ],
)
def test_what_is_refused(text: str, word: str, denied: bool) -> None:
    start = text.index(word)

    assert is_denied(text, start, start + len(word)) is denied
