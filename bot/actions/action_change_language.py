"""Switch to simpler English and back; say honestly that there is no other language."""

from bot.actions.base import FootholdAction
from bot.actions.handing_on import answer_as_next_guess
from bot.actions.plain_speaking import (
    learns_english,
    may_name_wish,
    speak_normally,
    speak_plainly,
    wants_normal,
    wants_plain,
    wants_translation,
)
from bot.actions.turn import Event, Turn
from careers.languages import language_named

NORMAL = "normal"  # what the button back says


class ActionChangeLanguage(FootholdAction):
    """Only an outright wish switches; the choice is a slot, and goes with "forget me"."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_change_language"

    def answer(self, turn: Turn) -> list[Event]:
        """Set the way of speaking that is asked for; the answer is already in it."""
        if turn.is_button:
            is_back = turn.entity("to") == NORMAL
            return speak_normally(turn) if is_back else speak_plainly(turn)
        if wants_normal(turn.text):
            return speak_normally(turn)
        language = language_named(turn.text) if may_name_wish(turn.text) else None
        if language is not None:
            hello = "utter_language_hello" if language.hello else "utter_language_other"
            turn.say(hello, hello=language.hello, language=language.name)
            return []
        if wants_translation(turn.text):
            turn.say("utter_language_only_english")
            return []
        if wants_plain(turn.text):
            return speak_plainly(turn)
        return self._no_wish(turn)

    def _no_wish(self, turn: Turn) -> list[Event]:
        """Offer simpler words to a learner; else answer what the message may mean instead."""
        if not learns_english(turn.text):
            answered = answer_as_next_guess(self.db, turn, self.student(turn))
            if answered is not None:
                return answered
        is_on = turn.slot("plain_english")
        turn.say("utter_plain_english_already" if is_on else "utter_offer_plain_english")
        return []
