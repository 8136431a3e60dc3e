"""Documents that a message brings along: made when it is sent, never stored."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from advisers.domain.kinds import RequestKind
from advisers.services.copies import StudentCopy, copy_for_chat
from bot.telegram.words import WORDING
from messages.domain.content import Say
from messages.services.addresses import address_scope, chat_heard_from
from messages.services.outbox import enqueue
from messages.tables import Channel
from storage.clock import SCHOOL_TIME
from storage.database import Database, transaction

MYDATA_HTML, MYDATA_JSON = "mydata.html", "mydata.json"
_REQUESTS = {kind.value: WORDING.text(f"mydata_request_{kind.value}") for kind in RequestKind}


class NoSuchDocumentError(Exception):
    """A message names a document that nobody here makes."""


@dataclass(frozen=True)
class Document:
    """A file as it is sent."""

    name: str
    content: bytes


def make_document(db: Database, kind: str, chat_key: str, *, now: datetime) -> Document:
    """Return a document for a chat as of now.

    Raises:
        NoSuchDocumentError: there is no such kind.
        ChatNotFoundError: there is no such chat.
        SealError: something that is kept does not open.
        StoreUnavailableError: the database could not be reached.
    """
    make = _MAKERS.get(kind)
    if make is None:
        raise NoSuchDocumentError(kind)
    copy = copy_for_chat(db, chat_key, now=now)
    return Document(f"foothold-{kind}", make(copy).encode())


def send_my_data(db: Database, *, address: str, update_id: int, now: datetime) -> None:
    """Queue both documents for whoever has this address; the same update again changes nothing.

    Raises:
        ChatNotFoundError: nobody has a chat at this address.
    """
    says = [
        Say(WORDING.text("mydata_html"), document=MYDATA_HTML),
        Say(WORDING.text("mydata_json"), document=MYDATA_JSON),
    ]
    with transaction(db) as session:
        chat = chat_heard_from(session, channel=Channel.TELEGRAM, address=address)
        enqueue(
            session,
            chat.key,
            says,
            now=now,
            channel=Channel.TELEGRAM,
            unique_key=f"mydata:{address_scope(session, address)}:{update_id}",
        )


def _html(copy: StudentCopy) -> str:
    return _template().render(copy=copy, requests=_REQUESTS)


def _json(copy: StudentCopy) -> str:
    not_here = {"not_in_this_file": WORDING.text("mydata_not_here")}
    return json.dumps(asdict(copy) | not_here, default=_plain, ensure_ascii=False, indent=2)


def _plain(value: object) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")


@cache
def _template() -> Template:
    folder = FileSystemLoader(Path(__file__).parent)
    made = Environment(
        loader=folder,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(day=_day, moment=_moment)
    return made.get_template(MYDATA_HTML)


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _moment(value: datetime) -> str:
    local = value.astimezone(SCHOOL_TIME)
    return f"{_day(local)}, {local:%H:%M}"


_MAKERS: Mapping[str, Callable[[StudentCopy], str]] = {MYDATA_HTML: _html, MYDATA_JSON: _json}
