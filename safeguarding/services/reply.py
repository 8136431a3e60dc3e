"""The fixed reply to a concern: who reads it, when, and whom to turn to now."""

from datetime import datetime

from sqlalchemy.orm import Session

from safeguarding.domain.hours import is_sure_holiday, is_working_time, next_opening
from safeguarding.helplines import HELP_LINES
from safeguarding.services.contacts import Contacts, contacts_of
from safeguarding.words import WORDING
from storage.clock import SCHOOL_TIME

_FURTHER = ("further", "further_again", "further_still")


def concern_reply(session: Session, *, school_id: int | None, now: datetime) -> tuple[str, ...]:
    """Return the messages of the reply as they are true at `now`; None is a guest's school.

    It says that the school is told: call it only beside `raise_alert`.
    """
    return (WORDING.text("heard"), with_numbers("help_lines"), _school(session, school_id, now))


def further_reply(session: Session, *, school_id: int, count: int) -> tuple[str, ...]:
    """Return the message to one who has had the whole reply a little while ago.

    `count` (from 1) is how many further messages of this run there were: each has other words.
    """
    key = _FURTHER[(count - 1) % len(_FURTHER)]
    return (with_numbers(key, who=who_reads(session, school_id)),)


def who_reads(session: Session, school_id: int) -> str:
    """Return whom the school has named, for the middle of a sentence."""
    contacts = contacts_of(session, school_id)
    people = "" if contacts is None else _people(contacts)
    return WORDING.text("who_named", people=people) if people else WORDING.text("who_unnamed")


def when_read(session: Session, school_id: int, now: datetime) -> str:
    """Return when the school's people read an alert, in one sentence that is true at `now`."""
    contacts, who = contacts_of(session, school_id), who_reads(session, school_id)
    if contacts is None or not _people(contacts):
        return WORDING.text("when_unknown", who=who)
    local = now.astimezone(SCHOOL_TIME)
    opening = next_opening(contacts.hours, local)
    is_now = is_working_time(contacts.hours, local)
    if is_sure_holiday((local if is_now else opening).date()):
        return WORDING.text("when_holiday", who=who)
    if is_now:
        return WORDING.text("when_now", who=who)
    return WORDING.text("when_later", who=who, when=_moment(opening))


def with_numbers(key: str, **values: str) -> str:
    """Return a text with the help lines' numbers and these values in it."""
    return WORDING.text(
        key,
        **values,
        emergency=HELP_LINES["emergency"].number,
        childline_name=HELP_LINES["childline"].name,
        childline=HELP_LINES["childline"].number,
        shout_name=HELP_LINES["shout"].name,
        shout=HELP_LINES["shout"].number,
    )


def _school(session: Session, school_id: int | None, now: datetime) -> str:
    if school_id is None:
        return WORDING.text("guest")
    contacts = contacts_of(session, school_id)
    if contacts is None or not _people(contacts):
        return WORDING.text("school_nobody_named")
    people = _people(contacts)
    local = now.astimezone(SCHOOL_TIME)
    opening = next_opening(contacts.hours, local)
    is_now = is_working_time(contacts.hours, local)
    if is_sure_holiday((local if is_now else opening).date()):
        return WORDING.text("school_holiday", people=people)
    if is_now:
        return WORDING.text("school_now", people=people)
    return WORDING.text("school_later", people=people, when=_moment(opening))


def _moment(opening: datetime) -> str:
    return WORDING.text("when", day=f"{opening:%A}", time=f"{opening:%H:%M}")


def _people(contacts: Contacts) -> str:
    if contacts.lead_name and contacts.deputy_name:
        return WORDING.text("both_people", lead=contacts.lead_name, deputy=contacts.deputy_name)
    return contacts.lead_name or contacts.deputy_name
