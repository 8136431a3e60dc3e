"""Stock Rasa beside us: `rasa init`'s own assistant and data, one custom action, REST channel."""

import os
import subprocess
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.ports import free_ports
from bench.product import READY_S, ROOT, NotReadyError

RASA_PYTHON = ROOT / ".venv" / "rasa" / "bin" / "python"
MESSAGE = "are you a bot?"  # of rasa init's own data; here it leads to the custom action
_ENVIRONMENT = {
    **os.environ,
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
}
_SCAFFOLD = "from rasa.cli.scaffold import create_initial_project as c; import sys; c(sys.argv[1])"
_ACTION = """
    from rasa_sdk import Action


    class ActionStock(Action):
        def name(self):
            return "action_stock"

        def run(self, dispatcher, tracker, domain):
            dispatcher.utter_message(text="I am a bot.")
            return []
"""


def make_assistant(folder: Path) -> float:
    """Write and train the assistant in `folder`; return the seconds that training took."""
    folder.mkdir(parents=True)
    _run([RASA_PYTHON, "-c", _SCAFFOLD, str(folder)], folder)
    _replace(folder / "data" / "rules.yml", "utter_iamabot", "action_stock")
    _replace(folder / "domain.yml", "responses:", "actions:\n  - action_stock\n\nresponses:")
    (folder / "actions" / "actions.py").write_text(textwrap.dedent(_ACTION))
    started = time.monotonic()
    _run([RASA_PYTHON, "-m", "rasa", "train", "--quiet"], folder)
    return time.monotonic() - started


@contextmanager
def running_stock(folder: Path) -> Iterator[str]:
    """Run the trained assistant and its action server; yield the address of its REST channel."""
    ports = dict(zip(("rasa", "actions"), free_ports(2), strict=True))
    (folder / "endpoints.yml").write_text(
        f'action_endpoint:\n  url: "http://127.0.0.1:{ports["actions"]}/webhook"\n'
    )
    rasa = ["run", "--port", str(ports["rasa"]), "--interface", "127.0.0.1"]
    processes = [
        _start(["run", "actions", "--port", str(ports["actions"])], folder),
        _start(rasa, folder),
    ]
    url = f"http://127.0.0.1:{ports['rasa']}/webhooks/rest/webhook"
    try:
        _wait(url)
        yield url
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, timeout_s: float = READY_S) -> None:
    started = time.monotonic()
    while time.monotonic() - started < timeout_s:
        try:
            answer = httpx.post(url, json={"sender": "probe", "message": MESSAGE}, timeout=30)
        except httpx.TransportError:
            time.sleep(0.5)
            continue
        if answer.status_code == 200 and answer.json():
            return
        time.sleep(0.5)
    raise NotReadyError("stock Rasa did not answer")


def _start(arguments: list[str], folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [RASA_PYTHON, "-m", "rasa", *arguments],
        cwd=folder,
        env=_ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _run(command: list[str | Path], folder: Path) -> None:
    subprocess.run(command, cwd=folder, env=_ENVIRONMENT, check=True, capture_output=True)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    if old not in text:
        raise ValueError(f"rasa init's {path.name} has changed: no {old!r} in it")
    path.write_text(text.replace(old, new, 1))
