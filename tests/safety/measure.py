"""Prints the figures of docs/safety.md: `python -m tests.safety.measure` from the repository."""

import time

from safeguarding.signs import find_signs
from tests.safety.sets import Labelled, load_set
from tests.safety.test_disguises import DISGUISES


def main() -> None:
    """Print recall, false alarms, every error, what disguises hide, and the time taken."""
    for name in ("explicit", "veiled", "harmless"):
        for is_final in (False, True):
            texts = [text for text in load_set(name) if text.is_final is is_final]
            report(f"{name}, {'final' if is_final else 'tuning'}", texts)
    for kind in ("explicit", "veiled", "harmless"):
        report(f"second look, {kind}", [text for text in load_set("blind") if text.kind == kind])
    explicit = load_set("explicit")
    for disguise, (change, _) in DISGUISES.items():
        seen = sum(bool(find_signs(change(text.text))) for text in explicit)
        print(f"disguise {disguise}: {seen} of {len(explicit)} seen")
    print_time(load_set("harmless") + explicit)


def report(label: str, texts: list[Labelled]) -> None:
    """Print how many of the texts raise an alert, and those that are judged wrongly."""
    raised = [text for text in texts if find_signs(text.text)]
    is_harmless = "harmless" in label
    wrong = raised if is_harmless else [text for text in texts if text not in raised]
    print(f"{label}: {len(raised)} of {len(texts)} raise an alert, {len(wrong)} wrong")
    for text in wrong:
        print(f"    {text.kind}: {text.text}")


def print_time(texts: list[Labelled]) -> None:
    """Print the median and the 99th percentile of the CPU time of a message."""
    times = []
    for text in texts:
        started = time.process_time_ns()
        find_signs(text.text)
        times.append((time.process_time_ns() - started) / 1e6)
    times.sort()
    median, slow = times[len(times) // 2], times[len(times) * 99 // 100]
    print(f"ms a message: median {median:.2f}, p99 {slow:.2f}")


if __name__ == "__main__":
    main()
