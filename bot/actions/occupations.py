"""Telling about an occupation: which one is meant, its card, and what to say without one."""

from collections.abc import Sequence
from difflib import get_close_matches

from bot.actions.described_jobs import described_jobs, says_so
from bot.actions.job_points import asks_about_subject, point_asked
from bot.actions.jobs_so_far import job_talked_about, recent_with
from bot.actions.kinds_of_job import Kinds, kinds_of, names_special_kind
from bot.actions.profile import echo
from bot.actions.reading import chosen_item
from bot.actions.screen import Kind, Screen
from bot.actions.stretches import stretch_asked
from bot.actions.turn import Event, Turn, payload, remember
from bot.actions.unknown_jobs import unknown_job
from careers.cards import Question, occupation_card
from careers.library import load_library
from careers.occupation_types import Occupation
from careers.pay_card import pay_by_text
from careers.phrases import and_list
from careers.points import point_text
from messages.domain.content import Choice

INTENTS = {
    Question.ABOUT: "ask_occupation",
    Question.PAY: "ask_pay",
    Question.ROUTE: "ask_entry_route",
    Question.REQUIREMENTS: "ask_requirements",
    Question.SKILLS: "ask_skills",
    Question.HOURS: "ask_hours",
    Question.OUTLOOK: "ask_outlook",
}
_CARDS = {
    Question.ABOUT: "utter_card_about",
    Question.PAY: "utter_card_pay",
    Question.ROUTE: "utter_card_route",
    Question.REQUIREMENTS: "utter_card_requirements",
    Question.SKILLS: "utter_card_skills",
    Question.HOURS: "utter_card_hours",
    Question.OUTLOOK: "utter_card_outlook",
}
_NEAR_ENOUGH = 0.75  # difflib ratio; below it names that only look alike come up
_MOST_NEAR = 2
_MOST_OFFERED = 3
_SHORTEST_QUESTION = 4  # words; fewer are no question of their own
_MOST_RELATED = 3


def answer_about(turn: Turn, question: Question) -> list[Event]:
    """Answer a question about the job that the message or the talk so far names or describes."""
    described = answer_described(turn, question)
    if described is not None:
        return described
    job = job_meant(turn)
    if job is None:
        return say_no_job(turn, question)
    if names_special_kind(turn):
        turn.say("utter_special_kind", plural=load_library().named_occupation(job).plural)
    return tell(turn, job, question)


def answer_described(turn: Turn, question: Question) -> list[Event] | None:
    """Answer about the job that a message describes, or ask which; None where it describes none.

    What it names comes first. While a job is talked about, only "the person who ..." is another.
    """
    is_named = job_named(turn) is not None or unknown_in(turn) is not None
    if is_named or kinds_of(turn) or (job_talked_about(turn) and not says_so(turn)):
        return None
    jobs = described_jobs(turn)
    if len(jobs) > 1:
        return _ask_which_described(turn, jobs, question)
    if not jobs:
        return None
    turn.say("utter_described_job", job=load_library().named_occupation(jobs[0]).in_sentence)
    return tell(turn, jobs[0], question)


def answer_point(turn: Turn) -> list[Event] | None:
    """Answer "is it hard" about the job that is open; None where none is or no point is asked."""
    is_open = turn.screen.kind is Kind.OCCUPATIONS and job_meant(turn) is not None
    if not is_open or not (point_asked(turn) or asks_about_subject(turn)):
        return None
    return answer_about(turn, Question.ABOUT)


def job_meant(turn: Turn) -> str | None:
    """Return the job that is named or pointed at, else the last one; None for an unknown one."""
    named = job_named(turn)
    if named is not None or unknown_in(turn) is not None:
        return named
    if turn.screen.kind is Kind.UNKNOWN_JOB or kinds_of(turn) or turn.entity("employer"):
        return None
    return job_talked_about(turn)


def job_named(turn: Turn) -> str | None:
    """Return the job that the message itself names or points at on the screen."""
    named = turn.entity("occupation")
    if named is not None:
        return named
    chosen = chosen_item(turn) if turn.screen.kind is Kind.OCCUPATIONS else None
    return None if chosen is None else chosen.id


def unknown_in(turn: Turn) -> str | None:
    """Return the name of a job in the message that nobody here knows."""
    return None if turn.is_button else unknown_job(turn.text)


def tell(turn: Turn, occupation_id: str, question: Question) -> list[Event]:
    """Say the card of an occupation, or the point of it that is asked about.

    One without content gets an honest card; nothing is said twice running in the same words.
    """
    library = load_library()
    named = library.named_occupation(occupation_id)
    if isinstance(named, Occupation):
        _say_known(turn, named, question)
    else:
        _say_unchecked(turn, occupation_id, question)
    screen = turn.screen.focused_on(Kind.OCCUPATIONS, occupation_id, named.name)
    return remember(
        occupation=occupation_id,
        question=question.value,
        screen=screen,
        recent_jobs=recent_with(turn, [occupation_id]),
    )


def _say_known(turn: Turn, job: Occupation, question: Question) -> None:
    library, point = load_library(), point_asked(turn)
    is_by = question is Question.PAY and stretch_asked(turn.text) is not None
    if point is not None and not is_by:
        response, text = "utter_card_point", point_text(library, job, point, today=turn.today)
    else:
        asked = Question.REQUIREMENTS if asks_about_subject(turn) else question
        response, text = _CARDS[asked], _text_of(turn, job, asked)
    if any(event.get("text") == text for event in turn.last_answer()):
        _say_told(turn, job)
    else:
        turn.say(response, text=text, occupation=job.id)


def _text_of(turn: Turn, job: Occupation, asked: Question) -> str:
    """Return a card's text; pay by the month or the week where that is asked for."""
    library = load_library()
    per = None if turn.is_button or asked is not Question.PAY else stretch_asked(turn.text)
    if per is not None:
        return pay_by_text(library, job, per, today=turn.today)
    subjects = turn.entities("subject")
    return occupation_card(library, job.id, asked, today=turn.today, subjects=subjects).text


def _say_told(turn: Turn, job: Occupation) -> None:
    """Say that no more is known than what was just told, naming what was asked for."""
    if turn.is_button or len(turn.text.split()) < _SHORTEST_QUESTION:
        turn.say("utter_card_told", plural=job.plural, occupation=job.id)
    else:
        asked = echo(turn.text)
        turn.say("utter_card_asked", plural=job.plural, occupation=job.id, asked=asked)


def _say_unchecked(turn: Turn, occupation_id: str, question: Question) -> None:
    """Say that no facts are known on a job; the second time in a line, with jobs that have some."""
    library = load_library()
    card = occupation_card(library, occupation_id, question, today=turn.today)
    if not turn.has_said("utter_card_without_facts", text=card.text):
        turn.say("utter_card_without_facts", text=card.text, occupation=occupation_id)
        return
    named = library.named_occupation(occupation_id)
    near = [job.id for job in library.occupations.values() if job.sector == named.sector]
    response = "utter_still_without_facts" if near else "utter_still_without_facts_alone"
    turn.say(response, choices=choices_of(near[:_MOST_RELATED], question), plural=named.plural)


def last_question(turn: Turn) -> Question:
    """Return what was asked about a job last; what it is like, if nothing was."""
    value = turn.slot("question")
    return Question.ABOUT if value is None else Question(value)


def say_no_job(turn: Turn, question: Question) -> list[Event]:
    """Ask which job is meant, or say that the one that is named is not known."""
    unknown, kinds = unknown_in(turn), kinds_of(turn)
    if kinds is not None and (unknown is None or " " not in unknown):
        return _ask_which_kind(turn, kinds, question)
    if unknown is not None:
        return say_unknown(turn, unknown, question)
    if turn.screen.kind is Kind.UNKNOWN_JOB and turn.entity("employer") is None:
        return say_unknown(turn, str(turn.screen.focus), question)
    turn.say(turn.freshest("utter_ask_which_job", "utter_ask_which_job_again"))
    return remember(question=question.value)


def say_unknown(turn: Turn, job: str, question: Question) -> list[Event]:
    """Say honestly that a job is not known, with names that look alike; again, in one line."""
    screen = Screen(Kind.UNKNOWN_JOB, focus=job)
    near = list(dict.fromkeys([*_near(job), *described_jobs(turn)]))[:_MOST_OFFERED]
    if turn.screen == screen:
        turn.say("utter_still_unknown_job", choices=choices_of(near, question), job=job)
    else:
        response = "utter_unknown_job_near" if near else "utter_unknown_job"
        turn.say(response, choices=choices_of(near, question), job=job)
    return remember(question=question.value, occupation=None, screen=screen)


def _ask_which_kind(turn: Turn, kinds: Kinds, question: Question) -> list[Event]:
    response = "utter_which_kind" if kinds.known else "utter_kinds_by_name"
    names = and_list(kinds.names)
    choices = choices_of(list(kinds.known), question)
    turn.say(response, choices=choices, word=kinds.word, names=names)
    library = load_library()
    shown = [(job, library.named_occupation(job).name) for job in kinds.known]
    screen = Screen.of(Kind.OCCUPATIONS, shown)
    return remember(question=question.value, occupation=None, screen=screen, listing=None)


def _ask_which_described(turn: Turn, jobs: Sequence[str], question: Question) -> list[Event]:
    response = turn.freshest("utter_which_described", "utter_which_described_again")
    turn.say(response, choices=choices_of(jobs, question))
    library = load_library()
    screen = Screen.of(
        Kind.OCCUPATIONS, [(job, library.named_occupation(job).name) for job in jobs]
    )
    return remember(question=question.value, occupation=None, screen=screen, listing=None)


def choices_of(occupation_ids: Sequence[str], question: Question) -> list[Choice]:
    """Return a button for each occupation that asks the question about it."""
    library = load_library()
    return [
        Choice(library.named_occupation(one).name, payload(INTENTS[question], occupation=one))
        for one in occupation_ids
    ]


def _near(job: str) -> list[str]:
    """Return ids of occupations whose names look like the unknown one."""
    library = load_library()
    ids: dict[str, str] = {}
    for occupation in library.occupations.values():
        for name in (occupation.name, occupation.plural, *occupation.also):
            ids.setdefault(name.casefold(), occupation.id)
    found = get_close_matches(job.casefold(), ids, n=2 * _MOST_NEAR, cutoff=_NEAR_ENOUGH)
    return list(dict.fromkeys(ids[name] for name in found))[:_MOST_NEAR]
