"""Random secrets of an installation, kept sealed in the database (so key rotation covers them)."""

import hashlib
import hmac
import secrets

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from storage.tables import Secret


def secret_of(session: Session, name: str) -> bytes:
    """Return the installation's 32-byte secret of this name, made on first use."""
    known = session.get(Secret, name)
    if known is None:
        try:
            with session.begin_nested():
                session.add(Secret(name=name, value=secrets.token_hex(32)))
        except IntegrityError:  # another process made it at the same moment
            session.expire_all()
        known = session.get_one(Secret, name)
    return bytes.fromhex(known.value)


def keyed_hash(session: Session, name: str, text: str) -> str:
    """Return the hex HMAC-SHA256 of `text` under the secret `name`.

    For look-ups by values that could be guessed (chat ids, join codes): without the key, which
    is sealed, nobody can test guesses against a stolen database.
    """
    return hmac.new(secret_of(session, name), text.encode(), hashlib.sha256).hexdigest()
