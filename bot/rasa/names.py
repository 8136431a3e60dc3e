"""Finds the gazetteer's names in a sentence: spaCy's matcher, plurals, and a few slips."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

import numpy as np
import spacy
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist, extract
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.rasa.gazetteer import Entry, Gazetteer
from bot.rasa.meant import is_everyday, is_meant, is_meant_as_place, is_meant_as_village
from bot.rasa.plurals import plurals_of
from bot.rasa.sounds import sound_of
from bot.rasa.words import Word, joined, split_words

# The kinds in which a near miss is worth a guess, the likeliest first where several are as near.
FUZZY_KINDS = ("occupation", "subject", "qualification", "place", "sector", "skill", "employer")
HAS_PLURALS = frozenset({"occupation", "qualification"})  # "details" is no eye for detail
MIN_FUZZY = 6  # letters; shorter names have too many neighbours
MIN_FUZZY_PLACE = 7  # there are so many places that some lies near most words
MIN_SOUNDS = 4  # of a name that is known by its sound alone
FURTHEST_BY_SOUND = 0.45  # of the letters: a sound alone says too little
LONG = 9  # from here on two slips are forgiven
VERY_LONG = 14  # and from here three
MOST_SLIPS = 3  # that a guess is worth less by
COST_OF_SLIP = 0.4  # words: a guess at two words is worth more than one sure word of them
MIN_TOGETHER = 6  # letters of a name written apart or together
MOST_WORDS = 4  # of a name that is looked for with slips
MAX_FUZZY_WORDS = 20  # of one message: keeps long noise cheap
AT_ONCE = 1_000  # spans of training data that are compared with all names in one go
_APART = frozenset({"or", "and", "but", "vs", "than"})  # between two names, never in one
# What no name written apart begins or ends with: "the rapist" is no therapist.
_JOINTS = frozenset(
    {"a", "an", "and", "as", "at", "by", "do", "for", "from", "i", "in", "is", "it", "my", "of"}
    | {"on", "or", "the", "to", "u", "with", "you", "?", "&", "+", "me", "so", "be", "am", "are"}
    | {"does", "did", "being", "much", "many", "all", "get", "gets", "got", "has", "have", "says"}
    | {"said", "would", "could", "should", "will", "what", "how", "about", "go", "any"}
    | {"he's", "she's", "it's", "that's", "there's", "what's", "who's", "hes", "shes", "theres"}
    | {"we'd", "i'd", "they'd", "he'd", "she'd", "you'd", "please", "pls", "plz", "drew"}
)


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
        self._foreseen: dict[str, tuple[str, int] | None] = {}
        self._vocab = spacy.blank("en").vocab
        self._place_words = _names_of(entry for entry in gazetteer.entries if entry.is_word)
        self._small_places = _names_of(entry for entry in gazetteer.entries if entry.is_small)
        self._ids: dict[tuple[str, str], str] = {}
        self._run_together: dict[str, tuple[str, str]] = {}
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        for kind, identity, words in _spellings(gazetteer):
            name = " ".join(words)
            if (kind, name) not in self._ids:
                self._ids[kind, name] = identity
                self._matcher.add(kind, [self._doc(words)])  # tens of thousands: none is kept
            if self._may_be_misspelt(kind, name, words):
                self._note_run_together("".join(words), kind, identity)
        self._by_letter: dict[tuple[str, int], list[str]] = {}  # and by how long they are
        self._alike: dict[tuple[str, int, int], list[str]] = {}
        self._by_sound: dict[str, list[str]] = {}
        for name in self._run_together:
            kind, _ = self._run_together[name]
            if len(name) >= (MIN_FUZZY_PLACE if kind == "place" else MIN_FUZZY):
                self._by_letter.setdefault((name[0], len(name)), []).append(name)
                sound = sound_of(name)
                if len(sound) >= MIN_SOUNDS:
                    self._by_sound.setdefault(sound, []).append(name)

    @contextmanager
    def foreseeing(self, sentences: Iterable[tuple[Sequence[Word], str]]) -> Iterator[None]:
        """Look up together, and until the end, whatever slips `find` will meet in the sentences.

        It finds the same, many times faster. Only for training data: a student's words are never
        kept.
        """
        self._foreseen = self._foresee(sentences)
        try:
            yield
        finally:
            self._foreseen = {}

    def find(self, words: Sequence[Word], text: str = "") -> list[Found]:
        """Return what is named, in order; nothing that lies inside a longer name.

        `text` is what was typed: what the spelling put right wrongly is looked at again.
        """
        texts = [word.text for word in words]
        typed = [_typed(word, text) for word in words]
        exact = [one for one in self._exact(texts) if not self._is_far_guess(one, texts, typed)]
        near = self._near(texts, exact)
        if typed != texts:
            near = chain(near, self._misread(texts, typed, exact))
        kept = _longest([*exact, *near])
        meant = [
            one
            for one in kept
            if is_meant(one.kind, one.id, texts, one.first, one.last)
            and not is_everyday(one.kind, typed[one.first : one.last])
        ]
        return sorted(meant, key=lambda found: (found.first, found.kind))

    def _is_far_guess(self, found: Found, texts: list[str], typed: list[str]) -> bool:
        """Return whether a village is only what the spelling made of another word."""
        span = slice(found.first, found.last)
        is_small = found.kind == "place" and " ".join(texts[span]) in self._small_places
        return is_small and texts[span] != typed[span]

    def _may_be_misspelt(self, kind: str, name: str, words: Sequence[str]) -> bool:
        if kind == "place" and (name in self._place_words or name in self._small_places):
            return False
        return kind in FUZZY_KINDS and len(words) <= MOST_WORDS

    def _note_run_together(self, name: str, kind: str, identity: str) -> None:
        known = self._run_together.get(name)
        if known is None or FUZZY_KINDS.index(kind) < FUZZY_KINDS.index(known[0]):
            self._run_together[name] = (kind, identity)

    def _exact(self, texts: list[str]) -> Iterator[Found]:
        for key, first, last in self._matcher(self._doc(texts)):
            kind = self._vocab.strings[key]
            name = " ".join(texts[first:last])
            if kind != "place" or self._is_meant_as_place(name, texts, first, last):
                yield Found(kind, self._ids[kind, name], first, last)

    def _is_meant_as_place(self, name: str, texts: list[str], first: int, last: int) -> bool:
        if name in self._place_words:
            return is_meant_as_place(texts, first, last)
        is_little_known = name in self._small_places and last == first + 1
        return not is_little_known or is_meant_as_village(texts, first)

    def _near(self, texts: list[str], exact: list[Found]) -> Iterator[Found]:
        """Yield names written apart, together or with a slip, where nothing else is named.

        A name of one word may grow: "vet" does not hide the "vet nure" that a slip kept apart.
        """
        covered = {index for found in exact for index in range(found.first, found.last)}
        for first, last in _spans(texts):
            if not covered.issuperset(range(first, last)):
                near = self._nearest(texts[first:last])
                if near is not None:
                    kind, identity = self._run_together[near[0]]
                    yield Found(kind, identity, first, last, near[1])

    def _misread(self, texts: list[str], typed: list[str], exact: list[Found]) -> Iterator[Found]:
        """Yield what lies nearer to the words as they were typed than what the spelling made."""
        for one in self._near(typed, exact):
            span = slice(one.first, one.last)
            if one.slips < OSA.distance("".join(typed[span]), "".join(texts[span])):
                yield one

    def _nearest(self, texts: list[str]) -> tuple[str, int] | None:
        """Return the name that was meant and how many letters are wrong."""
        together = "".join(texts)
        if self._is_written_together(texts, together):
            return together, 0
        if not self._may_have_slips(texts, together):
            return None
        if together in self._foreseen:
            return self._foreseen[together]
        slips = _slips_forgiven(together)
        choices = self._as_long(together[0], len(together), slips)
        near = extract(together, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
        return self._likeliest(together, [(name, int(distance)) for name, distance, _ in near])

    def _is_written_together(self, texts: list[str], together: str) -> bool:
        is_known = together in self._run_together and len(together) >= MIN_TOGETHER
        return is_known and not _is_no_name(texts)

    def _may_have_slips(self, texts: list[str], together: str) -> bool:
        """Return whether it may be a miswritten name.

        "printer" is not a slip of "painter", "brother's" none of "broker's".
        """
        is_short = len(together) < MIN_FUZZY
        return not (is_short or _is_no_name(texts) or all(self._is_common(text) for text in texts))

    def _likeliest(self, together: str, near: Iterable[tuple[str, int]]) -> tuple[str, int] | None:
        """Return the nearest name; where none is near, the one that sounds the same."""
        ranked = [(distance, self._order_of(name), name) for name, distance in near]
        if not ranked:
            return self._by_ear(together)
        distance, _, name = min(ranked)
        return name, distance

    def _foresee(
        self, sentences: Iterable[tuple[Sequence[Word], str]]
    ) -> dict[str, tuple[str, int] | None]:
        """Return what `_nearest` will say of every span that may have slips, by its letters."""
        alike: dict[tuple[str, int, int], set[str]] = {}
        for together in self._with_slips(sentences):
            key = (together[0], len(together), _slips_forgiven(together))
            alike.setdefault(key, set()).add(together)
        foreseen: dict[str, tuple[str, int] | None] = {}
        for key, asked in alike.items():
            for some in _portions(sorted(asked)):
                foreseen.update(self._look_up(some, self._as_long(*key), key[-1]))
        return foreseen

    def _with_slips(self, sentences: Iterable[tuple[Sequence[Word], str]]) -> Iterator[str]:
        for words, text in sentences:
            texts = [word.text for word in words]
            typed = [_typed(word, text) for word in words]
            for line in (texts,) if texts == typed else (texts, typed):
                for first, last in _spans(line):
                    together = "".join(line[first:last])
                    if self._may_have_slips(line[first:last], together):
                        yield together

    def _look_up(
        self, asked: list[str], choices: list[str], slips: int
    ) -> Iterator[tuple[str, tuple[str, int] | None]]:
        distances = cdist(
            asked, choices, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8, workers=-1
        )
        for together, row in zip(asked, distances, strict=True):
            near = [(choices[place], int(row[place])) for place in np.flatnonzero(row <= slips)]
            yield together, self._likeliest(together, near)

    def _as_long(self, letter: str, length: int, slips: int) -> list[str]:
        """Return the names with this first letter that so many slips could make so long."""
        key = (letter, length, slips)
        if key not in self._alike:
            lengths = range(length - slips, length + slips + 1)
            self._alike[key] = [
                name for each in lengths for name in self._by_letter.get((letter, each), ())
            ]
        return self._alike[key]

    def _is_common(self, text: str) -> bool:
        return self._is_common_word(text) or self._is_common_word(text.removesuffix("'s"))

    def _by_ear(self, together: str) -> tuple[str, int] | None:
        """Return the name that sounds the same, with the slips that it counts for."""
        furthest = int(FURTHEST_BY_SOUND * len(together))
        choices = self._by_sound.get(sound_of(together), [])
        near = [(OSA.distance(together, name), self._order_of(name), name) for name in choices]
        distance, _, name = min(near, default=(furthest + 1, 0, ""))
        return (name, min(distance, MOST_SLIPS)) if distance <= furthest else None

    def _order_of(self, name: str) -> int:
        return FUZZY_KINDS.index(self._run_together[name][0])

    def _doc(self, texts: Sequence[str]) -> Doc:
        return Doc(self._vocab, words=list(texts))


def _spans(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where in a sentence a miswritten name may begin and end."""
    for first in range(min(len(texts), MAX_FUZZY_WORDS)):
        for last in range(first + 1, min(first + MOST_WORDS, len(texts)) + 1):
            yield first, last


def _is_no_name(texts: list[str]) -> bool:
    """Return whether words are two things, however much they look like one: "midwife or nurse"."""
    return not _APART.isdisjoint(texts) or texts[0] in _JOINTS or texts[-1] in _JOINTS


def _slips_forgiven(together: str) -> int:
    return 1 + (len(together) >= LONG) + (len(together) >= VERY_LONG)


def _portions(asked: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(asked), AT_ONCE):
        yield asked[start : start + AT_ONCE]


def _typed(word: Word, text: str) -> str:
    """Return a word as it was typed; one of several that stand for it stays as it is."""
    typed = text[word.start : word.end]
    if typed == word.text:
        return typed
    raw = "".join(part.text for part in split_words(typed))
    return raw if raw and raw.isalpha() else word.text


def _names_of(entries: Iterable[Entry]) -> frozenset[str]:
    return frozenset(joined(split_words(name)) for entry in entries for name in entry.names)


def _spellings(gazetteer: Gazetteer) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every way to write every name; all names as they are before any made plural."""
    for entry in gazetteer.entries:
        for name in entry.names:
            words = tuple(word.text for word in split_words(name))
            if words:
                yield entry.kind, entry.id, words
    for entry in gazetteer.entries:
        if entry.kind in HAS_PLURALS:
            for name in entry.names:
                *head, last = (word.text for word in split_words(name))
                for plural in plurals_of(last):
                    yield entry.kind, entry.id, (*head, plural)


def _longest(found: Iterable[Found]) -> list[Found]:
    """Keep the longest and surest names; equal spans of different kinds all stay.

    A slip costs less than a word: "vet" and a "nure" make a vet nurse. Of two as sure and as long
    a job is kept: "a language teacher" is no "a language".
    """
    kept: list[Found] = []
    ranked = sorted(
        found,
        key=lambda one: (
            COST_OF_SLIP * one.slips - one.length,
            one.slips,
            one.kind != "occupation",
            one.first,
            one.kind,
        ),
    )
    for one in ranked:
        overlapping = [other for other in kept if one.first < other.last and other.first < one.last]
        if all(
            (one.first, one.last) == (other.first, other.last) and one.kind != other.kind
            for other in overlapping
        ):
            kept.append(one)
    return kept
