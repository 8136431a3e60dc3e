import pytest

from bot.actions.reading import is_correction, is_denied, is_follow_up, is_skip, unknown_job


@pytest.mark.parametrize(
    "text",
    ["what about plumbers?", "and a nurse", "how about vets", "no I meant a chef", "or a vet"],
)
def test_follow_ups(text: str) -> None:
    assert is_follow_up(text)


@pytest.mark.parametrize("text", ["what is a plumber", "plumbers", "how do I become a nurse"])
def test_whole_questions_are_not_follow_ups(text: str) -> None:
    assert not is_follow_up(text)


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("how much does a falconer earn", "falconer"),
        ("how do i become a falconer?", "falconer"),
        ("what does a tree surgeon get paid", "tree surgeon"),
        ("whats a falconer", "falconer"),
        ("falconer salary", "falconer"),
        ("what about falconers", "falconers"),
        ("how much does it pay", None),
        ("what do they do all day", None),
        ("how do i become one", None),
        ("what do you earn in that job", None),
        ("how much money do you get", None),
        ("what is the pay like", None),
    ],
)
def test_the_name_of_an_unknown_job(text: str, job: str | None) -> None:
    assert unknown_job(text) == job


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
