"""The profile form's two questions: what is still to be asked, and reading a place."""

import re
from collections.abc import Sequence

from rasa_sdk.events import SlotSet

from bot.actions.denial import denied
from bot.actions.likings import liking_spans
from bot.actions.nearby import HERE
from bot.actions.reading import asks_of_others
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, payload, remember
from careers.library import load_library
from careers.places import Place, find_places
from messages.domain.content import Choice
from students.domain.profile import ProfileQuestion
from students.services.views import StudentView

SKIPPED = "skipped"  # the value of a form's slot that the student would rather not fill
LONGEST_ECHO = 40  # characters of a student's own words that are said back
TOPICS = ("interest", "subject", "sector", "skill")  # entities that tell what somebody likes


_QUESTION = re.compile(
    r"\?|^\W*(?:what|whats|who|how|why|when|where|which|can|could|do|does|is|are|am|tell|show|find)\b",
    re.IGNORECASE,
)
# "i want be engineer how i start", "i like animals what jobs are there"
_ASKS_INSIDE = re.compile(
    r"\b(?:how|what|whats|wat|which|where)\b.{0,20}"
    r"\b(?:start|become|get in(?:to)?|be one|train|jobs?|work|earn|pay|need|do i|can i"
    r"|qualif\w+)\b",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"\b(?:live|living|lives|from|stay|based|moved?|near|postcode|town|city)\b", re.IGNORECASE
)
_HOME_SAID = re.compile(
    r"\W*(?:(?:hi|hey|hello|ok|um+|so|well)\W+)*(?:i (?:live|stay)|i'?m|i am|we live)"
    r" (?:in|at|from|near|by) (?P<place>[a-z' -]{3,40}?)\W*",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"\b(?:villages?|hamlet|nowhere|countryside|farm|sticks|island|estate|nothing)\b", re.IGNORECASE
)
_NAME = re.compile(
    r"\W*(?:(?:hi|hello|hey|no|sorry)\W+)*(?:(?:my|the|me) (?:\w+ )?names?\b|(?:call|it's) me\b"
    r"|(?:i'?m|i am) (?:called |named )?[a-z'-]+\W*$)",
    re.IGNORECASE,
)
_JOKE = re.compile(
    r"\W*(?:(?:just|only|making|getting|having|lots|loads|of|the|i|like|love|big|being)\W+)*"
    r"(?:money|cash|rich|paid|millionaire|sleep|sleeping|nothing)\W+"
    r"(?:(?:lol|lmao|haha+|jk|innit|tbh|ngl|obviously|obvs)\W*)+",
    re.IGNORECASE,
)
# What a form's answer can be taken for; the other intents are questions of their own.
ANSWERS = frozenset({"set_profile", "nlu_fallback", "out_of_scope"})
_SHORT_ANSWER = 4  # words; "somewhere near Leeds city", not yet a question about a place


def is_short_answer(turn: Turn, *, words: int = _SHORT_ANSWER) -> bool:
    """Return whether a message is a few words that ask nothing."""
    return len(turn.text.split()) <= words and _QUESTION.search(turn.text) is None


def asks_for_jobs(turn: Turn) -> bool:
    """Return whether a longer message asks something about work, whatever it tells besides."""
    if turn.is_button or len(turn.text.split()) <= _SHORT_ANSWER:
        return False
    return _ASKS_INSIDE.search(turn.text) is not None


def tells_where(turn: Turn) -> bool:
    """Return whether a message speaks of where somebody lives, known to us or not."""
    return _place_named(turn) is not None or _LIVES.search(turn.text) is not None


def places_meant(turn: Turn, *, near: Place | None = None) -> tuple[Place, ...]:
    """Return the places that the message's place, or else its whole text, can mean.

    Of places that share a name, those close to `near` (the school) come first.
    """
    return find_places(_place_named(turn) or turn.text, near=near)


def _place_named(turn: Turn) -> str | None:
    """Return the place that the message names; "near me" names none."""
    return next((place for place in turn.entities("place") if place != HERE), None)


def says_home(turn: Turn) -> bool:
    """Return whether a message says where somebody lives, in a place that is known by its words.

    Of small places, which nothing may have been found by: "i live in sunk island".
    """
    if turn.is_button or _QUESTION.search(turn.text) or turn.entities("place"):
        return False
    said = _HOME_SAID.fullmatch(turn.text.replace("\u2019", "'"))
    return said is not None and bool(find_places(said["place"]))


def names_no_place(text: str) -> bool:
    """Return whether words about where somebody lives name nothing to look up on a map."""
    return len(text.split()) > _SHORT_ANSWER or _NO_PLACE.search(text) is not None


def tells_name(text: str) -> bool:
    """Return whether a message only says who somebody is: "im jayden", "my name is maya"."""
    return _NAME.match(text.replace("\u2019", "'")) is not None


def is_joke(text: str) -> bool:
    """Return whether a short answer about likings is no liking: "money lol"."""
    return _JOKE.fullmatch(text) is not None


def namesakes(places: Sequence[Place]) -> Screen:
    """Return the screen that shows places to choose from."""
    return Screen.of(Kind.PLACES, [(place.name, place.name) for place in places])


def place_choices(places: Sequence[str]) -> list[Choice]:
    """Return a button for each place that says "I meant this one"."""
    return [Choice(name, payload("set_profile", place=name)) for name in places]


def profile_slots(student: StudentView) -> list[Event]:
    """Return whether the form is due for a student, with what is known already filled in."""
    is_due = not (student.is_guest or student.profile_done)
    if not is_due:
        return remember(profile_due=False)
    place = student.place.name if student.place else None
    if place is None and ProfileQuestion.PLACE in student.skipped:
        place = SKIPPED
    interests = list(student.interests) or None
    if interests is None and ProfileQuestion.INTERESTS in student.skipped:
        interests = [SKIPPED]
    return remember(profile_due=True, profile_place=place, profile_interests=interests)


def in_form(turn: Turn, **slots: object) -> list[Event]:
    """Return the form's slots that a message outside its question fills, while it runs."""
    return remember(**slots) if turn.tracker.active_loop_name == "profile_form" else []


def ask_or_let_go(turn: Turn, question: str, reminder: str) -> list[Event]:
    """Ask, and remind once after something else; then end the form, which says nothing more."""
    if turn.has_been_said(reminder):
        return let_go()
    turn.say(reminder if turn.has_been_said(question) else question)
    return []


def let_go() -> list[Event]:
    """Return what Rasa takes for the end of the form."""
    return [SlotSet("requested_slot", None)]


def liked(turn: Turn) -> tuple[str, ...]:
    """Return the ids of what the message says somebody likes; not what they say they hate."""
    if turn.is_button:
        return tuple(dict.fromkeys(value for topic in TOPICS for value in turn.entities(topic)))
    if asks_of_others(turn.text):
        return ()
    others = [span for topic in TOPICS if topic != "interest" for span in turn.spans(topic)]
    found = [*liking_spans(turn), *others]
    wrong = denied(turn.text, found)
    return tuple(dict.fromkeys(span[0] for span in found if span not in wrong))


def names_interest(text: str) -> tuple[str, ...]:
    """Return the interests that the parts of a short answer name: "reading", "cake and baking"."""
    parts = [text, *re.split(r"[,;/&+]|\b(?:and|n|or)\b", text, flags=re.IGNORECASE)]
    said = {" ".join(re.findall(r"[a-z]+", part.casefold())) for part in parts}
    return tuple(
        topic.id
        for topic in load_library().interests.values()
        if said & {topic.name, *topic.name.split(" and "), *topic.also}
    )


def echo(text: str) -> str:
    """Return a student's own words in a form that is safe to say back inside a sentence."""
    plain = "".join(char for char in text if char.isalnum() or char in " -'’")
    return " ".join(plain.split())[:LONGEST_ECHO].strip()
