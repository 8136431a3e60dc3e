"""What lies on the disk: versions, environments, key, model, space."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from ops.doctor.findings import Finding, good, note, wrong
from ops.setup.environments import RASA, SERVICE, is_ready
from ops.training import is_trained
from storage.keys import KEY_FILE, KeyFileError, load_ring
from storage.settings import Settings

LEAST_FREE_BYTES = 1_000_000_000  # a model, a year of a school's messages and the logs fit well


def machine_findings(settings: Settings, root: Path) -> Iterator[Finding]:
    """Yield what is true without any process running."""
    yield _service_python()
    yield _rasa_python(root)
    yield from _environments(root)
    yield _key(settings)
    yield _model(root)
    yield _space(settings.home)
    yield _mail(settings)


def _service_python() -> Finding:
    version = "{}.{}".format(*sys.version_info)
    if version in SERVICE.versions:
        return good("Python of the service", sys.version.split()[0])
    wanted = " or ".join(SERVICE.versions)
    return wrong("Python of the service", f"is {version}, needs {wanted}", "run `make setup`")


def _rasa_python(root: Path) -> Finding:
    python = RASA.folder(root) / "bin" / "python"
    try:
        asked = subprocess.run(
            [str(python), "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return wrong("Python of Rasa", f"{python} does not run", "run `make setup`")
    version = asked.stdout.strip().removeprefix("Python ")
    if version.startswith("3.10."):
        return good("Python of Rasa", version)
    return wrong("Python of Rasa", f"is {version}, needs 3.10", "run `make setup`")


def _environments(root: Path) -> Iterator[Finding]:
    for environment in (SERVICE, RASA):
        subject = f"Environment .venv/{environment.name}"
        if is_ready(environment, root, dev=False):
            yield good(subject, "holds what its lock lists")
        else:
            yield wrong(subject, "is not what its lock lists", "run `make setup`")


def _key(settings: Settings) -> Finding:
    path = settings.home / KEY_FILE
    env_key = settings.key.get_secret_value() if settings.key else None
    if env_key is None and not path.exists():
        mend = "`make run` makes one; if there is data already, put the saved copy back"
        return note("Key", f"{path} is not there yet", mend)
    try:
        ring = load_ring(settings.home, env_key)
    except KeyFileError as error:
        return wrong("Key", str(error), "see the message")
    place = "FOOTHOLD_KEY" if env_key else f"{path}, mode {path.stat().st_mode & 0o777:o}"
    return good("Key", f"{place}, active key {ring.active} of {len(ring.keys)}")


def _model(root: Path) -> Finding:
    if is_trained(root):
        newest = max((root / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
        return good("Model", f"{newest.name}, fits the data")
    return wrong("Model", "is missing or older than the data", "run `foothold train`")


def _space(home: Path) -> Finding:
    folder = next(each for each in (home, *home.resolve().parents) if each.exists())
    free = shutil.disk_usage(folder).free
    says = f"{free / 1e9:.1f} GB free"
    if free >= LEAST_FREE_BYTES:
        return good("Disk", says)
    return wrong("Disk", says, f"make room where {home} lies, at least 1 GB")


def _mail(settings: Settings) -> Finding:
    if settings.smtp_host:
        return good("Mail", f"by SMTP through {settings.smtp_host}:{settings.smtp_port}")
    return note(
        "Mail",
        f"kept as files under {settings.home / 'mail'}",
        "set SMTP_HOST so that the safeguarding lead gets alerts by mail",
    )
