"""What the worker counts."""

from dataclasses import dataclass

from prometheus_client import Counter


@dataclass(frozen=True)
class Metrics:
    """Counters of the worker."""

    done: Counter
    failed: Counter


METRICS = Metrics(
    done=Counter("foothold_jobs_done_total", "Jobs done", ["kind"]),
    failed=Counter("foothold_job_failures_total", "Failed tries of a job", ["kind"]),
)
