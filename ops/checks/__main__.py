"""`make test` and `make check`: every check, all failures at the end, one closing line."""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console

from ops.checks.steps import STATIC, TESTS, Step, Tools
from ops.checks.tally import Tally
from ops.installation import ROOT

console = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True)
class Result:
    """How a step ended."""

    step: Step
    tally: Tally
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks; return 1 if any failed, or if none ran."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--static", action="store_true", help="format, lint, types, imports only")
    steps = STATIC if parser.parse_args(arguments).static else (*STATIC, *TESTS)
    reports = ROOT / "var" / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    results = run_steps(steps, Tools(ROOT, reports))
    total = sum((result.tally for result in results), Tally())
    _show(results)
    sys.stdout.write(f"{total}\n")
    return int(total.failed > 0 or total.passed == 0)


def run_steps(steps: Sequence[Step], tools: Tools) -> list[Result]:
    """Run every step, whatever the ones before did."""
    results = []
    for number, step in enumerate(steps, start=1):
        console.rule(f"[bold][{number}/{len(steps)}] {step.name}", align="left")
        sys.stdout.flush()
        started = time.monotonic()
        results.append(Result(step, step.run(tools), time.monotonic() - started))
    return results


def _show(results: Sequence[Result]) -> None:
    console.rule("[bold]result", align="left")
    for result in results:
        mark = "[bold red]✗[/]" if result.tally.failed else "[green]✓[/]"
        console.print(f"{mark} {result.step.name:<30} {result.seconds:>5.0f} s  {result.tally}")


if __name__ == "__main__":
    sys.exit(main())
