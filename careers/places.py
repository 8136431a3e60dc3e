"""Where a typed town, village or postcode area lies; coarse on purpose, and never more exact."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from math import asin, cos, radians, sin, sqrt
from types import MappingProxyType
from typing import NamedTuple

from careers.library import CONTENT

EARTH_RADIUS_KM = 6371.0088  # mean radius R1, IUGG / GRS 80
KM_PER_MILE = 1.609344  # international mile, exact
LOCAL_KM = 40.0  # what a student may mean by a name near the school; a day's travel, our choice
CLEARLY_LARGER = 10  # a city this many times larger than its namesakes is what people mean
SMALL_TOWN = 500  # stands for the villages whose population the source does not know
KNOWN_TOWN = 20_000  # people, from which on a town is known beyond its surroundings; our choice
MOST_NAMESAKES = 4  # as many as there is room for buttons
LONGEST_TYPED = 120  # characters; a place name is never longer
MOST_WORDS = 6  # of a place's full name, "Newcastle-under-Lyme near Stoke-on-Trent"

BEFORE_A_PLACE = frozenset({"in", "near", "from", "at", "around", "to", "by"})

OUTWARD = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)(?:\s*[0-9][a-z]{2})?\b", re.IGNORECASE)
NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)


@dataclass(frozen=True)
class Place:
    """A point on the map, WGS 84 in decimal degrees.

    `is_exact` is true only for an address; the middle of a town or of a postcode area is not,
    so a distance from it is told as "about". `reach_km` is how far a county or region reaches
    from its middle; a town has none.
    """

    name: str
    lat: float
    lon: float
    is_exact: bool
    reach_km: float | None = None


class Entry(NamedTuple):
    """A row of places.csv."""

    name: str
    label: str  # the name, with a larger town beside it where several places share the name
    lat: float
    lon: float
    population: int
    nation: str
    is_word: bool  # also an everyday word or a first name: "Reading", "Over", "Ashley"

    @property
    def place(self) -> Place:
        """The place as others see it."""
        return Place(self.label, self.lat, self.lon, is_exact=False)


@dataclass(frozen=True)
class Atlas:
    """Every known place, by the plain form of its names, and the postcode areas."""

    entries: tuple[Entry, ...]
    by_name: Mapping[str, tuple[Entry, ...]]
    areas: Mapping[str, Place]  # by the letters of the postcode
    areas_by_name: Mapping[str, Place]  # "bradford area"
    regions: Mapping[str, Place]  # counties and regions, by the plain form of their names


def find_places(text: str, *, near: Place | None = None) -> tuple[Place, ...]:
    """Return what a typed place can mean: nothing, one place, or several to choose from.

    Takes a town or village, also inside a short sentence ("I live in Leeds"), a full label as
    returned before, a county or region, and a postcode, of which only the outward part is looked
    at. Of places that share a name, one that is far larger is meant; but with `near` (the school)
    one close by comes first.
    """
    typed = text[:LONGEST_TYPED]
    atlas = load_atlas()
    outward = outward_postcode(typed)
    if outward is not None:
        return (atlas.areas[area_of(outward)],)
    name = plain(typed)
    wide = atlas.areas_by_name.get(name) or atlas.regions.get(name)
    if wide is not None:
        return (wide,)
    found = atlas.by_name.get(name) or _inside(atlas, name.split())
    return tuple(entry.place for entry in _meant(found, near))


def _inside(atlas: Atlas, typed: Sequence[str]) -> tuple[Entry, ...]:
    """Return what the longest place name in a sentence means; a plain word counts after "in"."""
    for length in range(min(MOST_WORDS, len(typed)), 0, -1):
        for start in range(len(typed) - length + 1):
            found = atlas.by_name.get(" ".join(typed[start : start + length]), ())
            is_place = start > 0 and typed[start - 1] in BEFORE_A_PLACE
            if found and (is_place or not any(entry.is_word for entry in found)):
                return found
    return ()


def _meant(found: Sequence[Entry], near: Place | None) -> tuple[Entry, ...]:
    """Return what a shared name can mean, the likeliest first."""
    if len(found) < 2:
        return tuple(found)
    by_size = sorted(found, key=lambda entry: -entry.population)
    large = by_size[0].population >= CLEARLY_LARGER * max(by_size[1].population, SMALL_TOWN)
    meant = by_size[:1] if large else by_size
    if near is None:
        return tuple(meant[:MOST_NAMESAKES])
    local = sorted(
        (entry for entry in found if distance_km(entry.place, near) <= LOCAL_KM),
        key=lambda entry: distance_km(entry.place, near),
    )
    far_city = [entry for entry in meant if large and entry not in local]
    return tuple([*local, *far_city][:MOST_NAMESAKES] or meant[:MOST_NAMESAKES])


def town_near(place: Place) -> str:
    """Return the nearest larger town that people know, to tell a place from its namesakes."""
    others = (
        entry
        for entry in load_atlas().entries
        if entry.population >= KNOWN_TOWN and entry.label != place.name
    )
    return min(others, key=lambda entry: distance_km(entry.place, place)).label


def is_postcode_area(place: Place) -> bool:
    """Return whether a place is only the middle of a postcode area: "York area"."""
    return plain(place.name) in load_atlas().areas_by_name


def outward_postcode(text: str) -> str | None:
    """Return the outward part ("BD3") of a postcode in the text, or None; the rest is dropped."""
    areas = load_atlas().areas
    for match in OUTWARD.finditer(text):
        outward = match[1].upper()
        if area_of(outward) in areas:
            return outward
    return None


def area_of(outward: str) -> str:
    """Return the letters of an outward postcode: "BD3" lies in area "BD"."""
    return "".join(takewhile(str.isalpha, outward.upper()))


def plain(text: str) -> str:
    """Return a name in the form in which names are compared: "St. Ives" is "st ives"."""
    return NOT_WORD.sub(" ", text.casefold().replace("'", "").replace("’", "")).strip()


def distance_km(a: Place, b: Place) -> float:
    """Return the distance between two places in kilometres, as the crow flies.

    Haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68, 1984).
    The sphere costs at most about 0.5 % against the ellipsoid: far less than the difference
    between a straight line and a bus route.

    Raises:
        ValueError: a latitude is outside [-90, 90] or a longitude outside [-180, 180].
    """
    for place in (a, b):
        if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
            raise ValueError(f"not a place on Earth: {place.lat}, {place.lon}")
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_chord_squared = (
        sin((lat_b - lat_a) / 2) ** 2
        + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half_chord_squared)))


def in_miles(distance_km: float) -> float:
    """Return kilometres as miles, which is what road signs here say."""
    return distance_km / KM_PER_MILE


@lru_cache(maxsize=1)
def load_atlas() -> Atlas:
    """Return all places; the files are read once per process."""
    entries = tuple(_entry(row) for row in _rows("places.csv"))
    by_name: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in {plain(entry.name), plain(entry.label)}:
            by_name[name].append(entry)
    for everyday, label in _rows("place_names.csv"):
        by_name[plain(everyday)] += [e for e in by_name[plain(label)] if e.label == label]
    areas = {
        letters: Place(f"{town} area", float(lat), float(lon), is_exact=False)
        for letters, town, lat, lon in _rows("postcode_areas.csv")
    }
    return Atlas(
        entries,
        MappingProxyType({name: tuple(found) for name, found in by_name.items()}),
        MappingProxyType(areas),
        MappingProxyType({plain(area.name): area for area in areas.values()}),
        MappingProxyType(dict(_regions())),
    )


def _regions() -> Iterator[tuple[str, Place]]:
    """Yield the counties and regions of England by each of their names."""
    for name, lat, lon, reach_km, also in _rows("regions.csv"):
        region = Place(name, float(lat), float(lon), is_exact=False, reach_km=float(reach_km))
        for one in (name, *also.split("|")):
            if one:
                yield plain(one), region


def _entry(row: list[str]) -> Entry:
    name, label, lat, lon, population, nation, is_word = row
    return Entry(name, label, float(lat), float(lon), int(population), nation, is_word == "1")


def _rows(file_name: str) -> list[list[str]]:
    with (CONTENT / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]
