"""Join codes: how they are made, written and recognised."""

import re
import secrets

# Without 0 O 1 I L: they are misread on paper. 31 signs; 10 of them make 49 bits, far too many
# to guess through a chat that allows a handful of tries.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 10
SECRET = "join_code"  # noqa: S105  (the name of the secret that codes are hashed under)
MAX_CODE_CHARS = 40  # of what is typed as a code
_NOT_CODE = re.compile(r"[^0-9A-Z]")
# Inside a text, as the dialogue reads it too (`bot.rasa.patterns`): in small letters and without
# a digit a code looks like two ordinary words; then only a dash in a text of its own makes it one.
_HALF = rf"[{ALPHABET}]{{5}}"
_IN_TEXT = re.compile(
    rf"\b(?P<demo>DEMO)[-\s]?(?P<year>Y\d{{1,2}})\b|\b(?P<a>{_HALF})(?P<gap>[-\s]?)(?P<b>{_HALF})\b",
    re.IGNORECASE,
)


def new_code() -> str:
    """Return a fresh random code as it is printed, such as ``7KQMD-2XH9R``."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{signs[:5]}-{signs[5:]}"


def normalised(code: str) -> str:
    """Return a code without case, spaces and dashes, as it is compared."""
    return _NOT_CODE.sub("", code.upper())


def find_code(text: str) -> str | None:
    """Return the first join code in a text as it is printed, None if there is none."""
    for match in _IN_TEXT.finditer(text):
        if match["demo"] or _looks_like_code(match, text):
            halves = (match["demo"] or match["a"], match["year"] or match["b"])
            return "-".join(halves).upper()
    return None


def _looks_like_code(match: "re.Match[str]", text: str) -> bool:
    code = match["a"] + match["b"]
    if any(sign.isdigit() for sign in code):
        return True
    return match["gap"] == "-" and (code.isupper() or match[0] == text.strip())
