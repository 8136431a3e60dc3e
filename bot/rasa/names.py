"""Finds the gazetteer's names in a sentence: spaCy's matcher, plurals, and a few slips."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import spacy
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.rasa.gazetteer import Gazetteer
from bot.rasa.plurals import plurals_of
from bot.rasa.words import Word, split_words

FUZZY_KIND = "occupation"  # the one kind where a near miss is worth a guess
MIN_FUZZY = 6  # letters; shorter names have too many neighbours
LONG = 9  # from here on two slips are forgiven
MOST_WORDS = 3  # of a name that is looked for with slips
MAX_FUZZY_WORDS = 20  # of one message: keeps long noise cheap
# Places that are also everyday words ("over", "reading") count only after one of these.
BEFORE_A_PLACE = frozenset({"in", "near", "around", "from", "at", "to", "live", "by"})


@dataclass(frozen=True)
class Found:
    """A name in a sentence: which thing it means and which words it covers."""

    kind: str
    id: str
    first: int  # index of the first word
    last: int  # index after the last word
    slips: int = 0  # letters that had to be changed

    @property
    def length(self) -> int:
        """How many words it covers."""
        return self.last - self.first


class NameFinder:
    """Finds names by longest match; the same words may name things of several kinds."""

    def __init__(self, gazetteer: Gazetteer, is_common_word: Callable[[str], bool]) -> None:
        """Build the matchers; `is_common_word` tells which words are ordinary English."""
        self._is_common_word = is_common_word
        self._vocab = spacy.blank("en").vocab
        self._place_words = {
            " ".join(word.text for word in split_words(name))
            for entry in gazetteer.entries
            if entry.is_word
            for name in entry.names
        }
        self._ids: dict[tuple[str, str], str] = {}
        self._run_together: dict[str, str] = {}
        by_kind: dict[str, list[Doc]] = {}
        for kind, identity, words in _spellings(gazetteer):
            name = " ".join(words)
            if (kind, name) not in self._ids:
                self._ids[kind, name] = identity
                by_kind.setdefault(kind, []).append(self._doc(words))
            if kind == FUZZY_KIND and len(words) <= MOST_WORDS:
                self._run_together.setdefault("".join(words), identity)
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        for kind, docs in by_kind.items():
            self._matcher.add(kind, docs)
        self._by_letter: dict[str, list[str]] = {}
        for name in self._run_together:
            if len(name) >= MIN_FUZZY:
                self._by_letter.setdefault(name[0], []).append(name)

    def find(self, words: Sequence[Word]) -> list[Found]:
        """Return what is named, in order; nothing that lies inside a longer name."""
        texts = [word.text for word in words]
        exact = list(self._exact(texts))
        kept = _longest([*exact, *self._near(texts, exact)])
        return sorted(kept, key=lambda found: (found.first, found.kind))

    def _exact(self, texts: list[str]) -> Iterator[Found]:
        for key, first, last in self._matcher(self._doc(texts)):
            kind = self._vocab.strings[key]
            name = " ".join(texts[first:last])
            if kind == "place" and not self._is_meant_as_place(texts, first, name):
                continue
            yield Found(kind, self._ids[kind, name], first, last)

    def _is_meant_as_place(self, texts: list[str], first: int, name: str) -> bool:
        if len(texts) == 1 or name not in self._place_words:
            return True
        return first > 0 and texts[first - 1] in BEFORE_A_PLACE

    def _near(self, texts: list[str], exact: list[Found]) -> Iterator[Found]:
        """Yield occupations written apart, together or with a slip, where nothing else is named."""
        covered = {index for found in exact for index in range(found.first, found.last)}
        for first in range(min(len(texts), MAX_FUZZY_WORDS)):
            for last in range(first + 1, min(first + MOST_WORDS, len(texts)) + 1):
                window = range(first, last)
                if covered.isdisjoint(window):
                    near = self._nearest(texts[first:last])
                    if near is not None:
                        yield Found(FUZZY_KIND, self._run_together[near[0]], first, last, near[1])

    def _nearest(self, texts: list[str]) -> tuple[str, int] | None:
        """Return the name that was meant and how many letters are wrong."""
        together = "".join(texts)
        if together in self._run_together:
            return together, 0
        if len(together) < MIN_FUZZY or all(self._is_common_word(text) for text in texts):
            return None  # "printer" is not a slip of "painter"
        slips = 2 if len(together) >= LONG else 1
        choices = self._by_letter.get(together[0], [])
        best = extractOne(together, choices, scorer=OSA.distance, score_cutoff=slips)
        return None if best is None else (best[0], int(best[1]))

    def _doc(self, texts: Sequence[str]) -> Doc:
        return Doc(self._vocab, words=list(texts))


def _spellings(gazetteer: Gazetteer) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every way to write every name; all names as they are before any made plural."""
    for entry in gazetteer.entries:
        for name in entry.names:
            yield entry.kind, entry.id, tuple(word.text for word in split_words(name))
    for entry in gazetteer.entries:
        if entry.kind not in {"place", "employer"}:
            for name in entry.names:
                *head, last = (word.text for word in split_words(name))
                for plural in plurals_of(last):
                    yield entry.kind, entry.id, (*head, plural)


def _longest(found: Iterable[Found]) -> list[Found]:
    """Keep the surest and longest names; equal spans of different kinds all stay."""
    kept: list[Found] = []
    ranked = sorted(found, key=lambda one: (one.slips, -one.length, one.first, one.kind))
    for one in ranked:
        overlapping = [other for other in kept if one.first < other.last and other.first < one.last]
        if all(
            (one.first, one.last) == (other.first, other.last) and one.kind != other.kind
            for other in overlapping
        ):
            kept.append(one)
    return kept
