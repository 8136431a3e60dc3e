"""Whom a school has named for alerts: the safeguarding lead, the deputy, their hours."""

from dataclasses import asdict, dataclass
from datetime import time

from sqlalchemy.orm import Session

from safeguarding.domain.hours import SchoolHours
from safeguarding.tables import SafeguardingContact
from storage.database import Database, transaction


class ContactsError(Exception):
    """The contacts cannot be kept; `field` names the one to mend."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Contacts:
    """A school's safeguarding staff; a part that is not known yet is an empty text."""

    lead_name: str
    lead_email: str
    deputy_name: str
    deputy_email: str
    hours_from: time
    hours_to: time

    @property
    def hours(self) -> SchoolHours:
        """The hours in which they read alerts."""
        return SchoolHours(self.hours_from, self.hours_to)

    @property
    def is_complete(self) -> bool:
        """Whether lead and deputy are two people with a name and an address each."""
        parts = (self.lead_name, self.lead_email, self.deputy_name, self.deputy_email)
        return all(parts) and self.lead_email.casefold() != self.deputy_email.casefold()


def set_contacts(db: Database, school_id: int, contacts: Contacts) -> None:
    """Name a school's safeguarding staff, in place of those named before.

    Raises:
        ContactsError: an address has no form of an e-mail address, or the hours end before
            they begin.
    """
    _check(contacts)
    with transaction(db) as session:
        session.merge(SafeguardingContact(school_id=school_id, **_trimmed(contacts)))


def contacts_of(session: Session, school_id: int) -> Contacts | None:
    """Return whom the school has named, or None where nobody was named yet."""
    row = session.get(SafeguardingContact, school_id)
    if row is None:
        return None
    return Contacts(
        lead_name=row.lead_name,
        lead_email=row.lead_email,
        deputy_name=row.deputy_name,
        deputy_email=row.deputy_email,
        hours_from=row.hours_from,
        hours_to=row.hours_to,
    )


def has_lead_and_deputy(session: Session, school_id: int) -> bool:
    """Return whether the school has named both, reachably: without that it stays in demo mode."""
    contacts = contacts_of(session, school_id)
    return contacts is not None and contacts.is_complete


def _check(contacts: Contacts) -> None:
    for field in ("lead_email", "deputy_email"):
        address = str(getattr(contacts, field)).strip()
        name, at, host = address.rpartition("@")
        if address and not (name and at and host and not any(map(str.isspace, address))):
            raise ContactsError(field, "write an e-mail address such as name@school.sch.uk")
    if contacts.hours_from >= contacts.hours_to:
        raise ContactsError("hours_to", "the hours must end after they begin")


def _trimmed(contacts: Contacts) -> dict[str, str | time]:
    return {
        field: value.strip() if isinstance(value, str) else value
        for field, value in asdict(contacts).items()
    }
