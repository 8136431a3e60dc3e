"""Say what may become of a job, of a field, or of jobs at large."""

import re

from bot.actions.base import FootholdAction
from bot.actions.occupations import answer_about, choices_of, job_named, unknown_in
from bot.actions.turn import Event, Turn, remember
from careers.cards import Question
from careers.library import load_library
from careers.outlook_card import in_demand, outlook_in_general

_MOST_JOBS = 3
_AT_LARGE = re.compile(
    r"\b(?:which|what|whats|any|all|every|most)\b.{0,20}"
    r"\b(?:jobs|sectors?|industr(?:y|ies)|careers|trends?|trending|in demand)\b"
    r"|\bjobs? (?:of the future|market)\b|\b(?:future|ai|robot)[- ]?proof\b",
    re.IGNORECASE,
)


class ActionAskOutlook(FootholdAction):
    """Say what may become of the job that is meant; with none, of a field or of jobs at large."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_ask_outlook"

    def answer(self, turn: Turn) -> list[Event]:
        """Answer for the job, else for what the message speaks of."""
        if job_named(turn) is not None or unknown_in(turn) is not None:
            return answer_about(turn, Question.OUTLOOK)
        sector = turn.entity("sector")
        if sector in load_library().sectors:
            return _say_field(turn, str(sector))
        if _AT_LARGE.search(turn.text) or turn.slot("occupation") is None:
            return _say_at_large(turn)
        return answer_about(turn, Question.OUTLOOK)


def _say_field(turn: Turn, sector: str) -> list[Event]:
    library = load_library()
    jobs = [job.id for job in library.occupations.values() if job.sector == sector]
    choices = choices_of(jobs[:_MOST_JOBS], Question.OUTLOOK)
    field = library.sectors[sector].name.lower()
    turn.say("utter_outlook_of_field", choices=choices, field=field)
    return remember(question=Question.OUTLOOK.value)


def _say_at_large(turn: Turn) -> list[Event]:
    library = load_library()
    jobs = in_demand(library, today=turn.today)[:_MOST_JOBS]
    text = outlook_in_general(library, today=turn.today)
    choices = choices_of(list(jobs), Question.OUTLOOK)
    turn.say("utter_outlook_at_large", choices=choices, study=text)
    return remember(question=Question.OUTLOOK.value)
