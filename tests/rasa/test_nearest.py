"""What a message is near to in meaning: jobs it describes, the part of a topic it means."""

import numpy as np
import pytest
import yaml
from rasa.core.agent import Agent

from bot.rasa import train
from bot.rasa.nearest import nearest_of_topics
from bot.rasa.neighbours import Measure, Near, Neighbours, fit
from tests.rasa.conftest import GAZETTEER, HERE

ORDINARY = np.eye(4, dtype=np.float32)[3:]


@pytest.fixture(scope="module")
def agent(model):
    return Agent.load(str(model))


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("someone who cooks dinner in a restaurant", "chef"),
        ("the guy that does the wires and plugs", "electrician"),
        ("the lady who looks after ill people", "nurse"),
    ],
)
async def test_a_described_job_is_the_nearest(agent, text, job):
    near = (await agent.parse_message(text))["nearest_occupations"]

    assert near[0]["id"] == job
    assert {one["id"] for one in near} == {"nurse", "electrician", "chef"}
    assert near[0]["score"] > near[1]["score"] >= near[2]["score"]


async def test_a_description_is_nearer_than_ordinary_talk(agent):
    described, said = [
        (await agent.parse_message(text))["nearest_occupations"][0]["score"]
        for text in ("the one who makes the food in a posh place", "good morning")
    ]

    assert described > 0.5 > 0 > said


async def test_every_topic_has_its_nearest_part(agent):
    parts = (await agent.parse_message("can i put a picture of my face on it"))["nearest_parts"]

    assert [one["topic"] for one in parts] == ["ask_cv", "ask_pay"]
    assert parts[0]["part"] == "photo"
    assert parts[1]["lead"] >= 0


@pytest.mark.parametrize("text", ["/greet", "", "..."])
async def test_what_says_nothing_is_near_to_nothing(agent, text):
    assert "nearest_occupations" not in await agent.parse_message(text)


def test_the_part_of_a_topic_leads_by_as_much_as_it_is_nearer_than_the_next():
    ranking = [Near("a/x", 0.9), Near("b/z", 0.5), Near("a/y", 0.4)]

    assert nearest_of_topics(ranking) == [
        {"topic": "a", "part": "x", "score": 0.9, "lead": 0.5},
        {"topic": "b", "part": "z", "score": 0.5, "lead": 1.0},
    ]


def neighbours():
    rows = [[1, 0, 0, 0], [0.8, 0.6, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]
    vectors = np.array(rows, dtype=np.float32)
    return fit(["one", "two", "three"], [0, 0, 1, 2], vectors, ORDINARY, Measure(2, 0.0))


def test_the_nearest_texts_of_a_thing_count_and_a_single_one_counts_for_itself():
    scores = neighbours().scores(np.array([1, 0, 0, 0], dtype=np.float32))

    assert scores == pytest.approx([0.9, 0, 0], abs=1e-3)


def test_the_same_texts_give_the_same_bytes_and_what_is_loaded_ranks_as_before(tmp_path):
    first, second = tmp_path / "first.npz", tmp_path / "second.npz"
    neighbours().save(first)
    neighbours().save(second)

    loaded = Neighbours.load(first, Measure(2, 0.5))
    vector = np.array([0, 0.6, 0.8, 0], dtype=np.float32)

    assert first.read_bytes() == second.read_bytes()
    assert [near.id for near in loaded.rank(vector)] == ["three", "two", "one"]


def test_without_the_texts_training_says_how_to_get_them(tmp_path, capsys):
    config = yaml.safe_load((HERE.parents[1] / "config.yml").read_text())
    for component in config["pipeline"]:
        if "gazetteer" in component:
            component["gazetteer"] = str(GAZETTEER)
        if "texts" in component:
            component["texts"] = str(tmp_path / "nearest.json")
    config["policies"] = [{"name": "RulePolicy", "core_fallback_action_name": "utter_unsure"}]
    for name in ("domain.yml", "data"):
        (tmp_path / name).symlink_to(HERE / "tiny" / name)
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config))

    code = train.main(["--root", str(tmp_path), "--models", str(tmp_path / "models")])

    assert code == 1
    assert "nearest.json is missing: run `foothold train`" in capsys.readouterr().err
