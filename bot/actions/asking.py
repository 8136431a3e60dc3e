"""Who asks, as far as working hours and wages go by it: the age, and whether it is school age."""

import re
from datetime import date

from bot.actions.told_before import age_told
from bot.actions.turn import Turn
from careers.advice import SCHOOL_AGE_ENDS, Asker
from employers.services.search import seeker_of
from schools.domain.years import age_on, leaving_date
from storage.database import Database
from students.services.views import StudentView

# Ages in short messages such as "and 18" or "so im 17 in march", but no hours, sums or clock times
_AGE = re.compile(
    r"(?:^\W*|\b(?:i'?m|i am|and|at|if|be|turn|being|i have|aged?|about|under|below|for|or)\s+)"
    r"(?P<age>1[1-9]|2[0-5])(?!\d|[.:,]\d|\s*(?:%|am\b|pm\b|h\b|hrs?\b|hours?|min|days?|weeks?"
    r"|months?|miles?|km|k\b|p\b|quid|pounds?|gcse|o.?clock))",
    re.IGNORECASE,
)


def asker_of(db: Database, turn: Turn, student: StudentView) -> Asker:
    """Return who asks, by the age in the message, else by the school's roster."""
    return asker_aged(db, turn, student, _said_age(turn), on=turn.today)


def asker_aged(
    db: Database, turn: Turn, student: StudentView, said: int | None, *, on: date
) -> Asker:
    """Return the age that was said, else the one on the school's roster on a day.

    A guest has no roster: then it is the age that was given earlier in the chat.

    The roster's birthday also tells the day on which school age ends; for another age than the
    student's own it is taken to end with the 16th birthday.
    """
    born_on = seeker_of(db, student.key, today=turn.today).date_of_birth
    if born_on is None and said is None:
        said = age_told(turn)
    if born_on is None or said not in {None, age_on(born_on, on)}:
        return Asker(said, is_school_age=said is not None and said < SCHOOL_AGE_ENDS)
    is_school_age = on <= leaving_date(born_on)
    return Asker(age_on(born_on, on), is_school_age=is_school_age, is_birthday_known=True)


def _said_age(turn: Turn) -> int | None:
    """Return the age in the message, also in a fragment of one; "under 16" is not 16 yet."""
    entity = turn.entity("age")
    fragment = None if turn.is_button else _AGE.search(turn.text)
    if entity is not None and entity.isdecimal():
        said = int(entity)
    elif fragment is not None:
        said = int(fragment["age"])
    else:
        return None
    is_under = re.search(rf"\b(?:under|below)\W?{said}", turn.text, re.IGNORECASE)
    return said - (is_under is not None)
