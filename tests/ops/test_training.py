"""Training happens when what goes into a model has changed, and only then."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops.training import TrainingError, is_trained, train

ROOT = Path(__file__).resolve().parents[2]
# Stands where Rasa's Python would: notes how it was called and leaves a model.
TRAINER = """#!/bin/sh
echo "$@" >> {root}/calls
[ -e {root}/broken ] && exit 1
touch {root}/models/model.tar.gz
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    python = tmp_path / ".venv" / "rasa" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(TRAINER.format(root=tmp_path))
    python.chmod(0o755)
    (tmp_path / "data").mkdir()
    for name in ("config.yml", "domain.yml", "data/nlu.yml"):
        (tmp_path / name).write_text(f"# {name}\n")
    return tmp_path


def calls(root: Path) -> int:
    notes = root / "calls"
    return len(notes.read_text().splitlines()) if notes.exists() else 0


def test_the_first_time_trains_and_the_second_does_not(root: Path) -> None:
    assert not is_trained(root)

    first, second = train(root), train(root)

    assert (first, second, calls(root)) == (True, False, 1)
    assert is_trained(root)


@pytest.mark.parametrize("changed", ["config.yml", "domain.yml", "data/nlu.yml"])
def test_a_changed_input_trains_again(root: Path, changed: str) -> None:
    train(root)
    (root / changed).write_text("# other\n")
    assert not is_trained(root)

    assert train(root)
    assert calls(root) == 2


def test_a_lost_model_is_trained_again(root: Path) -> None:
    train(root)
    (root / "models" / "model.tar.gz").unlink()

    assert train(root)


def test_force_trains_whatever_is_there(root: Path) -> None:
    train(root)

    assert train(root, force=True)
    assert (root / "calls").read_text().splitlines()[1] == "-m bot.rasa.train --force"


def test_a_failed_training_is_an_error_and_is_tried_again(root: Path) -> None:
    (root / "broken").touch()

    with pytest.raises(TrainingError, match="see the trainer's message above"):
        train(root)

    assert not is_trained(root)


@pytest.mark.parametrize(
    "function", ["gazetteer.export_gazetteer", "nearest_texts.export_nearest_texts"]
)
def test_what_is_exported_is_the_same_in_every_process(tmp_path: Path, function: str) -> None:
    module, _, name = function.partition(".")
    export = (
        f"import pathlib, sys; from careers.{module} import {name} as e;"
        "from careers.library import load_library as l;"
        "e(l(), pathlib.Path(sys.argv[1]))"
    )
    for seed in ("1", "2"):  # what a set's order depends on
        subprocess.run(
            [sys.executable, "-c", export, str(tmp_path / seed)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )

    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()
