"""What the gateway counts."""

from dataclasses import dataclass

from prometheus_client import Counter


@dataclass(frozen=True)
class Metrics:
    """Counters of the gateway."""

    turns: Counter
    failures: Counter
    outages: Counter
    late: Counter


METRICS = Metrics(
    turns=Counter("foothold_turns_total", "Turns answered and kept"),
    failures=Counter("foothold_turn_failures_total", "Failed tries of a turn", ["kind"]),
    outages=Counter("foothold_outages_total", "Tries that found Rasa or the actions away"),
    late=Counter("foothold_late_notices_total", "Students told that an answer is late"),
)
