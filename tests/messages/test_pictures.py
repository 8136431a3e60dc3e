"""Pictures: drawn of the values that are kept, said in words, refused where they are none."""

import io

import pytest
from PIL import Image

from messages.domain.content import Picture, Say, picture_in
from messages.pictures.bars import Bar, draw_bars
from messages.pictures.drawing import UndrawableError, alt_of, draw
from messages.pictures.tiles import HEIGHT, WIDTH, draw_tiles
from messages.services.chats import open_chat
from messages.services.outbox import enqueue
from messages.services.pictures import NoPictureError, picture_of, words_for
from messages.tables import Channel, Outbox
from messages.words import WORDING
from storage.database import reading, transaction

COUNTS = {"waiting": 1, "ahead": 0, "past": 3, "employers": 2}
PROGRESS = Picture("progress", COUNTS)
BARS = [["Making and mending", 6, 6], ["Finding out", 3, 4], ["Creating", 0, 6]]
LIKES = Picture("likes", {"bars": BARS})
FILLED = (11, 92, 102)


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def test_progress_is_a_png_of_a_size_that_a_phone_shows_well():
    image = opened(draw(PROGRESS))

    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(draw(PROGRESS)) < 100_000


def test_other_values_are_another_picture_and_the_same_ones_are_drawn_once():
    assert draw(PROGRESS) is draw(Picture("progress", dict(reversed(COUNTS.items()))))
    assert draw(PROGRESS) != draw(Picture("progress", COUNTS | {"past": 4}))


def filled(image: Image.Image) -> int:
    """Return how many points of a picture have the colour of bars."""
    return image.convert("RGB").tobytes().count(bytes(FILLED))


def test_likes_are_a_png_with_a_bar_for_each():
    image = opened(draw(LIKES))
    nothing = draw(Picture("likes", {"bars": [[name, 0, most] for name, _, most in BARS]}))

    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(draw(LIKES)) < 100_000
    assert filled(image) > 20_000
    assert filled(opened(nothing)) == 0


def test_a_longer_bar_is_more_and_likes_are_drawn_once():
    less = Picture("likes", {"bars": [["Making and mending", 5, 6], *BARS[1:]]})

    assert draw(LIKES) is draw(Picture("likes", {"bars": [list(row) for row in BARS]}))
    assert filled(opened(draw(less))) < filled(opened(draw(LIKES)))


def test_the_words_of_likes_say_each_bar():
    assert alt_of(LIKES) == (
        "A picture of your quiz answers, a bar for each kind of work. "
        "Making and mending: 6 of 6. Finding out: 3 of 4. Creating: 0 of 6."
    )


def test_six_long_labels_stay_on_the_picture():
    bars = [Bar("A label that is longer than any of ours", 9, 9, "9 of 9")] * 6
    image = opened(draw_bars("A title that is longer than any of ours is", bars)).convert("RGB")
    edge = {image.getpixel((x, y)) for y in range(HEIGHT) for x in (0, WIDTH - 1)}
    edge |= {image.getpixel((x, y)) for x in range(WIDTH) for y in (0, HEIGHT - 1)}

    assert len(edge) == 1


def test_its_words_hold_every_number():
    words = alt_of(PROGRESS)

    assert words.startswith("A picture of your record.")
    assert "Approved and over: 3." in words
    assert "employers among those: 2." in words


@pytest.mark.parametrize(
    "picture",
    [
        Picture("no such kind", COUNTS),
        Picture("progress"),
        Picture("progress", COUNTS | {"more": 1}),
        Picture("progress", COUNTS | {"past": "3"}),
        Picture("progress", COUNTS | {"past": True}),
        Picture("progress", COUNTS | {"past": -1}),
        Picture("progress", COUNTS | {"past": 10_000}),
        Picture("likes"),
        Picture("likes", {"bars": []}),
        Picture("likes", {"bars": BARS * 3}),
        Picture("likes", {"bars": BARS, "more": 1}),
        Picture("likes", {"bars": ["Creating"]}),
        Picture("likes", {"bars": [["Créating", 1, 6]]}),
        Picture("likes", {"bars": [["C" * 41, 1, 6]]}),
        Picture("likes", {"bars": [["Creating", 7, 6]]}),
        Picture("likes", {"bars": [["Creating", 0, 0]]}),
        Picture("likes", {"bars": [["Creating", True, 6]]}),
    ],
)
def test_what_is_no_picture_is_refused_and_shown_nowhere(picture):
    with pytest.raises(UndrawableError):
        draw(picture)
    with pytest.raises(UndrawableError):
        alt_of(picture)
    assert words_for(picture) == ""


def test_the_labels_have_only_letters_that_the_font_has():
    texts = [WORDING.text(f"tile_{name}") for name in ("title", *COUNTS)]
    texts += [WORDING.text("bar_title"), WORDING.text("bar_value", points=1, most=6)]

    assert all(text.isascii() for text in texts)


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_great_numbers_and_long_labels_stay_on_their_tiles(count):
    tiles = [(9_999, "a label that is longer than any of ours")] * count
    image = opened(draw_tiles("A title", tiles)).convert("RGB")
    edge = {image.getpixel((x, y)) for y in range(HEIGHT) for x in (0, WIDTH - 1)}

    assert len(edge) == 1


@pytest.mark.parametrize(
    "content",
    [
        *({}, {"picture": None}, {"picture": "progress"}, {"picture": {"kind": "progress"}}),
        *({"picture": {"kind": 1, "about": {}}}, {"picture": {"kind": "x", "about": []}}),
    ],
)
def test_data_without_a_picture_has_none(content):
    assert picture_in(content) is None


def test_a_picture_is_kept_with_its_message_and_belongs_to_its_chat(any_db, now):
    mine, other = (
        open_chat(any_db, channel=Channel.WEB, address=address, now=now) for address in "ab"
    )
    with transaction(any_db) as session:
        enqueue(session, mine, [Say("Your record.", picture=PROGRESS), Say("More.")], now=now)
    with reading(any_db) as session:
        shown, plain = [row.id for row in session.query(Outbox).order_by(Outbox.id)]

    assert picture_of(any_db, mine, shown) == draw(PROGRESS)
    for chat_key, outbox_id in ((other, shown), (mine, plain), (mine, 0)):
        with pytest.raises(NoPictureError):
            picture_of(any_db, chat_key, outbox_id)
