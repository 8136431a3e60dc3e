"""What the Rasa process counts for Prometheus; numbers only."""

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()

TURNS = Counter(
    "foothold_rasa_turns_total",
    "Turns by how they ended: ok, or the error told to the gateway.",
    ["outcome"],
    registry=REGISTRY,
)
TURN_SECONDS = Histogram(
    "foothold_rasa_turn_seconds",
    "Time from request to answer of a turn.",
    buckets=(0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 20),
    registry=REGISTRY,
)
PARSE_SECONDS = Histogram(
    "foothold_rasa_parse_seconds",
    "Time to understand one message.",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.5),
    registry=REGISTRY,
)
