"""Plays each talk of `scenarios/` once, and keeps what was said for every test that looks at it."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from bench.students import Reply
from messages.tables import Turn
from messages.words import WORDING
from storage.database import Database, reading
from tests.e2e.talking import OnTheWeb, Talker, Way

FOLDER = Path(__file__).parent / "scenarios"
SAYS = frozenset({"student", "press"})  # the lines of a talk that the student says

LATE = WORDING.text("late")

Scenario = dict[str, Any]


@dataclass(frozen=True)
class Exchange:
    """What a student said, and all that came back."""

    said: str  # as typed, or the beginning of the button's title
    is_typed: bool
    answer: list[Reply]
    intent: str | None = None  # from the log of turns; None where the talk was deleted with it
    entities: tuple[tuple[str, str], ...] = ()
    is_of_opening: bool = False  # answers to the two questions, before the talk's first line


@dataclass
class Recording:
    """A talk as it went. A talk that could not be played to its end says why."""

    scenario: Scenario
    hello: list[Reply] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    stopped: str | None = None

    @property
    def talk(self) -> list[Exchange]:
        """The exchanges that the scenario's own lines began."""
        return [one for one in self.exchanges if not one.is_of_opening]

    @property
    def opening(self) -> list[Reply]:
        """What was said last before the first line."""
        before = [one.answer for one in self.exchanges if one.is_of_opening]
        return before[-1] if before else self.hello


@cache
def scenarios() -> dict[str, Scenario]:
    """Return all scenarios by file and sentence.

    Raises:
        ValueError: two of a file have the same sentence.
    """
    found: dict[str, Scenario] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        # Every value is text: a student who says "no" does not mean false.
        for scenario in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader):
            name = f"{path.stem}: {scenario['scenario']}"
            if name in found:
                raise ValueError(name)
            found[name] = scenario
    return found


_recordings: dict[tuple[str, str], Recording] = {}  # by the portal's address and the name


async def recorded(name: str, way: OnTheWeb) -> Recording:
    """Return the recording of a scenario on the web, playing it where that has not been done."""
    key = (str(way.http.base_url), name)
    if key not in _recordings:
        _recordings[key] = await play(scenarios()[name], way, way.db)
    return _recordings[key]


def button(answer: list[Reply], title: str) -> str | None:
    """Return the token of the first button whose title begins so."""
    tokens = [one.token for reply in answer for one in reply.buttons if one.title.startswith(title)]
    return tokens[0] if tokens else None


def spoken(answer: list[Reply]) -> list[Reply]:
    """Return an answer without the notice that it is late: that depends on the machine alone."""
    return [reply for reply in answer if reply.text != LATE]


def shown(answer: list[Reply]) -> str:
    """Return an answer as a person reads it."""
    return "\n---\n".join(
        f"{reply.text}\n{' '.join(f'[{one.title}]' for one in reply.buttons)}" for reply in answer
    )


async def play(scenario: Scenario, way: Way, db: Database) -> Recording:
    """Play a talk to its end, or as far as it goes."""
    recording = Recording(scenario)
    talker = await way.open_chat(scenario.get("join"))
    player = _Player(talker, db, recording)
    try:
        recording.hello = spoken(await talker.replies())
        if "join" in scenario and scenario.get("questions") != "open":
            await player.ask(scenario.get("town", "skip"), is_of_opening=True)
            await player.ask(scenario.get("likes", "skip"), is_of_opening=True)
        for step in scenario["talk"]:
            await player.do(step)
    except (_NoSuchButtonError, TimeoutError) as error:
        recording.stopped = str(error)
    finally:
        if "join" in scenario:
            await _be_forgotten(talker)
    return recording


async def _be_forgotten(talker: Talker) -> None:
    """Give the demo student back, whatever the talk left open."""
    answer = await talker.ask("forget me")
    confirm = button(answer, "Yes, delete everything")
    assert confirm is not None, f"a demo student stays used up:\n{shown(answer)}"
    await talker.press(confirm)


class _NoSuchButtonError(Exception):
    """The talk presses a button that the last answer does not have."""


@dataclass
class _Player:
    talker: Talker
    db: Database
    recording: Recording
    newest: int = 0  # of the turns read from the log

    async def do(self, step: dict[str, str]) -> None:
        [(kind, value)] = step.items()
        if kind == "student":
            await self.ask(value)
        elif kind == "press":
            await self.press(value)

    async def ask(self, text: str, *, is_of_opening: bool = False) -> None:
        answer = spoken(await self.talker.ask(text))
        intent, entities = self._understood()
        self.recording.exchanges.append(
            Exchange(text, True, answer, intent, entities, is_of_opening)
        )

    async def press(self, title: str) -> None:
        talk = self.recording.talk
        answer = talk[-1].answer if talk else self.recording.opening
        token = button(answer, title)
        if token is None:
            raise _NoSuchButtonError(f"no button {title!r} in:\n{shown(answer)}")
        answer = spoken(await self.talker.press(token))
        intent, entities = self._understood()
        self.recording.exchanges.append(Exchange(title, False, answer, intent, entities))

    def _understood(self) -> tuple[str | None, tuple[tuple[str, str], ...]]:
        """Read the newest turn in the product's own log: the chat's API does not tell intents."""
        chat_key = self.talker.chat_key()
        with reading(self.db) as session:
            turn = session.scalar(
                select(Turn)
                .where(Turn.chat_key == chat_key, Turn.inbox_id > self.newest)
                .order_by(Turn.inbox_id.desc())
                .limit(1)
            )
            if turn is None:
                return None, ()
            self.newest = turn.inbox_id
            pairs = (turn.understanding or {}).get("entities", [])
            return turn.intent, tuple((str(kind), str(value)) for kind, value in pairs)
