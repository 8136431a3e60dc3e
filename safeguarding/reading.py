"""Reads a text as plain words: without disguise, txt-speak or slips, for the rules only."""

import re
import unicodedata

from safeguarding.mending import Lexicon, cut_glued, plain_words, unmasked
from safeguarding.patterns import Reading

MAX_CHARS = 20_000  # five times what the channels let through; bounds the time
_SENTENCE_GAP = 3  # positions left empty after a sentence, so that few patterns reach across
_SPACED_MIN = 3  # single letters in a row that may be one spaced-out word
_HALVES_MIN = 5  # letters of a word that is put together from two halves
_APOSTROPHES = re.compile("['\u2019\u2018`\u00b4\u02bc]")
_TOKEN = re.compile(r"[a-z0-9@$*]+(?:[!|][a-z0-9@$*]+)*|[.!?;]+(?=\s|$)|\n+")
_DOTTED = re.compile(r"(?<![a-z0-9])[a-z0-9](?:[._~-][a-z0-9])+(?![a-z0-9])")
_WIDE_SPACE = re.compile(r" {2,}")
# Letters of other alphabets that look like Latin ones (the common part of Unicode's confusables).
_LOOKALIKES = str.maketrans("аеорсухікмтнвѕјԁαεικνορτυ", "aeopcyxikmthbsjdaeiknoptu")
_PICTURES = str.maketrans({"🔪": " knife ", "🗡": " knife ", "🔫": " gun "})


def read(text: str, lexicon: Lexicon) -> Reading:
    """Return the words of the text as the rules read them."""
    tokens = _TOKEN.findall(_close_up(_plain(text[:MAX_CHARS])))
    tokens = _join_letters(tokens, lexicon)
    tokens = _join_halves(tokens, lexicon)
    words = [word for token in tokens for word in plain_words(token, lexicon)]
    return _placed(_join_pairs(_negated(words, lexicon), lexicon), lexicon)


def _plain(text: str) -> str:
    """Return lower-case text without accents, invisible characters and look-alike letters."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
        seen = "".join(char for char in decomposed if not _is_invisible(char))
        text = seen.lower().translate(_LOOKALIKES).translate(_PICTURES)
    return _APOSTROPHES.sub("", text.lower())


def _close_up(text: str) -> str:
    """Join "k.i.l.l", and "k i l l  m e" where two spaces keep the words apart."""
    text = _DOTTED.sub(_letters_only, text)
    if "  " not in text:
        return text
    chunks = (chunk.split(" ") for chunk in _WIDE_SPACE.split(text))
    return " ".join(("" if max(map(len, parts)) == 1 else " ").join(parts) for parts in chunks)


def _letters_only(match: re.Match[str]) -> str:
    return "".join(char for char in match.group() if char.isalnum())


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
    word = run if run.isalpha() else unmasked(run, lexicon) or run
    if word in lexicon.words or word in lexicon.spellings:
        return (word,)
    return cut_glued(word, lexicon) or (word,)


def _join_halves(tokens: list[str], lexicon: Lexicon) -> list[str]:
    """Join "sui cide" where the halves are no words that we know and the whole is."""
    joined: list[str] = []
    for token in tokens:
        whole = joined[-1] + token if joined else ""
        if (
            whole in lexicon.telling
            and len(whole) >= _HALVES_MIN
            and not (_is_known(joined[-1], lexicon) and _is_known(token, lexicon))
        ):
            joined[-1] = whole
        else:
            joined.append(token)
    return joined


def _is_known(token: str, lexicon: Lexicon) -> bool:
    return token in lexicon.words or token in lexicon.real or token in lexicon.spellings


def _negated(words: list[str], lexicon: Lexicon) -> list[str]:
    """Read a learner's "no give" as "not give"."""
    after = [*words, ""][1:]
    return [
        "not" if word == "no" and following in lexicon.learned else word
        for word, following in zip(words, after, strict=True)
    ]


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
