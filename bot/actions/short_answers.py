"""Reads the answer to one question of a sum: "17", "8 hours", "about 28k", "yeah"; pure."""

import re
from decimal import Decimal

from bot.actions.figures import Figures, read_figures
from bot.actions.number_words import in_digits
from bot.actions.pay_and_hours import NUMBER, number_of
from careers.calculators.shift_check import Reply

_MOST_WORDS = 8  # of an answer that says more than a number
_HOURS_OF_DAY, _HOURS_OF_WEEK = 24, 100  # what can be meant
_YOUNGEST, _OLDEST = 10, 99
_BEFORE = r"(?:about|around|like|roughly|its|it's|just|only|er+|um+|i get|i'?m|im|for|i am)"
_AFTER = r"(?:or so|ish|hours?|hrs?|quid|pounds?|years?(?: old)?|yo)"
_ALONE = re.compile(rf"\W*(?:{_BEFORE} )*£? ?(?P<n>{NUMBER}) ?(?P<k>k|grand)?\W*{_AFTER}?\W*")
_REPLIES = {
    Reply.UNSURE: re.compile(
        r"\W*(?:idk|dunno|not sure|unsure|maybe|sometimes|no idea|(?:i )?(?:don'?t|do not) know)\W*"
    ),
    Reply.YES: re.compile(
        r"\W*(?:y|ye|yes|yeah|yep|yup|yh|yea|ya|they do|it does|i can|it is)\b.{0,15}"
    ),
    Reply.NO: re.compile(
        r"\W*(?:n|no|nope|nah|na|not really|never|they don'?t|i can'?t|it isn'?t)\W*"
    ),
}


def read_answer(message: str, asked: str) -> Figures | None:
    """Return what a short message answers to a question, None where it answers something else.

    `asked` is the name of a field of `Figures`: pay, hours, week_hours or age.
    """
    text = in_digits(message)
    found = _ALONE.fullmatch(text)
    if found is not None:
        return _alone(number_of(found["n"]) * (1000 if found["k"] else 1), asked)
    figures = read_figures(message)
    if asked == "hours":
        return _alone(figures.hours or figures.week_hours, asked)
    if asked == "week_hours":
        return _alone(figures.week_hours or figures.hours, asked)
    if asked == "age" and figures.age is None and len(text.split()) <= _MOST_WORDS:
        return Figures(is_apprentice=True) if figures.is_apprentice else None
    is_told = getattr(figures, asked) is not None
    return figures if is_told and (asked == "pay" or len(text.split()) <= _MOST_WORDS) else None


def read_reply(message: str) -> Reply | None:
    """Return a yes, a no or an "I don't know" that is all of a message."""
    plain = message.casefold().replace("\u2019", "'")
    return next((one for one, pattern in _REPLIES.items() if pattern.fullmatch(plain)), None)


def _alone(number: Decimal | None, asked: str) -> Figures | None:
    """Return a number as the figure that was asked for, None where it can't be that."""
    if number is None:
        return None
    if asked == "pay":
        return Figures(pay=number)
    if asked == "hours":
        return Figures(hours=number) if 0 < number <= _HOURS_OF_DAY else None
    if asked == "week_hours":
        return Figures(week_hours=number) if 0 < number <= _HOURS_OF_WEEK else None
    return Figures(age=int(number)) if _YOUNGEST <= number <= _OLDEST else None
