"""What words of work and school mean, for somebody who asks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from careers.advice import plain_words
from careers.advice_types import IntentName, Title
from careers.content_types import NOT_EDITORIAL, Content
from careers.reading import read_one

GLOSSARY = Path(__file__).parent / "content" / "glossary.yml"
_MOST = 2  # words of one question
_WHAT = r"(?:what|wat|wot|whats|wats|wots|what s)"
_NOT = r"(?:dont|do not|didnt|not|no|never)"
_TAIL = (
    r"(?: (?:please|pls|plz|thanks|exactly|again|then|even|actually|lol|anyway|though|sorry|miss"
    rf"|sir|bro|mate|thing|in english|i {_NOT} (?:understand|know|get)(?: it| this| that)?))*"
)
# Each asks for nothing but a meaning
_MEANS = (
    rf"(?P<word>.+?) {_WHAT} (?:(?:is )?(?:it|that|this) means?|does (?:it|that|this) mean|is it)",
    rf"{_WHAT} (?:does |do |is |are |did |would )?(?P<word>.+?) (?:means?|meaning|stands? for)",
    rf"{_WHAT} (?:is |are )?(?:the )?(?:means?|meaning)(?: of| by)? (?P<word>.+?)",
    r"(?:.* )?meaning of (?P<word>.+?)",
    r"(?:define|definition of|(?:can you )?explain(?: me| to me)? (?:the )?words?) (?P<word>.+?)",
    rf"i {_NOT} (?:know|understand|get) (?:{_WHAT} (?:is |are )?|the word |word )?(?P<word>.+?)",
    rf"i {_NOT} (?:know|understand|get) {_WHAT} (?P<word>.+?) (?:is|are|means?)",
    r"(?P<word>.+?) (?:meaning|means what)",
)
# These may ask for more than that
_WHAT_IS = (
    rf"{_WHAT}(?: is| are| r)? (?:this |these )?(?P<word>.+?)(?: then| about)?",
    rf"{_WHAT}(?: is| are)?(?: the)? diff(?:erence)?(?: between| of)? (?P<word>.+?)",
    r"(?:can you )?(?:explain|tell me) (?:to me )?what (?P<word>.+?) (?:is|are)",
    r"diff(?:erence)? (?:between|of) (?P<word>.+?)",
)
_BEGIN = r" (?:(?:ok|so|but|and|sorry|hi|hello|wait|um) )*"
_ARTICLE = re.compile(r"(?:the word|word|a|an|the|your|my) ")
_JOINT = re.compile(r" (?:and|or|vs|versus|from|to) ")


def _editorial(text: str) -> str:
    if NOT_EDITORIAL.search(text):
        raise ValueError("an explanation holds no figure")
    return text


class Word(Content):
    """A word with its meaning in plain words; `topic` is where there is more.

    Where a word `is_wide`, "what is ..." asks for more than the meaning: "what is the salary".
    """

    word: str
    also: tuple[str, ...] = ()
    meaning: Annotated[str, Field(max_length=200), AfterValidator(_editorial)]
    topic: IntentName | None = None
    is_wide: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The word and its other forms, as they look in a question without signs."""
        return tuple(plain_words(form).strip() for form in (self.word, *self.also))


class Glossary(Content):
    """The words: those that simpler English explains unasked, and those told when asked."""

    line: str
    words: tuple[Word, ...]
    asked: tuple[Word, ...]
    titles: Mapping[IntentName, Title]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        every = [*self.words, *self.asked]
        forms = [form for word in every for form in {*word.forms}]
        twice = {form for form in forms if forms.count(form) > 1}
        if twice:
            raise ValueError(f"explained twice: {', '.join(sorted(twice))}")
        if {word.topic for word in every} - {None, *self.titles}:
            raise ValueError("a topic has no title")
        return self


@dataclass(frozen=True)
class Definition:
    """What words mean, and where there is more: a button's title by intent."""

    text: str
    topics: Mapping[str, str]


@lru_cache(maxsize=1)
def load_glossary() -> Glossary:
    """Return the glossary; the file is read once per process.

    Raises:
        ContentError: the file breaks its schema.
    """
    return read_one(GLOSSARY, Glossary)


def definition(glossary: Glossary, question: str, *, about: str | None) -> Definition | None:
    """Return the meaning of the words that a question asks for, None where it asks for none.

    "What is ..." about a word whose topic is `about` is left to that topic: it has facts.
    """
    asked = _asked(glossary, question, _MEANS)
    if not asked:
        asked = _asked(glossary, question, _WHAT_IS)
        told_there = about is not None and about in {word.topic for word in asked}
        asked = () if told_there or any(word.is_wide for word in asked) else asked
    if not asked:
        return None
    lines = [glossary.line.format(word=word.word, meaning=word.meaning) for word in asked]
    topics = {word.topic: glossary.titles[word.topic] for word in asked if word.topic is not None}
    return Definition("\n".join(lines), topics)


def _asked(glossary: Glossary, question: str, patterns: Sequence[str]) -> tuple[Word, ...]:
    """Return the words of the first pattern that asks for some which are known."""
    known = {form: word for word in (*glossary.words, *glossary.asked) for form in word.forms}
    for pattern in patterns:
        match = re.fullmatch(f"{_BEGIN}{pattern}{_TAIL} ", plain_words(question))
        found = tuple(_known(known, match["word"])) if match is not None else ()
        if found:
            return tuple(dict.fromkeys(found))[:_MOST]
    return ()


def _known(known: Mapping[str, Word], said: str) -> Iterator[Word]:
    """Yield what is explained: the whole, or each of two; none if one of them is not known."""
    halves = [said] if _bare(known, said) in known else _JOINT.split(said)
    if all(_bare(known, half) in known for half in halves):
        yield from (known[_bare(known, half)] for half in halves)


def _bare(known: Mapping[str, Word], said: str) -> str:
    """Return a word without its article; an "a level" needs it."""
    return said if said in known else _ARTICLE.sub("", said, count=1)
