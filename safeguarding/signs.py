"""Signs of harm in a student's words: pure rules, no dependency, Python 3.10."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from safeguarding.mending import Lexicon, slips_of, starred_of, swaps_of
from safeguarding.patterns import Matcher, Pattern, Vocabulary, compile_patterns, words_of_patterns
from safeguarding.phrases import spellings, words
from safeguarding.reading import read

_PHRASES = Path(__file__).with_name("phrases")


class Sign(str, Enum):
    """What kind of harm the words may speak of."""

    SELF_HARM = "self_harm"
    SUICIDE = "suicide"
    ABUSE = "abuse"
    SEXUAL_HARASSMENT = "sexual_harassment"
    EXPLOITATION = "exploitation"
    COUNTY_LINES = "county_lines"
    RUNNING_AWAY = "running_away"
    WEAPONS = "weapons"
    HUNGER = "hunger"
    UNSAFE_WORK = "unsafe_work"
    THREATS = "threats"


class Certainty(str, Enum):
    """Whether the words say it or hint at it."""

    EXPLICIT = "explicit"
    VEILED = "veiled"


@dataclass(frozen=True)
class Match:
    """One sign and the words that show it, as the rules read them (disguise and slips mended)."""

    sign: Sign
    certainty: Certainty
    phrase: str


@dataclass(frozen=True)
class _Rules:
    matcher: Matcher
    meanings: tuple[tuple[Sign, Certainty], ...]  # by number of the pattern
    lexicon: Lexicon


def find_signs(text: str) -> tuple[Match, ...]:
    """Return the signs of harm in a text: each kind once, what is said before what is hinted at.

    Time grows linearly with the text; only its first `reading.MAX_CHARS` characters are read.
    """
    reading = read(text, _RULES.lexicon)
    best: dict[Sign, tuple[bool, int, int, int]] = {}
    for number, (first, last) in _RULES.matcher.find(reading).items():
        sign, certainty = _RULES.meanings[number]
        rank = (certainty is Certainty.VEILED, first, -last, number)
        best[sign] = min(best.get(sign, rank), rank)
    return tuple(
        Match(
            sign,
            Certainty.VEILED if is_veiled else Certainty.EXPLICIT,
            " ".join(reading.words[first : 1 - minus_last]),
        )
        for sign, (is_veiled, first, minus_last, _) in sorted(best.items(), key=lambda b: b[1])
    )


def _load_rules() -> _Rules:
    vocabulary = Vocabulary(words.CLASSES, words.VERBS)
    patterns: list[Pattern] = []
    meanings: list[tuple[Sign, Certainty]] = []
    for sign in Sign:
        for certainty, lines in _sections(_PHRASES / f"{sign.value}.txt").items():
            compiled = compile_patterns(lines, vocabulary)
            patterns.extend(compiled)
            meanings.extend([(sign, certainty)] * len(compiled))
    matcher = Matcher(patterns, frozenset(spellings.COMMON.split()))
    return _Rules(matcher, tuple(meanings), _lexicon(words_of_patterns(patterns)))


def _sections(path: Path) -> dict[Certainty, str]:
    """Return the lines of a rule file under its headings ``[explicit]`` and ``[veiled]``."""
    sections: dict[Certainty, list[str]] = {}
    current: list[str] = []
    for line in _lines(path):
        if line.startswith("["):
            current = sections.setdefault(Certainty(line.strip("[]")), [])
        else:
            current.append(line)
    return {certainty: "\n".join(lines) for certainty, lines in sections.items()}


def _lines(path: Path) -> list[str]:
    """Return a data file's lines without the empty ones and the comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _lexicon(ours: frozenset[str]) -> Lexicon:
    real = frozenset(_lines(_PHRASES / "real_words.txt"))
    common = frozenset(_lines(_PHRASES / "common_words.txt"))
    telling = frozenset(spellings.TELLING.split())
    return Lexicon(
        words=ours,
        starred=starred_of(ours),
        telling=telling,
        slips=slips_of(telling | ours),
        real=real | common,
        spellings=_spellings(),
        pairs={_pair(two): one for two, one in spellings.PAIRS.items()},
        fillers=frozenset(spellings.FILLERS.split()) - ours,
        common=common,
        learned=frozenset(spellings.LEARNED.split()),
    )


def _spellings() -> dict[str, tuple[str, ...]]:
    swapped = {slip: word for word in spellings.SWAPPED.split() for slip in swaps_of(word)}
    return {slip: tuple(plain.split()) for slip, plain in (swapped | spellings.SPELLINGS).items()}


def _pair(two: str) -> tuple[str, str]:
    first, second = two.split()
    return first, second


_RULES = _load_rules()
