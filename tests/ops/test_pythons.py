"""Finding a Python: only one that has run counts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops.setup.pythons import NoPythonError, Python, find_python

ROOT = Path(__file__).resolve().parents[2]
THIS = "{}.{}".format(*sys.version_info)
PRETENDS = "echo {version}; echo {executable}"


def candidate(path: Path, *lines: str) -> Path:
    """A program in the place of a Python."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n")
    path.chmod(0o755)
    return path


def pretends(path: Path, version: str) -> Path:
    return candidate(path, f"echo {version}", f"echo {path}")


def find(folder: Path, **environ: str) -> Python:
    environ = {"HOME": str(folder / "home"), "PATH": str(folder / "bin"), **environ}
    return find_python(
        ("3.10",),
        override="FOOTHOLD_PYTHON310",
        environ=environ,
        own_folder=folder / "own",
        usual_places=[str(folder / "usual")],
    )


def test_a_shim_that_exits_127_is_passed_over(tmp_path: Path) -> None:
    candidate(tmp_path / "bin" / "python3.10", "echo pyenv: not found >&2", "exit 127")
    works = pretends(tmp_path / "usual" / "python3.10", "3.10")

    assert find(tmp_path) == Python(str(works), "3.10")


@pytest.mark.parametrize("root", ["pyenv", "home/.pyenv"])
def test_pyenv_versions_come_first_and_the_newest_of_them(tmp_path: Path, root: str) -> None:
    pretends(tmp_path / "bin" / "python3.10", "3.10")
    pretends(tmp_path / root / "versions" / "3.10.9" / "bin" / "python", "3.10")
    newest = pretends(tmp_path / root / "versions" / "3.10.13" / "bin" / "python", "3.10")

    assert find(tmp_path, PYENV_ROOT=str(tmp_path / "pyenv")).path == str(newest)


def test_the_override_decides_alone(tmp_path: Path) -> None:
    pretends(tmp_path / "bin" / "python3.10", "3.10")
    old = pretends(tmp_path / "elsewhere" / "python", "3.9")

    with pytest.raises(NoPythonError, match=r"is Python 3\.9"):
        find(tmp_path, FOOTHOLD_PYTHON310=str(old))
    with pytest.raises(NoPythonError, match="which is not there"):
        find(tmp_path, FOOTHOLD_PYTHON310=str(tmp_path / "nowhere"))


def test_a_plain_python3_of_the_right_version_does(tmp_path: Path) -> None:
    plain = pretends(tmp_path / "bin" / "python3", "3.10")

    assert find(tmp_path).path == str(plain)


def test_what_uv_downloaded_is_found(tmp_path: Path) -> None:
    own = pretends(tmp_path / "own" / "cpython-3.10.20-linux" / "bin" / "python3.10", "3.10")

    assert find(tmp_path).path == str(own)


def test_one_message_says_what_was_tried_and_what_to_install(tmp_path: Path) -> None:
    candidate(tmp_path / "bin" / "python3.10", "echo no module ssl >&2", "exit 1")
    pretends(tmp_path / "bin" / "python3", "3.12")

    with pytest.raises(NoPythonError) as caught:
        find(tmp_path)

    message = str(caught.value)
    assert message.startswith("No working Python 3.10 was found.\n")
    assert f"tried {tmp_path}/bin/python3.10: exits 1 no module ssl" in message
    assert f"tried {tmp_path}/bin/python3: is Python 3.12" in message
    assert "pyenv install 3.10" in message
    assert "FOOTHOLD_PYTHON310" in message


def test_a_real_python_is_recognised_with_its_own_path() -> None:
    found = find_python(
        (THIS,),
        override="NONE",
        environ={"PATH": str(Path(sys.executable).parent)},
        own_folder=ROOT / "nowhere",
        usual_places=[],
    )

    assert found.version == THIS
    assert os.access(found.path, os.X_OK)


def test_set_up_runs_on_every_python_3_8_and_newer() -> None:
    roots = [os.environ.get("PYENV_ROOT", ""), str(Path.home() / ".pyenv")]
    pythons = {
        str(path)
        for root in filter(None, roots)
        for version in ("3.8", "3.9", "3.13")
        for path in Path(root).glob(f"versions/{version}*/bin/python")
    }
    for python in pythons or {sys.executable}:
        shown = subprocess.run(
            [python, "-m", "ops.setup", "--help"], cwd=ROOT, capture_output=True, check=True
        )

        assert b"--dev" in shown.stdout


def test_the_shell_finds_a_python_past_a_broken_one(tmp_path: Path) -> None:
    candidate(tmp_path / "python3", "exit 127")
    shown = subprocess.run(
        ["/bin/sh", str(ROOT / "ops" / "setup" / "any-python.sh")],
        env={"PATH": str(tmp_path), "HOME": str(tmp_path), "FOOTHOLD_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=True,
    )

    assert shown.stdout.strip() == sys.executable
