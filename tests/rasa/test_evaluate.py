"""The report: its counts, and where it is written."""

import pytest

from bot.rasa import evaluate
from bot.rasa.evaluate import Reading, f1_of_occupations, shares_of
from bot.rasa.examples import Example, parted, read_examples


def reading(meant, guesses, *, answered=None, named=(), found=()):
    example = Example("text", meant, tuple(named))
    return Reading(example, answered or guesses[0], tuple(guesses), tuple(found))


def test_shares():
    readings = [
        reading("greet", ["greet", "thank"]),
        reading("greet", ["thank", "greet"]),
        reading("greet", ["thank", "deny", "affirm", "greet"], answered="nlu_fallback"),
        reading("greet", ["greet"], answered="nlu_fallback"),
    ]

    shares = shares_of(readings)

    assert (shares.top_1, shares.top_3) == (0.5, 0.75)
    assert (shares.right, shares.asked, shares.wrong) == (0.25, 0.5, 0.25)


def test_f1_counts_only_where_occupations_are_marked():
    readings = [
        reading("ask_pay", ["ask_pay"], named=["vet"], found=["vet"]),
        reading("ask_pay", ["ask_pay"], named=["nurse"], found=["midwife"]),
        reading("greet", ["greet"], found=["vet"]),
    ]

    assert f1_of_occupations(readings) == pytest.approx((0.5, 0.5, 0.5))


def test_the_report_goes_between_the_markers(model, tmp_path, capsys):
    heldout, training = tmp_path / "heldout.yml", tmp_path / "training.yml"
    heldout.write_text(
        'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hello there\n'
        "      - heya you\n  - intent: ask_pay\n    examples: |\n"
        '      - wages of a [vets]{"entity": "occupation", "value": "vet"}\n'
    )
    training.write_text(
        'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - Hello there!\n'
    )
    page = tmp_path / "nlu.md"
    begin, end = evaluate.MARKERS
    page.write_text(f"# Before\n{begin}\nold\n{end}\nafter\n")

    code = evaluate.main(
        [
            *(str(heldout), "--models", str(model.parent)),
            *("--training", str(training), "--write", str(page)),
        ]
    )

    text = page.read_text()
    assert code == 0
    assert text.startswith(f"# Before\n{begin}\n3 sentences, ")
    assert text.endswith(f"{end}\nafter\n")
    assert "old" not in text
    assert "| as written, not in the training data | 2 |" in text
    assert "F1 100.0% (precision 100.0%, recall 100.0%) as written" in text
    assert "| ask_pay | 1 |" in capsys.readouterr().out


def test_without_a_model_there_is_no_report(tmp_path, capsys):
    assert evaluate.main([str(tmp_path / "x.yml"), "--models", str(tmp_path)]) == 1
    assert "run `foothold train` first" in capsys.readouterr().err


def test_the_split_is_the_same_every_time_and_parts_every_intent(tmp_path):
    file = tmp_path / "nlu.yml"
    lines = "".join(f"      - text {number}\n" for number in range(20))
    file.write_text(
        f'version: "3.1"\nnlu:\n  - intent: a\n    examples: |\n{lines}'
        f"  - intent: b\n    examples: |\n{lines.replace('text', 'other')}"
    )
    learn, validate = parted(read_examples(file))

    assert (learn, validate) == parted(read_examples(file))
    assert len(validate) == 8
    assert {example.intent for example in validate} == {"a", "b"}
    assert not set(learn) & set(validate)
