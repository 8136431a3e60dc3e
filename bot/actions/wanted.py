"""What somebody wants of a job besides its name: read from a message, kept for "more"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from bot.actions.denial import Span, denied
from bot.actions.likings import job_doings, liking_spans
from bot.actions.reading import compares_pay
from bot.actions.turn import Turn
from careers.criteria import Criterion, Unsorted
from careers.library import load_library
from careers.suggest import Wishes

_NO = r"\b(?:no|not|without|never|dont|don't|do not|hate|skip|isnt|isn't|avoid)\b"
_DESK = r"\b(?:office|desk|sat down|sit(?:ting)?(?: down)?|screen|indoors)\b"
_CRITERIA = {
    Criterion.WITHOUT_UNI: re.compile(
        rf"{_NO}.{{0,25}}\b(?:uni|university|degrees?)\b", re.IGNORECASE
    ),
    Criterion.SHORT_TRAINING: re.compile(
        r"\b(?:short|quick|little|no|without|not much|less|hardly any)\b.{0,12}"
        r"\b(?:training|courses?|studying|qualifications?|experience)\b"
        r"|\b(?:straight|right) (?:away|from school|after school|out of school)\b"
        r"|\bquick(?:ly)? to (?:get|train|learn)\b",
        re.IGNORECASE,
    ),
    Criterion.NOT_AT_A_DESK: re.compile(
        rf"{_NO}.{{0,45}}{_DESK}"
        r"|\b(?:stuck (?:at|in|behind)|on my feet|moving around|active)\b",
        re.IGNORECASE,
    ),
    Criterion.AT_A_DESK: re.compile(
        r"\b(?:sit(?:ting)?[ -]?down|seated|desk)\b|\b(?:in|at) an office\b", re.IGNORECASE
    ),
    Criterion.NOT_MEDICAL: re.compile(
        rf"{_NO}.{{0,25}}\b(?:blood|gore|needles|injections|operations|surgery|sick people)\b"
        r"|\b(?:scared of|squeamish|faint\w* at|(?:cant|can't) (?:stand|do|deal with)) ?"
        r"(?:the sight of )?(?:blood|needles)?\b",
        re.IGNORECASE,
    ),
}
_NO_GCSES = (
    r"\b(?:no|without|not got|havent got|haven't got|failed|bad|low|rubbish|don't need|dont need"
    r"|not need)\b.{0,15}"
)
_UNSORTED = {
    Unsorted.FROM_HOME: r"\b(?:from|at) home\b|\bremote(?:ly)?\b|\bin my (?:bed)?room\b",
    Unsorted.SHY: r"\b(?:shy|introvert\w*|anxious|anxiety|quiet (?:people|person|ppl|1|one)s?"
    r"|not (?:good with|have to talk to) people)\b",
    Unsorted.NO_PHONE: rf"{_NO}.{{0,20}}\b(?:phones?|phone ?calls?|phoning|calls)\b",
    Unsorted.ALONE: r"\b(?:on my own|by myself|alone|on your own|without people)\b",
    Unsorted.NO_GRADES: rf"{_NO_GCSES}\b(?:gcses?|qualifications?|grades|quals)\b",
}
_UNSORTED_IN = {wish: re.compile(pattern, re.IGNORECASE) for wish, pattern in _UNSORTED.items()}
# What a wish that cannot be sorted by comes closest to, among those that can
_CLOSEST = {
    Unsorted.FROM_HOME: Criterion.AT_A_DESK,
    Unsorted.NO_GRADES: Criterion.SHORT_TRAINING,
}
_SEVERAL = 2
_MOST_ABOUT = 2  # interests of a job that is told of as something to do
_MONEY = "money-and-business"  # what "bare money" is read as beside a wish for pay
_WELL_PAID = re.compile(
    r"\b(?:well|high(?:ly)?|decent(?:ly)?|good|better|bare|loadsa)[\s-]+(?:paid|paying|pay|money|salary|wages?)\b"
    r"|\bpays? (?:well|loads|lots|a lot|good|decent)\b|\bmoney jobs?\b|\bbig money\b"
    r"|\b(?:be|get) rich\b|\b(?:loads|lots) of money\b",
    re.IGNORECASE,
)
_LOWEST = re.compile(r"\b(?:lowest|least|worst)\b", re.IGNORECASE)


class Order(str, Enum):
    """The pay by which jobs are put in order."""

    BEST_PAID = "best_paid"
    LOWEST_PAID = "lowest_paid"


@dataclass(frozen=True)
class Wanted:
    """What jobs are looked for, and in which order."""

    wishes: Wishes
    order: Order | None = None
    unsorted: frozenset[Unsorted] = frozenset()  # said, but nothing that jobs are sorted by

    @property
    def is_empty(self) -> bool:
        """Whether nothing that jobs could be chosen by was said."""
        return self._names_nothing and not self.unsorted

    @property
    def has_nothing_to_go_by(self) -> bool:
        """Whether what was said is understood, but jobs cannot be chosen by any of it."""
        return self._names_nothing and bool(self.unsorted)

    @property
    def _names_nothing(self) -> bool:
        return not (self.wishes.topics or self.wishes.criteria or self.order)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Wanted":
        """Return what a slot holds."""
        wishes = Wishes(
            interests=frozenset(value["interests"]),
            subjects=frozenset(value["subjects"]),
            sectors=frozenset(value["sectors"]),
            skills=frozenset(value["skills"]),
            criteria=frozenset(map(Criterion, value["criteria"])),
            wants=tuple(map(frozenset, value.get("wants", ()))),
        )
        order = Order(value["order"]) if value["order"] else None
        return cls(wishes, order, frozenset(map(Unsorted, value.get("unsorted", ()))))

    def to_json(self) -> dict[str, Any]:
        """Return the form that a slot can hold."""
        wishes = self.wishes
        return {
            "interests": sorted(wishes.interests),
            "subjects": sorted(wishes.subjects),
            "sectors": sorted(wishes.sectors),
            "skills": sorted(wishes.skills),
            "criteria": sorted(criterion.value for criterion in wishes.criteria),
            "wants": [sorted(want) for want in wishes.wants],
            "order": self.order.value if self.order else None,
            "unsorted": sorted(wish.value for wish in self.unsorted),
        }


def wanted_in(turn: Turn) -> Wanted:
    """Return what a message looks for; what it says it dislikes is left out."""
    topics = Wishes(
        interests=_meant(turn, "interest"),
        subjects=_meant(turn, "subject"),
        sectors=_meant(turn, "sector"),
        skills=_meant(turn, "skill"),
    )
    if turn.is_button:
        return Wanted(topics)
    topics = _with_wants(turn, topics)
    order, unsorted = _order_in(turn.text), _unsorted_in(turn.text)
    criteria = _criteria_in(turn.text) | {_CLOSEST[wish] for wish in unsorted & set(_CLOSEST)}
    if order is not None:
        topics = replace(topics, interests=topics.interests - {_MONEY})
    return Wanted(replace(topics, criteria=criteria), order, unsorted)


def _unsorted_in(text: str) -> frozenset[Unsorted]:
    plain = text.replace("\u2019", "'")
    found = (wish for wish, pattern in _UNSORTED_IN.items() if pattern.search(plain))
    return frozenset(found)


def _order_in(text: str) -> Order | None:
    if compares_pay(text) and _LOWEST.search(text):
        return Order.LOWEST_PAID
    return Order.BEST_PAID if compares_pay(text) or _WELL_PAID.search(text) else None


def _meant(turn: Turn, entity: str) -> frozenset[str]:
    if turn.is_button:
        return frozenset(value for value, _, _ in turn.spans(entity))
    spans = liking_spans(turn) if entity == "interest" else turn.spans(entity)
    wrong = denied(turn.text, spans)
    return frozenset(span[0] for span in spans if span not in wrong)


def _with_wants(turn: Turn, topics: Wishes) -> Wishes:
    """Return the wishes with the several things they name apart: "fix cars and help people".

    What is said in the words of doing counts as what the job that it names is about.
    """
    named: dict[tuple[int, int], set[str]] = {}
    for value, start, end in (*liking_spans(turn), *_topic_spans(turn)):
        if value in topics.topics:
            named.setdefault((start, end), set()).add(value)
    interests = set(topics.interests)
    for job, start, end in job_doings(turn) if named else ():
        about = load_library().occupation(job).interests[:_MOST_ABOUT]
        named[start, end] = set(about)
        interests.update(about)
    if len(named) < _SEVERAL:
        return topics
    wants = tuple(frozenset(ids) for ids in named.values())
    return replace(topics, interests=frozenset(interests), wants=wants)


def _topic_spans(turn: Turn) -> list[Span]:
    return [span for kind in ("subject", "sector", "skill") for span in turn.spans(kind)]


def _criteria_in(text: str) -> frozenset[Criterion]:
    plain = text.replace("\u2019", "'")
    found = {criterion for criterion, pattern in _CRITERIA.items() if pattern.search(plain)}
    if Criterion.NOT_AT_A_DESK in found:
        found.discard(Criterion.AT_A_DESK)
    return frozenset(found)
