"""Take the answers of the profile form, one at a time, and keep them at once."""

import re

from bot.actions.aftermath import is_about_alert
from bot.actions.base import FootholdAction
from bot.actions.profile import (
    ANSWERS,
    SKIPPED,
    asks_for_jobs,
    echo,
    is_joke,
    is_short_answer,
    liked,
    names_interest,
    names_no_place,
    namesakes,
    places_meant,
    says_home,
    tells_name,
)
from bot.actions.reading import chosen_item, is_skip, tells_home
from bot.actions.screen import Kind, Screen
from bot.actions.turn import Event, Turn, remember
from bot.actions.whereabouts import say_if_doubtful
from careers.places import Place, find_places
from employers.services.search import seeker_of
from students.domain.profile import ProfileQuestion
from students.services.profile import set_interests, set_place, skip

_LOVES = re.compile(
    r"\bi(?:'m| am|m)? (?:(?:really|just|absolutely|also|do) )*(?:love|like|enjoy|into)\b",
    re.IGNORECASE,
)
_TELL_LIKES = frozenset({"suggest_careers", "explore_by_interest", "explore_by_subject"})
_LIKES_WORDS = 8  # "I like drawing, gaming and being outside"


class ValidateProfileForm(FootholdAction):
    """Keep an answer; a message that is none changes nothing, and its own rule answers it."""

    hears_first = False

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "validate_profile_form"

    def answer(self, turn: Turn) -> list[Event]:
        """Return the slot that the message fills; no event hands the message on."""
        if is_about_alert(self.db, turn):
            return []
        requested = turn.slot("requested_slot")
        if requested == "profile_place":
            return self._place(turn)
        if requested == "profile_interests":
            return self._interests(turn)
        return []

    def _place(self, turn: Turn) -> list[Event]:
        chosen = chosen_item(turn) if turn.bare and turn.screen.kind is Kind.PLACES else None
        if chosen is not None:
            return self._keep(turn, find_places(chosen.id)[0])
        if turn.entity("place") is None and _skips(turn):
            self._skip(turn, ProfileQuestion.PLACE)
            return remember(profile_place=SKIPPED, screen=Screen())
        if asks_for_jobs(turn):
            return []
        if _tells_likes(turn):
            return self._keep_likes_early(turn)
        if not _answers_where(turn):
            return []
        near = seeker_of(self.db, self.student(turn).key, today=turn.today).school
        places = places_meant(turn, near=near)
        if len(places) == 1:
            return self._keep(turn, places[0])
        unknown = Screen(Kind.NOT_KNOWN) if names_no_place(turn.text) else _not_known(turn)
        screen = namesakes(places) if places else unknown
        return remember(profile_place=None, screen=screen)

    def _keep(self, turn: Turn, place: Place) -> list[Event]:
        student = self.student(turn)
        set_place(self.db, student_key=student.key, place=place, turn_id=turn.turn_id, now=turn.now)
        school = seeker_of(self.db, student.key, today=turn.today).school
        say_if_doubtful(turn, place, school=school)
        return remember(profile_place=place.name, screen=Screen())

    def _keep_likes_early(self, turn: Turn) -> list[Event]:
        """Keep the answer to the second question, and let the first be asked again."""
        likes = liked(turn)
        student = self.student(turn)
        set_interests(
            self.db, student_key=student.key, interests=likes, turn_id=turn.turn_id, now=turn.now
        )
        turn.say("utter_interests_kept")
        return remember(profile_place=None, profile_interests=list(likes))

    def _interests(self, turn: Turn) -> list[Event]:
        if is_joke(turn.text):
            return remember(profile_interests=None, screen=Screen(Kind.NOT_KNOWN))
        likes = tuple(dict.fromkeys([*liked(turn), *_named_too(turn)]))
        if not likes and _skips(turn):
            self._skip(turn, ProfileQuestion.INTERESTS)
            return remember(profile_interests=[SKIPPED])
        if asks_for_jobs(turn):
            return self._keep_beside(turn, likes)
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

    def _keep_beside(self, turn: Turn, likes: tuple[str, ...]) -> list[Event]:
        """Keep what a question says of likings; the question itself is for its own action."""
        student = self.student(turn)
        if likes:
            set_interests(
                self.db,
                student_key=student.key,
                interests=likes,
                turn_id=turn.turn_id,
                now=turn.now,
            )
        return []

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


def _tells_likes(turn: Turn) -> bool:
    """Return whether a message says outright what somebody likes, and no rule keeps that."""
    says_so = _LOVES.search(turn.text) is not None and turn.intent != "set_profile"
    return says_so and "?" not in turn.text and turn.entity("place") is None and bool(liked(turn))


def _answers_where(turn: Turn) -> bool:
    """Return whether the message says a place, known or not, and asks nothing."""
    if turn.entity("place") is not None:
        return turn.intent in ANSWERS or is_short_answer(turn)
    if says_home(turn):
        return True
    told_otherwise = (
        liked(turn) or turn.entity("year_group") or turn.entity("age") or tells_name(turn.text)
    )
    return turn.intent in ANSWERS and not told_otherwise and is_short_answer(turn)


def _named_too(turn: Turn) -> tuple[str, ...]:
    """Return what a short list names beside what was read from it: "cake, baking and animals"."""
    return names_interest(turn.text) if is_short_answer(turn, words=_LIKES_WORDS) else ()


def _answers_what(turn: Turn, likes: tuple[str, ...]) -> bool:
    """Return whether the message says what somebody likes, and asks nothing."""
    if likes:
        return turn.intent in {*ANSWERS, *_TELL_LIKES} or is_short_answer(turn)
    tells_place = turn.entity("place") is not None and tells_home(turn.text)
    told_otherwise = tells_place or turn.entity("year_group") or turn.entity("age")
    is_answer = turn.intent in ANSWERS and is_short_answer(turn, words=_LIKES_WORDS)
    return is_answer and not told_otherwise


def _not_known(turn: Turn) -> Screen:
    return Screen(Kind.NOT_KNOWN, focus=echo(turn.text))
