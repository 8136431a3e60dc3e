"""Languages that students may ask for: their names, and a hello where it is sure."""

import re
from functools import lru_cache
from pathlib import Path

from careers.content_types import Content
from careers.reading import read_list

CONTENT = Path(__file__).parent / "content"
_WORD = re.compile(r"[^\s.,!?;:()]+")


class Language(Content):
    """A language as students name it; `hello` is empty where nobody here is sure of it."""

    name: str
    words: tuple[str, ...]
    hello: str = ""


@lru_cache(maxsize=1)
def load_languages() -> tuple[Language, ...]:
    """Return the languages of the content file.

    Raises:
        ContentError: the file breaks the schema.
    """
    return read_list(CONTENT / "languages.yml", Language)


def language_named(text: str) -> Language | None:
    """Return the first language of the file that a text names, or None."""
    said = f" {' '.join(_WORD.findall(text.casefold()))} "
    for language in load_languages():
        if any(f" {word} " in said for word in language.words):
            return language
    return None
