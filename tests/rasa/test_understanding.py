"""The trained pipeline: encoder, determinism, fallback, what a button skips."""

import numpy as np
import pytest
from rasa.core.agent import Agent

from bot.rasa.encoder import DIMENSIONS, EncoderError, SentenceEncoder
from bot.rasa.mixture import (
    Labelled,
    Mixture,
    OtherEncoderError,
    Parts,
    Phrase,
    Tuning,
    fit,
    mixed,
)


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder()


def test_near_sentences_have_near_vectors(encoder):
    pay, wage, football = (
        encoder.encode(text)
        for text in ("how much does a nurse earn", "what is a nurse paid", "i like football")
    )

    assert pay.shape == (DIMENSIONS,)
    assert np.linalg.norm(pay) == pytest.approx(1, abs=1e-5)
    assert pay @ wage > 0.7 > pay @ football


def test_a_sentence_has_the_same_vector_whatever_stands_beside_it(encoder):
    together = encoder.encode_all(["hello", "how much does a nurse earn in leeds", "hello"])

    assert np.array_equal(together[0], encoder.encode("hello"))
    assert np.array_equal(together[0], together[2])


def test_a_model_that_is_not_the_tested_one_is_refused(tmp_path):
    other = tmp_path / "model.onnx"
    other.write_bytes(b"something else")

    with pytest.raises(EncoderError, match=r"model\.onnx is not the model that was tested"):
        SentenceEncoder(other)


def test_the_same_data_give_the_same_classifier(encoder, tmp_path):
    sentences = [
        "hello there",
        "hi you",
        "hello you",
        "bye now",
        "see you",
        "bye you",
        "he hits me",
    ]
    labels = ["greet", "greet", "greet", "goodbye", "goodbye", "goodbye", "disclose_concern"]
    examples = [
        Labelled(Phrase(text, text), label) for text, label in zip(sentences, labels, strict=True)
    ]
    vectors = encoder.encode_all(sentences)
    first, second = (fit(examples, examples[:2], vectors, Tuning()) for _ in range(2))
    for mixture, name in ((first, "first"), (second, "second")):
        mixture.save(tmp_path / name, encoder="abc")
    loaded = Mixture.load(tmp_path / "first", encoder="abc")

    question = ([Phrase("hello now", "hello now")], encoder.encode_all(["hello now"]))
    for other in (second, loaded):
        for one, same in zip(first.parts(*question), other.parts(*question), strict=True):
            assert np.array_equal(one, same)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


def test_a_model_trained_with_another_encoder_is_refused(encoder, tmp_path):
    examples = [Labelled(Phrase("hi", "hi"), "greet"), Labelled(Phrase("bye", "bye"), "goodbye")]
    vectors = encoder.encode_all(["hi", "bye"])
    fit(examples, examples, vectors, Tuning()).save(tmp_path / "model", encoder="a" * 64)

    with pytest.raises(OtherEncoderError, match="run `foothold train`"):
        Mixture.load(tmp_path / "model", encoder="b" * 64)


def test_mixing_and_temperature():
    parts = Parts(np.log([[0.9, 0.1]]), np.log([[0.5, 0.5]]))

    assert mixed(parts, Tuning(dense_weight=1, temperature=1))[0] == pytest.approx([0.9, 0.1])
    assert mixed(parts, Tuning(dense_weight=0, temperature=1))[0] == pytest.approx([0.5, 0.5])
    warm = mixed(parts, Tuning(dense_weight=1, temperature=2))[0]
    assert warm == pytest.approx([0.75, 0.25])


def test_what_is_outside_is_leaned_towards():
    parts = Parts(np.log([[0.6, 0.4]]), np.log([[0.6, 0.4]]), 1)

    even = mixed(parts, Tuning(temperature=1, outside=0))[0]
    leaned = mixed(parts, Tuning(temperature=1, outside=np.log(1.5)))[0]

    assert even == pytest.approx([0.6, 0.4])
    assert leaned == pytest.approx([0.5, 0.5])


def test_the_detector_alone_says_how_likely_a_concern_is():
    even = np.log([[0.5, 0.3, 0.2]])
    parts = Parts(even, even, concern=1, alarm=np.log([[9.0]])[0])

    assert mixed(parts, Tuning(temperature=1))[0] == pytest.approx([0.1 * 5 / 7, 0.9, 0.1 * 2 / 7])


def test_where_the_classifiers_see_nothing_else_the_detector_may_still_say_no():
    sure = np.log([[1e-30, 1.0]])
    [row] = mixed(Parts(sure, sure, concern=1, alarm=np.array([-30.0])), Tuning(temperature=1))

    assert row == pytest.approx([1.0, 0.0])


@pytest.fixture(scope="module")
def agent(model):
    return Agent.load(str(model))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hello there", "greet"),
        ("HELLOOO THERE", "greet"),
        ("how much dose a nurs earn", "ask_pay"),
        ("plz delete my acount", "delete_data"),
        ("", "nlu_fallback"),
        ("...", "nlu_fallback"),
        ("\ud83d", "nlu_fallback"),
    ],
)
async def test_intents(agent, text, intent):
    assert (await agent.parse_message(text))["intent"]["name"] == intent


async def test_confidence_is_a_probability_and_the_ranking_is_ordered(agent):
    parsed = await agent.parse_message("i want to go to town and say hello")

    ranking = [guess["confidence"] for guess in parsed["intent_ranking"]]
    assert all(0 <= confidence <= 1 for confidence in ranking)
    assert ranking[1:] == sorted(ranking[1:], reverse=True)


async def test_the_text_itself_is_not_changed(agent):
    parsed = await agent.parse_message("\u200bHow much does an Elecrician earn")

    assert parsed["text"] == "\u200bHow much does an Elecrician earn"
    (entity,) = parsed["entities"]
    assert entity["value"] == "electrician"
    assert parsed["text"][entity["start"] : entity["end"]] == "Elecrician"
