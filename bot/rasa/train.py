"""Trains the model where data or config changed: `python -m bot.rasa.train`."""

import argparse
import hashlib
import json
import logging
import os
import shutil
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from rasa.engine.exceptions import GraphComponentException
from rasa.model_training import train
from rasa.shared.exceptions import RasaException
from sklearn.exceptions import ConvergenceWarning

from bot.rasa.logs import configure_training_logs

KEPT_MODELS = 3  # the one in use, and two to go back to
_STATE = "trained.json"  # in the models folder: which data made which model
_FAILED = 1  # exit code

logger = logging.getLogger("bot.rasa.train")


def main(arguments: list[str] | None = None) -> int:
    """Train if needed and return the exit code: 0 when the newest model fits the data."""
    options = _options(arguments)
    configure_training_logs()
    warnings.simplefilter("ignore", DeprecationWarning)  # of Rasa's old libraries, by the dozen
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")  # always said
    warnings.simplefilter("ignore", ConvergenceWarning)  # meant: see bot.rasa.mixture
    models: Path = options.models
    wanted = fingerprint(options.root, models)
    if not options.force and _is_trained(models, wanted):
        logger.info("the model is up to date")
        return 0
    logger.info("training: about five minutes on two cores")
    started = time.monotonic()
    try:
        model = _train(options.root, models, force=options.force)
    except (RasaException, GraphComponentException) as error:
        # What a component of ours says, rather than that one of Rasa's nodes has failed.
        logger.error("training failed: %s", error.__cause__ or error)  # noqa: TRY400
        return _FAILED
    _remember(models, wanted, model)
    logger.info("trained %s in %.0f s", model.name, time.monotonic() - started)
    return 0


def fingerprint(root: Path, models: Path) -> str:
    """Return a hash of everything that goes into a model: data, configuration and our code."""
    return _hash_of([*_materials(root), *_machinery(root, models)])


def _hash_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _materials(root: Path) -> Iterator[Path]:
    yield root / "config.yml"
    yield root / "domain.yml"
    yield from sorted((root / "data").glob("*.yml"))


def _machinery(root: Path, models: Path) -> Iterator[Path]:
    yield from sorted((root / "bot" / "rasa").glob("*.py"))
    yield from sorted((root / "requirements").glob("rasa.lock"))
    yield from sorted(models.glob("gazetteer.json"))
    yield from sorted(models.glob("nearest.json"))


def _is_trained(models: Path, wanted: str) -> bool:
    try:
        state = json.loads((models / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return state.get("fingerprint") == wanted and (models / str(state.get("model"))).is_file()


def _train(root: Path, models: Path, *, force: bool) -> Path:
    """Train what changed: new wording or rules do not cost learning the intents anew.

    Rasa's cache knows data and configuration but not the code of our components, nor the
    gazetteer: so each state of those has a cache folder of its own.
    """
    os.environ["RASA_CACHE_DIRECTORY"] = str(_cache(root, models))
    os.environ["TQDM_DISABLE"] = "1"
    result = train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(root / "data")],
        output=str(models),
        force_training=force,
    )
    if result.code != 0 or result.model is None:
        raise RasaException("Rasa refused the data; `rasa data validate` says why")
    return Path(result.model)


def _cache(root: Path, models: Path) -> Path:
    """Return the folder of the cache for the code as it is now; those of other code go."""
    caches = models / "cache"
    ours = caches / _hash_of(_machinery(root, models))
    ours.mkdir(parents=True, exist_ok=True)
    for other in caches.iterdir():
        if other != ours:
            shutil.rmtree(other)
    return ours


def _remember(models: Path, wanted: str, model: Path) -> None:
    state = {"fingerprint": wanted, "model": model.name}
    (models / _STATE).write_text(json.dumps(state), encoding="utf-8")
    trained = sorted(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for old in trained[:-KEPT_MODELS]:
        old.unlink()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.rasa.train", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="where config.yml lies")
    parser.add_argument("--models", type=Path, default=Path("models"))
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
