"""The mail to lead and deputy holds a link and nothing of what was said."""

from datetime import datetime, timedelta
from typing import Literal

import pytest

from safeguarding.mail import AlertMail, NoContactError, send_alert_mail
from safeguarding.services.alerts import acknowledge_alert, list_alerts
from safeguarding.services.contacts import set_contacts
from storage.database import Database
from tests.safeguarding.situations import CONTACTS, MARKER, SCHOOL, only_alert_id, raise_one

PORTAL = "https://foothold.example/"


class Postbox:
    """Stands where the mail server would; keeps every mail, or refuses them all."""

    def __init__(self, *, is_down: bool = False) -> None:
        self.is_down = is_down
        self.mails: list[AlertMail] = []

    async def send(self, mail: AlertMail) -> None:
        if self.is_down:
            raise ConnectionError("down")
        self.mails.append(mail)


@pytest.fixture(autouse=True)
def _raised(db: Database, now: datetime) -> None:
    raise_one(db, now=now)


@pytest.mark.parametrize(
    ("recipient", "address"),
    [("lead", CONTACTS.lead_email), ("deputy", CONTACTS.deputy_email)],
)
async def test_the_mail_has_no_content(
    db: Database, recipient: Literal["lead", "deputy"], address: str
) -> None:
    set_contacts(db, SCHOOL, CONTACTS)
    postbox = Postbox()
    alert_id = only_alert_id(db)
    await send_alert_mail(db, postbox, alert_id=alert_id, recipient=recipient, portal_url=PORTAL)

    (mail,) = postbox.mails
    assert mail.to == address
    assert f"https://foothold.example/lead/alerts/{alert_id}\n" in mail.text
    assert "There is a new alert in Foothold. Sign in to read it." in mail.text
    whole = f"{mail.subject}\n{mail.text}".lower()
    for secret in (MARKER, "dad", "hits", "abuse", "student-1", "chat-1", "okafor"):
        assert secret not in whole


async def test_once_somebody_has_it_no_mail_goes_out(db: Database, now: datetime) -> None:
    set_contacts(db, SCHOOL, CONTACTS)
    postbox = Postbox()
    alert_id = only_alert_id(db)
    acknowledge_alert(db, alert_id, school_id=SCHOOL, staff_id=1, now=now)
    await send_alert_mail(db, postbox, alert_id=alert_id, recipient="lead", portal_url=PORTAL)
    await send_alert_mail(db, postbox, alert_id=99, recipient="lead", portal_url=PORTAL)

    assert postbox.mails == []


async def test_without_an_address_the_job_is_to_be_tried_again(db: Database) -> None:
    with pytest.raises(NoContactError):
        await send_alert_mail(
            db, Postbox(), alert_id=only_alert_id(db), recipient="lead", portal_url=PORTAL
        )


async def test_what_the_mailer_raises_comes_through(db: Database) -> None:
    set_contacts(db, SCHOOL, CONTACTS)

    with pytest.raises(ConnectionError):
        await send_alert_mail(
            db,
            Postbox(is_down=True),
            alert_id=only_alert_id(db),
            recipient="deputy",
            portal_url=PORTAL,
        )


async def mails_of(db: Database, alert_id: int) -> int:
    postbox = Postbox()
    await send_alert_mail(db, postbox, alert_id=alert_id, recipient="lead", portal_url=PORTAL)
    return len(postbox.mails)


async def test_a_further_alert_sends_no_mail_while_the_first_waits(
    db: Database, now: datetime
) -> None:
    set_contacts(db, SCHOOL, CONTACTS)
    first = only_alert_id(db)
    raise_one(db, now=now + timedelta(minutes=10), inbox_id=8)
    further = max(alert.id for alert in list_alerts(db, school_id=SCHOOL))

    assert (await mails_of(db, first), await mails_of(db, further)) == (1, 0)
    acknowledge_alert(db, first, school_id=SCHOOL, staff_id=1, now=now)
    assert (await mails_of(db, first), await mails_of(db, further)) == (0, 1)


@pytest.mark.parametrize(
    ("later", "chat_key"), [(timedelta(minutes=30), "chat-1"), (timedelta(0), "chat-2")]
)
async def test_a_later_alert_or_another_chat_has_its_own_mail(
    db: Database, now: datetime, later: timedelta, chat_key: str
) -> None:
    set_contacts(db, SCHOOL, CONTACTS)
    raise_one(db, now=now + later, inbox_id=8, chat_key=chat_key)

    assert await mails_of(db, max(alert.id for alert in list_alerts(db, school_id=SCHOOL))) == 1
