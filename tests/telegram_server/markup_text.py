"""Text with entities: HTML as Telegram reads it, automatic entities, lengths in UTF-16."""

import re
from dataclasses import dataclass

from tests.telegram_server.errors import bad_request
from tests.telegram_server.html_text import read_html
from tests.telegram_server.shapes import Json

_TRAILING = ".,!?:;'\")"
# One expression per kind that Telegram finds by itself; a command is not found within a path.
_AUTOMATIC = (
    (
        "bot_command",
        re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@])"),
    ),
    ("url", re.compile(r"(?<![\w@])https?://[^\s<>\"«»]+", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
)
_CLOSED = {"code", "pre", "text_link"}  # nothing is found within these
LONGEST_ARGUMENT_BYTES = 1 << 15


@dataclass(frozen=True)
class Formatted:
    """A text without its tags, and its entities; offsets and lengths count UTF-16 units."""

    text: str
    entities: tuple[Json, ...] = ()

    def fields(self, text: str = "text", entities: str = "entities") -> Json:
        """Return the fields of a message, the entities only where there are any."""
        body: Json = {text: self.text} if self.text else {}
        if self.entities:
            body[entities] = [dict(entity) for entity in self.entities]
        return body


def utf16_length(text: str) -> int:
    """Return the length Telegram counts: an emoji beyond the basic plane is two."""
    return len(text.encode("utf-16-le")) // 2


def format_text(text: str, parse_mode: str, given: list[Json]) -> Formatted:
    """Return what is shown of a text that the bot sends.

    Raises:
        ApiError: the text is far too long, the mode is unknown, or the HTML is wrong. Markdown,
            which the real server reads, is refused here: the product never sends it.
    """
    if len(text.encode()) > LONGEST_ARGUMENT_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if mode == "html":
        plain, entities = read_html(text)
    elif mode in ("", "none"):
        plain, entities = text, [dict(entity) for entity in given]
    else:
        raise bad_request("Unsupported parse_mode")
    return with_automatic(*_trimmed(plain, entities))


def with_automatic(text: str, entities: list[Json]) -> Formatted:
    """Add commands, addresses, mentions and hashtags that Telegram finds by itself."""
    found = list(entities)
    taken = [_span(entity) for entity in entities if entity["type"] in _CLOSED]
    for kind, pattern in _AUTOMATIC:
        for match in pattern.finditer(text):
            shown = match[0].rstrip(_TRAILING) if kind == "url" else match[0]
            start = utf16_length(text[: match.start()])
            end = start + utf16_length(shown)
            if all(end <= low or start >= high for low, high in taken):
                found.append({"type": kind, "offset": start, "length": end - start})
                taken.append((start, end))
    found.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(text, tuple(found))


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Cut white space from both ends, as the server does, and the entities with it."""
    shown = text.strip()
    before = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(shown)
    kept = []
    for entity in entities:
        low, high = (min(max(place - before, 0), end) for place in _span(entity))
        if high > low:
            kept.append({**entity, "offset": low, "length": high - low})
    return shown, kept
