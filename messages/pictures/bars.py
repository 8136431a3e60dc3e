"""How much of each of a few things, as bars below each other, to be read on a phone."""

import io
from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image, ImageDraw

from messages.pictures.tiles import HEIGHT, INK, MARGIN, PAPER, TITLE_PX, WIDTH, fitting, font

_HEAD, _BAR_PX, _LABEL_PX = 136, 26, 38
_TRACK, _FILL = "#d5dfde", "#0b5c66"  # against each other above 5:1


class Bar(NamedTuple):
    """A label, how much there is, and the most that there could be; `value` says it in words."""

    label: str
    points: int
    most: int
    value: str


def draw_bars(title: str, bars: Sequence[Bar]) -> bytes:
    """Return a PNG with bars under a title; its labels must keep to ASCII, as on tiles."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, MARGIN), title, INK, fitting(title, WIDTH - 2 * MARGIN, TITLE_PX))
    height = (HEIGHT - _HEAD - MARGIN // 3) / max(len(bars), 1)
    for index, bar in enumerate(bars):
        _draw_bar(draw, bar, top=_HEAD + index * height, height=height)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG")
    return out.getvalue()


def _draw_bar(draw: ImageDraw.ImageDraw, bar: Bar, *, top: float, height: float) -> None:
    """Draw a bar in its row: words above, the filled part of a track below."""
    left, right = MARGIN, WIDTH - MARGIN
    value = font(_LABEL_PX)
    room = right - left - value.getlength(bar.value) - MARGIN
    draw.text((left, top), bar.label, INK, fitting(bar.label, room, _LABEL_PX))
    draw.text((right, top), bar.value, INK, value, anchor="ra")
    above = top + height - _BAR_PX - 12
    draw.rounded_rectangle((left, above, right, above + _BAR_PX), _BAR_PX // 2, fill=_TRACK)
    if bar.points:
        end = left + max(_BAR_PX, (right - left) * bar.points / bar.most)
        draw.rounded_rectangle((left, above, end, above + _BAR_PX), _BAR_PX // 2, fill=_FILL)
