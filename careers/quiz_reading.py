"""Reads the interest quiz and checks that each theme is asked about in turn."""

from pathlib import Path

from careers.content_types import Theme
from careers.errors import ContentError
from careers.quiz_types import ENOUGH, Quiz
from careers.reading import line_of, read_one

ROUNDS = 3  # statements about each theme


def read_quiz(path: Path) -> Quiz:
    """Return the quiz of a file.

    Raises:
        ContentError: it breaks its schema, names a theme twice or not at all, repeats a
            statement, or six in a row do not ask about each theme once.
    """
    quiz = read_one(path, Quiz)
    _check_themes(path, quiz)
    _check_order(path, quiz)
    return quiz


def _check_themes(path: Path, quiz: Quiz) -> None:
    if sorted(theme.id for theme in quiz.themes) != sorted(Theme):
        raise ContentError(path, line_of(path, ("themes",)), "themes", "must be all six, each once")


def _check_order(path: Path, quiz: Quiz) -> None:
    if len(quiz.statements) != ROUNDS * ENOUGH:
        problem = f"must be {ROUNDS * ENOUGH}"
        raise ContentError(path, line_of(path, ("statements",)), "statements", problem)
    said: set[str] = set()
    asked: set[Theme] = set()
    for number, statement in enumerate(quiz.statements):
        if number % ENOUGH == 0:
            asked.clear()
        if statement.theme in asked:
            problem = f"{statement.theme.value} is asked about twice in these six"
            line = line_of(path, ("statements", number, "theme"))
            raise ContentError(path, line, f"statements.{number}.theme", problem)
        if statement.doing in said:
            line = line_of(path, ("statements", number, "doing"))
            raise ContentError(path, line, f"statements.{number}.doing", "is there twice")
        asked.add(statement.theme)
        said.add(statement.doing)
