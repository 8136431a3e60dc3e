"""What a student looks for: read from a message, kept between messages, made a search."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.actions.dates import span_of
from bot.actions.reading import tells_home
from bot.actions.screen import Kind
from bot.actions.turn import Turn
from careers.library import load_library
from careers.places import Place
from careers.suggest import sectors_liked
from employers.domain.kinds import SlotKind
from employers.domain.wish import Wish

PAGE = 3  # offers at a time
# "placement" and "work experience" alone are said of all kinds, so they ask for none in
# particular; "in two weeks" is a date.
_KINDS = {
    SlotKind.TALK: re.compile(r"\btalks?\b", re.IGNORECASE),
    SlotKind.TOUR: re.compile(r"\b(?:tours?|look(?:ing)? round)\b", re.IGNORECASE),
    SlotKind.VIRTUAL: re.compile(r"\b(?:virtual|online|remote)\b", re.IGNORECASE),
    SlotKind.PROJECT: re.compile(r"\bprojects?\b", re.IGNORECASE),
    SlotKind.SHADOWING: re.compile(r"\bshadow(?:ing)?\b", re.IGNORECASE),
    SlotKind.PLACEMENT: re.compile(
        r"\b(?:proper|real|actual|block)\s+(?:work\s+)?placements?\b|\bplacement\s+weeks?\b"
        r"|\bweeks?['’]?s?\s+(?:of\s+|long\s+)?(?:work\s+experience|(?:work\s+)?placement)\b"
        r"|\bfor\s+(?:two|2)\s+weeks\b|^\W*(?:two|2)\s+weeks\b(?:\s+(?:please|pls|plz))?\W*$",
        re.IGNORECASE,
    ),
}
_MORE = re.compile(r"\b(?:more|others?|else|different|next|another)\b", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:at|in|with|involving)\s+(?:an?\s|the\s|some\s|my\s)?\s*([a-z][a-z' -]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """A search as it was asked for, in ids and words of the message; `offset` counts offers."""

    sector: str | None = None
    occupation: str | None = None
    kind: str | None = None
    place: str | None = None
    when: str | None = None
    words: str = ""
    interest: str | None = None
    offset: int = 0

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> "Asked":
        """Return the search that a slot holds."""
        return cls(**value) if value else cls()

    def to_json(self) -> dict[str, Any]:
        """Return the form that a slot can hold."""
        return asdict(self)

    def wish(self, place: Place | None, *, today: date) -> Wish:
        """Return the search for the database; `place` is where `self.place` lies."""
        span = span_of(self.when, today=today) if self.when else None
        return Wish(
            words=self.words,
            sector=self.sector or self._sector_liked,
            occupation=self.occupation,
            kind=SlotKind(self.kind) if self.kind else None,
            place=place,
            starts_from=span.first if span else None,
            starts_to=span.last if span else None,
        )

    @property
    def likes(self) -> frozenset[str]:
        """The sectors that go with the interest, which come first where there are several."""
        return sectors_liked(load_library(), [self.interest] if self.interest else [])

    @property
    def topic(self) -> str:
        """What may have to be given up where nothing fits it, in words: "dragons"."""
        return load_library().interests[self.interest].name if self.interest else self.words

    def without_topic(self) -> "Asked":
        """Return the search with words and interest given up and the rest kept."""
        return replace(self, words="", interest=None)

    @property
    def _sector_liked(self) -> str | None:
        return next(iter(self.likes)) if len(self.likes) == 1 else None


def asked_in(turn: Turn) -> Asked:
    """Return what a message looks for; where it only narrows the last search, that one narrowed."""
    before = Asked.from_json(turn.slot("wish"))
    page = turn.entity("page")
    if page is not None:
        return replace(before, offset=int(page))
    new = _named_in(turn)
    names_a_field = new.sector or new.occupation or new.words or new.interest
    if names_a_field or turn.screen.kind is not Kind.SLOTS:
        return new
    narrowed = {name: value for name, value in asdict(new).items() if value}
    if not narrowed and _MORE.search(turn.text):
        return replace(before, offset=before.offset + PAGE)
    return replace(before, offset=0, **narrowed) if narrowed else new


def narrows_search(turn: Turn) -> bool:
    """Return whether a message names a kind, a place or a time while offers are on the screen."""
    says_how = turn.entity("place") or turn.entity("date") or _kind_in(turn.text)
    return turn.screen.kind is Kind.SLOTS and says_how is not None


def looks_there(turn: Turn) -> bool:
    """Return whether a place narrows the offers on the screen: "only in Sheffield"."""
    if turn.screen.kind is not Kind.SLOTS or turn.tracker.active_loop_name is not None:
        return False
    return turn.entity("place") is not None and not (turn.is_button or tells_home(turn.text))


def _named_in(turn: Turn) -> Asked:
    sector, occupation = turn.entity("sector"), turn.entity("occupation")
    interest = turn.entity("interest")
    named = sector or occupation
    words = "" if named or interest or turn.is_button else _words_of(turn)
    return Asked(
        sector=None if occupation else sector,
        occupation=occupation,
        kind=_kind_in(turn.text),
        place=turn.entity("place"),
        when=turn.entity("date"),
        words=words,
        interest=None if named else interest,
    )


def _kind_in(text: str) -> str | None:
    return next((kind.value for kind, pattern in _KINDS.items() if pattern.search(text)), None)


def _words_of(turn: Turn) -> str:
    """Return what stands behind "at", "in" or "with", once places and dates are taken out."""
    text = turn.text
    spans = [(e["start"], e["end"]) for e in turn.tracker.latest_message.get("entities", [])]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}|{text[end:]}"
    match = _WITH.search(text)
    return match[1].strip() if match is not None else ""
