"""Numbers on tiles, each with a label: large enough to be read on a phone."""

import io
from collections.abc import Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1080, 720  # Telegram shows up to 1280; a phone is about 360 wide: a third
MARGIN, _GAP, _HEAD = 48, 32, 144
PAPER, _TILE, INK, _NUMBER = "#f3f6f6", "#ffffff", "#10201f", "#0b5c66"  # contrast above 7:1
TITLE_PX, _NUMBER_PX, _LABEL_PX = 54, 132, 40
_COLUMNS = 2


def draw_tiles(title: str, tiles: Sequence[tuple[int, str]]) -> bytes:
    """Return a PNG with up to four numbers under a title, in rows of two.

    The font that Pillow brings along has the letters of ASCII only: labels must keep to them.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, MARGIN), title, font=font(TITLE_PX), fill=INK)
    rows = -(-len(tiles) // _COLUMNS)
    width = (WIDTH - 2 * MARGIN - _GAP) // _COLUMNS
    height = (HEIGHT - _HEAD - MARGIN - _GAP * (rows - 1)) // max(rows, 1)
    for index, (number, label) in enumerate(tiles):
        row, column = divmod(index, _COLUMNS)
        left, top = MARGIN + column * (width + _GAP), _HEAD + row * (height + _GAP)
        draw.rounded_rectangle((left, top, left + width, top + height), 24, fill=_TILE)
        middle = left + width // 2
        draw.text(
            (middle, top + height * 0.4), f"{number:,}", _NUMBER, font(_NUMBER_PX), anchor="mm"
        )
        label_font = fitting(label, width - _GAP, _LABEL_PX)
        draw.text((middle, top + height * 0.8), label, INK, label_font, anchor="mm")
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG")
    return out.getvalue()


@cache
def font(px: int) -> ImageFont.FreeTypeFont:
    """Return the letters of that height."""
    letters = ImageFont.load_default(px)
    if not isinstance(letters, ImageFont.FreeTypeFont):
        raise TypeError("this Pillow draws no scalable letters")
    return letters


def fitting(label: str, width: float, px: int) -> ImageFont.FreeTypeFont:
    """Return the largest letters, up to `px` and not below half of it, in which a label fits."""
    smallest = px // 2
    while font(px).getlength(label) > width and px > smallest:
        px -= 2
    return font(px)
