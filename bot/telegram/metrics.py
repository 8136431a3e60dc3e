"""What Telegram's side counts."""

from dataclasses import dataclass

from prometheus_client import Counter, Histogram


@dataclass(frozen=True)
class Metrics:
    """Counters of Telegram's side."""

    sent: Counter
    failures: Counter
    pauses: Counter
    given_up: Counter
    waited: Histogram
    updates: Counter
    broken: Counter
    poll_failures: Counter
    webhook_refused: Counter


METRICS = Metrics(
    sent=Counter("foothold_telegram_sent_total", "Parts of messages that Telegram took"),
    failures=Counter(
        "foothold_telegram_failures_total", "Calls to send that did not succeed", ["fate"]
    ),
    pauses=Counter("foothold_telegram_pauses_total", "Pauses of all chats after several 429s"),
    given_up=Counter("foothold_telegram_given_up_total", "Messages given up", ["failure"]),
    waited=Histogram(
        "foothold_telegram_send_seconds",
        "How long Telegram took for one part",
        buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    ),
    updates=Counter("foothold_telegram_updates_total", "Updates handled", ["kind"]),
    broken=Counter("foothold_telegram_broken_updates_total", "Updates that broke and were kept"),
    poll_failures=Counter(
        "foothold_telegram_poll_failures_total", "Failed calls for updates", ["kind"]
    ),
    webhook_refused=Counter(
        "foothold_telegram_webhook_refused_total", "Requests refused by the webhook", ["why"]
    ),
)
