"""Suggest jobs that fit what the student likes."""

from collections.abc import Sequence

from bot.actions.base import FootholdAction
from bot.actions.occupations import answer_about, choices_of, last_question
from bot.actions.profile import liked
from bot.actions.reading import is_follow_up
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from careers.cards import Question
from careers.library import load_library
from careers.suggest import Suggestion, suggest


class ActionSuggestCareers(FootholdAction):
    """Suggest three jobs from several fields, each with its reason."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_suggest_careers"

    def answer(self, turn: Turn) -> list[Event]:
        """Suggest from what the message says, else from the profile."""
        if turn.entity("occupation") is not None and is_follow_up(turn.text):
            return answer_about(turn, last_question(turn))
        likes = liked(turn) or self.student(turn).interests
        suggestions = _suggest(turn, likes)
        choices = choices_of([found.occupation_id for found in suggestions], Question.ABOUT)
        response = _response(suggestions, likes)
        turn.say(response, choices=choices, list=_numbered(turn, suggestions))
        shown = [(found.occupation_id, found.name) for found in suggestions]
        return remember(screen=Screen.of(Kind.OCCUPATIONS, shown), occupation=None)


def _suggest(turn: Turn, likes: Sequence[str]) -> tuple[Suggestion, ...]:
    """Return suggestions, without those on the screen when more are asked for."""
    screen = turn.screen
    is_list = screen.kind is Kind.OCCUPATIONS and len(screen.items) > 1
    return suggest(
        load_library(),
        interests=likes,
        subjects=likes,
        sectors=likes,
        without=[item.id for item in screen.items] if is_list else (),
    )


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
