"""What the tests of this room share: a school's contacts, a raised alert."""

from datetime import datetime, time

from safeguarding.services.alerts import list_alerts, raise_alert
from safeguarding.services.contacts import Contacts
from safeguarding.signs import find_signs
from safeguarding.tables import FoundBy
from storage.database import Database, transaction

SCHOOL, OTHER_SCHOOL = 1, 2
MARKER = "zebra-4711"
WORDS = f"my dad hits me {MARKER}"
CONTACTS = Contacts(
    lead_name="Ms Okafor",
    lead_email="okafor@demo.school",
    deputy_name="Mr Lindqvist",
    deputy_email="lindqvist@demo.school",
    hours_from=time(8, 30),
    hours_to=time(16, 0),
)


def raise_one(
    db: Database,
    *,
    now: datetime,
    inbox_id: int = 7,
    school_id: int | None = SCHOOL,
    chat_key: str = "chat-1",
    found_by: FoundBy = FoundBy.RULES,
    confidence: float | None = None,
    text: str = WORDS,
) -> tuple[str, ...]:
    """Raise an alert from a text and return the reply."""
    with transaction(db) as session:
        return raise_alert(
            session,
            chat_key=chat_key,
            student_key="student-1",
            school_id=school_id,
            inbox_id=inbox_id,
            text=text,
            matches=find_signs(text) if found_by is FoundBy.RULES else (),
            found_by=found_by,
            now=now,
            confidence=confidence,
        )


def only_alert_id(db: Database) -> int:
    """Return the id of the one alert of `SCHOOL`."""
    (alert,) = list_alerts(db, school_id=SCHOOL)
    return alert.id
