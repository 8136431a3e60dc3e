"""Words that stand alone and mean something only by what is on the screen: "2", "next", "accept".

The classifier sees too little in them, so its guess is not asked. Which thing on the screen is
meant is settled by the actions (`bot/actions/on_screen.py`), which are told the kind of word.
"""

import re
from enum import Enum

from bot.rasa.date_forms import NUMBERS
from bot.rasa.patterns import ORDINALS
from bot.rasa.remembered import Remembered

_POLITE = r"(?:\W+(?:please|pls|plz|thanks|thx|then|now|mate))*"
_BEFORE = r"(?:(?:um+|er+|ok|okay|so|just|oh|actually|i'?d like|i want|i pick|gimme)\W+)*"
_POSITION = "|".join((*list(NUMBERS)[:10], *ORDINALS, r"[1-9]"))  # no list is longer than ten


class Bare(str, Enum):
    """What kind of word stands alone."""

    MENU = "menu"
    ITEM = "item"  # "2", "the second one", "that one"
    NEXT = "next"
    MORE = "more"
    BACK = "back"
    AGAIN = "again"
    SKIP = "skip"
    ACCEPT = "accept"
    DECLINE = "decline"
    FORGET = "forget"


_PATTERNS = {
    Bare.MENU: r"(?:the )?(?:main )?menu|(?:my |the )?options|home(?: ?page)?|main page|commands?",
    Bare.ITEM: (
        rf"(?:the )?(?:number|num|nr|no\.?|option|choice|#)? ?(?:{_POSITION})"
        r"(?: (?:one|option|choice|placement|job))?\)?"
        r"|(?:that|this) (?:one|1)|the (?:last|other) (?:one|1)"
    ),
    Bare.NEXT: (
        r"next(?: (?:one|ones|page|please|few|job|placement))?"
        r"|(?:show )?(?:me )?(?:some |any )?more"
        r"(?: (?:jobs?|ideas|options|ones|of (?:these|those|them)))?|others?|(?:the )?other ones"
        r"|(?:some|any)?thing else|another(?: one)?|what else|different ones?"
        r"|is (?:that|this) (?:all|it)"
    ),
    Bare.MORE: (
        r"go on|carry on|continue|keep going|go ahead|tell me more|more (?:info|details?|about "
        r"(?:it|that|this))|and\?*"
    ),
    Bare.BACK: (
        r"back|go back|take me back|back to (?:the )?(?:list|results|jobs|placements)"
        r"|(?:show )?(?:me )?the list(?: again)?|previous(?: page| one)?"
    ),
    Bare.AGAIN: r"(?:the )?same again|once more|one more time|again",
    Bare.SKIP: r"skip(?: (?:it|this|that|this one|that one))?|pass",
    Bare.ACCEPT: (
        r"(?:i )?accept(?:ed)?(?: (?:it|that|this|the offer|the place))?|(?:i'?ll )?take it"
    ),
    Bare.FORGET: r"forget(?: me)?",
    Bare.DECLINE: r"(?:i )?(?:decline|reject)(?: (?:it|that|this|the offer|the place))?",
}
_BARE = {
    bare: re.compile(rf"\W*{_BEFORE}(?:{pattern}){_POLITE}\W*", re.IGNORECASE)
    for bare, pattern in _PATTERNS.items()
}
_INTENTS = {
    Bare.MENU: "help",
    Bare.ITEM: "placement_details",
    Bare.NEXT: "placement_details",
    Bare.MORE: "placement_details",
    Bare.BACK: "cancel",
    Bare.AGAIN: "repeat",
    Bare.SKIP: "deny",
    Bare.ACCEPT: "accept_offer",
    Bare.DECLINE: "decline_offer",
    Bare.FORGET: "delete_data",
}
_ASKED_FOR_A_YES = frozenset({"apply", "withdraw", "delete", "export", "join", "adviser"})
_YES = frozenset({Bare.MORE, Bare.ACCEPT})  # "go on", "accept": to a question, a yes
_NO = frozenset({Bare.SKIP, Bare.DECLINE})


def bare_word(text: str) -> Bare | None:
    """Return what kind of word the whole text is, or None where it says more than that."""
    plain = text.replace("\u2019", "'")
    return next((bare for bare, pattern in _BARE.items() if pattern.fullmatch(plain)), None)


def intent_of(bare: Bare, before: Remembered) -> str:
    """Return the intent by which the dialogue takes such a word after that answer."""
    if before.pending in _ASKED_FOR_A_YES:
        if bare in _YES:
            return "affirm"
        if bare in _NO:
            return "deny"
    return _INTENTS[bare]
