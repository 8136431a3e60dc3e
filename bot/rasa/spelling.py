"""Puts txt-speak, stretched letters and slips right, without touching known words; pure."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.rasa.txt_speak import TXT_SPEAK
from bot.rasa.words import Word

MIN_LENGTH = 4  # shorter words have too many neighbours
LONG, VERY_LONG = 8, 11  # letters, from which on two and three slips are forgiven
MAX_REPAIRS = 12  # in one message: keeps ten thousand characters of noise cheap
_STRETCHED = re.compile(r"(.)\1{2,}")
_BEFORE_A_NUMBER = {"y": "year", "yr": "year"}
_FOLLOWING_TO = frozenset(
    {"apply", "b", "be", "become", "do", "earn", "find", "get", "go", "have", "know", "learn"}
    | {"make", "see", "talk", "the", "work", "u", "you"}
)
_FOLLOWING_FOR = frozenset({"a", "me", "my", "the", "u", "work", "you"})
# "2 be" and "4 me", but not "2 weeks".
_DIGIT_WORDS = {
    "2": ("to", _FOLLOWING_TO),
    "4": ("for", _FOLLOWING_FOR),
}


class Speller:
    """Knows which words exist and which of them our conversations are about."""

    def __init__(self, domain_words: Mapping[str, int], common_words: Mapping[str, int]) -> None:
        """Take our words with their counts, and English words with their ranks."""
        self._targets = {
            word: count
            for word, count in sorted(domain_words.items())
            if len(word) >= MIN_LENGTH and word.isalpha()
        }
        # People rarely mistake the first letter; looking no further also makes it fast.
        self._by_letter: dict[str, list[str]] = {}
        for word in self._targets:
            self._by_letter.setdefault(word[0], []).append(word)
        # Our own words come before all others when two readings are possible.
        self._rank = {**common_words, **{word: -count for word, count in domain_words.items()}}

    def correct(self, words: Sequence[Word]) -> list[Word]:
        """Return the words as they were meant; one may become several at the same place."""
        meant: list[Word] = []
        repairs_left = MAX_REPAIRS
        for index, word in enumerate(words):
            following = words[index + 1].text if index + 1 < len(words) else ""
            texts = self._written_out(word.text, following)
            if len(texts) == 1 and repairs_left and not self.knows(texts[0]):
                texts = (self._repaired(texts[0]),)
                repairs_left -= 1
            meant += [Word(text, word.start, word.end) for text in texts]
        return meant

    def knows(self, word: str) -> bool:
        """Return whether the word is left as it is."""
        return word in self._rank or not word.isalpha() or len(word) < MIN_LENGTH

    def _written_out(self, word: str, following: str) -> tuple[str, ...]:
        if following.isdigit() and word in _BEFORE_A_NUMBER:
            return (_BEFORE_A_NUMBER[word],)
        if word in _DIGIT_WORDS and following in _DIGIT_WORDS[word][1]:
            return (_DIGIT_WORDS[word][0],)
        if word == "y" and following in {"", "o"}:
            return (word,)  # an answer, or "15 y/o", not "why"
        return tuple(TXT_SPEAK.get(word, self._unstretched(word)).split())

    def _unstretched(self, word: str) -> str:
        """Return "so" for "soooo" and "cool" for "cooool"."""
        if not _STRETCHED.search(word) or word.isdigit():
            return word
        readings = _STRETCHED.sub(r"\1\1", word), _STRETCHED.sub(r"\1", word)
        for reading in readings:
            if reading in TXT_SPEAK:
                return TXT_SPEAK[reading]
        return min(readings, key=lambda reading: self._rank.get(reading, len(self._rank)))

    def _repaired(self, word: str) -> str:
        """Return the nearest word of ours, or the word itself where none is near enough."""
        slips = 1 + (len(word) >= LONG) + (len(word) >= VERY_LONG)
        choices = self._by_letter.get(word[0], [])
        near = extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
        likely = [(found, distance) for found, distance, _ in near]
        if not likely:
            return word
        return min(likely, key=lambda pair: (pair[1], -self._targets[pair[0]], pair[0]))[0]
