"""Simpler English, mechanically: short sentences, one idea a message, hard words; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

GLOSSARY = Path(__file__).resolve().parents[2] / "careers" / "content" / "glossary.yml"
MOST_EXPLAINED = 2  # words of one answer; more would be a lesson
_LONG = 10  # words of a sentence that is worth cutting
_HALF = 4  # words that each side of a cut must have
# The end of a sentence: not "e.g. ", not a list's "1. ", not "£12.50"
_END = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!\b[A-Z]\.)(?<!\b\d\.)\s+(?=[\"“(]?[A-Z£0-9“])"
    r"|(?<=[.!?][”\"'])\s+(?=[\"“(]?[A-Z£0-9“])"
)
_JOINT = re.compile(r";\s+|,\s+(?=(?:but|so)\s)|,\s+and\s+(?=(?:I|you|it|they|we|he|she|there)\b)")
_LISTED = re.compile(r"(?:\d+\.|[-•*])\s")
_LABEL = re.compile(r"[A-Z][^.!?:]{0,40}:\s")  # "Where: Leeds"
_FORM = 3  # lines with a label


@dataclass(frozen=True)
class HardWord:
    """A word that learners may not know, its other forms, and what it means."""

    word: str
    meaning: str
    forms: tuple[str, ...]


@dataclass(frozen=True)
class Glossary:
    """The hard words, and how an explanation is said."""

    line: str
    words: tuple[HardWord, ...]

    @classmethod
    def read(cls, path: Path = GLOSSARY) -> "Glossary":
        """Return the content file's words."""
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        words = [
            HardWord(one["word"], one["meaning"], (one["word"], *one.get("also", ())))
            for one in content["words"]
        ]
        return cls(content["line"], tuple(words))

    def hard_words(self, text: str, *, known: Iterable[str]) -> list[HardWord]:
        """Return the first hard words of a text that were not explained before, in its order.

        A longer name hides the shorter ones inside it ("degree apprenticeship").
        """
        explained, covered = set(known), text
        found: list[tuple[int, HardWord]] = []
        for word, form in self._longest_first():
            pattern = re.compile(rf"(?<![\w-]){re.escape(form)}(?![\w-])", _case_of(form))
            match = pattern.search(covered)
            if match is None:
                continue
            covered = pattern.sub(lambda one: "\0" * len(one[0]), covered)
            if word.word not in explained:
                explained.add(word.word)
                found.append((match.start(), word))
        return [word for _, word in sorted(found, key=lambda one: one[0])][:MOST_EXPLAINED]

    def explained(self, words: Iterable[HardWord]) -> str:
        """Return what is said about these words, one a line."""
        return "\n".join(self.line.format(word=one.word, meaning=one.meaning) for one in words)

    def _longest_first(self) -> list[tuple[HardWord, str]]:
        forms = [(word, form) for word in self.words for form in word.forms]
        return sorted(forms, key=lambda one: -len(one[1]))


def bubbles(text: str, *, most: int) -> list[str]:
    """Return a text as at most `most` messages of one idea each; a list stays together."""
    ideas = [idea for block in text.split("\n\n") for idea in _ideas_of(block)]
    if len(ideas) <= most:
        return ideas
    size, more = divmod(len(ideas), most)
    ends = [(number + 1) * size + min(number + 1, more) for number in range(most)]
    return ["\n".join(ideas[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def _ideas_of(block: str) -> list[str]:
    """Return a block's sentences; a list, or a form of labelled lines, is one idea."""
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    if not lines or _LISTED.match(lines[0]) or sum(map(_is_label, lines)) >= _FORM:
        return [block.strip()] if lines else []
    ideas: list[str] = []
    for line in lines:
        if ideas and (_LISTED.match(line) or not _ends(line)):  # a point of a list, a date
            ideas[-1] += f"\n{line}"
            continue
        sentences = [short for sentence in _sentences(line) for short in _cut(sentence)]
        if ideas and "\n" not in ideas[-1] and not _ends(ideas[-1]):  # below a title
            ideas[-1] += f"\n{sentences.pop(0)}"
        ideas += sentences
    return ideas


def _ends(line: str) -> bool:
    """Return whether a line is a whole sentence rather than a title, a name or a date."""
    return line.rstrip("”\"')")[-1:] in {".", "!", "?"}


def _is_label(line: str) -> bool:
    return _LABEL.match(line) is not None and not _ends(line)


def _sentences(line: str) -> Sequence[str]:
    return [part.strip() for part in _END.split(line) if part.strip()]


def _cut(sentence: str) -> list[str]:
    """Return a long sentence cut at its joints; both sides must be sentences of some length."""
    for joint in _JOINT.finditer(sentence):
        left, right = sentence[: joint.start()], sentence[joint.end() :]
        is_long = len(sentence.split()) > _LONG
        if is_long and min(len(left.split()), len(right.split())) >= _HALF:
            return [f"{left}.", *_cut(right[0].upper() + right[1:])]
    return [sentence]


def _case_of(form: str) -> re.RegexFlag:
    """Return how a form is looked for: an abbreviation only in its capitals."""
    return re.RegexFlag(0) if form.isupper() or form[:2].isupper() else re.IGNORECASE
