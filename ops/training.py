"""Exports what the model is made from, and trains it where any of that has changed."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from careers.gazetteer import export_gazetteer
from careers.library import load_library
from careers.nearest_texts import export_nearest_texts
from ops.installation import OpsError
from ops.orphans import die_with_parent
from ops.supervisor.parts import QUIET_RASA

GAZETTEER = "gazetteer.json"
NEAREST = "nearest.json"
SEEN = "inputs.json"  # the inputs for which training last said that the model is right

# Also without Rasa's hundreds of progress bars; what our own trainer says stays.
QUIET = {**QUIET_RASA, "LOG_LEVEL": "WARNING"}


class TrainingError(OpsError):
    """The model could not be trained; the trainer has said why."""


def train(root: Path, *, force: bool = False) -> bool:
    """Make the model fit the data; return whether the trainer had to be asked.

    Starting the trainer takes seconds even when it finds nothing to do: so the hash of its inputs
    is remembered here, and an unchanged one costs 0.1 s.

    Raises:
        TrainingError: the data cannot be trained on.
    """
    models = root / "models"
    models.mkdir(exist_ok=True)
    export_gazetteer(load_library(), models / GAZETTEER)
    export_nearest_texts(load_library(), models / NEAREST)
    if not force and is_trained(root):
        return False
    command = [str(root / ".venv" / "rasa" / "bin" / "python"), "-m", "bot.rasa.train"]
    command += ["--force"] if force else []
    done = subprocess.run(
        command,
        stdout=sys.stderr,
        cwd=root,
        env={**os.environ, **QUIET},
        check=False,
        preexec_fn=die_with_parent(os.getpid()),
    )
    if done.returncode != 0:
        raise TrainingError("training failed: see the trainer's message above")
    (models / SEEN).write_text(json.dumps({"inputs": fingerprint(root)}), encoding="utf-8")
    return True


def is_trained(root: Path) -> bool:
    """Return whether the newest model was made from the data as it is now."""
    models = root / "models"
    try:
        seen = json.loads((models / SEEN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return any(models.glob("*.tar.gz")) and seen == {"inputs": fingerprint(root)}


def fingerprint(root: Path) -> str:
    """Return a hash of everything that goes into a model."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    yield from (root / "config.yml", root / "domain.yml")
    yield from sorted((root / "data").rglob("*.yml"))
    yield from sorted((root / "bot" / "rasa").rglob("*.py"))
    yield from sorted((root / "requirements").glob("rasa.lock"))
    yield from sorted((root / "requirements").glob("encoder.lock"))
    yield from sorted((root / "models").glob(GAZETTEER))
    yield from sorted((root / "models").glob(NEAREST))
