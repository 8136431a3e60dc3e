"""Mail by a real SMTP conversation, and as files."""

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default as policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from messages.mailer import Mail, Mailer, MailNotSentError
from storage.settings import Settings

MAIL = Mail("lead@school.example", "There is something to look at", "Open the page.\nÉ")


class Sink:
    """Takes mail, or refuses it."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            message = email.message_from_bytes(envelope.content, policy=policy)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
        return self.answer


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def server(sink: Sink, free_port: int) -> Iterator[Controller]:
    controller = Controller(sink, hostname="127.0.0.1", port=free_port)
    controller.start()
    yield controller
    controller.stop()


def smtp_settings(home: Path, port: int) -> Settings:
    return Settings(
        home=home,
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_tls="none",
        mail_from="foothold@school.example",
    )


async def test_a_mail_arrives_as_it_was_written(
    sink: Sink, server: Controller, tmp_path: Path
) -> None:
    await Mailer(smtp_settings(tmp_path, server.port)).send(MAIL)

    [message] = sink.taken
    assert message["To"] == MAIL.to
    assert message["From"] == "foothold@school.example"
    assert message["Subject"] == MAIL.subject
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().strip().replace("\r\n", "\n") == MAIL.text
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize("answer", ["451 later", "550 no such mailbox"])
async def test_a_refused_mail_is_an_error_without_the_address(
    sink: Sink, server: Controller, tmp_path: Path, answer: str
) -> None:
    sink.answer = answer

    with pytest.raises(MailNotSentError) as caught:
        await Mailer(smtp_settings(tmp_path, server.port)).send(MAIL)

    assert MAIL.to not in repr(caught.value)
    assert caught.value.__cause__ is None


async def test_a_server_that_is_not_there_is_an_error(tmp_path: Path, free_port: int) -> None:
    with pytest.raises(MailNotSentError):
        await Mailer(smtp_settings(tmp_path, free_port)).send(MAIL)


async def test_without_a_server_mails_are_private_files(tmp_path: Path) -> None:
    mailer = Mailer(Settings(home=tmp_path))

    await mailer.send(MAIL)
    await mailer.send(MAIL)

    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
    message = email.message_from_bytes(files[0].read_bytes(), policy=policy)
    assert (message["To"], message["Subject"]) == (MAIL.to, MAIL.subject)


@pytest.mark.parametrize("field", ["to", "subject"])
async def test_a_header_cannot_be_smuggled_in(tmp_path: Path, field: str) -> None:
    fields = {"to": MAIL.to, "subject": MAIL.subject, "text": "x"}
    fields[field] += "\r\nBcc: somebody@else.example"

    with pytest.raises(MailNotSentError):
        await Mailer(Settings(home=tmp_path)).send(Mail(**fields))

    assert not list(tmp_path.rglob("*.eml"))


async def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file where the folder should be")

    with pytest.raises(MailNotSentError):
        await Mailer(Settings(home=tmp_path)).send(MAIL)
