"""Taking a message from a browser or a program: limits, the commit, then a nudge to answer it."""

import re
from dataclasses import dataclass

from messages.domain.text import clean_text
from messages.services.addresses import ChatNotFoundError
from messages.services.receive import EmptyMessageError, Incoming, receive
from portal.access import NoChatError
from portal.visit import Visit
from schools.domain.codes import MAX_CODE_CHARS, find_code
from students.services.arrivals import go_on_elsewhere

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class WrongMessageError(Exception):
    """A message cannot be taken; `key` names the words that say what to do."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Sent:
    """A message that is kept; `has_moved`: by a code in it this chat became part of another."""

    is_duplicate: bool
    has_moved: bool


def send_message(
    visit: Visit, *, update_id: str, text: str = "", button: str | None = None
) -> Sent:
    """Keep a message for the visitor's chat; the same update id twice is one message.

    With the code of a student who has a conversation already, this goes on there.

    Raises:
        WrongMessageError: it is empty, or its id is not one.
        TooOftenError: this chat sent too many.
        NoChatError: the chat was removed meanwhile.
        StoreUnavailableError: nothing was kept.
    """
    if not _ID.fullmatch(update_id):
        raise WrongMessageError("api_id")
    visit.portal.limits.messages.take(visit.chat.view.key, at_s=visit.steady_s)
    incoming = Incoming(
        channel=visit.chat.channel,
        address=visit.chat.address,
        update_id=update_id,
        text=text,
        button_token=_known_form(button),
    )
    try:
        has_moved = _goes_on_elsewhere(visit, text)
        receipt = receive(visit.db, incoming, now=visit.now)
    except EmptyMessageError as error:
        raise WrongMessageError("chat_empty") from error
    except ChatNotFoundError as error:
        raise NoChatError from error
    visit.portal.gateway.wake()
    visit.portal.pulse.nudge()  # a concern is answered at once, without the gateway
    return Sent(receipt.duplicate, has_moved)


def _goes_on_elsewhere(visit: Visit, text: str) -> bool:
    code = find_code(clean_text(text))
    if code is None:
        return False
    return go_on_elsewhere(visit.db, visit.chat.view.key, code[:MAX_CODE_CHARS], now=visit.now)


def _known_form(button: str | None) -> str | None:
    """Return the token, or for something that cannot be one an empty text: no button has it."""
    if button is None or _ID.fullmatch(button):
        return button
    return ""
