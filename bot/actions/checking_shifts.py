"""The zero-hours and gig check in the chat; a button carries the answers so far as letters."""

from bot.actions.turn import Turn
from careers.calculators.shift_check import (
    Question,
    UnreadableAnswersError,
    next_question,
    read_answers,
)
from careers.calculators.shift_text import shift_text
from careers.library import load_library

_PART = "check-shifts"
_QUESTIONS = {
    Question.SET_HOURS: "utter_ask_shifts_set_hours",
    Question.SAY_NO: "utter_ask_shifts_say_no",
    Question.OTHER_WORK: "utter_ask_shifts_other_work",
    Question.CANCELLED: "utter_ask_shifts_cancelled",
    Question.APP: "utter_ask_shifts_app",
}


def shift_letters(part: str) -> str | None:
    """Return the answers that a button carries; None where it does not belong to the check.

    A button from before the questions were changed begins anew.
    """
    if part != _PART and not part.startswith(f"{_PART}-"):
        return None
    letters = part.removeprefix(_PART).removeprefix("-")
    try:
        read_answers(letters)
    except UnreadableAnswersError:
        return ""
    return letters


def ask_on(turn: Turn, letters: str) -> bool:
    """Ask the next question, or say what the answers come to; return whether it asked."""
    answers = read_answers(letters)
    question = next_question(answers)
    if question is None:
        text = shift_text(load_library(), answers, today=turn.today)
        turn.say("utter_card_shifts", text=text)
        return False
    turn.say(_QUESTIONS[question], letters=letters)
    return True
