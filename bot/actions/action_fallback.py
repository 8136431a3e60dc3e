"""Answer a message that was not understood: by what it points at, else by asking."""

from bot.actions.base import FootholdAction
from bot.actions.job_in_question import likely_question
from bot.actions.meanings import meanings
from bot.actions.occupations import answer_described, answer_point, last_question, tell
from bot.actions.offers import search
from bot.actions.opening import open_item
from bot.actions.others import show_others
from bot.actions.outright import answered_outright
from bot.actions.reading import chosen_item, points_at_screen
from bot.actions.refining import about_offers, refine
from bot.actions.screen import Kind
from bot.actions.suggesting import say_found
from bot.actions.telling import tell_by_words
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.wanted import wanted_in
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
        caught = answered_outright(self.db, turn, self.student(turn))
        if caught is not None:
            return caught
        if tell_by_words(self.db, turn, self.student(turn)):
            return []
        refined = self._about_offers(turn)
        if refined is not None:
            return refined
        occupation = turn.entity("occupation")
        if occupation is not None:
            return tell(turn, occupation, likely_question(turn) or last_question(turn))
        about_job = answer_point(turn) or answer_described(turn, last_question(turn))
        if about_job is not None:
            return about_job
        others = show_others(self.db, turn, self.student(turn))
        if others is not None:
            return others
        if wanted_in(turn).unsorted and turn.screen.kind is not Kind.SLOTS:
            likes = self.student(turn).interests
            return say_found(turn, wanted_in(turn), likes=likes)
        if narrows_search(turn):
            return search(self.db, turn, self.student(turn), asked_in(turn))
        return _ask(turn)

    def _about_offers(self, turn: Turn) -> list[Event] | None:
        student = self.student(turn)
        return refine(self.db, turn, student) or about_offers(self.db, turn, student)


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
