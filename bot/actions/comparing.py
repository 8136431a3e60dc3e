"""Setting jobs side by side: which ones are meant, and what to ask where it is not clear."""

import re

from bot.actions.denial import denied
from bot.actions.jobs_so_far import recent, recent_with
from bot.actions.occupations import choices_of, say_unknown
from bot.actions.screen import Kind, Screen
from bot.actions.suggesting import shows_suggestions
from bot.actions.turn import Event, Turn, remember
from careers.cards import Question
from careers.compare import MOST, compare_text
from careers.library import load_library

ASKED = ("utter_compare_which", "utter_compare_with")
_ABOUT_PAY = re.compile(
    r"\b(?:earns?|earning|pays?|paid|payed|money|salary|salaries|wages?|richer|makes? more)\b",
    re.IGNORECASE,
)
# "which of them pays most", "the 3": jobs of this talk, not of the world
_OF_THEM = re.compile(
    r"\b(?:them|these|those|both|two|2|three|3|which one|witch one|out of)\b", re.IGNORECASE
)
_THREE = re.compile(r"\b(?:three|3|all)\b", re.IGNORECASE)
_JOBS = re.compile(r"\b(?:jobs?|careers?|work)\b", re.IGNORECASE)
_JOINER = r"(?:vs\.?|versus|v|or|and|than|compared (?:to|with))"
_NAME = r"(?:being )?(?:an? |the )?([a-z][a-z'-]{2,}(?: [a-z][a-z'-]{2,})?)"
_BEHIND = re.compile(rf"^\W*{_JOINER}\s+{_NAME}\W*$", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?:^|\b(?:an?|the|between|compare)\s+){_NAME}\s+{_JOINER}\s+(?:an? )?$", re.IGNORECASE
)
_NOT_A_NAME = frozenset(
    {"it", "that", "this", "one", "them", "not", "what", "which", "something", "else", "other"}
)


def compares(turn: Turn) -> bool:
    """Return whether a message names several jobs that it wants."""
    return len(jobs_compared(turn)) > 1


def jobs_compared(turn: Turn) -> list[str]:
    """Return the jobs that the message names and wants, in order."""
    jobs = turn.spans("occupation")
    wrong = frozenset() if turn.is_button else denied(turn.text, jobs)
    return list(dict.fromkeys(job[0] for job in jobs if job not in wrong))


def compare(turn: Turn) -> list[Event]:
    """Compare the jobs that are named; with one, it and the last one; with none, the last ones."""
    named = _as_talked_about(turn, jobs_compared(turn))
    if len(named) == 1:
        unknown = _unknown_side(turn)
        if unknown is not None:
            return [*say_unknown(turn, unknown, Question.ABOUT), *remember(occupation=named[0])]
    jobs = list(dict.fromkeys([*named, *_talked_about(turn, named)]))
    if len(jobs) > 1:
        return _say_comparison(turn, jobs[:MOST])
    if not jobs:
        turn.say("utter_compare_which")
        return []
    name = load_library().named_occupation(jobs[0]).in_sentence
    turn.say("utter_compare_with", job=name)
    return remember(occupation=jobs[0])


def means_recent(turn: Turn) -> bool:
    """Return whether a question about several jobs means those that were talked about."""
    if turn.is_button or len(recent(turn)) < 2 or turn.entities("occupation"):
        return False
    return _OF_THEM.search(turn.text) is not None or _JOBS.search(turn.text) is None


def _as_talked_about(turn: Turn, jobs: list[str]) -> list[str]:
    """Return the jobs, where "the nurse" is the veterinary nurse who was talked about."""
    if turn.is_button:
        return jobs
    library = load_library()
    meant = {job: job for job in jobs}
    for job, start, end in turn.spans("occupation"):
        said = turn.text[start:end].casefold()
        alike = [
            one
            for one in recent(turn)
            if said in library.named_occupation(one).name.casefold().split()
        ]
        is_definite = turn.text[:start].casefold().endswith("the ")
        if is_definite and alike and job not in recent(turn):
            meant[job] = alike[0]
    return list(dict.fromkeys(meant[job] for job in jobs))


def _say_comparison(turn: Turn, jobs: list[str]) -> list[Event]:
    library = load_library()
    pay_first = _ABOUT_PAY.search(turn.text) is not None
    text = compare_text(library, jobs, today=turn.today, pay_first=pay_first)
    known = [job for job in jobs if job in library.occupations]
    turn.say("utter_comparison", choices=choices_of(known, Question.ABOUT), text=text)
    shown = [(job, library.named_occupation(job).name) for job in jobs]
    screen = Screen.of(Kind.OCCUPATIONS, shown)
    so_far = recent_with(turn, jobs)
    return remember(screen=screen, occupation=jobs[0], listing=None, recent_jobs=so_far)


def _talked_about(turn: Turn, named: list[str]) -> list[str]:
    """Return what the message leaves open: the last job or jobs, or those in a fresh list."""
    if len(named) > 1:
        return []
    known = turn.slot("occupation")
    if named:
        before = [*([str(known)] if known else []), *recent(turn)]
        return [job for job in before if job not in named][:1]
    listed = [item.id for item in turn.screen.items] if shows_suggestions(turn) else []
    is_fresh = bool(listed) and turn.screen.focus is None
    of_three = _THREE.search(turn.text) is not None and len(recent(turn)) == MOST > len(listed)
    if len(recent(turn)) > 1 and (of_three or not is_fresh):
        return recent(turn)[::-1]
    return listed or ([str(known)] if known else [])


def _unknown_side(turn: Turn) -> str | None:
    """Return the other job of "a plumber or a falconer", where nobody here knows it."""
    _, start, end = turn.spans("occupation")[0]
    match = _BEHIND.search(turn.text[end:]) or _BEFORE.search(turn.text[:start])
    if turn.is_button or match is None:
        return None
    name = match[1].lower()
    return None if _NOT_A_NAME.intersection(name.split()) else name
