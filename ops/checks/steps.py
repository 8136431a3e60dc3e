"""The checks: what each runs, in which environment, and how its results are counted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ops.checks.tally import Tally, of_exit_code, of_junit, of_stories
from ops.supervisor.parts import QUIET_RASA

ROOMS = (
    *("storage", "safeguarding", "messages", "careers", "schools", "students"),
    *("employers", "advisers", "portal", "bot", "ops", "bench"),
)

SIDE_BY_SIDE = (
    "-n",
    "2",
    "--dist",
    "loadfile",
)  # many tests wait for something while others compute


@dataclass(frozen=True)
class Step:
    """One check with a name for people."""

    name: str
    run: Callable[["Tools"], Tally]


@dataclass(frozen=True)
class Tools:
    """Where the project lies and where reports go."""

    root: Path
    reports: Path
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @property
    def service(self) -> str:
        """The service environment's Python."""
        return str(self.root / ".venv" / "service" / "bin" / "python")

    @property
    def rasa(self) -> str:
        """The Rasa environment's Python."""
        return str(self.root / ".venv" / "rasa" / "bin" / "python")

    def call(self, *command: str, **environ: str) -> int:
        """Run a command with its output on the terminal and return its exit code."""
        return subprocess.run(
            command, cwd=self.root, env={**self.environ, **environ}, check=False
        ).returncode

    def read(self, *command: str, **environ: str) -> tuple[int, str]:
        """Run a command, show its output as it comes, and return exit code and output."""
        process = subprocess.Popen(
            command,
            cwd=self.root,
            env={**self.environ, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        lines = []
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            lines.append(line)
        return process.wait(), "".join(lines)


def _simple(*arguments: str) -> Callable[[Tools], Tally]:
    def run(tools: Tools) -> Tally:
        return of_exit_code(tools.call(tools.service, "-m", *arguments))

    return run


def _mypy_rasa(tools: Tools) -> Tally:
    config = "--config-file=bot/rasa/mypy.ini"
    return of_exit_code(tools.call(tools.rasa, "-m", "mypy", config, "bot/rasa"))


def _lint_imports(tools: Tools) -> Tally:
    program = str(Path(tools.service).with_name("lint-imports"))
    return of_exit_code(tools.call(program, "--no-cache"))


def _pytest(tools: Tools, name: str, python: str, arguments: Sequence[str]) -> Tally:
    report = tools.reports / f"{name}.xml"
    report.unlink(missing_ok=True)
    code = tools.call(python, "-m", "pytest", f"--junit-xml={report}", "-ra", *arguments)
    return of_junit(report, code)


def _service_tests(tools: Tools) -> Tally:
    chosen = ["-m", "not running and not browser", "--durations=10"]
    return _pytest(tools, "service", tools.service, [*chosen, *SIDE_BY_SIDE])


def _rasa_tests(tools: Tools) -> Tally:
    return _pytest(
        tools, "rasa", tools.rasa, ["-c", "tests/rasa/pytest.ini", "--rootdir=.", "tests/rasa"]
    )


def _running_tests(tools: Tools) -> Tally:
    chosen = ["-m", "running", "--durations=10"]
    return _pytest(tools, "running", tools.service, [*chosen, *SIDE_BY_SIDE])


def _browser_tests(tools: Tools) -> Tally:
    """Run the pages' tests by themselves: Playwright's blocking calls hold the event loop."""
    _install_chromium(tools)
    chosen = ["-m", "browser and not running", "--durations=10"]
    return _pytest(tools, "browser", tools.service, chosen)


def _install_chromium(tools: Tools) -> None:
    """Get Debian's Chromium where it is missing and we may; else the tests say what is missing."""
    if shutil.which("chromium") or shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    tools.call("apt-get", "-q", "update", DEBIAN_FRONTEND="noninteractive")
    tools.call(
        *("apt-get", "-q", "install", "-y", "--no-install-recommends", "chromium"),
        DEBIAN_FRONTEND="noninteractive",
    )


def _train(tools: Tools) -> Tally:
    return of_exit_code(tools.call(tools.service, "-m", "ops.cli", "train"))


def _validate(tools: Tools) -> Tally:
    command = [tools.rasa, "-m", "rasa", "data", "validate", "--fail-on-warnings"]
    return of_exit_code(tools.call(*command, **QUIET_RASA))


def _stories(tools: Tools) -> Tally:
    command = [tools.rasa, "-m", "rasa", "test", "core", "--stories", "tests/stories"]
    command += ["--fail-on-prediction-errors", "--no-plot", "--out", str(tools.reports / "core")]
    code, output = tools.read(*command, **QUIET_RASA)
    return of_stories(output, code)


STATIC = (
    Step("format", _simple("ruff", "format", "--check", ".")),
    Step("lint", _simple("ruff", "check", ".")),
    Step("types", _simple("mypy", *ROOMS)),
    Step("types inside Rasa", _mypy_rasa),
    Step("import rules", _lint_imports),
)
TESTS = (
    Step("tests", _service_tests),
    Step("training", _train),
    Step("tests inside Rasa", _rasa_tests),
    Step("Rasa: data", _validate),
    Step("Rasa: stories", _stories),
    Step("tests in a browser", _browser_tests),
    Step("tests of the running product", _running_tests),
)
