"""The small language of the rules, and its matcher, whose time grows linearly with the text.

A line is a pattern: elements between spaces, to be found in this order.
`a|b` is either word; `+hit` any form of the verb; `{family}` a named class; `x?` may be missing;
`~3` lets up to three other words stand here; `<` and `>` are the text's beginning and end;
`!a|{b}` at the end of the line: no match where such a word stands within `NEAR` words.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

NEAR = 8  # words on either side of a match in which a blocking word counts
BEGIN, END = "<", ">"
_Class = frozenset[str]
_Places = Mapping[_Class, Sequence[int]]


@dataclass(frozen=True)
class Reading:
    """A text as words with their positions; the end of a sentence leaves positions empty."""

    words: tuple[str, ...]
    positions: tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern: classes of words, how many words may lie before each, the blockers."""

    classes: tuple[_Class, ...]
    gaps: tuple[int, ...]
    blockers: _Class


@dataclass(frozen=True)
class Vocabulary:
    """What the elements `{name}` and `+verb` stand for."""

    classes: Mapping[str, str]
    verbs: Mapping[str, str]

    def words_of(self, element: str) -> _Class:
        """Return every word that an element without its marks stands for.

        Raises:
            KeyError: it names a class or a verb that does not exist.
            ValueError: a word is missing (`a||b`).
        """
        words: set[str] = set()
        for part in element.split("|"):
            if part.startswith("{"):
                words |= self.words_of("|".join(self.classes[part[1:-1]].split()))
            elif not part:
                raise ValueError(f"a word is missing in {element!r}")
            elif part.startswith("+"):
                words |= {part[1:], *self.verbs[part[1:]].split()}
            else:
                words.add(part)
        return frozenset(words)


def compile_patterns(lines: str, vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    """Return the patterns of the lines; an optional element makes two patterns of one.

    Raises:
        KeyError: an element names a class or a verb that does not exist.
    """
    return tuple(
        pattern
        for line in lines.splitlines()
        if line.strip()
        for pattern in _compile(line.split(), vocabulary)
    )


def words_of_patterns(patterns: Iterable[Pattern]) -> frozenset[str]:
    """Return every word that a pattern asks for or is blocked by."""
    return frozenset(
        word
        for pattern in patterns
        for group in (*pattern.classes, pattern.blockers)
        for word in group
    ) - {BEGIN, END}


class Matcher:
    """Finds many patterns at once: an index from words to the classes they belong to."""

    def __init__(self, patterns: Sequence[Pattern], common: frozenset[str]) -> None:
        """`common` words are in nearly every text: a pattern is looked up by a rarer class."""
        self._classes_of: dict[str, list[_Class]] = defaultdict(list)
        self._by_rarest: dict[_Class, list[int]] = defaultdict(list)
        self._patterns = tuple(patterns)
        for group in {group for pattern in patterns for group in pattern.classes}:
            for word in group:
                self._classes_of[word].append(group)
        for number, pattern in enumerate(patterns):
            rarest = min(pattern.classes, key=lambda group: (len(group & common), len(group)))
            self._by_rarest[rarest].append(number)

    def find(self, reading: Reading) -> dict[int, tuple[int, int]]:
        """Return, by number of the pattern, the first and last word of its first match."""
        places = self._places(reading)
        found: dict[int, tuple[int, int]] = {}
        for group in places:
            for number in self._by_rarest.get(group, ()):
                span = _first_match(self._patterns[number], places, reading)
                if span is not None:
                    found[number] = span
        return found

    def _places(self, reading: Reading) -> _Places:
        places: dict[_Class, list[int]] = defaultdict(list)
        last = reading.positions[-1] if reading.positions else -1
        marks = ((BEGIN, -1), *zip(reading.words, reading.positions, strict=True), (END, last + 1))
        for word, position in marks:
            for group in self._classes_of.get(word, ()):
                places[group].append(position)
        return places


def _compile(tokens: list[str], vocabulary: Vocabulary) -> Iterable[Pattern]:
    blockers: frozenset[str] = frozenset()
    steps: list[tuple[_Class, int, bool]] = []
    gap = 0
    for token in tokens:
        if token.startswith("!"):
            blockers |= vocabulary.words_of(token[1:])
        elif token.startswith("~"):
            gap = int(token[1:])
        else:
            words = vocabulary.words_of(token.removesuffix("?"))
            steps.append((words, gap, token.endswith("?")))
            gap = 0
    for keep in product(*[(True, False) if optional else (True,) for _, _, optional in steps]):
        kept = [step for step, is_kept in zip(steps, keep, strict=True) if is_kept]
        yield Pattern(
            tuple(words for words, _, _ in kept), tuple(gap for _, gap, _ in kept), blockers
        )


def _first_match(pattern: Pattern, places: _Places, reading: Reading) -> tuple[int, int] | None:
    if any(group not in places for group in pattern.classes):
        return None
    ends = [(position, position) for position in places[pattern.classes[0]]]
    for group, gap in zip(pattern.classes[1:], pattern.gaps[1:], strict=True):
        ends = _extend(ends, places[group], gap)
        if not ends:
            return None
    for start, end in ends:
        first, last = _word_span(reading, start, end)
        around = reading.words[max(0, first - NEAR) : last + 1 + NEAR]
        if pattern.blockers.isdisjoint(around):
            return first, last
    return None


def _extend(
    ends: list[tuple[int, int]], positions: Sequence[int], gap: int
) -> list[tuple[int, int]]:
    """Return the matches that go on to one of the positions, from the nearest one before it."""
    longer = []
    index = -1
    for position in positions:
        while index + 1 < len(ends) and ends[index + 1][1] < position:
            index += 1
        if index >= 0 and position - ends[index][1] <= gap + 1:
            longer.append((ends[index][0], position))
    return longer


def _word_span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    first = bisect_left(reading.positions, start)
    return first, max(first, bisect_right(reading.positions, end) - 1)
