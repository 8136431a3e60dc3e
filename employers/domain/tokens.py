"""The words that a text is found by: lower case, without endings and filler words."""

import re
import unicodedata

MAX_LENGTH = 32  # of a word; as the column
MAX_TYPED_WORDS = 6  # of a search; more only cost time
_WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing about what a slot is like, as students type them and employers write
# them. "work" and "experience" are in every slot.
STOP_WORDS = frozenset(
    _WORD.findall(
        """a about after again all also an and any are as at available be been being but by can
    could day days did do does doing each experience find for from get give go good got had has have
    help her here him his how i if in into is it its job jobs just know like look looking lot
    love make me more most my near need new no not of off on one or other our out over people
    place placement placements please really see should show slot slots so some something than
    that the their them then there these they thing things this those time to too try up use
    very want was we week weeks well were what when where which while who will with work
    working would year you your"""
    )
)


def tokens_of(text: str) -> list[str]:
    """Return the words of a text in order, each once."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = (word for word in _WORD.findall(letters) if word not in STOP_WORDS and len(word) > 1)
    return list(dict.fromkeys(_stem(word)[:MAX_LENGTH] for word in words))


def _stem(word: str) -> str:
    """Return a word without the ending of its plural: "bakeries", "horses" and "gardens"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
