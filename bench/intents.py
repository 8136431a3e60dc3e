"""Our understanding beside the pipeline of `rasa init`, in Rasa's own environment; prints JSON.

`.venv/rasa/bin/python -m bench.intents FOLDER` learns the same sentences with our pipeline and
measures it on the held-out ones. With `--stock` it does so with Rasa's default pipeline, which
takes about an hour, and keeps the figures in bench/stock_intents.json for later tables.
Learning from all of data/nlu.yml would take the default pipeline half a day: both get the same
`PER_INTENT` sentences of every intent.
"""

import asyncio
import json
import os
import platform
import random
import resource
import sys
import time
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from bot.rasa.evaluate import measure
from bot.rasa.examples import Example, read_examples
from bot.rasa.logs import configure_training_logs
from bot.rasa.measures import shares_of

ROOT = Path(__file__).parents[1]
STOCK = Path(__file__).with_name("stock_intents.json")
PER_INTENT = 30
SEED = "bench intents"
# What `rasa init` of 3.6.21 trains for understanding, component by component.
STOCK_PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]


def main(arguments: list[str]) -> None:
    """Train in the given folder, measure, print, and keep what took an hour."""
    configure_training_logs()
    folder, is_stock = Path(arguments[0]), "--stock" in arguments
    figures = _measured(folder, STOCK_PIPELINE if is_stock else _our_pipeline())
    if is_stock:
        STOCK.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(figures) + "\n")


def _measured(folder: Path, pipeline: list[dict[str, Any]]) -> dict[str, Any]:
    sample = _sample(read_examples(ROOT / "data" / "nlu.yml"))
    config, data = folder / "config.yml", folder / "nlu.yml"
    settings = {"recipe": "default.v1", "assistant_id": "bench", "language": "en"}
    config.write_text(yaml.safe_dump({**settings, "pipeline": pipeline}), encoding="utf-8")
    data.write_text(_as_rasa(sample), encoding="utf-8")
    os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
    wall, cpu = time.monotonic(), time.process_time()
    model = train_nlu(str(config), str(data), str(folder / "models"))
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    held_out = read_examples(ROOT / "tests" / "nlu" / "heldout.yml")
    measured = asyncio.run(measure(Agent.load(str(model)), held_out))
    clean, typos = shares_of(measured.clean), shares_of(measured.typos)
    return {
        "measured_on": datetime.now(timezone.utc).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}",
        "sentences": len(sample),
        "top_1": clean.top_1,
        "top_3": clean.top_3,
        "top_1_typos": typos.top_1,
        "top_3_typos": typos.top_3,
        "parse_cpu_ms": measured.parse_ms,
        "training_s": wall,
        "training_cpu_s": cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _our_pipeline() -> list[dict[str, Any]]:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    pipeline: list[dict[str, Any]] = config["pipeline"]
    return pipeline


def _sample(examples: list[Example]) -> list[Example]:
    """Return the same sentences of every intent each time."""
    chosen: list[Example] = []
    for intent in sorted({example.intent for example in examples}):
        of_intent = [example for example in examples if example.intent == intent]
        random.Random(f"{SEED}\0{intent}").shuffle(of_intent)
        chosen += of_intent[:PER_INTENT]
    return chosen


def _as_rasa(examples: list[Example]) -> str:
    intents: dict[str, list[str]] = {}
    for example in examples:
        intents.setdefault(example.intent, []).append(f"- {example.text}\n")
    nlu = [{"intent": name, "examples": "".join(lines)} for name, lines in intents.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)


if __name__ == "__main__":
    main(sys.argv[1:])
