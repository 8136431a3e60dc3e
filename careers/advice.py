"""Answers about a topic: the part that a question names, short, with date and source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from careers.advice_types import LAW_ID, MOST_BUTTONS, Advice, AdvicePart, Step
from careers.calculators.pay import Band, band_of_age
from careers.content_types import Fact, Rate
from careers.library import Library
from careers.phrases import words

ADVICE_CHARS = 500  # a message about a topic is shorter; ours, what fits on a phone's screen
SCHOOL_AGE_ENDS = 16  # years; nobody may leave school before, some leave months later
# Of a part's nearness (bot.rasa.neighbours), chosen on tests/nlu/nearest_validation.yml
NEAR, NEAR_LEAD = -0.5, 0.1  # where no words name a part
BESIDE_A_WORD = 0.15  # its lead where a single word names another part
BESIDE_WORDS = 0.3  # its lead where words name both, another part more
NEAR_ELSEWHERE, NEARER_ELSEWHERE = 0.5, 0.3  # in another topic, and before the own one
_WEAK = 1  # words
_APPRENTICE = Band.APPRENTICE.value
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Asker:
    """Who asks: the age in whole years if it is known, and whether it is still school age."""

    age: int | None = None
    is_school_age: bool = False
    is_birthday_known: bool = False  # else school age is taken to end at 16

    @property
    def age_in_rules(self) -> int | None:
        """The age by which working hours and wages go: 15 until the school-leaving date."""
        if self.age is None or not self.is_school_age:
            return self.age
        return min(self.age, SCHOOL_AGE_ENDS - 1)

    def is_meant_by(self, part: AdvicePart) -> bool | None:
        """Return whether a part is written for the asker's age, None where nobody can say."""
        age = self.age_in_rules
        return None if age is None or part.ages is None else part.ages.hold(age)


@dataclass(frozen=True)
class NearPart:
    """The part of a topic to which a question is nearest in meaning, and its lead over the next."""

    topic: str
    part: str
    score: float
    lead: float


@dataclass(frozen=True)
class AdviceCard:
    """An answer, the other parts of its topic, and where to go next."""

    text: str
    others: tuple[AdvicePart, ...]
    steps: tuple[Step, ...]


def advice_card(
    library: Library, advice: Advice, part: AdvicePart, *, asker: Asker, today: date
) -> AdviceCard:
    """Return the answer that one part of a topic gives.

    What is out of date is left out and said to be so. Rates come from rates.yml, the one for
    the asker's age first; every fact brings its source.
    """
    rates = [library.rates[name] for name in part.rates]
    contacts = [library.contacts[name] for name in part.contacts]
    laws = [library.laws[name] for line in part.laws for name in LAW_ID.findall(line)]
    known: list[Fact] = [*part.facts, *laws, *rates, *contacts]
    current = [fact for fact in known if fact.is_current(today)]
    lines = [
        part.text,
        *_rates([rate for rate in rates if rate in current], asker),
        *(words.text("advice_fact", text=fact.text) for fact in part.facts if fact in current),
        *_laws(library, part, today),
        *([] if len(current) == len(known) else [words.text("advice_stale")]),
        " ".join([part.next_step, *(one.text for one in contacts if one in current)]),
        *([sources_of(current)] if current else []),
    ]
    others = [other for other in advice.shown if other is not part]
    room = MOST_BUTTONS - len(advice.steps)
    return AdviceCard("\n".join(lines), tuple(others[:room]), advice.steps)


def part_of_id(advice: Advice, part_id: str | None) -> AdvicePart | None:
    """Return the part with this id; None where a button is older than the content."""
    return next((part for part in advice.parts if part.id == part_id), None)


def named_parts(
    advice: Advice, question: str, asker: Asker, near: Sequence[NearPart] = ()
) -> tuple[AdvicePart, ...]:
    """Return every part that the words of a question name, the best named one first.

    Before them comes the one that it means (`near`), where the words name none or name it weakly.
    Parts for another age than the asker's are not meant. Among equals a first part that is for
    everybody comes last, because it is the one told unasked.
    """
    said = plain_words(question)
    parts = [part for part in advice.parts if asker.is_meant_by(part) is not False]
    parts.sort(key=lambda part: part is advice.parts[0] and part.ages is None)
    parts.sort(key=lambda part: -_score(part, said))
    named = [part for part in parts if _score(part, said)]
    nearest = next((one for one in near if one.topic == advice.id), None)
    meant = None if nearest is None else next((p for p in parts if p.id == nearest.part), None)
    if nearest is not None and meant is not None and _wins(nearest, meant, parts[0], said):
        named = [meant, *(part for part in named if part is not meant)]
    return tuple(named)


def nearest_elsewhere(
    topics: Mapping[str, Advice], near: Sequence[NearPart], *, about: str | None, asker: Asker
) -> tuple[Advice, AdvicePart] | None:
    """Return the part that a question clearly means of another topic than it was taken for."""
    own = next((one.score for one in near if one.topic == about), None)
    others = [one for one in near if one.topic in topics and one.topic != about]
    if not others or others[0].score < max(NEAR_ELSEWHERE, (own or 0.0) + NEARER_ELSEWHERE):
        return None
    advice = topics[others[0].topic]
    part = part_of_id(advice, others[0].part)
    is_meant = part is not None and asker.is_meant_by(part) is not False
    return (advice, part) if part is not None and is_meant else None


def named_anywhere(
    topics: Mapping[str, Advice], question: str, *, about: str | None
) -> tuple[Advice, AdvicePart] | None:
    """Return the part that a question names whatever it was taken for, with its topic.

    None where a part of the topic that it was taken for is named as well or better.
    """
    said = plain_words(question)
    own = topics[about].parts if about is not None and about in topics else ()
    least = max((_score(part, said) for part in own), default=0)
    scores = [
        (_weight(part.anywhere, said), advice, part)
        for advice in topics.values()
        for part in advice.parts
    ]
    weight, advice, part = max(scores, key=lambda one: one[0])
    is_best = weight > least or (weight > 0 and part in own)
    return (advice, part) if is_best else None


def plain_words(text: str) -> str:
    """Return the words of a text in lower case, apostrophes dropped: " whats the pay "."""
    bare = text.casefold().replace("'", "").replace("\u2019", "")
    return f" {_SIGNS.sub(' ', bare).strip()} "


def usual_parts(advice: Advice, asker: Asker) -> tuple[AdvicePart, ...]:
    """Return the parts in the order in which to tell them, those for the asker's age first."""
    return tuple(sorted(advice.shown, key=lambda part: not asker.is_meant_by(part)))


def _score(part: AdvicePart, said: str) -> int:
    return _weight((*part.words, *part.anywhere), said)


def _wins(near: NearPart, part: AdvicePart, best: AdvicePart, said: str) -> bool:
    """Return whether the nearest part is meant rather than the one that the words name best."""
    weight = _score(best, said)
    if weight == 0:
        return near.score >= NEAR and near.lead >= NEAR_LEAD
    if weight <= _WEAK:
        return near.lead >= BESIDE_A_WORD
    return _score(part, said) > 0 and near.lead >= BESIDE_WORDS


def _weight(triggers: Sequence[str], said: str) -> int:
    """Return how much of a question triggers name: a longer one tells more."""
    found = [one for one in triggers if all(_is_in(half, said) for half in one.split(" + "))]
    return sum(len(one.replace("+ ", "").split()) for one in found)


def _is_in(phrase: str, said: str) -> bool:
    if phrase.endswith("*"):
        return f" {phrase[:-1]}" in said
    return f" {phrase} " in said


def _laws(library: Library, part: AdvicePart, today: date) -> list[str]:
    """Return the sentences whose laws are all current, each with the values in it."""
    told = []
    for line in part.laws:
        laws = [library.laws[name] for name in LAW_ID.findall(line)]
        if all(law.is_current(today) for law in laws):
            text = line.format(**{law.id: law.said for law in laws})
            told.append(words.text("advice_fact", text=text))
    return told


def _rates(rates: Sequence[Rate], asker: Asker) -> list[str]:
    """Return the rates in words, the one for the asker's age first.

    Where the rate of apprentices stands first it stays there: nobody knows what year they are in.
    """
    own = None if rates and rates[0].id == _APPRENTICE else _rate_of_age(asker)
    mine = next((rate for rate in rates if rate.id == own), None)
    others = "; ".join(_rate(rate) for rate in rates if rate is not mine)
    told = []
    if mine is not None:
        values = {"age": asker.age, "amount": mine.value, "who": mine.who}
        told.append(words.text("advice_rate_of_age", **values))
    if others:
        key = "advice_rates" if mine is None else "advice_rates_others"
        told.append(words.text(key, rates=others))
    if rates:
        since = max(rate.valid_from for rate in rates)
        told.append(words.text("advice_rates_since", since=f"{since:%B %Y}"))
    return told


def _rate(rate: Rate) -> str:
    """Return "£8.00 (whom it is for)"; beside the ages, apprentices are named as such."""
    kind = "advice_rate_apprentice" if rate.id == _APPRENTICE else "rate"
    return words.text(kind, amount=rate.value, who=rate.who)


def _rate_of_age(asker: Asker) -> str | None:
    """Return the id in rates.yml; before the school-leaving date there is none."""
    if asker.age is None or (asker.age_in_rules or 0) < SCHOOL_AGE_ENDS:
        return None
    return band_of_age(asker.age).value


def sources_of(facts: Sequence[Fact]) -> str:
    """Return each source once, with the month in which it was last looked up.

    The month in which a law began (`as_of`) would read like the age of what we know.
    """
    months: dict[str, list[str]] = {}
    for fact in facts:
        sources = months.setdefault(f"{fact.checked_on:%B %Y}", [])
        if fact.source not in sources:
            sources.append(fact.source)
    shown = [
        words.text("source_one", source="; ".join(sources), as_of=month)
        for month, sources in months.items()
    ]
    return words.text("source", sources="; ".join(shown))
