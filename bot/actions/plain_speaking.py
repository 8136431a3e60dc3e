"""Which English a student wants to be written to: simpler, normal, or none at all."""

import re

from bot.actions.turn import Event, Turn, remember

_SIMPLE = r"(?:simpl\w+|easy|easier|plain|basic|baby|short(?:er)?)"
_WISH = re.compile(
    rf"\b{_SIMPLE} (?:english|words?|language|sentences?|way|please|pls|version|one|answers?)\b"
    r"|\b(?:simpl(?:e|er|y|ify|ified)|easier|more easy|shorter|slower|slowly)\b"
    r"|\b(?:something|keep it|make it|too|more|in) (?:short|plain)\b"
    r"|\b(?:hard|big|long|difficult|complicated|fancy) (?:words?|english|language)\b"
    r"|\btoo (?:long|hard|difficult|complicated)\b"
    r"|\b(?:don'?t|do not|can'?t|cannot|not|didn'?t) (?:\w+ )?(?:understand|get|read)\b.{0,12}"
    r"\b(?:english|words?|language|what (?:you|u)|you|u|this|it)\b",
    re.IGNORECASE,
)
_USUAL = r"(?:normal|usual|regular|standard|proper|full)"
_BACK = re.compile(
    rf"\b{_USUAL} (?:english|words?|language|way|mode|version|again|please|pls)\b"
    rf"|^\W*{_USUAL}\W*$|\bback to (?:{_USUAL}|english)\b|\b(?:speak|talk|write) {_USUAL}(?:ly)?\b"
    r"|\bharder (?:words?|english|is|one)\b"
    r"|\b(?:stop|no more|turn off|switch off|less|too|without|(?:don'?t|do not) "
    rf"(?:use|need|want))(?: \w+)? (?:so )?(?:simpl\w+|easy|easier|plain|baby)\b",
    re.IGNORECASE,
)
_NOT_BACK = re.compile(r"\bunderstand\b|\bnot (?:so )?(?:normal|proper)\b", re.IGNORECASE)
_LEARNS = re.compile(
    r"\b(?:my|i have|with) (?:\w+ )?english (?:is |are )?(?:not|isn'?t|no|very|so|too|a bit|quite|"
    r"bad|small|poor|weak|low|little|broken)\b"
    r"|\b(?:learn|learning|new to|bad at|not good at|no good|little|second language is) english\b"
    r"|\benglish (?:is|as) (?:not )?(?:my|a) (?:\w+ )?(?:second|third|first|other|language)\b"
    r"|\b(?:not|don'?t|can'?t) (?:speak|know|write|talk) (?:\w+ ){0,2}english\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"\b(?:mum|mom|mother|dad|father|parents?|family|gran\w*|carer|uncle|aunt\w*)\b", re.IGNORECASE
)
_TRANSLATE = re.compile(
    r"\b(?:translat\w+|another language|other languages?|different language|my language|"
    r"(?:what|which|how many) languages?|first language|native language|mother tongue)\b",
    re.IGNORECASE,
)
# What makes the name of a language a wish to be written to in it
_SPOKEN = re.compile(
    r"\b(?:speak|talk|write|answer|reply|say|know|use|understand|switch|change|translate|do you|"
    r"can you|can u|in|habla\w*|mów\w*)\b",
    re.IGNORECASE,
)
_BARE_NAME = 3  # words: "polish please"


def speak_plainly(turn: Turn) -> list[Event]:
    """Switch to simpler English."""
    is_on = turn.slot("plain_english")
    turn.say("utter_plain_english_already" if is_on else "utter_plain_english")
    return remember(plain_english=True)


def speak_normally(turn: Turn) -> list[Event]:
    """Switch back to normal English."""
    turn.say("utter_normal_english")
    return remember(plain_english=False)


def wants_normal(text: str) -> bool:
    """Return whether a message asks outright for normal English again."""
    plain = _straight(text)
    return _BACK.search(plain) is not None and _NOT_BACK.search(plain) is None


def wants_plain(text: str) -> bool:
    """Return whether a message asks outright for easier or shorter words."""
    return _WISH.search(_straight(text)) is not None


def learns_english(text: str) -> bool:
    """Return whether a message says that the student's English is not good yet."""
    return _LEARNS.search(_straight(text)) is not None


def wants_translation(text: str) -> bool:
    """Return whether a message asks for another language without naming one, also for others."""
    is_for_others = _LEARNS.search(_straight(text)) and _FAMILY.search(text)
    return bool(is_for_others) or _TRANSLATE.search(text) is not None


def may_name_wish(text: str) -> bool:
    """Return whether the name of a language in a message can be a wish to be written to in it."""
    return len(text.split()) <= _BARE_NAME or _SPOKEN.search(text) is not None


def _straight(text: str) -> str:
    return text.replace("\u2019", "'")
