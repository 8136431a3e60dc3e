"""A chat on a real database: runs actions as Rasa would, and remembers what was said and set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.base import FootholdAction
from bot.actions.screen import Screen
from employers.domain.kinds import RiskLevel, SlotKind
from employers.services.slots import NewSlot, add_employer, add_site, add_slot
from messages.services.chats import open_chat
from messages.tables import Channel
from schools.services.roster import import_roster, join_codes
from storage.clock import SCHOOL_TIME
from storage.database import Database, transaction
from students.services.identity import join, student_of_chat
from students.services.views import StudentView
from tests.employers.world import live_school

_AGES = {8: 12, 10: 15, 12: 17}  # years, in the November of the year group
_NOISE = ("text", "elements", "custom", "template", "response", "image", "attachment", "buttons")


@dataclass(frozen=True)
class Said:
    """One response with its variables, and the buttons that Python put to it."""

    response: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[tuple[str, str], ...] = ()
    picture: Mapping[str, Any] | None = None


@dataclass
class Reply:
    """What an action said, and the slots it set."""

    said: list[Said]
    slots: dict[str, Any]
    events: list[dict[str, Any]]

    @property
    def responses(self) -> list[str]:
        """The names of the responses, in order."""
        return [said.response for said in self.said]

    @property
    def payloads(self) -> list[str]:
        """What Python's buttons say, in order."""
        return [payload for said in self.said for _, payload in said.buttons]


@dataclass
class Stage:
    """One chat; slots and events go on from turn to turn."""

    db: Database
    now: datetime
    school_id: int
    codes: dict[int, str]
    chat_key: str
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    form: str | None = None
    turns: int = 0

    @classmethod
    def build(cls, db: Database, now: datetime) -> "Stage":
        """Return a guest's chat; a school with a student of Years 8, 10 and 12 is there to join."""
        school_id = live_school(db, name="Testfield School", now=now)
        today = now.astimezone(SCHOOL_TIME).date()
        lines = ["name,date_of_birth,year_group,tutor_group"]
        for year, age in _AGES.items():
            born = today - timedelta(days=round(age * 365.25) + 30)
            lines.append(f"Sam Year{year},{born.isoformat()},{year},{year}A")
        import_roster(db, school_id, "\n".join(lines), now=now)
        codes = {code.year_group: code.code for code in join_codes(db, school_id, today=today)}
        chat_key = open_chat(db, channel=Channel.WEB, address="a", now=now)
        return cls(db, now, school_id, codes, chat_key)

    def join(self, year: int = 10) -> StudentView:
        """Join as the student of that year group."""
        return join(
            self.db, chat_key=self.chat_key, code=self.codes[year], now=self.now, turn_id="join"
        )

    @property
    def student(self) -> StudentView:
        """Whose chat this is."""
        return student_of_chat(self.db, self.chat_key, now=self.now)

    def offer(self, title: str = "A week in the workshop", **changes: Any) -> int:
        """Return a fresh slot: a placement for Years 10 and 11 in Leeds, in six weeks."""
        starts_on = self.now.date() + timedelta(days=42)
        values: dict[str, Any] = {
            "title": title,
            "kind": SlotKind.PLACEMENT,
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=4),
            "daily_from": time(9),
            "daily_to": time(15),
            "hours": 25.0,
            "seats": 1,
            "year_groups": (10, 11),
            "sector": "engineering",
            "occupations": ("electrician",),
            "what_you_will_do": "You help to wire a model house.",
            "risk_level": RiskLevel.LOW,
            "is_insurance_exempt": True,
            **changes,
        }
        with transaction(self.db) as session:
            employer_id = add_employer(
                session,
                name=f"{title} Ltd",
                sector=values["sector"],
                size="small",
                about="A small firm.",
                school_id=None,
                now=self.now,
            )
            site_id = add_site(
                session,
                employer_id=employer_id,
                name="1 Mill Lane",
                town="Leeds",
                lat=53.8,
                lon=-1.55,
            )
            return add_slot(session, NewSlot(site_id=site_id, **values))

    async def turn(
        self,
        action: type[FootholdAction],
        text: str = "hello",
        *,
        intent: str = "greet",
        entities: Sequence[tuple[str, str]] = (),
        guesses: Sequence[str] = (),
        turn_id: str | None = None,
        told: Mapping[str, Any] | None = None,
        confidence: float = 0.9,
    ) -> Reply:
        """Let a student write, run one action as Rasa would, and go on from what it did.

        `told` is what our channel says about the message: a bare word, what it is near to.
        """
        self.turns += 1
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": confidence},
            "intent_ranking": [{"name": name, "confidence": 0.2} for name in guesses],
            "entities": [_entity(name, value, text) for name, value in entities],
            "metadata": {"turn_id": turn_id or f"{self.chat_key}-{self.turns}", **(told or {})},
        }
        self.events.append({"event": "user", "text": text})
        return await self._run(action, message)

    async def _run(self, action: type[FootholdAction], message: dict[str, Any]) -> Reply:
        tracker = Tracker(
            self.chat_key,
            dict(self.slots),
            message,
            list(self.events),
            False,
            None,
            {"name": self.form} if self.form else {},
            None,
        )
        dispatcher = CollectingDispatcher()
        events = await action(lambda: self.db, lambda: self.now).run(dispatcher, tracker, {})
        reply = _reply(dispatcher.messages, events)
        self._remember(action, reply)
        return reply

    def _remember(self, action: type[FootholdAction], reply: Reply) -> None:
        self.slots.update(reply.slots)
        for said in reply.said:
            buttons = [{"title": title, "payload": payload} for title, payload in said.buttons]
            self.events.append(
                {
                    "event": "bot",
                    "text": said.values.get("text", said.response),
                    "data": {"buttons": buttons},
                    "metadata": {"utter_action": said.response},
                }
            )
        self.events += reply.events

    @property
    def screen(self) -> Screen:
        """What is on the screen now."""
        return Screen.from_json(self.slots.get("screen"))


def _entity(name: str, value: str, text: str) -> dict[str, Any]:
    start = max(0, text.casefold().find(value.casefold()))
    return {"entity": name, "value": value, "start": start, "end": start + len(value)}


def _reply(messages: Sequence[Mapping[str, Any]], events: list[dict[str, Any]]) -> Reply:
    said = [
        Said(
            str(message["response"]),
            {name: value for name, value in message.items() if name not in _NOISE}
            | ({"text": message["text"]} if message["text"] else {}),
            tuple((button["title"], button["payload"]) for button in message["buttons"]),
            message["custom"].get("picture"),
        )
        for message in messages
    ]
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    return Reply(said, slots, events)
