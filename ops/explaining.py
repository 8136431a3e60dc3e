"""What the command line says about an error that can be expected."""

from sqlalchemy.exc import SQLAlchemyError

from careers.errors import ContentError
from ops.installation import OpsError
from ops.supervisor.parts import PortsTakenError
from storage.database import StoreUnavailableError
from storage.keys import KeyFileError
from storage.sealing import SealError


def explain(error: Exception) -> str | None:
    """Return one clear line with what to do, None for an error that nobody expected."""
    match error:
        case OpsError() | PortsTakenError() | KeyFileError() | ContentError():
            return str(error)
        case SealError():
            return f"{error}. Is this the key file that belongs to this database?"
        case StoreUnavailableError() | SQLAlchemyError():
            return "the database cannot be reached or is not up to date: see `foothold doctor`"
        case _:
            return None
