"""The key file: made on first run, readable by its owner only, never part of a backup.

Read by both environments (Python 3.10 syntax, no dependency but `cryptography`).
"""

import base64
import binascii
import json
import os
import secrets
from pathlib import Path

from storage.sealing import KEY_BYTES, KeyRing, Keys, SealError

KEY_FILE = "foothold.key"


class KeyFileError(Exception):
    """The key file or `FOOTHOLD_KEY` cannot be read; the message says how to mend it."""


def load_ring(home: Path, env_key: "str | None" = None) -> KeyRing:
    """Return the installation's keys, from `FOOTHOLD_KEY` where set, else from the key file.

    `FOOTHOLD_KEY` holds ``id:base64`` pairs separated by commas, the active one first; a
    single bare base64 value counts as key 1. The file is created where there is none.

    Raises:
        KeyFileError: what is there is not a key, or others can read the file.
    """
    if env_key:
        return _ring_from_text(env_key)
    path = home / KEY_FILE
    if not path.exists():
        _write(path, KeyRing(1, {1: secrets.token_bytes(KEY_BYTES)}))
    return _ring_from_file(path)


class KeyFile:
    """The key file's keys, read again when the file changes: a rotation needs no restart."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._ring = load_ring(home)
        self._read_at = self._changed_at()

    def seal(self, plain: bytes, context: str) -> bytes:
        """Return `plain` sealed with the newest key."""
        return self.newest().seal(plain, context)

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what was sealed, also with a key that was added since this process began.

        Raises:
            SealError: the key is nowhere, or the value was changed or moved.
        """
        try:
            return self._ring.unseal(sealed, context)
        except SealError:
            if self._changed_at() == self._read_at:
                raise
            return self.newest().unseal(sealed, context)

    def newest(self) -> KeyRing:
        """Return the keys as the file holds them now."""
        changed_at = self._changed_at()
        if changed_at != self._read_at:
            self._ring, self._read_at = load_ring(self._home), changed_at
        return self._ring

    def _changed_at(self) -> int:
        return (self._home / KEY_FILE).stat().st_mtime_ns


def open_keys(home: Path, env_key: "str | None" = None) -> Keys:
    """Return the installation's keys for a process that goes on: those of the file may change.

    Raises:
        KeyFileError: as for `load_ring`.
    """
    return load_ring(home, env_key) if env_key else KeyFile(home)


def add_key(home: Path) -> KeyRing:
    """Add a fresh active key to the key file and return the new ring; old keys stay.

    Raises:
        KeyFileError: the key file cannot be read.
    """
    ring = load_ring(home)
    new_id = max(ring.keys) + 1
    grown = KeyRing(new_id, {**ring.keys, new_id: secrets.token_bytes(KEY_BYTES)})
    _write(home / KEY_FILE, grown)
    return grown


def drop_old_keys(home: Path) -> KeyRing:
    """Keep only the active key in the key file and return the new ring."""
    ring = load_ring(home)
    kept = KeyRing(ring.active, {ring.active: ring.keys[ring.active]})
    _write(home / KEY_FILE, kept)
    return kept


def _write(path: Path, ring: KeyRing) -> None:
    """Replace the key file in one step, so that a crash leaves the old or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {str(key_id): base64.b64encode(key).decode() for key_id, key in ring.keys.items()}
    fresh = path.with_suffix(f".{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"active": ring.active, "keys": keys}, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _ring_from_file(path: Path) -> KeyRing:
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise KeyFileError(f"others can read {path}: run `chmod 600 {path}`")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        keys = {int(key_id): base64.b64decode(key) for key_id, key in content["keys"].items()}
        return KeyRing(int(content["active"]), keys)
    except (ValueError, KeyError, TypeError) as error:
        raise KeyFileError(f"{path} is not a key file: put the saved copy back") from error


def _ring_from_text(text: str) -> KeyRing:
    pairs = [part.strip().partition(":") for part in text.split(",")]
    try:
        keys = {int(head) if tail else 1: base64.b64decode(tail or head) for head, _, tail in pairs}
        return KeyRing(next(iter(keys)), keys)
    except (ValueError, binascii.Error) as error:
        raise KeyFileError("FOOTHOLD_KEY is not base64 of 32 bytes (or id:base64 pairs)") from error
