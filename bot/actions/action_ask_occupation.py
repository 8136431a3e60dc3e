"""Say what a job is like."""

from bot.actions.base import FootholdAction
from bot.actions.comparing import ASKED, compare
from bot.actions.defining import define
from bot.actions.exploring import answer_liking_said
from bot.actions.occupations import answer_about, last_question
from bot.actions.profile import is_short_answer
from bot.actions.reading import is_follow_up
from bot.actions.turn import Event, Turn
from careers.cards import Question


class ActionAskOccupation(FootholdAction):
    """Say what a job is like: the one named, or the one talked about."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_occupation"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer with the card of the job that is meant; a bare name repeats the last question."""
        if define(turn):
            return []
        reminded = answer_liking_said(turn)
        if reminded is not None:
            return reminded
        goes_on = is_follow_up(turn.text) or _is_a_bare_name(turn)
        if goes_on and turn.said_in_last_answer(*ASKED):
            return compare(turn)
        return answer_about(turn, last_question(turn) if goes_on else Question.ABOUT)


def _is_a_bare_name(turn: Turn) -> bool:
    """Return whether a message is a job and nothing else: "plumbers?", "a vet nurse"."""
    if turn.is_button or turn.entity("occupation") is None:
        return False
    rest = turn.text
    for _, start, end in sorted(turn.spans("occupation"), key=lambda span: -span[1]):
        rest = rest[:start] + rest[end:]
    is_alone = set(rest.casefold().split()) <= {"a", "an", "the", "?", "."}
    return is_alone or is_short_answer(turn, words=2)
