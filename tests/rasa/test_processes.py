"""The two commands as processes: serving until SIGTERM, training only when something changed."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

import pytest
import redis
import yaml
from rasa.core.lock_store import InMemoryLockStore

from bot.rasa import serve, train
from bot.rasa.serve import NO_MODEL

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
READY_WITHIN_S = 90


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def test_it_serves_until_sigterm(model, home):
    port = free_port()
    command = [sys.executable, "-m", "bot.rasa.serve", "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--models", str(model.parent)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        answer = wait_for(f"http://127.0.0.1:{port}/webhooks/foothold/readyz", process)
        assert json.loads(answer)["ok"] is True
        turn = {"sender": "chat-1", "turn_id": "t1", "text": "hello there"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/webhooks/foothold/turn",
            data=json.dumps(turn).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            assert json.load(response)["replies"][0]["text"] == "Hello there."
        asked_at = time.monotonic()
        process.send_signal(signal.SIGTERM)
        _, logged = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0
    assert time.monotonic() - asked_at < 8
    assert f"serving {model.name} on 127.0.0.1:{port}" in logged
    assert "stopped" in logged
    assert "hello" not in logged


def wait_for(url, process):
    """Return the page as soon as it is there."""
    for _ in range(READY_WITHIN_S * 4):
        assert process.poll() is None
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.read()
        except urllib.error.URLError:
            time.sleep(0.25)
    raise TimeoutError(url)


def test_without_a_model_it_says_what_to_do(tmp_path, capsys):
    assert serve.main(["--models", str(tmp_path)]) == NO_MODEL
    assert "run `foothold train` first" in capsys.readouterr().err


def test_without_redis_the_locks_are_in_memory():
    assert isinstance(serve._lock_store(None), InMemoryLockStore)


@pytest.mark.redis
async def test_with_redis_several_processes_share_the_locks():
    url = "redis://127.0.0.1:6379/15"
    first, second = serve._lock_store(url), serve._lock_store(url)
    try:
        first.red.ping()
    except redis.ConnectionError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("Redis does not answer on 127.0.0.1:6379")
    chat_key = f"chat-{uuid.uuid4().hex}"

    async with first.lock(chat_key):
        assert second.get_lock(chat_key).is_someone_waiting()
    assert second.get_lock(chat_key) is None


@pytest.fixture
def project(tmp_path):
    """A tiny project to train."""
    shutil.copytree(HERE / "tiny", tmp_path, dirs_exist_ok=True)
    config = {
        "recipe": "default.v1",
        "assistant_id": "tiny",
        "language": "en",
        "pipeline": [{"name": "KeywordIntentClassifier"}],
        "policies": [{"name": "RulePolicy", "core_fallback_action_name": "utter_unsure"}],
    }
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config))
    return tmp_path


def run_training(project, *options):
    return train.main(["--root", str(project), "--models", str(project / "models"), *options])


def test_it_trains_only_when_something_changed(project):
    models = project / "models"

    assert run_training(project) == 0
    (first,) = models.glob("*.tar.gz")
    assert run_training(project) == 0
    assert list(models.glob("*.tar.gz")) == [first]

    with (project / "data" / "nlu.yml").open("a") as file:
        file.write("      - one more\n")
    assert run_training(project) == 0
    assert len(list(models.glob("*.tar.gz"))) == 2


def test_a_missing_model_is_trained_again(project):
    assert run_training(project) == 0
    for model in (project / "models").glob("*.tar.gz"):
        model.unlink()
    assert run_training(project) == 0
    assert len(list((project / "models").glob("*.tar.gz"))) == 1


@pytest.mark.parametrize(
    ("file", "content"), [("domain.yml", "intents: {"), ("data/rules.yml", "rules: [{rule: 1}]")]
)
def test_data_that_cannot_be_trained_on_end_with_a_code_of_their_own(project, file, content):
    (project / file).write_text(content)

    assert run_training(project) == 1
    assert not list((project / "models").glob("*.tar.gz"))


def test_without_a_gazetteer_training_says_how_to_get_one(project, capsys):
    config = yaml.safe_load((project / "config.yml").read_text())
    nowhere = str(project / "models" / "gazetteer.json")
    config["pipeline"] = [{"name": "bot.rasa.normaliser.Normaliser", "gazetteer": nowhere}]
    (project / "config.yml").write_text(yaml.safe_dump(config))

    assert run_training(project) == 1
    assert "gazetteer.json is missing: run `foothold train`" in capsys.readouterr().err


def test_only_the_last_models_are_kept(project):
    for _ in range(4):
        assert run_training(project, "--force") == 0
    assert len(list((project / "models").glob("*.tar.gz"))) == 3
