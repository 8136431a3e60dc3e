"""Answering a wish for jobs of some kind, in whatever words it comes."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.actions.denial import denied
from bot.actions.likings import job_doings, liking_spans
from bot.actions.listing import Listing
from bot.actions.occupations import answer_about, choices_of, last_question
from bot.actions.reading import is_follow_up, wants_others
from bot.actions.screen import Kind, Screen
from bot.actions.suggesting import say_found, say_more_jobs, shows_suggestions
from bot.actions.turn import Event, Turn, remember
from bot.actions.wanted import wanted_in
from careers.cards import Question
from careers.library import load_library
from careers.phrases import and_list, numbered
from careers.suggest import best_fitting

_MOST_FOR_SUBJECTS = 3
_MOST_SUBJECTS = 4


def answer_exploring(turn: Turn, likes: Sequence[str]) -> list[Event] | None:
    """List what fits, or go on with the list; None where the message names nothing to go by.

    Jobs that the message names beside a wish are known already, so they are left out; a job and
    nothing else is a question about that job.
    """
    if not turn.is_button and wants_others(turn.text) and shows_suggestions(turn):
        return say_more_jobs(turn, likes)
    wanted = wanted_in(turn)
    doings = {job for job, _, _ in job_doings(turn)} if wanted.wishes.wants else set()
    named = tuple(job for job in turn.entities("occupation") if job not in doings)
    if named and (wanted.is_empty or is_follow_up(turn.text)):
        question = last_question(turn) if is_follow_up(turn.text) else Question.ABOUT
        return answer_about(turn, question)
    return None if wanted.is_empty else say_found(turn, wanted, seen=named, likes=likes)


def answer_wish_without(turn: Turn, likes: Sequence[str]) -> list[Event] | None:
    """List what fits but the jobs that are turned down: "not vet then, something with animals".

    None where no job is turned down.
    """
    spans = turn.spans("occupation")
    refused = [] if turn.is_button else [span[0] for span in denied(turn.text, spans)]
    if not refused or len(refused) < len(spans):
        return None
    wanted = wanted_in(turn)
    if wanted.is_empty:
        return say_more_jobs(turn, likes, without=refused)
    return say_found(turn, wanted, seen=refused)


_SAID_BEFORE = re.compile(
    r"\bi (?:already |literally |just )?(?:said|asked for|told (?:you|u)|wanted|meant)\b",
    re.IGNORECASE,
)


def answer_liking_said(turn: Turn) -> list[Event] | None:
    """List what fits in place of a wrong job: "hotel room attendant?? i said animals".

    None where nobody reminds of a liking behind a job.
    """
    reminder = None if turn.is_button else _SAID_BEFORE.search(turn.text)
    jobs = [job for job, _, end in turn.spans("occupation") if reminder and end <= reminder.start()]
    wanted = wanted_in(turn)
    if not jobs or wanted.is_empty:
        return None
    return say_found(turn, wanted, seen=jobs)


def answer_other_liking(turn: Turn, likes: Sequence[str]) -> list[Event] | None:
    """List what fits a correction: "no not animals, cars"; None where nothing else is named."""
    wanted = wanted_in(turn)
    spans = liking_spans(turn)
    if turn.is_button or not wanted.wishes.interests or not denied(turn.text, spans):
        return None
    return say_found(turn, wanted, likes=likes)


def answer_turned_down(turn: Turn, likes: Sequence[str]) -> list[Event] | None:
    """Show the list without a field or liking: "not farming"; None where there is no list."""
    if turn.is_button or not shows_suggestions(turn):
        return None
    refused = {value for topic in ("sector", "interest") for value in turn.entities(topic)}
    jobs = load_library().occupations.values()
    without = [job.id for job in jobs if job.sector in refused or job.interests[0] in refused]
    if not without:
        return None
    listing = Listing.from_json(turn.slot("listing"))
    if listing.wanted is None:
        return say_more_jobs(turn, likes, without=without)
    shown = {item.id for item in turn.screen.items}
    before = [job for job in listing.seen if job not in shown]
    return say_found(turn, listing.wanted, seen=[*before, *without])


def answer_subjects(turn: Turn) -> list[Event] | None:
    """Say which school subjects go with what is wanted: "what gcses to work with animals"."""
    wanted = wanted_in(turn)
    if turn.is_button or not (wanted.wishes.interests or wanted.wishes.sectors):
        return None
    library = load_library()
    found = best_fitting(library, wanted.wishes, limit=_MOST_FOR_SUBJECTS)
    if not found:
        return None
    jobs = [entry.occupation for entry in found]
    counted = Counter(subject for job in jobs for subject in job.subjects)
    subjects = [library.subjects[one].name for one, _ in counted.most_common(_MOST_SUBJECTS)]
    lines = [(job.name, "") for job in jobs]
    turn.say(
        "utter_subjects_for",
        choices=choices_of([job.id for job in jobs], Question.REQUIREMENTS),
        subjects=and_list(subjects),
        list=numbered(lines),
    )
    screen = Screen.of(Kind.OCCUPATIONS, [(job.id, job.name) for job in jobs])
    return remember(screen=screen, occupation=None, listing=None)
