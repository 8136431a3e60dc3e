"""What comes before whatever a message was taken for: an alert, a person, a plain question."""

from bot.actions.aftermath import answer_about_alert
from bot.actions.calculating import CHECK, STANDS
from bot.actions.earning import answer_earning, answer_pay_again
from bot.actions.loans import answer_loan
from bot.actions.personal import answer_personal
from bot.actions.refining import item_titled, take_up
from bot.actions.rules_asked import answer_rules
from bot.actions.telling import tell_always
from bot.actions.turn import Event, Turn
from storage.database import Database
from students.services.identity import student_of_chat


def heard_first(db: Database, turn: Turn) -> list[Event] | None:
    """Answer what must not be passed over; None where there is nothing of the kind."""
    if turn.is_button or turn.bare is not None or not turn.text:
        return None
    student = student_of_chat(db, turn.chat_key, now=turn.now)
    for answer in (answer_about_alert, answer_personal):
        events = answer(db, turn, student)
        if events is not None:
            return events
    if turn.intent in STANDS:
        return None
    for work_out in (answer_earning, answer_loan, answer_pay_again):
        events = work_out(turn)
        if events is not None:
            return events
    rules = None if turn.slot("pending") == CHECK else answer_rules(db, turn, student)
    if rules is not None:
        return rules
    titled = item_titled(turn)
    if titled is not None and not student.is_guest:
        return take_up(db, turn, student, titled)
    return [] if tell_always(db, turn, student) else None
