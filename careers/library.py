"""The library: all careers content, read once, checked, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from careers.advice_reading import check_advice, read_advice
from careers.advice_types import Advice, Contact
from careers.content_types import Law, NamedOccupation, Rate, RouteRule, Topic
from careers.errors import ContentError, UnknownOccupationError
from careers.occupation_types import Occupation
from careers.quiz_reading import read_quiz
from careers.quiz_types import Quiz
from careers.reading import line_of, read_list, read_one

CONTENT = Path(__file__).parent / "content"

Entry = TypeVar("Entry", Topic, NamedOccupation, Occupation, Rate, Law, RouteRule, Contact)


@dataclass(frozen=True)
class Library:
    """Everything that can be told about work, by id."""

    occupations: Mapping[str, Occupation]
    named_occupations: Mapping[str, NamedOccupation]  # known by name only
    sectors: Mapping[str, Topic]
    interests: Mapping[str, Topic]
    subjects: Mapping[str, Topic]
    skills: Mapping[str, Topic]
    qualifications: Mapping[str, Topic]
    rates: Mapping[str, Rate]
    past_rates: tuple[Rate, ...]  # their ids are those of `rates`
    laws: Mapping[str, Law]
    route_rules: Mapping[str, RouteRule]
    contacts: Mapping[str, Contact]
    advice: Mapping[str, Advice]  # by intent
    quiz: Quiz

    def occupation(self, occupation_id: str) -> Occupation:
        """Return an occupation with its content.

        Raises:
            UnknownOccupationError: there is no content about it.
        """
        try:
            return self.occupations[occupation_id]
        except KeyError:
            raise UnknownOccupationError(occupation_id) from None

    def knows(self, occupation_id: str) -> bool:
        """Return whether anybody here has heard of an occupation, be it by name only."""
        return occupation_id in self.occupations or occupation_id in self.named_occupations

    def named_occupation(self, occupation_id: str) -> NamedOccupation:
        """Return the names of an occupation, whether there is content about it or not.

        Raises:
            UnknownOccupationError: nobody here has heard of it.
        """
        found = self.occupations.get(occupation_id) or self.named_occupations.get(occupation_id)
        if found is None:
            raise UnknownOccupationError(occupation_id)
        return found


@lru_cache(maxsize=1)
def load_library(content: Path = CONTENT) -> Library:
    """Return the library; the files are read once per process.

    Raises:
        ContentError: a file breaks its schema, or names something that is nowhere described.
    """
    library = Library(
        occupations=_read_occupations(content / "occupations"),
        named_occupations=_read(content / "named_occupations.yml", NamedOccupation),
        sectors=_read(content / "sectors.yml", Topic),
        interests=_read(content / "interests.yml", Topic),
        subjects=_read(content / "subjects.yml", Topic),
        skills=_read(content / "skills.yml", Topic),
        qualifications=_read(content / "qualifications.yml", Topic),
        rates=_read(content / "rates.yml", Rate),
        past_rates=read_list(content / "past_rates.yml", Rate),
        laws=_read(content / "laws.yml", Law),
        route_rules=_read(content / "route_rules.yml", RouteRule),
        contacts=_read(content / "contacts.yml", Contact),
        advice=read_advice(content),
        quiz=read_quiz(content / "quiz.yml"),
    )
    _check_references(library, content)
    return library


def _read(path: Path, model: type[Entry]) -> Mapping[str, Entry]:
    entries: dict[str, Entry] = {}
    for number, entry in enumerate(read_list(path, model)):
        if entry.id in entries:
            problem = f"{entry.id!r} is there twice"
            raise ContentError(path, line_of(path, (number, "id")), f"{number}.id", problem)
        entries[entry.id] = entry
    return MappingProxyType(entries)


def _read_occupations(folder: Path) -> Mapping[str, Occupation]:
    occupations: dict[str, Occupation] = {}
    for path in sorted(folder.glob("*.yml")):
        occupation = read_one(path, Occupation)
        if occupation.id != path.stem:
            problem = f"must be {path.stem!r}, like the file"
            raise ContentError(path, line_of(path, ("id",)), "id", problem)
        occupations[occupation.id] = occupation
    return MappingProxyType(occupations)


def _check_references(library: Library, content: Path) -> None:
    """Raise ContentError where an occupation names a topic that no list describes."""
    for occupation in library.occupations.values():
        path = content / "occupations" / f"{occupation.id}.yml"
        _check_known(path, "sector", (occupation.sector,), library.sectors)
        _check_known(path, "interests", occupation.interests, library.interests)
        _check_known(path, "subjects", occupation.subjects, library.subjects)
        _check_known(path, "skills", occupation.skills, library.skills)
        _check_related(path, occupation, library)
    path = content / "named_occupations.yml"
    for number, named in enumerate(library.named_occupations.values()):
        if named.sector not in library.sectors:
            line = line_of(path, (number, "sector"))
            raise ContentError(path, line, f"{number}.sector", f"no sector {named.sector!r}")
        if named.id in library.occupations:
            line = line_of(path, (number, "id"))
            raise ContentError(path, line, f"{number}.id", f"{named.id!r} has a file of its own")
    check_advice(
        library.advice,
        content,
        contacts=library.contacts,
        rates=library.rates,
        laws=library.laws,
    )


def _check_related(path: Path, occupation: Occupation, library: Library) -> None:
    for other in occupation.related:
        if other == occupation.id or not library.knows(other):
            problem = f"{other!r} is no other occupation"
            raise ContentError(path, line_of(path, ("related",)), "related", problem)


def _check_known(
    path: Path, field: str, named: Sequence[str], described: Mapping[str, Topic]
) -> None:
    for name in named:
        if name not in described:
            problem = f"{name!r} is not in {field.rstrip('s')}s.yml"
            raise ContentError(path, line_of(path, (field,)), field, problem)
