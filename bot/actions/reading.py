"""What a message points at: a thing on the screen, the last question, other things."""

import re

from bot.actions.screen import Item, Screen
from bot.actions.turn import Turn

# "what about plumbers?", "and a nurse", "no I meant vets": the last question, for something else
_FOLLOW_UP = re.compile(
    r"\W*(?:(?:no|nah|sorry|ok|actually|oh)\W+)*"
    r"(?:and|or|but|what about|wat about|wbt|how about|hows about|what if|not|"
    r"i (?:meant?|said|asked)|meant?|instead)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\b(?:meant?|actually|not|instead|sorry|wrong|change|correction)\b", re.IGNORECASE
)
_SKIP = re.compile(
    r"\b(?:skip|pass|next|rather not|prefer not|dont want to say|don't want to say|none of your)\b",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(r"\b(?:that|this|the) (?:one|1)\b", re.IGNORECASE)
_POINTING_WORDS = 5  # "the second one please", not yet a sentence of its own
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)
_NO_NAMES = frozenset(
    _WORD.findall(
        "the one and for with about that this what where when which who tell more info details "
        "please apply want would like you your have can how placement experience work visit day"
    )
)
# "the most well paid job", "which job pays best": jobs set against each other
_COMPARES = re.compile(
    r"\b(?:best|highest|most|top|lowest|worst|least)[\s-]+(?:well[\s-]+|highly[\s-]+)?"
    r"(?:paid|paying|pay|money|earning|salary|salaries|wages?)\b"
    r"|\b(?:pays?|earns?|paid|makes?)\b.{0,15}\b(?<!at )(?:the )?(?:most|best|highest|least)\b"
    r"|\brichest\b",
    re.IGNORECASE,
)


def compares_pay(text: str) -> bool:
    """Return whether a message asks which job pays most or least."""
    return _COMPARES.search(text) is not None


# "others", "none of those": the next ones of what is on the screen
_OTHERS = re.compile(
    r"\W*(?:(?:no|nah|nope|ok|actually|um|but|so|wait)\W+)*"
    r"(?:i (?:want|need) |show me |any ?|give me |can i see )?"
    r"(?:not (?:those|these|them|that|any of (?:those|these|them))"
    r"|none(?: of (?:those|these|them))?"
    r"|neither|(?:some |the )?(?:more|others?|other ones|different ones|another one)"
    r"|(?:something|anything) (?:else|different)|what else|different"
    r"|(?:is )?(?:that|this|it|thats|that's) (?:all|it)(?: (?:there is|you have|you got|u got))?"
    r"|(?:got |have (?:you|u) got |(?:are|is) there )?any (?:more|others?)"
    r"|(?:(?:they|them|these|those|that|it|all of (?:them|those)|both)"
    r"(?:'?s|'?re| is| are| all)* )?"
    r"(?:look |sound |seem |just |so |really |proper |bare |well |too |kinda |a bit )*"
    r"(?:boring|dry|dead|rubbish|crap|shit|lame|meh|dull|not for me|not my (?:thing|style)))"
    r"(?: (?:please|pls|plz|ones?|jobs?|options?))*\W*",
    re.IGNORECASE,
)
_HOME = re.compile(
    r"\b(?:i live|i stay|i'?m from|im from|i am from|i come from|i'?m based|(?:have |i |i've )moved"
    r"|my (?:town|home|postcode|house|city)|i meant?|actually)\b",
    re.IGNORECASE,
)
_ASKS_OF_OTHERS = re.compile(
    r"\b(?:do|does|did|are)\s+(?:u|you|ya|they|he|she)\b.{0,15}\b(?:like|love|enjoy|hate|into)\b",
    re.IGNORECASE,
)
_POINTS_BY_NUMBER = re.compile(
    r"\W*(?:apply|details?|more|tell me about|open|show|show me|withdraw|cancel|option|no|nr)\b",
    re.IGNORECASE,
)
_NUMBER_INTENTS = frozenset({"apply_placement", "placement_details", "withdraw_application"})


def wants_others(text: str) -> bool:
    """Return whether a message wants nothing but other things than those on the screen."""
    return _OTHERS.fullmatch(text) is not None


def tells_home(text: str) -> bool:
    """Return whether a message says outright where somebody lives, or takes that back."""
    return _HOME.search(text) is not None


def asks_of_others(text: str) -> bool:
    """Return whether a message asks what somebody else likes: "do u like dogs"."""
    return _ASKS_OF_OTHERS.search(text) is not None


def is_follow_up(text: str) -> bool:
    """Return whether a message repeats the last question for something else."""
    return len(text.split()) <= 8 and _FOLLOW_UP.match(text) is not None


def is_correction(text: str) -> bool:
    """Return whether a message takes something back."""
    return _CORRECTION.search(text) is not None


def is_skip(text: str) -> bool:
    """Return whether a message would rather not answer."""
    return _SKIP.search(text) is not None


def chosen_item(turn: Turn) -> Item | None:
    """Return the thing on the screen that the message means outright: by number or by name."""
    if turn.is_button:
        return None
    screen = turn.screen
    position = _position(turn)
    if position is not None:
        return _at(screen, position)
    return named(screen, turn.text)


def meant_item(turn: Turn) -> Item | None:
    """Return the chosen thing; without any hint, the one that is open or the only one there."""
    chosen = chosen_item(turn)
    if chosen is not None or _position(turn) is not None:
        return chosen
    screen = turn.screen
    if len(screen.items) == 1:
        return screen.items[0]
    return next((item for item in screen.items if item.id == screen.focus), None)


def points_at_screen(turn: Turn) -> bool:
    """Return whether a short message points at something: "that one", "the second one"."""
    if len(turn.text.split()) > _POINTING_WORDS:
        return False
    return _position(turn) is not None or _THAT_ONE.search(turn.text) is not None


def _position(turn: Turn) -> int | None:
    """Return the place in the list that the message names: 1 is the first, -1 the last.

    A number alone counts, and one behind "apply" or "no"; inside a sentence only an ordinal does
    ("the vet one" is not number 1).
    """
    ordinal = turn.entity("ordinal")
    if ordinal is not None:
        return -1 if ordinal == "last" else int(ordinal)
    number = turn.entity("number")
    words = len(turn.text.split())
    points = turn.intent in _NUMBER_INTENTS or _POINTS_BY_NUMBER.match(turn.text) is not None
    is_meant = words == 1 or (words <= _POINTING_WORDS and points)
    return int(number) if number is not None and is_meant else None


def _at(screen: Screen, position: int) -> Item | None:
    index = position if position < 0 else position - 1
    if not screen.items or not -len(screen.items) <= index < len(screen.items):
        return None
    return screen.items[index]


def named(screen: Screen, text: str) -> Item | None:
    """Return the one thing whose label shares most words with the message."""
    said = _names_in(text)
    scores = {item: len(said & _names_in(item.label)) for item in screen.items}
    best = max(scores.values(), default=0)
    winners = [item for item, score in scores.items() if score == best]
    return winners[0] if best > 0 and len(winners) == 1 else None


def _names_in(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - _NO_NAMES
