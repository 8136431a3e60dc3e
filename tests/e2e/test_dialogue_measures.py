"""What the talks of `scenarios/` say together: repetition, how soon answers come, what is asked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from bench.students import Reply
from careers.errors import UnknownOccupationError
from careers.library import load_library
from tests.e2e.recording import Exchange, Recording, recorded, scenarios, shown
from tests.e2e.talking import OnTheWeb

pytestmark = [pytest.mark.running, pytest.mark.slow]

DOMAIN = Path(__file__).parents[2] / "domain.yml"

WINDOW = 6  # turns within which a sentence should not come twice
MOST_REPEATED = 0.02  # of all sentences
WORST = 10  # shown

# Six turns from hello to an offer; hello and the two questions take three of them.
MOST_TURNS_OF_SEARCH = 6 - 3
ABOUT_A_JOB = frozenset({
    "ask_occupation", "ask_pay", "ask_entry_route", "ask_requirements", "ask_skills", "ask_hours",
    "ask_outlook", "ask_similar",
})  # fmt: skip
OFFER = re.compile(r"^\d\. .+\n(?:.+\n)+?.*\b20\d\d\b", re.MULTILINE)

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LIST_LINE = re.compile(r"\d+\. ")
# What each answer has to say for itself: its source, the legal rate, whom to ring, a job's facts
# in a comparison, how far each offer is and why.
_ITS_OWN = re.compile(
    r"source:|.*\(as of .*\)\.$|.*\b0\d{3} \d{3} \d{3,4}\b|It (?:is|fits|needs|shows) .*\.$"
    r"|(?:Pay|Hours|Ways in): |By law, ",
    re.IGNORECASE,
)


@pytest.fixture
async def recordings(web: OnTheWeb) -> dict[str, Recording]:
    """All talks, each played once for this run."""
    return {name: await recorded(name, web) for name in scenarios()}


@dataclass(frozen=True)
class Repeat:
    """A sentence that came again too soon."""

    sentence: str
    name: str  # of the scenario
    said: str  # by the student, before it came again


def test_hardly_any_sentence_comes_twice_within_six_turns(
    recordings: dict[str, Recording],
) -> None:
    total = sum(len(sentences(one.answer)) for talk in recordings.values() for one in whole(talk))
    repeats = [found for name, talk in recordings.items() for found in repeated(name, talk)]

    share = len(repeats) / total
    print(f"\n{len(repeats)} of {total} sentences came again: {share:.1%}")
    for sentence, count in Counter(found.sentence for found in repeats).most_common(WORST):
        example = next(found for found in repeats if found.sentence == sentence)
        print(f"{count:4} {sentence!r} ({example.name!r}, after {example.said!r})")
    assert share < MOST_REPEATED


def test_a_search_leads_to_an_offer_soon(recordings: dict[str, Recording]) -> None:
    turns = {
        name: count
        for name, talk in recordings.items()
        if "join" in talk.scenario and (count := turns_to_offer(talk)) is not None
    }

    print(f"\nturns from the wish to an offer: {sorted(Counter(turns.values()).items())}")
    late = {name: count for name, count in turns.items() if count > MOST_TURNS_OF_SEARCH}
    assert late == {}


def test_a_question_about_a_named_job_is_answered_at_once(
    recordings: dict[str, Recording],
) -> None:
    """Questions that were not understood as such fail their own talk, in `test_scenarios.py`."""
    asked = [
        (name, one, job)
        for name, talk in recordings.items()
        for one in talk.exchanges
        if one.is_typed and one.intent in ABOUT_A_JOB and (job := job_in(one))
    ]

    missed = [(name, one, job) for name, one, job in asked if not speaks_of(job, one.answer)]
    print(f"\n{len(asked) - len(missed)} of {len(asked)} questions about a job answered at once")
    assert asked
    assert not missed, "\n\n".join(
        f"{name} ({job}): {one.said}\n{shown(one.answer)}" for name, one, job in missed
    )


def test_every_intent_occurs(recordings: dict[str, Recording]) -> None:
    intents = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["intents"]
    known = {next(iter(intent)) for intent in intents}
    counted = Counter(
        one.intent for talk in recordings.values() for one in talk.exchanges if one.is_typed
    )

    once = sorted(intent for intent in known if counted[intent] == 1)
    print(f"\nonly once: {', '.join(once) or 'none'}")
    assert sorted(known - counted.keys()) == []


def whole(talk: Recording) -> list[Exchange]:
    """Return the talk with its hello, as an exchange that nobody began."""
    return [Exchange("", False, talk.hello), *talk.exchanges]


def sentences(answer: list[Reply]) -> list[str]:
    """Return the sentences of an answer.

    Lines that are none (an offer's name, a list of jobs) do not count, nor does what each answer
    has to say for itself: its source, a number to ring, how far an offer is.
    """
    parts = [
        part.strip()
        for reply in answer
        for line in reply.text.splitlines()
        if not _LIST_LINE.match(line)
        for part in _SENTENCE.split(line)
    ]
    return [part for part in parts if part.endswith((".", "!", "?")) and not _ITS_OWN.match(part)]


def repeated(name: str, talk: Recording) -> Iterator[Repeat]:
    """Yield the sentences that came again too soon, unasked."""
    exchanges = whole(talk)
    start = 0
    for index, exchange in enumerate(exchanges):
        if index and exchange.intent is None:
            start = index  # all was deleted, the log with it: the talk begins anew
        before = exchanges[max(start, index - WINDOW) : index]
        heard = {
            sentence
            for earlier in before
            if not is_asked_again(exchange, earlier)
            for sentence in sentences(earlier.answer)
        }
        if exchange.intent == "repeat":
            continue
        for sentence in sentences(exchange.answer):
            if sentence in heard:
                yield Repeat(sentence, name, exchange.said)
            heard.add(sentence)


def is_asked_again(exchange: Exchange, earlier: Exchange) -> bool:
    """Return whether the student said the same once more, and so may hear the same."""
    return exchange.said.casefold() == earlier.said.casefold()


def turns_to_offer(talk: Recording) -> int | None:
    """Return the turns from the first wish for a placement to an offer; None without a wish."""
    wished = next(
        (
            index
            for index, one in enumerate(talk.exchanges)
            if one.intent == "search_placements" and not one.is_of_opening
        ),
        None,
    )
    if wished is None:
        return None
    following = talk.exchanges[wished:]
    return next(
        (count for count, one in enumerate(following, 1) if has_offer(one.answer)),
        len(following) + MOST_TURNS_OF_SEARCH,  # never
    )


def has_offer(answer: list[Reply]) -> bool:
    return any(OFFER.search(reply.text) for reply in answer)


def job_in(exchange: Exchange) -> str | None:
    """Return the one job that was named; None where there is none, or more to choose from."""
    jobs = {value for kind, value in exchange.entities if kind == "occupation"}
    return jobs.pop() if len(jobs) == 1 else None


def speaks_of(job: str, answer: list[Reply]) -> bool:
    try:
        names = load_library().named_occupation(job)
    except UnknownOccupationError:
        return False
    text = " ".join(reply.text for reply in answer).casefold()
    return names.name.casefold() in text or names.plural.casefold() in text
