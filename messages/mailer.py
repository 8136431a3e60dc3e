"""Sends e-mail by SMTP, or keeps it as `.eml` files where no SMTP server is set."""

import asyncio
import os
import secrets
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from typing import Protocol

import aiosmtplib

from storage.clock import utc_now
from storage.settings import Settings

SMTP_TIMEOUT_S = 20.0  # a server that needs longer is asked again later by the job queue
MAIL_FOLDER = "mail"  # under FOOTHOLD_HOME


class MailNotSentError(Exception):
    """The mail was not taken; trying again later may help. Holds no address and no text."""


@dataclass(frozen=True)
class Mail:
    """One plain-text e-mail to one person."""

    to: str
    subject: str
    text: str


class AnyMail(Protocol):
    """What can be sent: a `Mail`, or a lower room's own value of the same shape."""

    @property
    def to(self) -> str:
        """The one recipient's address."""

    @property
    def subject(self) -> str:
        """One line."""

    @property
    def text(self) -> str:
        """The plain text."""


class Mailer:
    """Sends mail the way the installation is set up."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def send(self, mail: AnyMail) -> None:
        """Hand the mail to the SMTP server, or write it to a file under the home folder.

        Raises:
            MailNotSentError: the server was not there or refused it, or the file could not be
                written, or the mail's address or subject is not one line.
        """
        try:
            message = _message_of(mail, sender=self._settings.mail_from)
            if self._settings.smtp_host:
                await self._send_by_smtp(message)
            else:
                folder = self._settings.home / MAIL_FOLDER
                await asyncio.to_thread(_write_to_file, message, folder)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise MailNotSentError(type(error).__name__) from None

    async def _send_by_smtp(self, message: EmailMessage) -> None:
        settings = self._settings
        password = settings.smtp_password.get_secret_value() if settings.smtp_password else None
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user,
            password=password,
            use_tls=settings.smtp_tls == "tls",
            start_tls=settings.smtp_tls == "starttls",
            timeout=SMTP_TIMEOUT_S,
        )


def _message_of(mail: AnyMail, *, sender: str) -> EmailMessage:
    """Return the message; `EmailMessage` refuses line breaks in its headers."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(utc_now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2] or "localhost")
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(mail.text)
    return message


def _write_to_file(message: EmailMessage, folder: Path) -> None:
    """Write the mail in one step, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{utc_now():%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    fresh = folder / f".{name}.new"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / f"{name}.eml")
