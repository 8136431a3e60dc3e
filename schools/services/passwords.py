"""Passwords of staff: argon2id, checked in the same time whether the person exists or not."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

MIN_CHARS, MAX_CHARS = 12, 200  # the upper bound keeps a request from costing much hashing

# RFC 9106, second recommended option (64 MiB, 3 passes); argon2-cffi's defaults, written down
# so that a library change does not change them unseen.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)


class WeakPasswordError(Exception):
    """The password is too short or too long."""


class _Dummy:
    """A hash that no password fits, made on first use: hashing at import would slow every start."""

    value: str | None = None


def hash_password(password: str) -> str:
    """Return the argon2id hash of a new password.

    Raises:
        WeakPasswordError: it is shorter than 12 or longer than 200 characters.
    """
    if not MIN_CHARS <= len(password) <= MAX_CHARS:
        raise WeakPasswordError(f"a password has {MIN_CHARS} to {MAX_CHARS} characters")
    return _HASHER.hash(password)


def is_password_right(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; with no hash (an unknown person) it takes as long and is False."""
    known = password_hash or _dummy_hash()
    try:
        _HASHER.verify(known, password[: MAX_CHARS + 1])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def _dummy_hash() -> str:
    if _Dummy.value is None:
        _Dummy.value = _HASHER.hash("nobody has this password, whoever asks")
    return _Dummy.value
