"""What the answers of the interest quiz say: how much somebody likes each of the six themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from careers.content_types import Theme
from careers.quiz_types import ENOUGH, Answer, Quiz, Statement


class TooFewAnswersError(Exception):
    """Not every theme was asked about yet; `missing` answers are."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} more answers are needed")
        self.missing = missing


@dataclass(frozen=True)
class Liking:
    """How much a theme is liked: points of the most that the answers could have given."""

    theme: Theme
    name: str
    points: int
    most: int

    @property
    def share(self) -> float:
        """The points as a share of the most, from 0 to 1."""
        return self.points / self.most


@dataclass(frozen=True)
class Profile:
    """The six themes, the most liked first, and the answers that say so."""

    likings: tuple[Liking, ...]
    answered: tuple[tuple[Statement, Answer], ...]

    @property
    def is_flat(self) -> bool:
        """Whether all themes are liked alike, so that nothing stands out."""
        return len({liking.share for liking in self.likings}) == 1

    @property
    def shares(self) -> dict[Theme, float]:
        """How much each theme is liked, from 0 to 1."""
        return {liking.theme: liking.share for liking in self.likings}


def profile_of(quiz: Quiz, answers: Sequence[Answer]) -> Profile:
    """Return the profile of the first answers of a quiz; themes liked alike keep the file's order.

    Raises:
        TooFewAnswersError: not every theme was asked about.
    """
    if len(answers) < ENOUGH:
        raise TooFewAnswersError(ENOUGH - len(answers))
    answered = tuple(zip(quiz.statements, answers, strict=False))
    likings = [_liking(theme.id, theme.name, answered) for theme in quiz.themes]
    likings.sort(key=lambda liking: -liking.share)
    return Profile(tuple(likings), answered)


def _liking(theme: Theme, name: str, answered: Sequence[tuple[Statement, Answer]]) -> Liking:
    given = [answer for statement, answer in answered if statement.theme is theme]
    return Liking(theme, name, sum(given), len(given) * Answer.YES)
