"""Which application or shown placement "accept" and "no thanks" are about."""

from datetime import date

from bot.actions.reading import chosen_item, points_at_screen
from bot.actions.screen import Kind, cut
from bot.actions.turn import Turn, payload
from bot.actions.withdrawing import label_of
from employers.domain.kinds import HOLDS_SEAT, ApplicationState
from employers.services.applications import ApplicationView, applications_of
from messages.domain.content import Choice
from storage.database import Database
from students.services.views import StudentView

_SHOWS_OFFERS = (
    "utter_offers",
    "utter_offers_relaxed",
    "utter_list_again",
    "utter_number_not_there",
    "utter_placement_open",
    "utter_placement_applied",
    "utter_confirm_apply",
    "utter_apply_which",
    "utter_apply_which_again",
)


def held(db: Database, student: StudentView, *, today: date) -> list[ApplicationView]:
    """Return what is waiting or approved and not over yet: approved ones first, then by date."""
    live = [
        one
        for one in applications_of(db, student.key)
        if one.state in HOLDS_SEAT and one.ends_on >= today
    ]
    return sorted(live, key=lambda one: (not is_approved(one), one.starts_on))


def is_approved(application: ApplicationView) -> bool:
    """Return whether the place is the student's."""
    return application.state is ApplicationState.APPROVED


def shows_offers(turn: Turn) -> bool:
    """Return whether the last answer showed placements to take or leave."""
    return turn.screen.kind is Kind.SLOTS and turn.said_in_last_answer(*_SHOWS_OFFERS)


def shown_slot(turn: Turn) -> int | None:
    """Return the placement on the screen that is meant: pointed at, open, or the only one."""
    screen = turn.screen
    item = chosen_item(turn) if points_at_screen(turn) else None
    if item is not None:
        return int(item.id)
    if screen.focus is not None:
        return int(screen.focus)
    return int(screen.items[0].id) if len(screen.items) == 1 else None


def meant_application(turn: Turn, live: list[ApplicationView]) -> ApplicationView | None:
    """Return the application that a button or the screen means, or the only one of its state."""
    wanted = turn.entity("application")
    if wanted is None and turn.screen.kind is Kind.APPLICATIONS:
        item = chosen_item(turn) if points_at_screen(turn) else None
        wanted = item.id if item is not None else turn.screen.focus
    if wanted is not None:
        return next((one for one in live if str(one.id) == wanted), None)
    approved = [one for one in live if is_approved(one)]
    candidates = approved or live
    return candidates[0] if len(candidates) == 1 else None


def application_choices(intent: str, live: list[ApplicationView]) -> list[Choice]:
    """Return a button for each application that says the intent about it."""
    return [Choice(cut(label_of(one)), payload(intent, application=str(one.id))) for one in live]
