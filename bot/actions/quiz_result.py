"""The result of the interest quiz: a picture, jobs to look at, what is live near, what next."""

from collections.abc import Sequence

from bot.actions.listing import Listing
from bot.actions.occupations import choices_of
from bot.actions.quiz_state import QuizState
from bot.actions.screen import Kind, Screen, cut
from bot.actions.turn import Event, Turn, payload, remember
from careers.cards import Question
from careers.library import load_library
from careers.quiz import Profile, profile_of
from careers.quiz_jobs import QuizJob, Start, Why, is_steady, jobs_to_look_at
from careers.quiz_telling import jobs_text, profile_text, sources_text
from employers.services.counting import count_near
from employers.services.search import seeker_of
from messages.domain.content import Choice, Picture
from storage.database import Database
from students.services.identity import student_of_chat


def say_result(db: Database, turn: Turn, state: QuizState) -> list[Event]:
    """Say what the answers so far add up to; afterwards they are forgotten."""
    library = load_library()
    profile = profile_of(library.quiz, state.answers)
    jobs = jobs_to_look_at(
        library,
        profile,
        start=state.start,
        lot=turn.chat_key,
        today=turn.today,
        named=state.job,
        likes=student_of_chat(db, turn.chat_key, now=turn.now).interests,
    )
    turn.show("utter_quiz_profile", _picture(profile), list=profile_text(profile))
    if profile.is_flat:
        turn.say("utter_quiz_flat")
    ids = [one.occupation.id for one in jobs]
    with_steady = state.start is Start.STEADY
    told = jobs_text(jobs, today=turn.today, with_steady=with_steady)
    turn.say(_header(turn, state, jobs), choices=choices_of(ids, Question.ABOUT), list=told)
    _say_next(db, turn, jobs, sources_text(jobs, today=turn.today, with_steady=with_steady))
    shown = [(one.occupation.id, one.occupation.name) for one in jobs]
    return remember(
        quiz=None,
        pending=None,
        occupation=None,
        screen=Screen.of(Kind.OCCUPATIONS, shown),
        listing=Listing(tuple(ids)).to_json(),
    )


def _header(turn: Turn, state: QuizState, jobs: Sequence[QuizJob]) -> str:
    """Return the response that tells the jobs; it promises only what the list holds."""
    first = jobs[0]
    if state.start is Start.STEADY and is_steady(first.occupation, today=turn.today):
        return "utter_quiz_jobs_steady"
    return "utter_quiz_jobs_none" if first.why is Why.FITS else "utter_quiz_jobs_idea"


def _picture(profile: Profile) -> Picture:
    return Picture("likes", {"bars": [[one.name, one.points, one.most] for one in profile.likings]})


def _say_next(db: Database, turn: Turn, jobs: Sequence[QuizJob], sources: str) -> None:
    """Say how much is live near the student in the fields of the jobs, and what to do next."""
    student = student_of_chat(db, turn.chat_key, now=turn.now)
    if student.is_guest:
        turn.say("utter_quiz_next_guest", sources=sources)
        return
    sectors = tuple(dict.fromkeys(one.occupation.sector for one in jobs))
    seeker = seeker_of(db, student.key, today=turn.today)
    found = count_near(db, seeker, sectors, today=turn.today)
    most = max(sectors, key=lambda sector: found[sector])
    if not found[most]:
        turn.say("utter_quiz_next_none", sources=sources)
        return
    field = Choice(
        cut(load_library().sectors[most].name), payload("search_placements", sector=most)
    )
    turn.say("utter_quiz_next", choices=[field], count=sum(found.values()), sources=sources)
