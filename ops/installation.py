"""Where the product lies and what it is set to, whatever folder a command is called from."""

import os
from pathlib import Path

from pydantic import ValidationError

from storage.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


class OpsError(Exception):
    """A command cannot do its work; the message says what to do about it."""


def enter_installation() -> Settings:
    """Read the settings, make the home folder's path absolute and go to the product's folder.

    A relative `FOOTHOLD_HOME` counts from where the command was called; without one, the home
    folder is `var` in the product's folder.

    Raises:
        OpsError: a setting has a value that it cannot have.
    """
    home = os.environ.get("FOOTHOLD_HOME")
    os.environ["FOOTHOLD_HOME"] = str(Path(home).resolve() if home else ROOT / "var")
    os.chdir(ROOT)
    try:
        return Settings()
    except ValidationError as error:
        wrong = ", ".join(str(each["loc"][0]) for each in error.errors())
        raise OpsError(f"these settings have a value they cannot have: {wrong}") from error
