"""Mends one token: txt-speak, slips, stretched, disguised and glued words, for the rules only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

_FUZZY_MIN, _FUZZY_MAX = 5, 16  # letters; shorter words have too many neighbours
_GLUED_MIN, _GLUED_MAX, _PIECE_MAX = 7, 200, 14  # letters
_LONG_GLUED_MIN, _UNKNOWN_SHARE, _UNKNOWN_COST = 12, 0.25, 3
_SENTENCE_MIN = 16  # letters; longer than the words of careers talk
_PARTS = re.compile(r"\d+|[a-z]+")
_MAX_DISGUISED = 5  # disguised letters in one word that are tried
_LONG_RUN = re.compile(r"(.)\1{2,}")
_ANY_RUN = re.compile(r"(.)\1+")
_DISGUISES = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il",
}  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """What the reader of texts knows.

    `words` are the rules' own words, `starred` the same by length and first letter. `telling`
    are those that a sign hangs on. `slips` leads, from a word with a letter missing, to those
    that are read in spite of a slip, and `real` are ordinary words that look like such a slip
    and are none. `spellings` stand for other words, `pairs` for one, `fillers` are left out.
    `common` are everyday words, known only where words were written without spaces;
    `learned` are verbs that learners of English negate with "no".
    """

    words: frozenset[str]
    starred: Mapping[tuple[int, str], tuple[str, ...]]
    telling: frozenset[str]
    slips: Mapping[str, tuple[str, ...]]
    real: frozenset[str]
    spellings: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], str]
    common: frozenset[str]
    learned: frozenset[str]
    fillers: frozenset[str]


def slips_of(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words of five letters or more, by themselves with any one letter left out."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _FUZZY_MIN:
            for slip in _shortened(word):
                index[slip].append(word)
    return {slip: tuple(found) for slip, found in index.items()}


def swaps_of(word: str) -> set[str]:
    """Return the word with two neighbours swapped, the first letter kept."""
    swaps = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    return swaps - {word}


def starred_of(words: Iterable[str]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Return the words by length and first letter, for those with letters starred out."""
    index: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted(words):
        index[len(word), word[0]].append(word)
    return {key: tuple(found) for key, found in index.items()}


def plain_words(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words that one token stands for; an unknown token stands for itself."""
    if token in lexicon.spellings:
        return lexicon.spellings[token]
    if token in lexicon.words or token in lexicon.real:
        return (token,)
    if token.isalpha():
        mended = _squeezed(token, lexicon) or _without_slip(token, lexicon)
        return _expanded(mended, lexicon) if mended else cut_glued(token, lexicon) or (token,)
    unmasked_word = unmasked(token, lexicon)
    if unmasked_word or len(token) < _GLUED_MIN:
        return _expanded(unmasked_word or token, lexicon)
    parts = _PARTS.findall(token)
    return tuple(word for part in parts for word in _part(part, lexicon)) or (token,)


def _part(part: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a token's run of letters ("itook20pills"), or its number."""
    words = plain_words(part, lexicon) if part.isalpha() else (part,)
    if words != (part,) or len(part) > _GLUED_MAX:
        return words
    pieces = _cheapest_cut(part, lexicon)
    if not all(_is_piece(piece, lexicon) for piece in pieces):
        return words
    return tuple(word for piece in pieces for word in _expanded(piece, lexicon))


def _expanded(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.spellings.get(word, (word,))


def _squeezed(token: str, lexicon: Lexicon) -> str | None:
    """Return our word behind a stretched one ("diiiie", "hitts")."""
    for word in (_LONG_RUN.sub(r"\1\1", token), _LONG_RUN.sub(r"\1", token)):
        if word != token and (word in lexicon.words or word in lexicon.spellings):
            return word
    single = _ANY_RUN.sub(r"\1", token)
    is_mended = single in lexicon.telling or single in lexicon.slips.get(single, ())
    return single if single != token and is_mended else None


def _without_slip(token: str, lexicon: Lexicon) -> str | None:
    """Return our word that the token is with one letter wrong, missing, too many or swapped."""
    if not _FUZZY_MIN <= len(token) <= _FUZZY_MAX:
        return None
    for slip in _shortened(token):
        for word in lexicon.slips.get(slip, ()):
            if word[0] == token[0] and _is_one_slip(token, word):
                return word
    return None


def _shortened(word: str) -> Iterator[str]:
    yield word
    for cut in range(len(word)):
        yield word[:cut] + word[cut + 1 :]


def _is_one_slip(a: str, b: str) -> bool:
    """Return whether two words sharing all but a letter are one slip apart, not two."""
    if len(a) != len(b):
        return True
    differing = [place for place, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if len(differing) == 1:
        return True
    swapped = [a[place] for place in reversed(differing)] == [b[place] for place in differing]
    return len(differing) == 2 and differing[1] == differing[0] + 1 and swapped


def unmasked(token: str, lexicon: Lexicon) -> str | None:
    """Return our word behind digits and signs ("d1e", "k*ll"), or None."""
    masked = [char for char in token if not char.isalpha()]
    if len(masked) > _MAX_DISGUISED or len(masked) == len(token):
        return None
    if "*" in token:
        return _starred(token, lexicon)
    for letters in product(*[_DISGUISES.get(char, char) for char in token]):
        word = "".join(letters)
        if word in lexicon.words or word in lexicon.spellings:
            return word
    return None


def _starred(token: str, lexicon: Lexicon) -> str | None:
    if token.count("*") * 3 > len(token):
        return None
    for word in lexicon.starred.get((len(token), token[0]), ()):
        if all(t in ("*", w) for t, w in zip(token, word, strict=True)):
            return word
    return None


def cut_glued(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of ours that the token is made of ("wannadie"), or nothing.

    A long one may hold letters that we do not know, up to a share: other people's words. One that
    is longer than any word needs no telling word.
    """
    if not _GLUED_MIN <= len(token) <= _GLUED_MAX:
        return ()
    pieces = _cheapest_cut(token, lexicon)
    unknown = sum(len(piece) == 1 and not _is_piece(piece, lexicon) for piece in pieces)
    is_long = len(token) >= _LONG_GLUED_MIN
    if unknown > (len(token) * _UNKNOWN_SHARE if is_long else 0):
        return ()
    if len(token) < _SENTENCE_MIN and lexicon.telling.isdisjoint(pieces):
        return ()
    return tuple(word for piece in pieces for word in _expanded(piece, lexicon))


def _cheapest_cut(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the cut into few known words and as few unknown letters as there can be."""
    costs = [0] + [len(token) * _UNKNOWN_COST] * len(token)
    starts = [0] * (len(token) + 1)
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - _PIECE_MAX), end):
            if _is_piece(token[start:end], lexicon):
                cost = costs[start] + 1
            elif end - start == 1:
                cost = costs[start] + _UNKNOWN_COST
            else:
                continue
            if cost < costs[end]:
                costs[end], starts[end] = cost, start
    pieces: list[str] = []
    end = len(token)
    while end:
        pieces.append(token[starts[end] : end])
        end = starts[end]
    return tuple(reversed(pieces))


def _is_piece(piece: str, lexicon: Lexicon) -> bool:
    if len(piece) == 1:
        return piece in "iau"
    return piece in lexicon.words or piece in lexicon.spellings or piece in lexicon.common
