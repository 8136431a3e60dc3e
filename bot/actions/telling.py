"""Telling about a topic: the part that the message means, with the other parts as buttons."""

import re

from bot.actions.asking import asker_of
from bot.actions.defining import define
from bot.actions.profile import echo
from bot.actions.turn import Turn, payload
from careers.advice import (
    AdviceCard,
    Asker,
    advice_card,
    named_anywhere,
    named_parts,
    nearest_elsewhere,
    part_of_id,
    usual_parts,
)
from careers.advice_types import Advice, AdvicePart, Step
from careers.library import load_library
from messages.domain.content import Choice
from storage.database import Database
from students.services.views import StudentView

UNSURE = 0.5  # confidence of an intent below which a part of another topic may be meant
_MOST_GUESSED = 3  # among the likeliest intents, that is
# "jobs with no gcses that pay well" is answered by a list of jobs
_LISTS_JOBS = frozenset({"explore_by_interest", "explore_by_subject", "suggest_careers"})
_SHORTEST_QUESTION = 4  # words
_OFFERED = 3  # parts that may hold what was asked for
_ASKS = re.compile(
    r"\b(?:what|whats|wat|how|hows|when|where|who|why|which|can|could|do|does|did|is|are|will|would"
    r"|if|should|need|have to|any)\b|\?",
    re.IGNORECASE,
)
_FOR_MORE = re.compile(
    r"\b(?:more|else|help|tell me|info|another|explain|go on|next part)\b", re.IGNORECASE
)
_FROM_ADULTS = frozenset({"parent_enquiry", "employer_enquiry", "teacher_enquiry"})


def tell_topic(db: Database, turn: Turn, student: StudentView) -> None:
    """Say the part of the topic that is meant, and offer the others and what helps next.

    The topic is the message's intent: every intent that leads here has a topic file. What the
    words name outright comes first, whatever the message was taken for.
    """
    if tell_by_words(db, turn, student):
        return
    advice = load_library().advice[str(turn.intent)]
    asker = asker_of(db, turn, student)
    if turn.is_button:
        part = part_of_id(advice, turn.entity("part")) or advice.parts[0]
        _say(turn, advice, _card(turn, advice, part, asker))
        return
    if tell_by_meaning(db, turn, student):
        return
    named = named_parts(advice, turn.text, asker, turn.nearest_parts)
    if not named and asks_one_thing(turn) and _is_told_of(turn, advice, asker):
        _say_not_known(turn, advice, asker)
        return
    _say_untold(turn, advice, named or usual_parts(advice, asker), asker)


def tell_by_words(db: Database, turn: Turn, student: StudentView) -> bool:
    """Answer a message by its words alone: what they name in any topic, or a word's meaning.

    Returns whether there was an answer.
    """
    if turn.is_button:
        return False
    about = str(turn.intent)
    found = named_anywhere(load_library().advice, turn.text, about=about)
    if found is None or about in _FROM_ADULTS:
        return define(turn)
    advice, part = found
    _say_untold(turn, advice, (part,), asker_of(db, turn, student))
    return True


def tell_by_meaning(db: Database, turn: Turn, student: StudentView) -> bool:
    """Answer a message of unsure intent by the part of another topic that it is very near to.

    Returns whether there was an answer.
    """
    if turn.is_button or turn.confidence >= UNSURE or str(turn.intent) in _FROM_ADULTS:
        return False
    guessed = set(turn.guesses[:_MOST_GUESSED]) - _FROM_ADULTS
    topics = {name: one for name, one in load_library().advice.items() if name in guessed}
    asker = asker_of(db, turn, student)
    about = str(turn.intent)
    found = nearest_elsewhere(topics, turn.nearest_parts, about=about, asker=asker)
    if found is None:
        return False
    advice, part = found
    _say_untold(turn, advice, (part,), asker)
    return True


def tell_always(db: Database, turn: Turn, student: StudentView) -> bool:
    """Tell a part that is told whatever a message was taken for; return whether there is one."""
    if turn.entities("occupation") or turn.intent in _LISTS_JOBS:
        return False
    found = named_anywhere(load_library().advice, turn.text, about=str(turn.intent))
    if found is None or not found[1].always:
        return False
    advice, part = found
    _say_untold(turn, advice, (part,), asker_of(db, turn, student))
    return True


def tell_part(turn: Turn, topic: str, part_id: str, asker: Asker) -> None:
    """Say one part of a topic; told lately, that no more is known."""
    advice = load_library().advice[topic]
    parts = tuple(part for part in advice.parts if part.id == part_id)
    _say_untold(turn, advice, parts, asker)


def say_unless_told(turn: Turn, text: str) -> None:
    """Say something that need not be said again while it can still be read above."""
    if text not in turn.told_lately():
        turn.say("utter_card", text=text)


def _say_untold(turn: Turn, advice: Advice, parts: tuple[AdvicePart, ...], asker: Asker) -> None:
    """Say the first part that was not told lately; if all were, that no more is known."""
    told = turn.told_lately()
    cards = [_card(turn, advice, part, asker) for part in parts]
    for card in cards:
        if card.text not in told:
            _say(turn, advice, card)
            return
    choices, part = _choices(advice, cards[0]), parts[0].title
    if asks_one_thing(turn):
        response = turn.freshest("utter_topic_asked", "utter_topic_asked_again")
        turn.say(response, choices=choices, part=part, asked=echo(turn.text))
        return
    response = turn.freshest("utter_topic_told", "utter_topic_told_again")
    turn.say(response, choices=choices, part=part)


def asks_one_thing(turn: Turn) -> bool:
    """Return whether a typed message asks something of its own, and not just for more."""
    words = len(turn.text.split())
    if turn.is_button or words < _SHORTEST_QUESTION or _FOR_MORE.search(turn.text):
        return False
    return _ASKS.search(turn.text) is not None


def _is_told_of(turn: Turn, advice: Advice, asker: Asker) -> bool:
    told = turn.told_lately()
    return any(_card(turn, advice, part, asker).text in told for part in advice.parts)


def _say_not_known(turn: Turn, advice: Advice, asker: Asker) -> None:
    """Say plainly that the thing asked is not known, naming it and whom to ask."""
    told = turn.told_lately()
    cards = [_card(turn, advice, part, asker) for part in advice.shown]
    parts = [p for p, card in zip(advice.shown, cards, strict=True) if card.text not in told]
    choices = [Choice(part.title, payload(advice.id, part=part.id)) for part in parts[:_OFFERED]]
    response = turn.freshest("utter_topic_not_known", "utter_topic_not_known_again")
    turn.say(response, choices=choices, asked=echo(turn.text))


def _card(turn: Turn, advice: Advice, part: AdvicePart, asker: Asker) -> AdviceCard:
    return advice_card(load_library(), advice, part, asker=asker, today=turn.today)


def _say(turn: Turn, advice: Advice, card: AdviceCard) -> None:
    turn.say("utter_card", text=card.text, choices=_choices(advice, card))


def _choices(advice: Advice, card: AdviceCard) -> list[Choice]:
    parts = [Choice(part.title, payload(advice.id, part=part.id)) for part in card.others]
    steps = [*([advice.check] if advice.check is not None else []), *card.steps]
    return [*parts, *(_step(step) for step in steps)]


def _step(step: Step) -> Choice:
    to = payload(step.intent) if step.part is None else payload(step.intent, part=step.part)
    return Choice(step.title, to)
