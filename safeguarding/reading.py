"""Reads a text as plain words: without disguise, txt-speak or slips, for the rules only."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from safeguarding.patterns import Reading

MAX_CHARS = 20_000  # five times what the channels let through; bounds the time
_SENTENCE_GAP = 3  # positions left empty after a sentence, so that few patterns reach across
_SPACED_MIN = 3  # single letters in a row that may be one spaced-out word
_FUZZY_MIN, _FUZZY_MAX = 5, 16  # shorter words have too many neighbours
_GLUED_MIN, _GLUED_MAX, _PIECE_MAX = 7, 60, 14
_MAX_DISGUISED = 5  # disguised letters in one word that are tried
_APOSTROPHES = re.compile("['\u2019\u2018`\u00b4\u02bc]")
_TOKEN = re.compile(r"[a-z0-9@$*]+(?:[!|][a-z0-9@$*]+)*|[.!?;]+(?=\s|$)|\n+")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_ANY_RUN = re.compile(r"(.)\1+")
_DISGUISES = {
    "0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
    "@": "a", "$": "s", "!": "il", "|": "il",
}  # fmt: skip
# Letters of other alphabets that look like Latin ones (the common part of Unicode's confusables).
_LOOKALIKES = str.maketrans("аеорсухікмтнвѕјԁαεικνορτυ", "aeopcyxikmthbsjdaeiknoptu")
_PICTURES = str.maketrans({"🔪": " knife ", "🗡": " knife ", "🔫": " gun "})


@dataclass(frozen=True)
class Lexicon:
    """What the reader knows.

    `words` are the rules' own words, `starred` the same by length and first letter; `slips` leads from a word with a letter missing to those of
    them that are looked for with a slip; `real` are ordinary words that look like one of ours
    with a slip and are not; `spellings` stand for other words, `pairs` of words for one;
    `fillers` are left out.
    """

    words: frozenset[str]
    starred: Mapping[tuple[int, str], tuple[str, ...]]
    slips: Mapping[str, tuple[str, ...]]
    real: frozenset[str]
    spellings: Mapping[str, tuple[str, ...]]
    pairs: Mapping[tuple[str, str], str]
    fillers: frozenset[str]


def slips_of(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the words of five letters or more, by themselves with any one letter left out."""
    index: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= _FUZZY_MIN:
            for slip in _shortened(word):
                index[slip].append(word)
    return {slip: tuple(found) for slip, found in index.items()}


def starred_of(words: Iterable[str]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Return the words by length and first letter, for those with letters starred out."""
    index: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted(words):
        index[len(word), word[0]].append(word)
    return {key: tuple(found) for key, found in index.items()}


def read(text: str, lexicon: Lexicon) -> Reading:
    """Return the words of the text as the rules read them."""
    tokens = _TOKEN.findall(_plain(text[:MAX_CHARS]))
    tokens = _join_letters(tokens, lexicon)
    tokens = _join_halves(tokens, lexicon)
    words = [word for token in tokens for word in plain_words(token, lexicon)]
    return _placed(_join_pairs(words, lexicon), lexicon)


def plain_words(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words that one token stands for; an unknown token stands for itself."""
    if token in lexicon.spellings:
        return lexicon.spellings[token]
    if token in lexicon.words or token in lexicon.real:
        return (token,)
    if token.isalpha():
        mended = _squeezed(token, lexicon) or _without_slip(token, lexicon)
        return _expanded(mended, lexicon) if mended else _cut_glued(token, lexicon) or (token,)
    return _expanded(_unmasked(token, lexicon) or token, lexicon)


def _plain(text: str) -> str:
    """Return lower-case text without accents, invisible characters and look-alike letters."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
        seen = "".join(char for char in decomposed if not _is_invisible(char))
        text = seen.lower().translate(_LOOKALIKES).translate(_PICTURES)
    return _APOSTROPHES.sub("", text.lower())


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def _join_letters(tokens: list[str], lexicon: Lexicon) -> list[str]:
    """Join "k i l l" to "kill"; a run of letters over several words is cut where ours end."""
    joined: list[str] = []
    run: list[str] = []
    for token in [*tokens, "."]:
        if len(token) == 1 and token.isalnum():
            run.append(token)
            continue
        if len(run) >= _SPACED_MIN:
            joined.extend(_read_run("".join(run), lexicon))
        else:
            joined.extend(run)
        run = []
        joined.append(token)
    return joined[:-1]


def _read_run(run: str, lexicon: Lexicon) -> tuple[str, ...]:
    word = run if run.isalpha() else _unmasked(run, lexicon) or run
    if word in lexicon.words or word in lexicon.spellings:
        return (word,)
    return _cut_glued(word, lexicon) or (word,)


def _join_halves(tokens: list[str], lexicon: Lexicon) -> list[str]:
    """Join "sui cide" where the halves are no words that we know and the whole is."""
    joined: list[str] = []
    for token in tokens:
        whole = joined[-1] + token if joined else ""
        if (
            whole in lexicon.words
            and len(whole) >= _FUZZY_MIN
            and not (_is_known(joined[-1], lexicon) and _is_known(token, lexicon))
        ):
            joined[-1] = whole
        else:
            joined.append(token)
    return joined


def _is_known(token: str, lexicon: Lexicon) -> bool:
    return token in lexicon.words or token in lexicon.real or token in lexicon.spellings


def _join_pairs(words: list[str], lexicon: Lexicon) -> list[str]:
    joined: list[str] = []
    for word in words:
        pair = lexicon.pairs.get((joined[-1], word)) if joined else None
        if pair is None:
            joined.append(word)
        else:
            joined[-1] = pair
    return joined


def _placed(words: list[str], lexicon: Lexicon) -> Reading:
    """Number the words; one-word "sentences" (kill. my. self.) do not count as sentences."""
    kept: list[str] = []
    positions: list[int] = []
    position = since_mark = 0
    for word in words:
        if not word[0].isalnum():
            position += _SENTENCE_GAP if since_mark > 1 else 0
            since_mark = 0
        elif word not in lexicon.fillers:
            kept.append(word)
            positions.append(position)
            position += 1
            since_mark += 1
    return Reading(tuple(kept), tuple(positions))


def _expanded(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    return lexicon.spellings.get(word, (word,))


def _squeezed(token: str, lexicon: Lexicon) -> str | None:
    """Return our word behind a stretched one ("diiiie", "hitts")."""
    tries = (_LONG_RUN.sub(r"\1\1", token), _LONG_RUN.sub(r"\1", token), _ANY_RUN.sub(r"\1", token))
    for word in tries:
        if word != token and (word in lexicon.words or word in lexicon.spellings):
            return word
    return None


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
    differing = [place for place, (x, y) in enumerate(zip(a, b)) if x != y]
    if len(differing) == 1:
        return True
    swapped = [a[place] for place in reversed(differing)] == [b[place] for place in differing]
    return len(differing) == 2 and differing[1] == differing[0] + 1 and swapped


def _unmasked(token: str, lexicon: Lexicon) -> str | None:
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
        if all(t in ("*", w) for t, w in zip(token, word)):
            return word
    return None


def _cut_glued(token: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the fewest words of ours that the token is made of ("wannadie"), or nothing."""
    if not _GLUED_MIN <= len(token) <= _GLUED_MAX:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(token)
    for end in range(1, len(token) + 1):
        for start in range(max(0, end - _PIECE_MAX), end):
            before, piece = best[start], token[start:end]
            if before is None or not _is_piece(piece, lexicon):
                continue
            shortest = best[end]
            if shortest is None or len(before) + 1 < len(shortest):
                best[end] = (*before, piece)
    pieces = best[-1] or ()
    return tuple(word for piece in pieces for word in _expanded(piece, lexicon))


def _is_piece(piece: str, lexicon: Lexicon) -> bool:
    if len(piece) == 1:
        return piece in "iau"
    return piece in lexicon.words or piece in lexicon.spellings
