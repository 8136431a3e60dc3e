"""Answer a message that was not understood: by what it points at, else by asking."""

from bot.actions.base import FootholdAction
from bot.actions.meanings import meanings
from bot.actions.occupations import last_question, tell
from bot.actions.offers import search
from bot.actions.opening import open_item
from bot.actions.others import show_others
from bot.actions.reading import chosen_item, points_at_screen
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.wishing import asked_in, narrows_search
from messages.domain.content import Choice

_ASKED = ("utter_did_you_mean", "utter_did_you_mean_again")


class ActionFallback(FootholdAction):
    """Ask "did you mean" first; the second time in a row say what is possible, and a person."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_fallback"

    def answer(self, turn: Turn) -> list[Event]:
        """Find a meaning, or ask for one."""
        item = chosen_item(turn) if points_at_screen(turn) else None
        if item is not None:
            return open_item(self.db, turn, self.student(turn), item)
        occupation = turn.entity("occupation")
        if occupation is not None:
            return tell(turn, occupation, last_question(turn))
        others = show_others(self.db, turn, self.student(turn))
        if others is not None:
            return others
        if narrows_search(turn):
            return search(self.db, turn, self.student(turn), asked_in(turn))
        return _ask(turn)


def _ask(turn: Turn) -> list[Event]:
    """Ask with buttons; the second time in a row say what is possible instead."""
    choices = meanings(turn)
    if turn.said_in_last_answer(*_ASKED) or not choices:
        turn.say(turn.freshest("utter_abilities", "utter_abilities_again"))
        return []
    person = Choice(turn.words("utter_meaning_talk_to_adviser"), payload("talk_to_adviser"))
    none = Choice(turn.words("utter_button_none_of_these"), payload("deny"))
    others = [choice for choice in choices if choice.title != person.title]
    turn.say(turn.freshest(*_ASKED), choices=[*others, person, none])
    return remember(pending="meaning")
