"""What is measured, and where the report is written."""

import numpy as np
import pytest

from bot.rasa import evaluate
from bot.rasa.examples import Example, parted, read_examples
from bot.rasa.measures import (
    Reading,
    calibration_error,
    f1_of_occupations,
    rejects_of,
    reliability,
    shares_of,
)
from bot.rasa.report import markers, replace_section


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


def test_asking_back_counts_as_rejecting_both_what_is_outside_and_what_is_not():
    readings = [
        reading("out_of_scope", ["out_of_scope"]),
        reading("out_of_scope", ["ask_pay"], answered="nlu_fallback"),
        reading("out_of_scope", ["ask_pay"]),
        reading("greet", ["greet"]),
        reading("greet", ["greet"], answered="nlu_fallback"),
        reading("greet", ["out_of_scope"]),
        reading("greet", ["thank"]),
    ]

    rejects = rejects_of(readings)

    assert (rejects.recall, rejects.false) == (pytest.approx(2 / 3), 0.5)


def test_f1_counts_only_where_occupations_are_marked():
    readings = [
        reading("ask_pay", ["ask_pay"], named=["vet"], found=["vet"]),
        reading("ask_pay", ["ask_pay"], named=["nurse"], found=["midwife"]),
        reading("greet", ["greet"], found=["vet"]),
    ]

    assert f1_of_occupations(readings) == pytest.approx((0.5, 0.5, 0.5))


def test_a_reliability_diagram_and_its_error():
    sure = np.array([0.95, 0.95, 0.15, 0.15, 1.0], dtype=np.float32)
    right = np.array([True, True, False, True, False])

    low, high = reliability(sure, right)

    assert (low.count, low.right, high.count) == (2, 0.5, 3)
    assert (low.sure, high.right) == (pytest.approx(0.15), pytest.approx(2 / 3))
    assert calibration_error(sure, right) == pytest.approx(
        (0.35 * 2 + abs(2.9 / 3 - 2 / 3) * 3) / 5, abs=1e-6
    )


def test_the_report_goes_between_the_markers(model, tmp_path, capsys):
    heldout = tmp_path / "heldout.yml"
    heldout.write_text(
        'version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - hello there\n'
        "      - heya you\n  - intent: ask_pay\n    examples: |\n"
        '      - wages of a [vets]{"entity": "occupation", "value": "vet"}\n'
    )
    page = tmp_path / "nlu.md"
    begin, end = markers("held-out")
    page.write_text(f"# Before\n{begin}\nold\n{end}\nafter\n")

    code = evaluate.main(
        [str(heldout), "--models", str(model.parent), "--write", str(page)],
    )

    text = page.read_text()
    assert code == 0
    assert text.startswith(f"# Before\n{begin}\n3 sentences, ")
    assert text.endswith(f"{end}\nafter\n")
    assert "old" not in text
    assert "| as written | 3 |" in text
    assert "F1 100.0% (precision 100.0%, recall 100.0%) as written" in text
    assert "| ask_pay | 1 |" in capsys.readouterr().out


def test_a_page_without_markers_is_left_alone(tmp_path):
    page = tmp_path / "nlu.md"
    page.write_text("# Before\n")

    with pytest.raises(ValueError, match="must hold the lines"):
        replace_section(page, "text\n", name="held-out")

    assert page.read_text() == "# Before\n"


def test_questions_may_come_from_a_table(tmp_path):
    table = tmp_path / "questions.csv"
    table.write_text('text,intent,source\n"wages, of a vet",ask_pay,somewhere\nhi,greet,\n')

    assert read_examples(table) == [Example("wages, of a vet", "ask_pay"), Example("hi", "greet")]


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
