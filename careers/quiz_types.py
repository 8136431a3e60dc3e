"""The shape of the interest quiz: six themes with names of ours, and statements about them."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator, Field

from careers.content_types import NOT_EDITORIAL, Content, Theme

ENOUGH = len(Theme)  # answers: one about each theme


class Answer(int, Enum):
    """How much somebody likes what a statement says; the number is its points."""

    NO = 0
    A_BIT = 1
    YES = 2


def _for_a_picture(text: str) -> str:
    if not text.isascii():
        raise ValueError("must be of letters of ASCII: the font of pictures has no others")
    return text


def _after_i_like(text: str) -> str:
    if NOT_EDITORIAL.search(text):
        raise ValueError("holds no figure")
    if text[0].isupper() or text.endswith("."):
        raise ValueError("must go on from “I like”: a small letter first, no full stop")
    return text


class ThemeName(Content):
    """What a theme is called to students."""

    id: Theme
    name: Annotated[str, Field(min_length=3, max_length=24), AfterValidator(_for_a_picture)]


class Statement(Content):
    """Something that people do: "I like …"."""

    theme: Theme
    doing: Annotated[str, Field(min_length=10, max_length=48), AfterValidator(_after_i_like)]

    @property
    def as_reason(self) -> str:
        """The statement as told back: "you like sticking with a question until you crack it"."""
        return " ".join(_TOLD_BACK.get(word, word) for word in self.doing.split())


class Quiz(Content):
    """The statements in the order in which they are shown."""

    themes: tuple[ThemeName, ...]
    statements: tuple[Statement, ...]

    @property
    def names(self) -> Mapping[Theme, str]:
        """What each theme is called to students."""
        return {theme.id: theme.name for theme in self.themes}


_TOLD_BACK = {"I": "you", "me": "you", "my": "your"}
