"""Telling what a word means, to somebody who asks for it."""

from bot.actions.turn import Turn, payload
from careers.glossary import definition, load_glossary
from careers.library import load_library
from messages.domain.content import Choice

_ABOUT = "about"  # the id of a first part that says what its topic is, with facts


def define(turn: Turn) -> bool:
    """Say what the words mean that a message asks for, and offer where there is more.

    Returns whether it asks for some; said a moment ago, it is not said again.
    """
    if turn.is_button:
        return False
    topic = load_library().advice.get(str(turn.intent))
    told_there = topic.id if topic is not None and topic.parts[0].id == _ABOUT else None
    found = definition(load_glossary(), turn.text, about=told_there)
    if found is None or found.text in turn.told_lately():
        return False
    choices = [Choice(title, payload(intent)) for intent, title in found.topics.items()]
    turn.say("utter_card", text=found.text, choices=choices)
    return True
