"""Telling about a topic: the part that the message means, with the other parts as buttons."""

from bot.actions.asking import asker_of
from bot.actions.defining import define
from bot.actions.turn import Turn, payload
from careers.advice import (
    AdviceCard,
    Asker,
    advice_card,
    named_anywhere,
    named_part,
    part_of_id,
    usual_parts,
)
from careers.advice_types import Advice, AdvicePart
from careers.library import load_library
from messages.domain.content import Choice
from storage.database import Database
from students.services.views import StudentView

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
    named = named_part(advice, turn.text, asker)
    _say_untold(turn, advice, usual_parts(advice, asker) if named is None else (named,), asker)


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


def say_unless_told(turn: Turn, text: str) -> None:
    """Say something that need not be said again while it can still be read above."""
    if text not in turn.told_lately():
        turn.say("utter_card", text=text)


def _say_untold(turn: Turn, advice: Advice, parts: tuple[AdvicePart, ...], asker: Asker) -> None:
    """Say the first part that was not told lately; if all were, ask what is missing."""
    told = turn.told_lately()
    cards = [_card(turn, advice, part, asker) for part in parts]
    for card in cards:
        if card.text not in told:
            _say(turn, advice, card)
            return
    response = turn.freshest("utter_topic_told", "utter_topic_told_again")
    turn.say(response, choices=_choices(advice, cards[0]), part=parts[0].title)


def _card(turn: Turn, advice: Advice, part: AdvicePart, asker: Asker) -> AdviceCard:
    return advice_card(load_library(), advice, part, asker=asker, today=turn.today)


def _say(turn: Turn, advice: Advice, card: AdviceCard) -> None:
    turn.say("utter_card", text=card.text, choices=_choices(advice, card))


def _choices(advice: Advice, card: AdviceCard) -> list[Choice]:
    parts = [Choice(part.title, payload(advice.id, part=part.id)) for part in card.others]
    return [*parts, *(Choice(step.title, payload(step.intent)) for step in card.steps)]
