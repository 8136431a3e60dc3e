"""What a message means to the dialogue: the classifier's parse, settled by what was said before."""

import re
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from bot.rasa.bare_words import Bare, bare_word, intent_of
from bot.rasa.in_context import is_about_placements, weighed
from bot.rasa.remembered import Remembered
from bot.rasa.two_questions import (
    SOCIAL,
    Chosen,
    asked_for_child,
    choose,
    clauses,
    is_concern,
    is_question,
    offer,
)
from bot.rasa.typed_buttons import typed_button
from safeguarding.domain.alerts import CLAUSE_VOTE, DISCLOSE_INTENT

Parsed = dict[str, Any]

_SETTLED = 0.99  # the confidence of what is not guessed; 1 is a pressed button's
_FALLBACK = "nlu_fallback"
UNSURE = 0.25  # of a message that was weighed; below it the dialogue asks what was meant
_SHORT_SWAP = 5  # words
_SHORT = 8  # words of what may be a button or a bare word
# "i meant y10", "no leeds not london": something about oneself is taken back
_TAKES_BACK = re.compile(
    r"\W*(?:(?:no|nah|nope|oops|sorry|wait|oh|actually|soz)\W+)*"
    r"(?:i (?:meant?|said)|meant?|actually|not|its|it's|sorry|correction|change (?:it|that) to)\b"
    r"|.*\bnot\b",
    re.IGNORECASE,
)
_NOT_THAT_JOB = re.compile(
    r"\W*(?:(?:no|nah|nope|oops|sorry|oh|actually)\W+)*not\b|.*\bnot an?\b.{0,20}$|.*, ?not\b",
    re.IGNORECASE,
)
_ABOUT_ONESELF = frozenset({"year_group", "age", "place", "interest", "subject"})
_GUESSED_BADLY = frozenset(
    {"out_of_scope", "nlu_fallback", "deny", "affirm", "repeat", "feedback_negative", "cancel"}
)


@dataclass(frozen=True)
class Understood:
    """A parse that the dialogue goes by, and what the actions are told beside it."""

    parsed: Parsed
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Understands messages of one chat: `parse` asks the model, `recall` the chat's memory."""

    parse: Callable[[str], Awaitable[Parsed]]
    recall: Callable[[], Awaitable[Remembered]]
    entities: AbstractSet[str]  # of the domain

    async def understand(self, text: str) -> Understood:
        """Return what a message means; a pressed button means what it says."""
        if text.startswith("/") or not text:
            return Understood(await self.parse(text))
        before = await self.recall()
        is_short = len(text.split()) <= _SHORT
        pressed = typed_button(text, before) if is_short else None
        if pressed is not None:
            return Understood(await self.parse(pressed))
        parsed = await self.parse(text)
        bare = bare_word(text) if is_short else None
        if bare is not None:
            return await self._bare(parsed, bare, before)
        if is_concern(parsed):
            return Understood(parsed)
        meant = await self._typed(_in_context(parsed, before), before)
        share = _confidence_of(parsed, DISCLOSE_INTENT)
        return replace(meant, parsed=_with_share(meant.parsed, DISCLOSE_INTENT, share))

    async def _bare(self, parsed: Parsed, bare: Bare, before: Remembered) -> Understood:
        if before.also is not None and bare in {Bare.ACCEPT, Bare.MORE}:
            return Understood(await self.parse(before.also))
        return Understood(_as(parsed, intent_of(bare, before)), {"bare": bare.value})

    async def _typed(self, parsed: Parsed, before: Remembered) -> Understood:
        if _names(parsed, frozenset({"join_code"})):
            return Understood(_as(parsed, "set_profile"))
        name = parsed["intent"]["name"]
        parts = clauses(parsed["text"], is_social=name in SOCIAL)
        if len(parts) > 1 and (before.form is None or is_question(name)):
            return await self._two(parsed, parts, before)
        if name == "affirm" and before.also is not None:
            return Understood(await self.parse(before.also))
        if name in _GUESSED_BADLY and _corrects(parsed):
            return Understood(_as(parsed, "set_profile"))
        return await self._swapped(parsed) if _swaps_jobs(parsed) else Understood(parsed)

    async def _swapped(self, parsed: Parsed) -> Understood:
        """Return the job that is meant: "nurse, vet" alone would read like a vet's nurse."""
        halves = [half.strip() for half in parsed["text"].split(",")]
        meant = [half for half in halves if half and "not" not in half.casefold().split()]
        if len(halves) == 2 and len(meant) == 1:
            half = await self.parse(meant[0].lstrip(" /"))
            if _names(half, frozenset({"occupation"})):
                return Understood(_as(half, "deny"))
        return Understood(_as(parsed, "deny"))

    async def _two(self, whole: Parsed, parts: list[str], before: Remembered) -> Understood:
        parsed = [await self.parse(part) for part in parts]
        worry = max(_confidence_of(part, DISCLOSE_INTENT) for part in parsed)
        if worry >= CLAUSE_VOTE:
            return Understood(_as(whole, DISCLOSE_INTENT, worry))
        chosen = choose(parsed, is_yes_wanted=before.pending is not None)
        if chosen is None:
            return Understood(whole)
        asked = asked_for_child(chosen)
        if asked is not None:  # what is told of the child belongs to the question
            return Understood(_as(whole, asked))
        return Understood(dict(chosen.first), self._told(chosen))

    def _told(self, chosen: Chosen) -> dict[str, Any]:
        if chosen.second is None:
            return {}
        return {"also": offer(chosen.second, chosen.first, self.entities)}


def _confidence_of(parsed: Parsed, intent: str) -> float:
    ranking = {guess["name"]: float(guess["confidence"]) for guess in parsed["intent_ranking"]}
    return ranking.get(intent, 0.0)


def _with_share(parsed: Parsed, intent: str, share: float) -> Parsed:
    """Return the parse with at least this share for an intent in its ranking.

    What the answer before or a clause says must not hide from the gateway's vote how much the
    whole message looked like a concern.
    """
    if _confidence_of(parsed, intent) >= share:
        return parsed
    others = [guess for guess in parsed["intent_ranking"] if guess["name"] != intent]
    ranking = [*others, {"name": intent, "confidence": share}]
    return {**parsed, "intent_ranking": sorted(ranking, key=lambda one: -one["confidence"])}


def _in_context(parsed: Parsed, before: Remembered) -> Parsed:
    """Return the parse with its ranking weighed by the last answers; a form's question stands."""
    if before.form is not None or before.pending is not None:
        return parsed
    ranking = {guess["name"]: float(guess["confidence"]) for guess in parsed["intent_ranking"]}
    ranking.pop(_FALLBACK, None)
    in_view = before.is_placement_in_view or is_about_placements(before.answered)
    anew = weighed(
        ranking,
        before.answered,
        parsed["text"],
        is_placement_in_view=in_view,
        is_job_named=_names(parsed, frozenset({"occupation"})),
    )
    if anew == ranking:
        return parsed
    order = sorted(anew, key=lambda name: -anew[name])
    best: list[dict[str, Any]] = [{"name": name, "confidence": anew[name]} for name in order]
    if anew[order[0]] < UNSURE:
        best.insert(0, {"name": _FALLBACK, "confidence": UNSURE})
    return {**parsed, "intent": best[0], "intent_ranking": best}


def _as(parsed: Parsed, intent: str, confidence: float = _SETTLED) -> Parsed:
    return {**parsed, "intent": {"name": intent, "confidence": confidence}}


def _swaps_jobs(parsed: Parsed) -> bool:
    """Return whether a short message only puts one job in another's place: "not nurse, vet"."""
    is_short = len(parsed["text"].split()) <= _SHORT_SWAP
    is_about_jobs = is_short and _names(parsed, frozenset({"occupation"}))
    return is_about_jobs and _NOT_THAT_JOB.match(parsed["text"]) is not None


def _names(parsed: Parsed, kinds: AbstractSet[str]) -> bool:
    return any(entity["entity"] in kinds for entity in parsed["entities"])


def _corrects(parsed: Parsed) -> bool:
    """Return whether a message takes back something about the student and nothing about a job."""
    if _names(parsed, frozenset({"occupation"})) or not _names(parsed, _ABOUT_ONESELF):
        return False
    return _TAKES_BACK.match(parsed["text"]) is not None
