"""Take what a student tells about themselves."""

from bot.actions.base import FootholdAction
from bot.actions.exploring import answer_other_liking
from bot.actions.keeping import keep_place
from bot.actions.kinds_of_job import kinds_of
from bot.actions.occupations import answer_about, last_question
from bot.actions.offers import search
from bot.actions.outright import answered_outright
from bot.actions.profile import asks_for_jobs, in_form, liked, tells_name, tells_where
from bot.actions.reading import is_correction, is_follow_up, tells_home
from bot.actions.refining import refine
from bot.actions.suggesting import shows_suggestions
from bot.actions.turn import Event, Turn
from bot.actions.wishing import asked_in, looks_there
from careers.cards import Question
from students.services.profile import set_interests
from students.services.views import StudentView


class ActionSetProfile(FootholdAction):
    """Keep place and interests; year and age come from the school, and that is said."""

    def name(self) -> str:
        """Return the action's name in the domain."""
        return "action_set_profile"

    def answer(self, turn: Turn) -> list[Event]:
        """Keep what can be kept, and say what cannot."""
        if turn.entity("occupation") is not None and is_follow_up(turn.text):
            return answer_about(turn, last_question(turn))
        if asks_for_jobs(turn) and (turn.entity("occupation") or kinds_of(turn)):
            return answer_about(turn, Question.ROUTE)
        student = self.student(turn)
        refined = refine(self.db, turn, student)
        if refined is not None:
            return refined
        if looks_there(turn):
            return search(self.db, turn, student, asked_in(turn))
        events: list[Event] = []
        told_age = turn.entity("year_group") is not None or turn.entity("age") is not None
        if told_age:
            _say_year(turn, student)
        likes = liked(turn)
        if likes:
            events += self._keep_likes(turn, student, likes)
        if turn.slot("requested_slot") == "profile_interests" and not tells_home(turn.text):
            return events
        if turn.entity("place") is not None or (tells_where(turn) and not (likes or told_age)):
            events += keep_place(self.db, turn, student)
        elif not (likes or told_age):
            events += self._say_not_kept(turn, student)
        return events

    def _say_not_kept(self, turn: Turn, student: StudentView) -> list[Event]:
        """Say why nothing of the message is kept; a name comes from the school."""
        caught = answered_outright(self.db, turn, student)
        if caught is not None:
            return caught
        if tells_name(turn.text):
            turn.say("utter_name_of_guest" if student.is_guest else "utter_name_from_school")
        else:
            turn.say(turn.freshest("utter_profile_not_kept", "utter_profile_not_kept_again"))
        return []

    def _keep_likes(self, turn: Turn, student: StudentView, likes: tuple[str, ...]) -> list[Event]:
        """Add to what is known; a correction takes its place."""
        kept = likes if is_correction(turn.text) else (*likes, *student.interests)
        set_interests(
            self.db, student_key=student.key, interests=kept, turn_id=turn.turn_id, now=turn.now
        )
        in_list = shows_suggestions(turn) and is_correction(turn.text)
        listed = answer_other_liking(turn, kept) if in_list else None
        if listed is not None:
            return listed
        turn.say("utter_interests_kept")
        return in_form(turn, profile_interests=list(kept))


def _say_year(turn: Turn, student: StudentView) -> None:
    """Say where year and age come from; what a child types does not count."""
    if student.is_guest:
        turn.say("utter_year_of_guest")
    elif turn.entity("year_group") == str(student.year_group):
        turn.say("utter_year_known", year=student.year_group)
    else:
        turn.say("utter_year_from_school", year=student.year_group)
