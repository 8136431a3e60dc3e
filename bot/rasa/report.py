"""Writes what was measured as Markdown tables, and puts them into a page."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from bot.rasa.measures import (
    Reading,
    calibration_error,
    f1_of_occupations,
    rejects_of,
    reliability,
    shares_of,
)

MOST_CONFUSIONS = 30


def report(clean: Sequence[Reading], typos: Sequence[Reading]) -> Iterator[str]:
    """Yield the lines of a report on sentences as they were written and miswritten."""
    sets = {"as written": clean, "with typos": typos}
    yield from _overall(sets)
    yield ""
    yield from _reliability(sets)
    yield ""
    yield from _per_intent(clean, typos)
    yield ""
    found = [_occupations(readings) for readings in sets.values()]
    yield f"Occupations found: {found[0]} as written, {found[1]} with typos."
    yield ""
    yield "Most frequent confusions (meant, understood), as written:"
    yield ""
    yield from _confusions(clean)
    yield ""


def replace_section(page: Path, text: str, *, name: str) -> None:
    """Put a text between the page's markers of that name.

    Raises:
        ValueError: the page lacks a marker.
    """
    begin, end = markers(name)
    before = page.read_text(encoding="utf-8")
    head, found, rest = before.partition(begin)
    _, found_end, tail = rest.partition(end)
    if not (found and found_end):
        raise ValueError(f"{page} must hold the lines {begin} and {end}")
    page.write_text(f"{head}{begin}\n{text}{end}{tail}", encoding="utf-8")


def markers(name: str) -> tuple[str, str]:
    """Return the two lines between which a section of that name stands."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def _overall(sets: Mapping[str, Sequence[Reading]]) -> Iterator[str]:
    yield (
        "| | sentences | top-1 | top-3 | answered rightly | asked back | answered wrongly "
        "| out-of-scope noticed | others rejected |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for name, readings in sets.items():
        s, r = shares_of(readings), rejects_of(readings)
        parts = (s.top_1, s.top_3, s.right, s.asked, s.wrong, r.recall, r.false)
        yield f"| {name} | {len(readings)} | {' | '.join(f'{part:.1%}' for part in parts)} |"


def _reliability(sets: Mapping[str, Sequence[Reading]]) -> Iterator[str]:
    yield "| confidence | sentences | mean confidence | right |"
    yield "|---|---|---|---|"
    for name, readings in sets.items():
        sure = np.array([one.confidence for one in readings], dtype=np.float32)
        right = np.array([one.is_right for one in readings])
        for one in reliability(sure, right):
            yield f"| {name} | {one.count} | {one.sure:.2f} | {one.right:.2f} |"
        error = calibration_error(sure, right)
        yield f"| {name}, expected calibration error | {len(readings)} | {error:.3f} | |"


def _per_intent(clean: Sequence[Reading], typos: Sequence[Reading]) -> Iterator[str]:
    yield "| intent | sentences | precision | recall | top-3 | asked back | recall with typos |"
    yield "|---|---|---|---|---|---|---|"
    understood = Counter(one.best for one in clean)
    for intent in sorted({one.example.intent for one in clean}):
        of_intent = [one for one in clean if one.example.intent == intent]
        miswritten = [one for one in typos if one.example.intent == intent]
        precision = sum(one.is_right for one in of_intent) / max(1, understood[intent])
        s = shares_of(of_intent)
        yield (
            f"| {intent} | {len(of_intent)} | {precision:.0%} | {s.top_1:.0%} "
            f"| {s.top_3:.0%} | {s.asked:.0%} | {shares_of(miswritten).top_1:.0%} |"
        )


def _occupations(readings: Sequence[Reading]) -> str:
    precision, recall, f1 = f1_of_occupations(readings)
    return f"F1 {f1:.1%} (precision {precision:.1%}, recall {recall:.1%})"


def _confusions(readings: Sequence[Reading]) -> Iterator[str]:
    pairs = Counter((one.example.intent, one.best) for one in readings if not one.is_right)
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    for (meant, understood), count in ordered[:MOST_CONFUSIONS]:
        yield f"- {count} × {meant}, {understood}"
