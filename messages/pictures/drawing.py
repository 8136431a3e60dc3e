"""Which kinds of pictures there are, and drawing them; the same picture is drawn once."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from messages.domain.content import Picture
from messages.pictures.bars import Bar, draw_bars
from messages.pictures.tiles import draw_tiles
from messages.words import WORDING

About = Mapping[str, Any]
PROGRESS, LIKES = "progress", "likes"
_PROGRESS = ("waiting", "ahead", "past", "employers")  # the tiles, in order
_MOST = 9_999
_MOST_BARS, _LONGEST_LABEL = 6, 40
_CACHED = 64  # of about 10 KB each


class UndrawableError(Exception):
    """There is no such kind of picture, or it cannot be drawn of these values."""


class _Kind(NamedTuple):
    """What draws a kind of picture of its values, and what says the same in words.

    Both raise UndrawableError where the values are not what it is drawn of.
    """

    draw: Callable[[About], bytes]
    say: Callable[[About], str]


def draw(picture: Picture) -> bytes:
    """Return a picture as PNG.

    Raises:
        UndrawableError: there is no such kind, or its values are not what it is drawn of.
    """
    return _drawn(picture.kind, json.dumps(dict(picture.about), sort_keys=True))


def alt_of(picture: Picture) -> str:
    """Return what a picture shows, in words.

    Raises:
        UndrawableError: as for `draw`.
    """
    return _kind(picture.kind).say(picture.about)


@lru_cache(maxsize=_CACHED)
def _drawn(kind: str, about: str) -> bytes:
    return _kind(kind).draw(json.loads(about))


def _kind(kind: str) -> _Kind:
    try:
        return _KINDS[kind]
    except KeyError as error:
        raise UndrawableError(kind) from error


def _counts(about: About) -> About:
    """Return values that are whole numbers of a size that fits its tile."""
    if set(about) != set(_PROGRESS) or not all(_is_count(value) for value in about.values()):
        raise UndrawableError(PROGRESS)
    return about


def _bars(about: About) -> list[Bar]:
    """Return the bars of values like `{"bars": [["Creating", 5, 6]]}`."""
    rows = about.get("bars")
    if set(about) != {"bars"} or not isinstance(rows, list) or not 0 < len(rows) <= _MOST_BARS:
        raise UndrawableError(LIKES)
    return [_bar(row) for row in rows]


def _bar(row: object) -> Bar:
    if not isinstance(row, list | tuple) or len(row) != 3:
        raise UndrawableError(LIKES)
    label, points, most = row
    is_label = isinstance(label, str) and label.isascii() and len(label) <= _LONGEST_LABEL
    if not is_label or not _is_count(points) or not _is_count(most) or not points <= most > 0:
        raise UndrawableError(LIKES)
    return Bar(label, points, most, WORDING.text("bar_value", points=points, most=most))


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _MOST


def _draw_progress(about: About) -> bytes:
    counts = _counts(about)
    tiles = [(counts[name], WORDING.text(f"tile_{name}")) for name in _PROGRESS]
    return draw_tiles(WORDING.text("tile_title"), tiles)


def _say_progress(about: About) -> str:
    return WORDING.text("picture_progress", **_counts(about))


def _draw_likes(about: About) -> bytes:
    return draw_bars(WORDING.text("bar_title"), _bars(about))


def _say_likes(about: About) -> str:
    said = [WORDING.text("bar_said", label=bar.label, value=bar.value) for bar in _bars(about)]
    return WORDING.text("picture_likes", bars=" ".join(said))


_KINDS: Mapping[str, _Kind] = {
    PROGRESS: _Kind(_draw_progress, _say_progress),
    LIKES: _Kind(_draw_likes, _say_likes),
}
