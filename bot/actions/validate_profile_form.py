"""Take the answers of the profile form, one at a time, and keep them at once."""

from bot.actions.base import FootholdAction
from bot.actions.profile import (
    ANSWERS,
    SKIPPED,
    echo,
    is_short_answer,
    liked,
    names_interest,
    namesakes,
    places_meant,
)
from bot.actions.reading import is_skip, tells_home
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from students.domain.profile import ProfileQuestion
from students.services.profile import set_interests, set_place, skip

_LIKES_WORDS = 8  # "I like drawing, gaming and being outside"


class ValidateProfileForm(FootholdAction):
    """Keep an answer; a message that is none changes nothing, and its own rule answers it."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_profile_form"

    def answer(self, turn: Turn) -> list[Event]:
        """Return the slot that the message fills; no event hands the message on."""
        requested = turn.slot("requested_slot")
        if requested == "profile_place":
            return self._place(turn)
        if requested == "profile_interests":
            return self._interests(turn)
        return []

    def _place(self, turn: Turn) -> list[Event]:
        if turn.entity("place") is None and _skips(turn):
            self._skip(turn, ProfileQuestion.PLACE)
            return remember(profile_place=SKIPPED, screen=Screen())
        if not _answers_where(turn):
            return []
        places = places_meant(turn)
        if len(places) == 1:
            student = self.student(turn)
            set_place(
                self.db,
                student_key=student.key,
                place=places[0],
                turn_id=turn.turn_id,
                now=turn.now,
            )
            return remember(profile_place=places[0].name, screen=Screen())
        screen = namesakes(places) if places else _not_known(turn)
        return remember(profile_place=None, screen=screen)

    def _interests(self, turn: Turn) -> list[Event]:
        likes = liked(turn) or names_interest(turn.text)
        if not likes and _skips(turn):
            self._skip(turn, ProfileQuestion.INTERESTS)
            return remember(profile_interests=[SKIPPED])
        if not _answers_what(turn, likes):
            return []
        if not likes:
            return remember(profile_interests=None, screen=_not_known(turn))
        student = self.student(turn)
        set_interests(
            self.db,
            student_key=student.key,
            interests=likes,
            turn_id=turn.turn_id,
            now=turn.now,
        )
        return remember(profile_interests=list(likes))

    def _skip(self, turn: Turn, question: ProfileQuestion) -> None:
        student = self.student(turn)
        skip(
            self.db,
            student_key=student.key,
            question=question,
            turn_id=turn.turn_id,
            now=turn.now,
        )


def _skips(turn: Turn) -> bool:
    return turn.intent == "deny" or (is_skip(turn.text) and is_short_answer(turn, words=8))


def _answers_where(turn: Turn) -> bool:
    """Return whether the message says a place, known or not, and asks nothing."""
    if turn.entity("place") is not None:
        return turn.intent in ANSWERS or is_short_answer(turn)
    told_otherwise = liked(turn) or turn.entity("year_group") or turn.entity("age")
    return turn.intent in ANSWERS and not told_otherwise and is_short_answer(turn)


def _answers_what(turn: Turn, likes: tuple[str, ...]) -> bool:
    """Return whether the message says what somebody likes, and asks nothing."""
    if likes:
        return turn.intent in {*ANSWERS, "suggest_careers"} or is_short_answer(turn)
    tells_place = turn.entity("place") is not None and tells_home(turn.text)
    told_otherwise = tells_place or turn.entity("year_group") or turn.entity("age")
    is_answer = turn.intent in ANSWERS and is_short_answer(turn, words=_LIKES_WORDS)
    return is_answer and not told_otherwise


def _not_known(turn: Turn) -> Screen:
    return Screen(Kind.NOT_KNOWN, focus=echo(turn.text))
