"""Two questions in one message: its clauses, which to answer, and which to offer."""

import json
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from safeguarding.domain.alerts import classifier_vote

SURE = 0.6  # of a clause on its own, calibrated; below it the message is one
MOST_PARTS = 4  # each costs a parse
_LONGEST_TITLE = 40  # of a button
_SHORTEST_QUESTION = 3  # words
# What says hello, thanks or yes, and nothing that has to be answered beside a question
SOCIAL = frozenset({"greet", "thank", "affirm", "feedback_positive"})
# What is told, or is about the talk itself; the rest are questions and wishes
_NO_QUESTIONS = SOCIAL | {
    "goodbye", "deny", "cancel", "repeat", "start_over", "feedback_negative", "out_of_scope",
    "set_profile", "disclose_concern", "nlu_fallback",
}  # fmt: skip
# Answered by a response alone, which cannot offer anything: comes second, or not at all
_WITHOUT_ACTION = frozenset({"help", "bot_challenge", "ask_privacy"})
# What a parent asks behind "my son is 19", with the same answer for anybody
_ASKED_FOR_A_CHILD = frozenset({
    "ask_pay", "ask_entry_route", "ask_requirements", "ask_gcse_options", "ask_a_levels",
    "ask_options_post16", "ask_apprenticeship", "ask_t_levels", "ask_university",
    "ask_student_finance", "ask_failed_exams", "ask_minimum_wage", "ask_rights",
    "ask_insecure_work", "ask_young_worker_rules", "ask_part_time_job",
})  # fmt: skip
_OPENS = (
    r"(?:what|whats|what's|wat|wot|how|hows|how's|who|when|wen|where|wheres|why|which|can|could|"
    r"do|does|did|is|are|am|will|would|should|shall|have|has|any|if|whether|i (?:want|need|wanna|"
    r"also)|i'?d (?:like|love)|im|i'm|tell|show|find|give|help|is it|are they)\b"
)
_LINK = r"(?:and also|and then|and|also|plus|but|btw|oh and)"
_SPLIT = re.compile(
    rf"\s*[?!.]+\s+(?:{_LINK}\s+)?|\s*[,;]?\s+(?:{_LINK})\s+(?={_OPENS})|\s*[,;]\s+(?={_OPENS})",
    re.IGNORECASE,
)
_HELLO = re.compile(
    r"\W*(?P<social>(?:hi+|hello+|he+y+|hiya|yo|thanks?|thx|ty|thank (?:you|u)|cheers|ok(?:ay)?|"
    r"cool|great|nice|yes|yeah|yep|sure|awesome|alright|perfect)"
    r"(?: (?:there|so much|a lot|very much|mate|foothold))?)[\s,!.]+(?P<rest>\S+\s+\S+.*)",
    re.IGNORECASE | re.DOTALL,
)
_EDGES = " ,;?!./\t\r\n"  # a slash too: a clause must never look like a pressed button

Parsed = Mapping[str, Any]  # a parse in Rasa's form, with the text that was parsed


@dataclass(frozen=True)
class Chosen:
    """The clause to answer, and the one to offer after it."""

    first: Parsed
    second: Parsed | None = None


def clauses(text: str, *, is_social: bool) -> list[str]:
    """Return the clauses of a message; one that is no two questions comes back as one.

    `is_social`: the message as a whole was taken for a hello or thanks, so one is cut off even
    without a full stop behind it: "hey what do vets earn".
    """
    parts = [part.strip(_EDGES) for part in _SPLIT.split(text.strip())]
    parts = [part for part in parts if part]
    lead = _HELLO.fullmatch(parts[0]) if parts and is_social else None
    if lead is not None:
        parts = [lead["social"], lead["rest"], *parts[1:]]
    return parts[:MOST_PARTS]


def is_concern(parsed: Parsed) -> bool:
    """Return whether the classifier sees a sign of harm, as the gateway counts it."""
    ranking = [(guess["name"], guess["confidence"]) for guess in parsed["intent_ranking"]]
    return classifier_vote(parsed["intent"]["name"], ranking)


def is_question(intent: str | None) -> bool:
    """Return whether an intent asks or wishes for something, so that it can stand beside another.

    What does not is also what answers a form: a town, a liking, a yes.
    """
    return intent is not None and intent not in _NO_QUESTIONS


def choose(parts: Sequence[Parsed], *, is_yes_wanted: bool) -> Chosen | None:
    """Return what to answer and what to offer; None where the message is to be taken as one.

    A concern in any part is for the caller, before this. `is_yes_wanted`: a question is open, so
    that a yes in front is an answer and not politeness.
    """
    questions = [part for part in parts if _is_question(part)]
    if not questions:
        return None
    if is_yes_wanted and _is_sure(parts[0]) and parts[0]["intent"]["name"] == "affirm":
        return Chosen(parts[0], questions[0])
    others = [one for one in questions if _name(one) != _name(questions[0])]
    if others:
        return _in_order(questions[0], others[0])
    rest = [part for part in parts if part is not questions[0]]
    is_polite = bool(rest) and all(_name(part) in SOCIAL for part in rest)
    return Chosen(questions[0]) if is_polite else None


def asked_for_child(chosen: Chosen) -> str | None:
    """Return the intent of what a parent asks after telling of a child; None for anybody else."""
    if _name(chosen.first) != "parent_enquiry" or chosen.second is None:
        return None
    asked = _name(chosen.second)
    return asked if asked in _ASKED_FOR_A_CHILD else None


def offer(second: Parsed, first: Parsed, known: AbstractSet[str]) -> dict[str, str]:
    """Return the button for the second question: the student's own words, and what it asks.

    A job that only the first one names is carried over: "what do vets earn and how do I become
    one". `known` are the domain's entities.
    """
    named = _named(second, known)
    job = _named(first, known).get("occupation")
    if job is not None:
        named.setdefault("occupation", job)
    entities = json.dumps(named, ensure_ascii=False) if named else ""
    return {"title": _title(second["text"]), "payload": f"/{_name(second)}{entities}"}


def _in_order(first: Parsed, second: Parsed) -> Chosen | None:
    if _name(first) not in _WITHOUT_ACTION:
        return Chosen(first, second)
    return None if _name(second) in _WITHOUT_ACTION else Chosen(second, first)


def _is_question(part: Parsed) -> bool:
    is_long_enough = len(part["text"].split()) >= _SHORTEST_QUESTION
    return is_long_enough and _is_sure(part) and is_question(_name(part))


def _is_sure(part: Parsed) -> bool:
    return bool(part["intent"]["confidence"] >= SURE)


def _name(part: Parsed) -> str | None:
    name: str | None = part["intent"]["name"]
    return name


def _named(part: Parsed, known: AbstractSet[str]) -> dict[str, str]:
    """Return the first entity of each kind, without "it", which only looks like a sector."""
    found: dict[str, str] = {}
    for entity in part["entities"]:
        words = part["text"][entity.get("start") or 0 : entity.get("end") or 0]
        is_pronoun = entity["entity"] == "sector" and words.casefold() == "it"
        if entity["entity"] in known and not is_pronoun:
            found.setdefault(entity["entity"], str(entity["value"]))
    return found


def _title(text: str) -> str:
    """Return a student's own words in a form that is safe on a button."""
    plain = "".join(sign for sign in text if sign.isalnum() or sign in " -'\u2019\u00a3")
    words = " ".join(plain.split())
    if len(words) <= _LONGEST_TITLE:
        return words
    return f"{words[: _LONGEST_TITLE - 1].rstrip()}\u2026"
