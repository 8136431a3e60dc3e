"""Mail to the safeguarding staff: it says that there is an alert, and nothing of what is in it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from safeguarding.domain.alerts import AlertState
from safeguarding.services.contacts import contacts_of
from safeguarding.services.runs import is_told_by_another
from safeguarding.tables import Alert
from safeguarding.words import WORDING
from storage.database import Database, reading

Recipient = Literal["lead", "deputy"]


class NoContactError(Exception):
    """The school has no address for this recipient yet; the job is to be tried again."""


@dataclass(frozen=True)
class AlertMail:
    """One plain-text e-mail to one person."""

    to: str
    subject: str
    text: str


class SendsMail(Protocol):
    """Whatever sends mail; it raises its own error when the mail was not taken."""

    async def send(self, mail: AlertMail) -> None:
        """Send one mail."""


async def send_alert_mail(
    db: Database, mailer: SendsMail, *, alert_id: int, recipient: Recipient, portal_url: str
) -> None:
    """Tell the lead or the deputy of an alert, unless somebody has taken it up already.

    Nor while the first alert of the same run is waiting: its own mails were the call.

    The mail holds a link behind the sign-in: mailboxes are read on lock screens and by others.

    Raises:
        NoContactError: the school has not named this person yet.
        Exception: whatever the mailer raises when the mail was not taken.
    """
    mail = _mail(db, alert_id, recipient, portal_url)
    if mail is not None:
        await mailer.send(mail)


def _mail(db: Database, alert_id: int, recipient: Recipient, portal_url: str) -> AlertMail | None:
    with reading(db) as session:
        alert = session.get(Alert, alert_id)
        if alert is None or alert.state is not AlertState.OPEN:
            return None
        if is_told_by_another(session, alert):
            return None
        contacts = contacts_of(session, alert.school_id)
    address = getattr(contacts, f"{recipient}_email", "")
    if not address:
        raise NoContactError(f"alert {alert_id} has no {recipient} to tell")
    link = f"{portal_url.rstrip('/')}/lead/alerts/{alert_id}"
    return AlertMail(address, WORDING.text("alert_subject"), WORDING.text("alert_text", link=link))
