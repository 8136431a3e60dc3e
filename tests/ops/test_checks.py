"""Adding up what the tools say: a run that broke off never counts as passed."""

from pathlib import Path

import pytest

from ops.checks.__main__ import run_steps
from ops.checks.steps import Step, Tools
from ops.checks.tally import Tally, of_exit_code, of_junit, of_stories


def junit(path: Path, *outcomes: str) -> Path:
    cases = "".join(
        f'<testcase classname="t" name="{number}">{f"<{outcome}/>" if outcome else ""}</testcase>'
        for number, outcome in enumerate(outcomes)
    )
    path.write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    return path


def test_pytest_is_counted_from_its_report(tmp_path: Path) -> None:
    report = junit(tmp_path / "r.xml", "", "", "failure", "error", "skipped")

    assert of_junit(report, 1) == Tally(passed=2, failed=2, skipped=1)


def test_a_test_that_fails_twice_counts_once(tmp_path: Path) -> None:
    report = junit(tmp_path / "r.xml", "", "failure")
    again = '<testcase classname="t" name="1"><error/></testcase></testsuite>'
    report.write_text(report.read_text().replace("</testsuite>", again, 1))

    assert of_junit(report, 1) == Tally(passed=1, failed=1)


@pytest.mark.parametrize("content", [None, "", "<testsuites/>"])
def test_pytest_without_a_report_has_failed(tmp_path: Path, content: str | None) -> None:
    report = tmp_path / "r.xml"
    if content is not None:
        report.write_text(content)

    assert of_junit(report, 0) == Tally(failed=1)


def test_a_bad_exit_code_is_a_failure_whatever_the_report_says(tmp_path: Path) -> None:
    report = junit(tmp_path / "r.xml", "", "")

    assert of_junit(report, 3) == Tally(passed=2, failed=1)


def test_stories_are_counted_from_rasas_words() -> None:
    output = "Evaluation Results on END-TO-END level:\n\tCorrect:          39 / 40\n"

    assert of_stories(output, 1) == Tally(passed=39, failed=1)
    assert of_stories("no model", 0) == Tally(failed=1)


def test_every_step_runs_and_the_closing_line_adds_them_up(tmp_path: Path) -> None:
    right = Step("right", lambda _tools: of_exit_code(0))
    wrong = Step("wrong", lambda _tools: of_exit_code(1))

    results = run_steps([right, wrong, right], Tools(tmp_path, tmp_path))

    total = sum((result.tally for result in results), Tally(skipped=4))
    assert str(total) == "2 passed, 1 failed, 4 skipped"
