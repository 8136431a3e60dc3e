"""Suggesting jobs: three at a time, none of them twice running."""

from collections.abc import Collection, Sequence

from bot.actions.occupations import choices_of
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from careers.cards import Question
from careers.library import load_library
from careers.suggest import Suggestion, suggest


def say_suggestions(
    turn: Turn, likes: Sequence[str], *, without: Collection[str] = ()
) -> list[Event]:
    """Suggest three jobs, without those on the screen and those in `without`."""
    suggestions = suggest(
        load_library(),
        interests=likes,
        subjects=likes,
        sectors=likes,
        without=[*_on_screen(turn), *without],
    )
    choices = choices_of([found.occupation_id for found in suggestions], Question.ABOUT)
    turn.say(_response(suggestions, likes), choices=choices, list=_numbered(turn, suggestions))
    shown = [(found.occupation_id, found.name) for found in suggestions]
    return remember(screen=Screen.of(Kind.OCCUPATIONS, shown), occupation=None)


def shows_suggestions(turn: Turn) -> bool:
    """Return whether a list of jobs is on the screen."""
    return turn.screen.kind is Kind.OCCUPATIONS and len(turn.screen.items) > 1


def _on_screen(turn: Turn) -> list[str]:
    return [item.id for item in turn.screen.items] if shows_suggestions(turn) else []


def _response(suggestions: Sequence[Suggestion], likes: Sequence[str]) -> str:
    if suggestions[0].fits:
        return "utter_suggestions"
    return "utter_suggestions_no_fit" if likes else "utter_suggestions_without_likes"


def _numbered(turn: Turn, suggestions: Sequence[Suggestion]) -> str:
    """Return the list; the reason stands beside a job only where the job has one of its own."""
    lines = [
        turn.words("utter_suggestion_line", number=number, name=found.name, why=found.why)
        if found.fits
        else f"{number}. {found.name}"
        for number, found in enumerate(suggestions, 1)
    ]
    return "\n".join(lines)
