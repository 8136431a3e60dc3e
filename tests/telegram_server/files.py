"""Files that were sent by either side, by file_id and by the path to download them from."""

import hashlib
import struct
from dataclasses import dataclass
from itertools import count

from tests.telegram_server.shapes import Json

PNG = b"\x89PNG\r\n\x1a\n"
_PICTURES = (PNG, b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")
LARGEST_DOWNLOAD = 20 * 1024 * 1024  # getFile refuses more
LARGEST_PHOTO = 10 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024


@dataclass(frozen=True)
class StoredFile:
    """The bytes of a file and its names."""

    file_id: str
    unique_id: str
    path: str
    content: bytes
    name: str
    mime_type: str

    def as_json(self) -> Json:
        """Return what every kind of file object has."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.content),
        }

    def as_document(self) -> Json:
        """Return the API's `Document`."""
        return {**self.as_json(), "file_name": self.name, "mime_type": self.mime_type}

    def as_photo(self) -> list[Json]:
        """Return the API's array of `PhotoSize`, here with one size."""
        width, height = self._size()
        return [{**self.as_json(), "width": width, "height": height}]

    def is_picture(self) -> bool:
        """Return whether it begins as a picture does."""
        return self.content.startswith(_PICTURES)

    def _size(self) -> tuple[int, int]:
        if self.content.startswith(PNG) and len(self.content) >= 24:
            width, height = struct.unpack(">II", self.content[16:24])
            return int(width), int(height)
        return 800, 600


class Files:
    """All files of one bot."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, content: bytes, *, name: str, mime_type: str, folder: str) -> StoredFile:
        """Keep a file and return it with a file_id of its own."""
        number = next(self._numbers)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        digest = hashlib.sha256(content).hexdigest()
        stored = StoredFile(
            file_id=f"BQACAgQAAx{number:06d}{digest[:24]}",
            unique_id=f"AgAD{digest[:12]}",
            path=f"{folder}/file_{number}.{suffix}",
            content=content,
            name=name,
            mime_type=mime_type,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with that id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file that is downloaded from that path."""
        return self._by_path.get(path)
