"""Say the last answer again, in the words that were on the screen."""

from bot.actions.base import FootholdAction
from bot.actions.concerns import follows_concern, say_who_helps, school_was_told
from bot.actions.defining import define
from bot.actions.outright import answered_outright
from bot.actions.turn import Event, Turn, remember
from messages.domain.content import Choice


class ActionRepeat(FootholdAction):
    """Repeat, with the buttons; a question that was pending stays pending."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_repeat"

    def answer(self, turn: Turn) -> list[Event]:
        """Repeat what was said in the turn before; after a concern, what is true about it."""
        caught = answered_outright(self.db, turn, self.student(turn))
        if caught is not None:
            return caught
        if follows_concern(self.db, turn):
            say_who_helps(turn, is_school_told=school_was_told(self.db, turn))
            return []
        if define(turn):
            return []
        spoken = [event for event in turn.last_answer() if event.get("text")]
        if not spoken:
            turn.say("utter_nothing_to_repeat")
            return []
        for event in spoken:
            buttons = (event.get("data") or {}).get("buttons") or []
            choices = [Choice(button["title"], button["payload"]) for button in buttons]
            turn.say("utter_card", text=event["text"], choices=choices)
        return remember(pending=turn.slot("pending"))
