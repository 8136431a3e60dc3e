"""What a student says of their own life: a warm sentence first, then what helps in practice."""

import re

from bot.actions.asking import asker_of
from bot.actions.occupations import INTENTS
from bot.actions.turn import Event, Turn, payload
from bot.actions.words import WORDING
from careers.advice import advice_card, part_of_id
from careers.library import load_library
from messages.domain.content import Choice
from safeguarding.domain.alerts import DISCLOSE_INTENT
from safeguarding.domain.carers import CARED_FOR, tells_of_caring
from safeguarding.helplines import HELP_LINES
from storage.database import Database
from students.services.views import StudentView

_LOSS = re.compile(
    r"\bmy (?P<who>(?:\w+ )?\w+) (?:just |has |had |have |recently |sadly )*"
    r"(?:died|dyed|passed(?: away)?|is dead|got (?:run over|put down)|was put down)\b"
    rf"|\b(?:i|we) (?:just |have |'?ve )*lost my (?P<lost>{CARED_FOR}|cat|dog|pet|best friend)\b",
    re.IGNORECASE,
)
_NOT_ALIVE = re.compile(r"\b(?:phone|laptop|battery|wifi|internet|tablet|xbox|ps\d|computer)\b")
_FRIEND = re.compile(
    r"\b(?:be|b|ur|your|we) (?:my |best )?(?:fr(?:ie|ei)nds?|mates?|bff|bestie)\b"
    r"|\bdo (?:you|u) like me\b"
    r"|\bi(?:'ve| have)? (?:got |have )?no (?:fr(?:ie|ei)nds|mates)\b",
    re.IGNORECASE,
)
_NOBODY_TAKES = re.compile(
    r"\b(?:no ?(?:one|body)|not? any ?(?:one|body)|nowhere)(?:'?s| is| will| wud| would|'ll)?"
    r"(?: \w+)? (?:take|takes|taking|want|wants|hire|hires|pick|picks|accept|accepts|employ)\b"
    r"(?: to)? ?(?:me|us|someone like me)\b",
    re.IGNORECASE,
)
# "maths is hard", "i find school really hard": told, not asked
_HARD = re.compile(
    r"\W*(?:but |ugh |tbh )*(?:i find )?(?P<what>[a-z]+)(?: is|'?s| are)?"
    r"(?: (?:so|really|too|well|proper|just|very|bare))* (?:hard|difficult|tough)"
    r"(?: (?:for me|tho|though|lol|tbh|innit))?\W*",
    re.IGNORECASE,
)
_SCHOOLING = frozenset({"school", "college", "lessons", "exams", "gcses", "mocks", "revision"})
_WHY_ASK = re.compile(
    r"\b(?:why|y|wy)\b.{0,14}\b(?:need|want|have|asking|ask|wanna)\b.{0,12}"
    r"\b(?:know|no|that|this|it|me|where|what|for)\b"
    r"|\bwhat (?:do|d) ?(?:you|u|ya) (?:need|want) (?:it|that|this) for\b"
    r"|\bnone of (?:your|ur|you) b\w+\b"
    r"|\bdo i (?:have|hav|need) to (?:say|tell (?:you|u)|answer)\b",
    re.IGNORECASE,
)
_YOUR = re.compile(r"\b(?:you|u|ya|do|i have|i hav|none)\b", re.IGNORECASE)
_MOST_WORDS = 14  # longer messages say more than this


def answer_personal(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    """Answer a loss, a fear, a carer or "why do you ask"; None where a message holds none.

    A carer who looks for placements hears both: the card here, and what the action finds.
    """
    text = turn.text.replace("\u2019", "'")
    if _asks_for_jobs(turn):
        return None
    if tells_of_caring(text):
        return _say_to_carer(db, turn, student)
    if len(text.split()) > _MOST_WORDS:
        return None
    loss = _LOSS.search(text)
    if loss is not None and not _NOT_ALIVE.search(text.casefold()):
        who = (loss["who"] or loss["lost"]).casefold()
        turn.say("utter_feeling_loss", who=who, childline=HELP_LINES["childline"].number)
        return []
    if _FRIEND.search(text):
        turn.say("utter_feeling_friend", childline=HELP_LINES["childline"].number)
        return []
    if _NOBODY_TAKES.search(text):
        turn.say("utter_feeling_nobody_takes")
        return []
    if "?" not in text and _says_hard(turn, text):
        return []
    if _WHY_ASK.search(text) and _YOUR.search(text):
        return _say_why(turn)
    return None


def _asks_for_jobs(turn: Turn) -> bool:
    """Return whether a message asks about a job, or for some, and tells of itself by the way."""
    names_job = turn.intent in INTENTS.values() and turn.entity("occupation") is not None
    wishes = turn.intent == "explore_by_interest" and turn.entity("interest") is not None
    return names_job or wishes


def _says_hard(turn: Turn, text: str) -> bool:
    """Answer "maths is hard"; return whether that was it."""
    match = _HARD.fullmatch(text)
    if match is None:
        return False
    what = match["what"].casefold()
    if not turn.entities("subject") and what not in _SCHOOLING:
        return False
    turn.say("utter_feeling_hard", what=what.capitalize())
    return True


def _say_to_carer(db: Database, turn: Turn, student: StudentView) -> list[Event] | None:
    library = load_library()
    advice = library.advice["ask_placement_rules"]
    part = part_of_id(advice, "young-carer")
    if part is None:
        return None
    asker = asker_of(db, turn, student)
    text = advice_card(library, advice, part, asker=asker, today=turn.today).text
    if text in turn.told_lately() and turn.intent != DISCLOSE_INTENT:
        return None
    goes_on = turn.intent == "search_placements"
    turn.say("utter_card", text=text, choices=[] if goes_on else _choices_for_carer())
    return None if goes_on else []


def _choices_for_carer() -> list[Choice]:
    return [
        Choice(WORDING.text("find_for_carer"), payload("search_placements")),
        Choice(WORDING.text("person_for_carer"), payload("talk_to_adviser")),
    ]


def _say_why(turn: Turn) -> list[Event] | None:
    """Say what an answer is for; None where nothing was asked of the student."""
    asked = turn.slot("requested_slot")
    if asked == "profile_place":
        turn.say("utter_why_place")
    elif asked == "profile_interests":
        turn.say("utter_why_interests")
    elif turn.slot("pending") == "join":
        turn.say("utter_why_code")
    else:
        return None
    return []
