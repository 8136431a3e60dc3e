"""One message as an action sees it: what was said, what is remembered, and a way to answer."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.denial import meant_first
from bot.actions.screen import Screen
from bot.actions.words import responses
from careers.advice import NearPart
from messages.domain.content import Choice, Picture
from storage.clock import SCHOOL_TIME

Event = dict[str, Any]  # the shape that Rasa takes over HTTP
LATELY = 6  # turns in which the same answer is not given twice unasked


def remember(**slots: object) -> list[Event]:
    """Return the events that set these slots; a screen is turned into its stored form."""
    return [
        SlotSet(name, value.to_json() if isinstance(value, Screen) else value)
        for name, value in slots.items()
    ]


def payload(intent: str, **entities: str) -> str:
    """Return what pressing a button says to the dialogue."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


@dataclass(frozen=True)
class Near:
    """A job that a message is near to in meaning, and how near (`bot.rasa.neighbours`)."""

    id: str
    score: float


@dataclass(frozen=True)
class Turn:
    """The message to answer, at the moment `now`."""

    tracker: Tracker
    dispatcher: CollectingDispatcher
    now: datetime
    taken_for: str | None = None  # another intent than the likeliest

    @property
    def today(self) -> date:
        """The date in England."""
        return self.now.astimezone(SCHOOL_TIME).date()

    @property
    def chat_key(self) -> str:
        """The key of the chat."""
        return str(self.tracker.sender_id)

    @property
    def turn_id(self) -> str:
        """The id under which what this turn does is remembered."""
        return str(self.tracker.latest_message["metadata"]["turn_id"])

    @property
    def bare(self) -> str | None:
        """The kind of word that the message is, where it means something only by the screen."""
        kind = self._told("bare")
        return None if kind is None else str(kind)

    @property
    def also(self) -> Choice | None:
        """The second question of the message, to be offered after the first one's answer."""
        offered = self._told("also")
        return None if offered is None else Choice(offered["title"], offered["payload"])

    @property
    def nearest_jobs(self) -> tuple[Near, ...]:
        """The jobs that the message comes nearest to in meaning, the nearest first."""
        found = self._told("nearest_occupations") or ()
        return tuple(Near(str(one["id"]), float(one["score"])) for one in found)

    @property
    def nearest_parts(self) -> tuple[NearPart, ...]:
        """The nearest part of some topics and of its own, the nearest first."""
        return tuple(NearPart(**found) for found in self._told("nearest_parts") or ())

    @property
    def confidence(self) -> float:
        """How sure it is what the message was understood as."""
        return float(self.tracker.latest_message.get("intent", {}).get("confidence") or 0.0)

    @property
    def text(self) -> str:
        """What the student wrote; a button's payload begins with a slash."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def is_button(self) -> bool:
        """Whether a button was pressed rather than something typed."""
        return self.text.startswith("/")

    @property
    def intent(self) -> str | None:
        """What the message was understood as."""
        if self.taken_for is not None:
            return self.taken_for
        name = self.tracker.latest_message.get("intent", {}).get("name")
        return None if name is None else str(name)

    @property
    def guesses(self) -> tuple[str, ...]:
        """The intents it may be, the likeliest first."""
        return tuple(name for name, _ in self.ranking)

    @property
    def ranking(self) -> tuple[tuple[str, float], ...]:
        """The intents it may be with their shares, 0..1, the likeliest first."""
        ranking = self.tracker.latest_message.get("intent_ranking", [])
        return tuple((str(guess["name"]), float(guess["confidence"])) for guess in ranking)

    @property
    def screen(self) -> Screen:
        """What the student was last shown a list of."""
        return Screen.from_json(self.slot("screen"))

    def slot(self, name: str) -> Any:
        """Return the value of a slot, or None."""
        return self.tracker.slots.get(name)

    def entity(self, name: str) -> str | None:
        """Return the first entity of this kind that the message means: "not a nurse, a vet"."""
        if self.is_button:
            return next(iter(self.entities(name)), None)
        return next(iter(meant_first(self.text, self.spans(name))), None)

    def entities(self, name: str) -> tuple[str, ...]:
        """Return the entities of this kind in the message, each once."""
        found = self.tracker.latest_message.get("entities", [])
        values = (
            str(entity["value"])
            for entity in found
            if entity["entity"] == name and not self._is_pronoun(entity)
        )
        return tuple(dict.fromkeys(values))

    def spans(self, name: str) -> tuple[tuple[str, int, int], ...]:
        """Return each entity of this kind with where it begins and ends in the message."""
        found = self.tracker.latest_message.get("entities", [])
        return tuple(
            (str(entity["value"]), int(entity.get("start") or 0), int(entity.get("end") or 0))
            for entity in found
            if entity["entity"] == name and not self._is_pronoun(entity)
        )

    def say(self, response: str, *, choices: Sequence[Choice] = (), **values: object) -> None:
        """Answer with a response of the domain, and buttons after those it has itself."""
        buttons = [{"title": choice.title, "payload": choice.payload} for choice in choices]
        self.dispatcher.utter_message(response=response, buttons=buttons, **values)

    def show(self, response: str, picture: Picture, **values: object) -> None:
        """Answer with a picture over a response of the domain, whose words say what it shows."""
        shown = {"picture": asdict(picture)}
        self.dispatcher.utter_message(response=response, json_message=shown, **values)

    def words(self, response: str, **values: object) -> str:
        """Return a text of the domain, for a part of a longer answer or a button's title."""
        return responses()[response].format(**values)

    def freshest(self, *responses: str) -> str:
        """Return the response that was never said in this talk, or else the longest ago.

        This is how no question is asked twice running in the same words.
        """
        said = [_response_of(event) for event in self.tracker.events if event["event"] == "bot"]
        last = {response: index for index, response in enumerate(said)}
        return min(responses, key=lambda response: last.get(response, -1))

    def has_said(self, response: str, *, text: str) -> bool:
        """Return whether a response was said with this text in this talk."""
        return any(
            _response_of(event) == response and event.get("text") == text
            for event in self.tracker.events
            if event["event"] == "bot"
        )

    def has_been_said(self, response: str) -> bool:
        """Return whether a response was said in this talk."""
        return any(
            _response_of(event) == response
            for event in self.tracker.events
            if event["event"] == "bot"
        )

    def told_lately(self) -> set[str]:
        """Return what the bot said in the last turns, which can still be read above."""
        told: set[str] = set()
        turns = 0
        for event in reversed(self.tracker.events):
            turns += event["event"] == "user"
            if turns > LATELY:
                break
            if event["event"] == "bot":
                told.add(str(event.get("text")))
        return told

    def said_in_last_answer(self, *responses: str) -> bool:
        """Return whether one of these was part of the last answer."""
        return any(_response_of(event) in responses for event in self.last_answer())

    def last_answer(self) -> list[Event]:
        """Return what the student was told in the turn before this one, in order."""
        spoken: list[Event] = []
        for event in self._before_this_message():
            if event["event"] == "user" and spoken:
                break
            if event["event"] == "bot":
                spoken.append(event)
        return spoken[::-1]

    def asked_just_now(self) -> bool:
        """Return whether the pending question was asked in the turn before this one."""
        for event in self._before_this_message():
            if event["event"] == "user":
                return False
            if event["event"] == "slot" and event["name"] == "pending":
                return event["value"] is not None
        return False

    def _told(self, name: str) -> Any:
        """Return what our channel says about the message, beside what Rasa knows."""
        return self.tracker.latest_message["metadata"].get(name)

    def _is_pronoun(self, entity: Mapping[str, Any]) -> bool:
        """Return whether a sector is only the word "it", as in "how far is it"."""
        start, end = entity.get("start"), entity.get("end")
        return entity["entity"] == "sector" and self.text[start:end] == "it"

    def _before_this_message(self) -> Iterator[Event]:
        """Yield events before the student's message, the newest first."""
        events: Iterator[Event] = reversed(self.tracker.events)
        for event in events:
            if event["event"] == "user":
                break
        yield from events


def _response_of(event: Event) -> str | None:
    name = (event.get("metadata") or {}).get("utter_action")
    return None if name is None else str(name)
