"""Prints the figures of docs/safety.md: `python -m tests.safety.measure` from the repository.

The errors of the final half of `second_hand.yml` are counted and not printed: whoever widens the
rules must not read them.
"""

import time
from collections.abc import Sequence

from safeguarding.signs import find_signs
from tests.safety.interval import interval
from tests.safety.sets import BY_CERTAINTY, EVERY_OTHER, Labelled, joined, load_set, of_kind, part
from tests.safety.test_disguises import DISGUISES

CERTAINTIES = ("explicit", "veiled", "harmless")


def main() -> None:
    """Print recall, false alarms, the errors, what disguises hide, and the time taken."""
    for name in CERTAINTIES:
        _report_halves(name, load_set(name))
    for name in BY_CERTAINTY:
        for kind in CERTAINTIES:
            if name == EVERY_OTHER:
                _report_halves(f"{name}, {kind}", of_kind(name, kind))
            else:
                report(f"{name}, {kind}", of_kind(name, kind))
    for kind in CERTAINTIES:
        report(f"all sets, {kind}", joined(kind), is_listed=False)
    explicit = load_set("explicit")
    for disguise, (change, _) in DISGUISES.items():
        seen = sum(bool(find_signs(change(text.text))) for text in explicit)
        print(f"disguise {disguise}: {seen} of {len(explicit)} seen")
    print_time(load_set("harmless") + explicit)


def _report_halves(label: str, texts: list[Labelled]) -> None:
    report(f"{label}, tuning", part(texts, is_final=False))
    is_unread = label.startswith(EVERY_OTHER)
    report(f"{label}, final", part(texts, is_final=True), is_listed=not is_unread)


def report(label: str, texts: Sequence[Labelled], *, is_listed: bool = True) -> None:
    """Print how many of the texts raise an alert, and those that are judged wrongly."""
    raised = [text for text in texts if find_signs(text.text)]
    wrong = raised if "harmless" in label else [text for text in texts if text not in raised]
    low, high = interval(len(raised), len(texts))
    print(
        f"{label}: {len(raised)} of {len(texts)} raise an alert = {len(raised) / len(texts):.1%} "
        f"({low:.1%}-{high:.1%}), {len(wrong)} wrong"
    )
    for text in wrong if is_listed else ():
        print(f"    {text.kind}: {text.text}")


def print_time(texts: Sequence[Labelled]) -> None:
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
