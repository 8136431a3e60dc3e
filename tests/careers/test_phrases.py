"""Small pieces of sentences: articles by sound, lists that stay clear."""

import pytest

from careers.phrases import and_list, with_article


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("plumber", "a plumber"),
        ("electrician", "an electrician"),
        ("upholsterer", "an upholsterer"),
        ("university lecturer", "a university lecturer"),
        ("urologist", "a urologist"),
        ("UX designer", "a UX designer"),
        ("AI engineer", "an AI engineer"),
        ("RAF pilot", "an RAF pilot"),
        ("SEN teacher", "an SEN teacher"),
        ("DJ", "a DJ"),
    ],
)
def test_the_article_follows_the_sound(name: str, written: str) -> None:
    assert with_article(name) == written


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        ([], ""),
        (["art"], "art"),
        (["art", "maths"], "art and maths"),
        (["art", "maths", "music"], "art, maths and music"),
        (["maths", "design and technology"], "maths, and design and technology"),
        (["art", "maths", "design and technology"], "art, maths, and design and technology"),
    ],
)
def test_a_list_that_holds_an_and_is_parted_by_a_comma(parts: list[str], written: str) -> None:
    assert and_list(parts) == written
