"""Join codes: how they are made, written and recognised."""

import re
import secrets

# Without 0 O 1 I L: they are misread on paper. 31 signs; 10 of them make 49 bits, far too many
# to guess through a chat that allows a handful of tries.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
SECRET = "join_code"  # noqa: S105  (the name of the secret that codes are hashed under)
_NOT_CODE = re.compile(r"[^0-9A-Z]")


def new_code() -> str:
    """Return a fresh random code as it is printed, such as ``7KQMD-2XH9R``."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def normalised(code: str) -> str:
    """Return a code without case, spaces and dashes, as it is compared."""
    return _NOT_CODE.sub("", code.upper())
