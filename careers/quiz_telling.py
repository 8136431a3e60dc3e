"""The result of the interest quiz in words: what somebody likes, and why each job is there."""

from collections.abc import Sequence
from datetime import date

from careers.content_types import Hours
from careers.hours_card import hours_range
from careers.occupation_types import Demand
from careers.phrases import numbered, source_of, words
from careers.quiz import Profile
from careers.quiz_jobs import QuizJob, Why, has_usual_hours, is_wanted
from careers.quiz_types import Answer


def profile_text(profile: Profile) -> str:
    """Return the six themes and their points, the most liked first, each in a line."""
    return "\n".join(
        words.text("quiz_liking", name=one.name, points=one.points, most=one.most)
        for one in profile.likings
    )


def jobs_text(jobs: Sequence[QuizJob], *, today: date, with_steady: bool) -> str:
    """Return the jobs as a numbered list, each with why it is there.

    `with_steady` adds what is known of demand and hours to jobs that are steady.
    """
    return numbered(
        [
            (one.occupation.name, _with_facts(_reason(one), _steady_fact(one, today, with_steady)))
            for one in jobs
        ]
    )


def sources_text(jobs: Sequence[QuizJob], *, today: date, with_steady: bool) -> str:
    """Return where the job profiles come from, and what else the list told of the jobs."""
    told = (_steady_fact(one, today, with_steady) for one in jobs)
    used = [fact for fact in told if fact is not None]
    credit = words.text("quiz_credit")
    return " ".join([credit, source_of(*used)] if used else [credit])


def _reason(one: QuizJob) -> str:
    liked = _liked(one)
    if one.why is Why.NAMED:
        return words.text("quiz_named")
    if one.why is Why.NEAR:
        return words.text("quiz_near_liked" if one.liked else "quiz_near", liked=liked)
    return words.text("quiz_unexpected", liked=liked) if one.why is Why.UNEXPECTED else liked


def _liked(one: QuizJob) -> str:
    if one.liked is None:
        return words.text("quiz_no_liking")
    statement, answer = one.liked
    key = "quiz_yes" if answer is Answer.YES else "quiz_a_bit"
    return words.text(key, doing=statement.as_reason)


def _steady_fact(one: QuizJob, today: date, is_told: bool) -> Demand | Hours | None:
    """Return what makes a job a steady one: that people are wanted comes before its hours."""
    facts = one.occupation.facts
    if not is_told:
        return None
    if is_wanted(one.occupation, today=today):
        return facts.demand
    return facts.hours if has_usual_hours(one.occupation, today=today) else None


def _with_facts(why: str, fact: Demand | Hours | None) -> str:
    if fact is None:
        return why
    if isinstance(fact, Demand):
        return words.text("quiz_wanted", why=why)
    return words.text("quiz_hours", why=why, hours=hours_range(fact))
