"""What a student looks for: read from a message, kept between messages, made a search."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from bot.actions.dates import BETWEEN, When, least_days, merged, most_days, when_of
from bot.actions.limits import IN_PERSON, ONLINE, limits_in, without_limits
from bot.actions.nearby import HERE
from bot.actions.reading import tells_home
from bot.actions.screen import Kind
from bot.actions.seasons import FAR
from bot.actions.turn import Turn
from careers.library import load_library
from careers.places import KM_PER_MILE, Place
from careers.suggest import sectors_liked
from employers.domain.kinds import SlotKind
from employers.domain.wish import PartOfDay, Wish
from schools.domain.terms import Calendar

PAGE = 3  # offers at a time
KEPT = 12  # offers that can still be named once they are off the screen
# "placement" and "work experience" alone are said of all kinds, so they ask for none in
# particular; "in two weeks" is a date.
_KINDS = {
    SlotKind.TALK: re.compile(r"\btalks?\b", re.IGNORECASE),
    SlotKind.TOUR: re.compile(r"\b(?:tours?|look(?:ing)? round)\b", re.IGNORECASE),
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
# "i cant do tuesdays", "im busy on mondays"
_CANT = re.compile(
    r"\b(?:can['’]?t|cannot|cant|busy|not free|unable|never free|hate)\b", re.IGNORECASE
)
_NO_CALENDAR = Calendar((), is_usual=True)
_WITH = re.compile(
    r"\b(?:at|in|with|involving)\s+(?:an?\s|the\s|some\s|my\s)?\s*([a-z][a-z' -]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """A search as it was asked for, in ids and words of the message; `offset` counts offers.

    `when` holds all dates that were said; `lasts` a length in ISO 8601, `is_as_long` that it is
    no longer. `how`, `miles`, `nearest` and `part_of_day` are as in `Limits`. `shown` are the
    offers that this chat saw last: id, label and town.
    """

    sector: str | None = None
    occupation: str | None = None
    kind: str | None = None
    place: str | None = None
    when: str | None = None
    lasts: str | None = None
    words: str = ""
    interest: str | None = None
    offset: int = 0
    how: str | None = None
    miles: int | None = None
    nearest: bool = False
    part_of_day: str | None = None
    is_as_long: bool = False
    shown: tuple[tuple[str, str, str], ...] = ()

    @classmethod
    def from_json(cls, value: Mapping[str, Any] | None) -> "Asked":
        """Return the search that a slot holds."""
        if not value:
            return cls()
        kept = value.get("shown", ())
        shown = tuple((str(id_), str(label), str(town)) for id_, label, town in kept)
        return cls(**{**value, "shown": shown})

    def to_json(self) -> dict[str, Any]:
        """Return the form that a slot can hold."""
        return asdict(self)

    def when_read(self, *, today: date, calendar: Calendar) -> When:
        """Return what the dates mean by that calendar."""
        values = self.when.split(BETWEEN) if self.when else []
        return when_of(values, today=today, calendar=calendar)

    def wish(self, place: Place | None, when: When) -> Wish:
        """Return the search for the database; `place` is where `self.place` lies."""
        span = when.span
        return Wish(
            words=self.words,
            sector=self.sector or self._sector_liked,
            occupation=self.occupation,
            kind=SlotKind(self.kind) if self.kind else None,
            in_person=self.how == IN_PERSON,
            near_km=self.miles * KM_PER_MILE if self.miles else None,
            nearest=self.nearest,
            part_of_day=PartOfDay(self.part_of_day) if self.part_of_day else None,
            most_days=most_days(self.lasts) if self.is_as_long else None,
            place=place,
            starts_from=span.first if span else None,
            starts_to=span.last if span and span.last != FAR else None,
            not_between=tuple((one.first, one.last) for one in when.without),
            only_on=when.only_on,
            not_on=when.not_on,
            least_days=least_days(self.lasts),
        )

    @property
    def likes(self) -> frozenset[str]:
        """The sectors that go with the interest, which come first where there are several."""
        return sectors_liked(load_library(), [self.interest] if self.interest else [])

    @property
    def has_field(self) -> bool:
        """Whether it says which kind of work it should be."""
        return bool(self.sector or self.occupation or self.interest or self.words)

    @property
    def topic(self) -> str:
        """What may have to be given up where nothing fits it, in words: "dragons"."""
        return load_library().interests[self.interest].name if self.interest else self.words

    def without_topic(self) -> "Asked":
        """Return the search with words and interest given up and the rest kept."""
        return replace(self, words="", interest=None)

    def showing(self, offers: Sequence[tuple[str, str, str]]) -> "Asked":
        """Return the search with what it has shown just now, before what was shown earlier."""
        ids = {offer[0] for offer in offers}
        earlier = [offer for offer in self.shown if offer[0] not in ids]
        return replace(self, shown=(*offers, *earlier)[:KEPT])

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
    if new.has_field or turn.screen.kind is not Kind.SLOTS:
        return _as_ruled_out(new, before)
    narrowed = {name: value for name, value in asdict(new).items() if value}
    if not narrowed and _MORE.search(turn.text):
        return replace(before, offset=before.offset + PAGE)
    return _narrowed(before, new, narrowed) if narrowed else _as_ruled_out(new, before)


def _as_ruled_out(new: Asked, before: Asked) -> Asked:
    """Return a new search that still leaves out what was ruled out before: online, weekdays."""
    how = new.how or (before.how if before.how == IN_PERSON else None)
    when = merged(before.when, new.when, is_new=True)
    return replace(new, how=how, when=when, shown=before.shown)


def _narrowed(before: Asked, new: Asked, said: dict[str, Any]) -> Asked:
    """Return the last search with what was said of it; a change of mind takes its place."""
    when = merged(before.when, new.when, is_new=False)
    kind = before.kind
    if new.how and new.how != ONLINE and kind == SlotKind.VIRTUAL.value:
        kind = None
    lasts_as_long = new.is_as_long if new.lasts else before.is_as_long
    place = {} if new.place != HERE or before.place is None else {"place": before.place}
    kept = {"kind": kind, **said, "when": when, "is_as_long": lasts_as_long, **place}
    return replace(before, offset=0, **kept)


def narrows_search(turn: Turn) -> bool:
    """Return whether a message limits the offers on the screen: a kind, place, time, length."""
    if turn.screen.kind is not Kind.SLOTS or turn.is_button or turn.tracker.active_loop_name:
        return False
    if tells_home(turn.text):
        return False
    limits = limits_in(turn)
    entities = any(turn.entity(name) for name in ("place", "date", "duration"))
    is_limited = limits.how or limits.is_local or limits.part_of_day
    return bool(entities or is_limited or _kind_in(turn.text))


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
    limits = limits_in(turn)
    online = SlotKind.VIRTUAL.value if limits.how == ONLINE else None
    kind = _kind_in(turn.text) or online
    here = HERE if limits.is_local else None
    return Asked(
        sector=None if occupation else sector,
        occupation=occupation,
        kind=kind,
        place=turn.entity("place") or here,
        when=BETWEEN.join(_dates(turn)) or None,
        lasts=turn.entity("duration"),
        words=words,
        interest=None if named else interest,
        how=limits.how,
        miles=limits.miles,
        nearest=limits.nearest,
        part_of_day=limits.part_of_day,
        is_as_long=limits.is_as_long,
    )


def _dates(turn: Turn) -> list[str]:
    """Return the dates of a message; what somebody can't do is left out, not wanted."""
    values = list(turn.entities("date"))
    if not _CANT.search(turn.text):
        return values
    return [f"not:{value.removeprefix('only:')}" if _is_day(value) else value for value in values]


def _is_day(value: str) -> bool:
    bare = value.removeprefix("only:")
    return bool(when_of([f"only:{bare}"], today=date.min, calendar=_NO_CALENDAR).only_on)


def _kind_in(text: str) -> str | None:
    return next((kind.value for kind, pattern in _KINDS.items() if pattern.search(text)), None)


def _words_of(turn: Turn) -> str:
    """Return what stands behind "at", "in" or "with", once places and dates are taken out."""
    text = turn.text
    spans = [(e["start"], e["end"]) for e in turn.tracker.latest_message.get("entities", [])]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}|{text[end:]}"
    match = _WITH.search(without_limits(text))
    return match[1].strip() if match is not None else ""
