"""Makes misspelt and txt-speak copies of sentences, the same ones every time; pure."""

import random
from collections.abc import Callable

from bot.rasa.txt_speak import TXT_SPEAK

_NEIGHBOURS = {
    "a": "qsz", "b": "vgn", "c": "xdv", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht",
    "h": "gjy", "i": "uok", "j": "hku", "k": "jli", "l": "kop", "m": "nk", "n": "bmj",
    "o": "ipl", "p": "ol", "q": "wa", "r": "etf", "s": "adw", "t": "ryg", "u": "yij",
    "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "asx",
}  # fmt: skip
_SOUNDS = (
    ("ph", "f"), ("ght", "t"), ("ck", "k"), ("ee", "ea"), ("ea", "ee"), ("ie", "ei"),
    ("ou", "u"), ("ai", "ay"), ("tion", "shun"), ("er", "a"), ("th", "f"), ("c", "k"),
    ("qu", "kw"), ("igh", "i"), ("ing", "in"), ("oo", "u"),
)  # fmt: skip
_SHORT_FORMS: dict[str, list[str]] = {}
for _short, _long in sorted(TXT_SPEAK.items()):
    if " " not in _long:
        _SHORT_FORMS.setdefault(_long, []).append(_short)
_SHORT_FORMS["to"] = ["2"]
_SHORT_FORMS["for"] = ["4"]

MIN_LENGTH = 4  # shorter words are rarely misspelt, and lose their meaning when they are


def misspelt(sentence: str, *, seed: str, share: float = 0.25) -> str:
    """Return the sentence with about `share` of its words miswritten, at least one.

    The same sentence and seed give the same copy on every machine.
    """
    dice = random.Random(f"{seed}\0{sentence}")  # noqa: S311  (not a secret)
    words = sentence.split()
    candidates = [index for index, word in enumerate(words) if _can_change(word)]
    if not candidates:
        return sentence
    count = max(1, round(share * len(words)))
    for index in dice.sample(candidates, min(count, len(candidates))):
        words[index] = _miswritten(words[index], dice)
    return " ".join(words)


def _can_change(word: str) -> bool:
    return word.lower() in _SHORT_FORMS or (len(word) >= MIN_LENGTH and word.isalpha())


def _miswritten(word: str, dice: random.Random) -> str:
    short_forms = _SHORT_FORMS.get(word.lower())
    if short_forms and (len(word) < MIN_LENGTH or dice.random() < 0.5):
        return dice.choice(short_forms)
    return dice.choice(_SLIPS)(word, dice)


def _dropped(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _swapped(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _doubled(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _beside(word: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + dice.choice(_NEIGHBOURS.get(word[at].lower(), word[at])) + word[at + 1 :]


def _by_ear(word: str, dice: random.Random) -> str:
    fitting = [pair for pair in _SOUNDS if pair[0] in word[1:].lower()]
    if not fitting:
        return _dropped(word, dice)
    sound, spelling = dice.choice(fitting)
    at = word.lower().index(sound, 1)
    return word[:at] + spelling + word[at + len(sound) :]


def _without_vowel(word: str, dice: random.Random) -> str:
    vowels = [at for at in range(1, len(word)) if word[at].lower() in "aeiou"]
    if not vowels:
        return _dropped(word, dice)
    at = dice.choice(vowels)
    return word[:at] + word[at + 1 :]


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    _dropped,
    _swapped,
    _doubled,
    _beside,
    _by_ear,
    _without_vowel,
)
