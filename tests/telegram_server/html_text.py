"""Reads Telegram's HTML and refuses it with the real server's words and byte offsets."""

import re
from dataclasses import dataclass

from tests.telegram_server.errors import ApiError, bad_request
from tests.telegram_server.shapes import Json

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,7})|#(\d{1,8})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"""([^\s=>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>]))""")
_BARE = re.compile(r"expandable(?=[\s>])")
_SPACE = re.compile(r"\s*")


@dataclass
class _Open:
    name: str
    offset: int
    attributes: dict[str, str]


def read_html(source: str) -> tuple[str, list[Json]]:
    """Return the text without tags and its entities in UTF-16 units.

    Raises:
        ApiError: "can't parse entities: …" with what is wrong and where, in bytes.
    """
    reader = _Reader(source)
    reader.read()
    return reader.text, reader.entities


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._shown: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self.entities: list[Json] = []

    @property
    def text(self) -> str:
        return "".join(self._shown)

    def read(self) -> None:
        while self._at < len(self._source):
            letter = self._source[self._at]
            if letter == "<" and self._source[self._at + 1 : self._at + 2] == "/":
                self._end_tag()
            elif letter == "<":
                self._start_tag()
            else:
                self._letter(letter)
        if self._open:
            name = self._open[-1].name
            raise _wrong(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _letter(self, letter: str) -> None:
        reference = _REFERENCE.match(self._source, self._at) if letter == "&" else None
        decoded = _decoded(reference) if reference else None
        self._at += len(reference[0]) if reference and decoded else 1
        shown = decoded or letter
        self._shown.append(shown)
        self._offset += 1 + (ord(shown) > 0xFFFF)

    def _start_tag(self) -> None:
        begin = self._at
        name = self._name(begin + 1)
        if self._at >= len(self._source):
            raise self._wrong_at("Unclosed start tag", begin)
        if name not in _KINDS:
            raise self._wrong_at(f'Unsupported start tag "{name}"', begin)
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong_at('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(name, self._offset, attributes))

    def _attributes(self, name: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._at = self._past_space(self._at)
            if self._at >= len(self._source):
                raise self._wrong_at("Unclosed start tag", begin)
            if self._source[self._at] == ">":
                self._at += 1
                return found
            bare = _BARE.match(self._source, self._at) if name == "blockquote" else None
            match = bare or _ATTRIBUTE.match(self._source, self._at)
            if match is None:
                detail = f'Expected equal sign in declaration of an attribute of the tag "{name}"'
                raise self._wrong_at(detail, begin)
            self._at = match.end()
            key, value = (match[0], "") if bare else (match[1], match[2] or match[3] or match[4])
            found[key.lower()] = _REFERENCE.sub(lambda each: _decoded(each) or each[0], value or "")

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise self._wrong_at("Unexpected end tag", begin)
        name = self._name(begin + 2)
        self._at = self._past_space(self._at)
        if self._source[self._at : self._at + 1] != ">":
            raise self._wrong_at("Unclosed end tag", begin)
        expected = self._open[-1].name
        if name and name != expected:
            place = f"Unmatched end tag at byte offset {self._bytes_to(begin)}"
            raise _wrong(f'{place}, expected "</{expected}>", found "</{name}>"')
        self._at += 1
        self._close(self._open.pop())

    def _close(self, tag: _Open) -> None:
        length = self._offset - tag.offset
        if length == 0:
            return
        entity: Json = {"type": _KINDS[tag.name], "offset": tag.offset, "length": length}
        if tag.name == "a":
            link = tag.attributes.get("href") or self._shown_from(tag.offset)
            if "." not in link and "://" not in link:
                return  # an address that leads nowhere leaves plain text
            entity["url"] = link
        elif tag.name == "tg-emoji":
            entity["custom_emoji_id"] = tag.attributes.get("emoji-id", "")
        elif tag.name == "blockquote" and "expandable" in tag.attributes:
            entity["type"] = "expandable_blockquote"
        self.entities.append(entity)

    def _shown_from(self, offset: int) -> str:
        return self.text.encode("utf-16-le")[offset * 2 :].decode("utf-16-le")

    def _name(self, start: int) -> str:
        match = _NAME.match(self._source, start)
        self._at = match.end() if match else start
        return self._source[start : self._at].lower()

    def _past_space(self, start: int) -> int:
        match = _SPACE.match(self._source, start)
        return match.end() if match else start

    def _bytes_to(self, place: int) -> int:
        return len(self._source[:place].encode())

    def _wrong_at(self, detail: str, place: int) -> ApiError:
        return _wrong(f"{detail} at byte offset {self._bytes_to(place)}")


def _decoded(reference: "re.Match[str]") -> str | None:
    """Return the letter meant; None where there is none, and the reference stays as it is."""
    if reference[3]:
        return _NAMED[reference[3]]
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code)


def _wrong(detail: str) -> ApiError:
    return bad_request(f"can't parse entities: {detail}")
