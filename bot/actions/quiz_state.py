"""How far somebody is in the interest quiz: kept in one slot, for a day at most."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from bot.actions.turn import Turn
from careers.quiz_jobs import Start
from careers.quiz_types import Answer

KEPT = timedelta(days=1)
PENDING = "quiz"  # the value of the slot `pending` while a question of the quiz is open


class Asked(str, Enum):
    """The question that is open."""

    START = "start"
    JOB = "job"
    STATEMENT = "statement"
    LEAVE = "leave"  # whether to go on or leave, before there is enough for a result


@dataclass(frozen=True)
class QuizState:
    """The open question, the answers in order, and where somebody starts from."""

    asked: Asked
    at: datetime
    start: Start = Start.NONE
    job: str | None = None  # that they have in mind
    answers: tuple[Answer, ...] = ()

    @classmethod
    def of(cls, turn: Turn) -> "QuizState | None":
        """Return the quiz of a chat; None where none was begun, or it is over a day old."""
        value: Mapping[str, Any] | None = turn.slot("quiz")
        if not value:
            return None
        at = datetime.fromisoformat(value["at"])
        if turn.now - at > KEPT:
            return None
        answers = tuple(Answer(int(digit)) for digit in value["answers"])
        return cls(Asked(value["asked"]), at, Start(value["start"]), value["job"], answers)

    def to_json(self) -> dict[str, Any]:
        """Return the form that a slot can hold."""
        return {
            "asked": self.asked.value,
            "at": self.at.isoformat(),
            "start": self.start.value,
            "job": self.job,
            "answers": "".join(str(answer.value) for answer in self.answers),
        }

    def answered(self, answer: Answer) -> "QuizState":
        """Return the quiz with one more answer."""
        return replace(self, asked=Asked.STATEMENT, answers=(*self.answers, answer))

    def changed(self, number: int, answer: Answer) -> "QuizState":
        """Return the quiz with another answer to a statement, counted from 0."""
        before, after = self.answers[:number], self.answers[number + 1 :]
        return replace(self, asked=Asked.STATEMENT, answers=(*before, answer, *after))

    def one_back(self) -> "QuizState":
        """Return the quiz before the question that is open: its last answer is forgotten."""
        if self.answers:
            return replace(self, asked=Asked.STATEMENT, answers=self.answers[:-1])
        return replace(self, asked=Asked.START, start=Start.NONE, job=None)
