"""Authenticated encryption of single values; read by both environments (Python 3.10 syntax)."""

import os
import struct
from dataclasses import dataclass
from typing import Dict, Protocol  # noqa: UP035

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32  # AES-256
NONCE_BYTES = 12  # NIST SP 800-38D, section 8.2: 96 bits for a random nonce
_VERSION = 1
_HEADER = struct.Struct(">BI")  # format version, key id


class SealError(Exception):
    """A sealed value cannot be opened: its key is missing, or it was changed or moved."""


@dataclass(frozen=True)
class KeyRing:
    """The installation's keys by id; new values are sealed with the active one."""

    active: int
    keys: "Dict[int, bytes]"  # noqa: UP006

    def __post_init__(self) -> None:
        if self.active not in self.keys:
            raise ValueError(f"no key with the active id {self.active}")
        if any(len(key) != KEY_BYTES for key in self.keys.values()):
            raise ValueError(f"a key must be {KEY_BYTES} bytes long")

    def __repr__(self) -> str:
        return f"KeyRing(active={self.active}, ids={sorted(self.keys)})"

    def seal(self, plain: bytes, context: str) -> bytes:
        """Return `plain` encrypted with AES-256-GCM and bound to `context`.

        Layout: 1 byte version, 4 bytes key id (big endian), 12 bytes nonce, ciphertext and tag.
        `context` names the place of the value (such as ``student.name``): a value copied to
        another place does not open there.
        """
        header = _HEADER.pack(_VERSION, self.active)
        nonce = os.urandom(NONCE_BYTES)
        body = AESGCM(self.keys[self.active]).encrypt(nonce, plain, header + context.encode())
        return header + nonce + body

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what was sealed.

        Raises:
            SealError: the key is not in the ring, or the value was changed or moved.
        """
        if len(sealed) < _HEADER.size + NONCE_BYTES:
            raise SealError("a sealed value is too short")
        header, nonce = sealed[: _HEADER.size], sealed[_HEADER.size :][:NONCE_BYTES]
        version, key_id = _HEADER.unpack(header)
        if version != _VERSION or key_id not in self.keys:
            raise SealError(f"no key {key_id} for a sealed value of version {version}")
        try:
            return AESGCM(self.keys[key_id]).decrypt(
                nonce, sealed[_HEADER.size + NONCE_BYTES :], header + context.encode()
            )
        except InvalidTag as error:
            raise SealError(f"a sealed value does not belong to {context}") from error


class Keys(Protocol):
    """What can seal and open: a `KeyRing`, or the key file with its changes."""

    def seal(self, plain: bytes, context: str) -> bytes:
        """Return `plain` sealed with the active key and bound to `context`."""

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Return what was sealed."""


def header_of(key_id: int) -> bytes:
    """Return the first bytes of every value sealed with this key."""
    return _HEADER.pack(_VERSION, key_id)


def key_id_of(sealed: bytes) -> int:
    """Return the id of the key that a value was sealed with."""
    return int(_HEADER.unpack(sealed[: _HEADER.size])[1])
