"""The control's part that reads what the bot did, and sets what goes wrong."""

import copy
import json
from collections.abc import Sequence
from dataclasses import dataclass

from tests.telegram_server.calls import Call
from tests.telegram_server.control_base import ControlBase, locked
from tests.telegram_server.faults import Fault, FaultKind, UpdateFaultKind
from tests.telegram_server.markup import inline_buttons
from tests.telegram_server.shapes import Json
from tests.telegram_server.updates import UpdateRecord
from tests.telegram_server.world import Callback


@dataclass(frozen=True)
class Sent:
    """A message that the bot put into a chat, as it was then. `at` is when the call arrived."""

    call: int
    at: float
    method: str
    chat_id: int
    message: Json
    markup: Json

    @property
    def message_id(self) -> int:
        """Its number in the chat."""
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """The text or the caption, empty where there is none."""
        return str(self.message.get("text", self.message.get("caption", "")))

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons under it."""
        return [button["text"] for button in inline_buttons(self.message.get("reply_markup"))]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the keyboard that takes the place of the user's own."""
        keys = [key for row in self.markup.get("keyboard", ()) for key in row]
        return [key if isinstance(key, str) else str(key["text"]) for key in keys]


class Reading(ControlBase):
    """What the bot did, in the order in which its calls arrived."""

    @locked
    def calls(self, *, method: str = "", chat_id: int | None = None, after: int = 0) -> list[Call]:
        """Return every call, also refused ones; `after` leaves out the calls up to that number."""
        return [
            copy.copy(call)
            for call in self.world.calls.all
            if call.number > after
            and method.lower() in ("", call.method.lower())
            and chat_id in (None, call.chat_id)
        ]

    @locked
    def sent(self, *, chat_id: int | None = None, after: int = 0) -> list[Sent]:
        """Return every message the bot sent, albums one by one, also where the answer was lost."""
        found = []
        for call in self.calls(chat_id=chat_id, after=after):
            if call.applied and call.method.lower().startswith("send") and call.chat_id is not None:
                results = call.result if isinstance(call.result, list) else [call.result]
                markup = json.loads(call.arguments.get("reply_markup") or "{}")
                found += [
                    Sent(call.number, call.arrived_at, call.method, call.chat_id, message, markup)
                    for message in results
                    if isinstance(message, dict)
                ]
        return found

    def texts(self, *, chat_id: int | None = None, after: int = 0) -> list[str]:
        """Return the texts and captions of what the bot sent."""
        return [sent.text for sent in self.sent(chat_id=chat_id, after=after)]

    @locked
    def chat(self, chat_id: int) -> list[Json]:
        """Return what a chat shows now, from both sides, with edits, without what was deleted."""
        return [copy.deepcopy(m.as_json()) for m in self.world.messages.of_chat(chat_id)]

    @locked
    def callback(self, callback_id: str) -> Callback:
        """Return a pressed button, with its answer if there was one."""
        return copy.copy(self.world.callbacks[callback_id])

    @locked
    def commands(self) -> list[Json]:
        """Return the commands that the menu shows to everyone."""
        return list(self.world.commands.get("|", []))

    @locked
    def pending(self) -> list[Json]:
        """Return the updates that the bot has not confirmed."""
        return [update.as_json() for update in self.world.updates.pending]

    @locked
    def updates(self) -> list[UpdateRecord]:
        """Return what became of every update: when it came up, went out and was confirmed."""
        return [copy.copy(record) for record in self.world.updates.records.values()]

    @locked
    def fault(
        self,
        kind: FaultKind | str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        retry_after: int = 1,
        delay_s: float = 0.0,
        applied: bool = False,
        status: int = 403,
    ) -> Fault:
        """Let the next `times` calls that fit go wrong, or all until cleared (None).

        Without `method` it meets every method except getUpdates. `applied` lets the call take
        effect first: with `lost` that is an answer lost on its way. `status` is that of a
        `proxy_page`.
        """
        return self.world.faults.add(
            FaultKind(kind),
            method=method,
            chat_id=chat_id,
            times=times,
            retry_after=retry_after,
            delay_s=delay_s,
            applied=applied,
            status=status,
        )

    @locked
    def disturb_updates(self, kind: UpdateFaultKind | str, *, times: int | None = 1) -> None:
        """Let the next `times` deliveries of updates come `duplicate` or `out_of_order`."""
        self.world.faults.add_to_updates(UpdateFaultKind(kind), times)

    @locked
    def clear_faults(self) -> None:
        """Let everything work again; the flood control stays as it is."""
        self.world.faults.clear()

    @locked
    def strict_flood(self, *, on: bool = True) -> None:
        """Answer 429 above one message a second a chat (three at once pass) or thirty in all."""
        self.world.flood.is_on = on

    @locked
    def duplicates(self, *, chat_id: int | None = None) -> Sequence[str]:
        """Return the texts that the bot sent more than once to the same chat, in order."""
        seen: set[tuple[int, str]] = set()
        twice: list[str] = []
        for sent in self.sent(chat_id=chat_id):
            key = (sent.chat_id, sent.text)
            if key in seen:
                twice.append(sent.text)
            seen.add(key)
        return twice
