"""Whom a school has named, and whether that is enough."""

from dataclasses import replace
from datetime import time

import pytest

from safeguarding.services.contacts import (
    Contacts,
    ContactsError,
    contacts_of,
    has_lead_and_deputy,
    set_contacts,
)
from storage.database import Database, reading
from tests.safeguarding.situations import CONTACTS, OTHER_SCHOOL, SCHOOL


def kept(db: Database) -> Contacts | None:
    with reading(db) as session:
        return contacts_of(session, SCHOOL)


def is_enough(db: Database, school_id: int = SCHOOL) -> bool:
    with reading(db) as session:
        return has_lead_and_deputy(session, school_id)


def test_the_last_contacts_named_count(db: Database) -> None:
    set_contacts(db, SCHOOL, replace(CONTACTS, lead_name="Somebody else"))
    set_contacts(db, SCHOOL, replace(CONTACTS, lead_name="  Ms Okafor "))

    assert kept(db) == CONTACTS
    assert is_enough(db)
    assert not is_enough(db, OTHER_SCHOOL)


@pytest.mark.parametrize(
    "contacts",
    [
        replace(CONTACTS, lead_name=""),
        replace(CONTACTS, lead_email=" "),
        replace(CONTACTS, deputy_name=""),
        replace(CONTACTS, deputy_email=""),
        replace(CONTACTS, deputy_email="OKAFOR@demo.school"),
    ],
    ids=["no lead", "no address", "no deputy", "no deputy's address", "one person twice"],
)
def test_less_than_two_reachable_people_is_not_enough(db: Database, contacts: Contacts) -> None:
    set_contacts(db, SCHOOL, contacts)

    assert not is_enough(db)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        (replace(CONTACTS, lead_email="okafor"), "lead_email"),
        (replace(CONTACTS, deputy_email="a b@demo.school"), "deputy_email"),
        (replace(CONTACTS, hours_to=time(8, 30)), "hours_to"),
    ],
)
def test_what_cannot_be_right_is_refused_by_field(
    db: Database, changed: Contacts, field: str
) -> None:
    with pytest.raises(ContactsError) as refusal:
        set_contacts(db, SCHOOL, changed)

    assert refusal.value.field == field
    assert kept(db) is None
