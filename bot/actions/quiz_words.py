"""What a typed message says to the quiz: an answer, back, stop, where somebody starts from."""

import re
from enum import Enum

from bot.actions.turn import Turn
from careers.quiz_jobs import Start
from careers.quiz_types import Answer


class Move(str, Enum):
    """What is wanted of the quiz itself."""

    BACK = "back"
    STOP = "stop"
    ON = "on"
    SKIP = "skip"
    LEFT = "left"  # how much is still to come
    WHY = "why"  # what a statement is asked for


_SHORT = 5  # words of a yes or a no in other words than those below
_SHORT_STOP = 8
_SHORT_JOB = 6
_BEFORE = (
    r"(?:(?:um+|er+|hm+|well|oh|ok so|so|lol|omg|i guess|i think|i suppose|i mean|probably|prob"
    r"|honestly|tbh|ngl|just)\s)*"
)
_AFTER = (
    r"(?:\s(?:lol|haha|tbh|ngl|i guess|ig|i think|i suppose|i would say|really|actually|please"
    r"|pls|thanks|ty|mate|bro|bruv|m8|innit|though|tho|x+|i (?:do|am|would)|i (?:dont|wouldnt)"
    r"|that is me|thats me))*"
)
_SAYS: dict[Answer, str] = {
    Answer.A_BIT: (
        r"2|(?:yea?h?|yh|yes|ye|no|nah)?\s?(?:just\s)?(?:a (?:little )?bit|a little|abit|bit|kinda"
        r"|kind of|kindof|sort of|sorta|sometimes|somewhat|maybe|perhaps|meh|ish|so so|depends"
        r"|it depends|in between|in the middle|middle|half half|50 50|now and then|on and off)"
        r"|(?:im )?not sure|unsure|idk|i dunno|dunno|(?:i )?(?:dont|do not) know|no idea"
        r"|i guess(?: so)?|suppose(?: so)?|alright|its (?:ok|okay|alright)|ok|okay|skip|pass"
    ),
    Answer.NO: (
        r"3|n|no+|nah+|naa+|na|nope|noo+|nay|never|no way|not (?:really|rly|rlly|me|at all|for me"
        r"|my thing|likely|much|a lot)|definitely not|defo not|of course not|hell no|ew+|hate (?:it"
        r"|that|this)|i hate (?:it|that|this)|i (?:dont|do not|wouldnt)(?: like (?:it|that|this))?"
        r"|👎"
    ),
    Answer.YES: (
        r"1|y|ye|yes+|yea|yeah+|yeh|yep|yup|yas+|yh|ya|sure|for sure|defo|deffo|definitely|def"
        r"|ofc|of course|obviously|obvs|course|totally|absolutely|100|true|facts|very(?: much)?"
        r"|a lot|loads|so much|(?:i )?(?:really )?(?:love|like) (?:it|that|this)|i do|i would"
        r"|thats me|big time|👍"
    ),
}
_ANSWERS = {answer: re.compile(rf"{_BEFORE}(?:{said}){_AFTER}") for answer, said in _SAYS.items()}
_MOVES = {
    Move.BACK: re.compile(
        r"(?:go )?back(?: one)?|(?:go )?(?:to )?(?:the )?previous(?: one)?|undo|last one again"
        r"|(?:wait )?(?:i )?(?:got|meant) (?:that|the last one) wrong|one back"
    ),
    Move.STOP: re.compile(
        r"(?:i want to |can i |can we |please )?(?:stop|quit|leave|exit|finish|cancel)"
        r"(?: (?:it|this|now|here|please|the quiz|quiz|this quiz))*|enough|thats enough|no more"
        r"|end (?:the |this )?quiz|(?:just )?show (?:me )?(?:the |my )?(?:jobs|results?)(?: now)?"
    ),
    Move.ON: re.compile(
        r"(?:lets )?(?:go on|carry on|continue|keep going|go ahead|resume|next)"
        r"(?: (?:with )?(?:the |my )?quiz)?|(?:back to )?(?:the |my )?quiz|lets go"
    ),
    Move.LEFT: re.compile(
        r"(?:so |ok |wait )?how (?:many|much|long)\b.{0,20}\b(?:left|more|to go|are there|r there"
        r"|remaining|this take|it take)(?: (?:left|now|then|to go))?"
        r"|(?:am i |are we )?(?:nearly|almost) (?:done|finished|there)|how far am i"
    ),
    Move.WHY: re.compile(
        r"(?:but |wait )?(?:why|y)\b.{0,8}\b(?:you|u|ya)\b.{0,14}"
        r"\b(?:ask|asking|know|no|need|want)\b"
        r"(?: (?:me|that|this|to know|to no|it|about that))*|why|y|(?:why|y) (?:that|this)"
        r"|what(?:s| is) (?:that|this|it) (?:got to do with (?:it|jobs?|anything)|for)"
    ),
    Move.SKIP: re.compile(
        r"skip(?: (?:it|this|that))?|pass|no|none|nah|(?:i )?dont know|idk|dunno|not sure"
        r"|(?:i have )?no (?:idea|clue)"
    ),
}
_STARTS = {
    Start.NONE: re.compile(
        r"2|(?:i )?(?:have |have got |got |ive got )?(?:no|zero|0) (?:real )?(?:ideas?|clue)"
        r"|idk|i dunno|dunno|(?:i )?(?:dont|do not) know(?: yet)?|(?:im )?not sure(?: yet)?"
        r"|clueless|nothing|none|no|nah|nope|not really|anything"
    ),
    Start.STEADY: re.compile(
        r"3|(?:i (?:want|need) |just )?(?:something |a |sth )?(?:steady|stable|secure|safe|regular)"
        r"(?: (?:job|work|one|hours|money|pay|income))?"
    ),
    Start.IDEA: re.compile(
        r"1|(?:i )?(?:have |have got |got |ive got )?(?:an |one |some |kind of an |a few )?ideas?"
        r"|yes|yeah|yep|yh|sort of|kinda|maybe"
    ),
}
_ASKS = re.compile(
    r"\?|^\W*(?:what|whats|how|when|where|who|why|which|do|does|is|are|can|tell|show|find|will)\b",
    re.IGNORECASE,
)


def answer_in(turn: Turn) -> Answer | None:
    """Return the answer that a message gives to a statement; not knowing is "a bit"."""
    said = _plain(turn.text)
    for answer, pattern in _ANSWERS.items():
        if pattern.fullmatch(said):
            return answer
    if len(said.split()) > _SHORT or _ASKS.search(turn.text) or _names_something(turn):
        return None
    return {"affirm": Answer.YES, "deny": Answer.NO}.get(str(turn.intent))


def move_in(turn: Turn) -> Move | None:
    """Return what a message wants of the quiz itself, whichever question is open."""
    said = _plain(turn.text)
    for move in (Move.BACK, Move.STOP, Move.ON, Move.LEFT, Move.WHY):
        if _MOVES[move].fullmatch(said):
            return move
    if _is_answer(said):
        return None
    if turn.intent == "repeat":
        return Move.ON  # the question is asked again
    is_stop = turn.intent == "cancel" and turn.bare is None and not _names_something(turn)
    return Move.STOP if is_stop and len(said.split()) <= _SHORT_STOP else None


def start_in(turn: Turn) -> Start | None:
    """Return where somebody says that they start from; a job alone is an idea."""
    said = _plain(turn.text)
    for start, pattern in _STARTS.items():
        if pattern.fullmatch(said):
            return start
    return None if job_in(turn) is None else Start.IDEA


def job_in(turn: Turn) -> str | None:
    """Return the job that a short message names without asking about it."""
    is_short = len(turn.text.split()) <= _SHORT_JOB
    return turn.entity("occupation") if is_short and not _ASKS.search(turn.text) else None


def is_skip(turn: Turn) -> bool:
    """Return whether a message leaves the question for a job without an answer."""
    return _MOVES[Move.SKIP].fullmatch(_plain(turn.text)) is not None


def _is_answer(said: str) -> bool:
    """Return whether words answer a question of the quiz, whatever intent they look like."""
    patterns = (*_ANSWERS.values(), *_STARTS.values(), _MOVES[Move.SKIP])
    return any(pattern.fullmatch(said) for pattern in patterns)


def _names_something(turn: Turn) -> bool:
    named = ("occupation", "sector", "subject", "place", "employer", "qualification")
    return any(turn.entity(name) for name in named)


def _plain(text: str) -> str:
    """Return the words in lower case, without signs; what is stretched out is cut to two letters.

    "Yeahhhh!!" becomes "yeahh".
    """
    words = re.sub(r"['’]", "", text.casefold())
    words = re.sub(r"[^\w👍👎]+", " ", words).strip()
    return re.sub(r"(.)\1{2,}", r"\1\1", words)
