"""The zero-hours and gig checker: at most five questions, and what the answers mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

MOST_QUESTIONS = 5


class Reply(str, Enum):
    """An answer; the values are the letters in which a button carries the answers so far."""

    YES = "y"
    NO = "n"
    UNSURE = "u"


class Question(str, Enum):
    """What is asked, in this order."""

    SET_HOURS = "set_hours"  # are hours promised
    SAY_NO = "say_no"  # may a shift be turned down
    OTHER_WORK = "other_work"  # is other work forbidden
    CANCELLED = "cancelled"  # are shifts cancelled late
    APP = "app"  # does an app pay for each job


Answers = Mapping[Question, Reply]


class UnreadableAnswersError(Exception):
    """Letters that no answers of ours have; a button older than the questions."""


@dataclass(frozen=True)
class Rights:
    """What the answers come to: ids of laws.yml that count now, those that do not yet, and words.

    `kind` and `advice` are keys of wording.yml.
    """

    kind: str
    now: tuple[str, ...]
    not_yet: tuple[str, ...]
    advice: tuple[str, ...]


def read_answers(letters: str) -> dict[Question, Reply]:
    """Return the answers that a button carries, in the order of the questions.

    Raises:
        UnreadableAnswersError: there are too many, or a letter means nothing.
    """
    answers: dict[Question, Reply] = {}
    for letter in letters:
        question = next_question(answers)
        if question is None or letter not in {reply.value for reply in Reply}:
            raise UnreadableAnswersError(letters)
        answers[question] = Reply(letter)
    return answers


def next_question(answers: Answers) -> Question | None:
    """Return what to ask next; None when all is known.

    Whoever is promised hours has agreed to work them, so turning a shift down is not asked.
    """
    has_hours = answers.get(Question.SET_HOURS) is Reply.YES
    for question in Question:
        is_settled = question is Question.SAY_NO and has_hours
        if question not in answers and not is_settled:
            return question
    return None


def rights_of(answers: Answers) -> Rights:
    """Return which rules count for somebody who answered so."""
    if answers.get(Question.APP) is Reply.YES:
        return Rights("shifts_app", (), (), ("shifts_advice_app",))
    has_hours = answers.get(Question.SET_HOURS) is Reply.YES
    now = ["worker-rights"] if has_hours else ["zero-legal", "zero-rights"]
    advice = []
    if not has_hours and answers.get(Question.SAY_NO) is Reply.NO:
        advice.append("shifts_advice_say_no")
    if answers.get(Question.OTHER_WORK) is Reply.YES:
        if has_hours:
            advice.append("shifts_advice_other_work")
        else:
            now.append("zero-other-job")
    is_cancelled = answers.get(Question.CANCELLED) is Reply.YES
    if is_cancelled:
        advice.append("shifts_advice_cancelled")
    not_yet = () if has_hours and not is_cancelled else ("zero-not-yet",)
    kind = _KINDS[answers.get(Question.SET_HOURS, Reply.UNSURE)]
    return Rights(kind, tuple(now), not_yet, tuple(advice))


_KINDS = {
    Reply.YES: "shifts_fixed",
    Reply.NO: "shifts_zero",
    Reply.UNSURE: "shifts_unsure",
}
