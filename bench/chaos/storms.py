"""All storms, by the installation on which they happen."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.chaos import by_webhook, elsewhere, supervised
from bench.chaos.flood import flood
from bench.chaos.load import light_load, load
from bench.chaos.rows import Row
from bench.chaos.stages import Stage, apart, on_laptop, on_server
from bench.chaos.troubles import small_disk

DISK_MB = 64


@dataclass(frozen=True)
class Part:
    """Storms that share an installation."""

    stage: Callable[[Path], AbstractContextManager[Stage]]
    storms: tuple[Callable[[Stage], Awaitable[Row]], ...]


@contextmanager
def _on_small_disk(home: Path) -> Iterator[Stage]:
    with small_disk(home, DISK_MB), on_laptop(home) as stage:
        yield stage


PARTS = (
    Part(
        on_laptop,
        (
            supervised.calm,
            supervised.kills,
            supervised.bad_gateway,
            supervised.bad_gateway_sending,
            supervised.answers_lost,
            supervised.duplicates,
            supervised.out_of_order,
            supervised.second_poller,
            supervised.locked,
            flood,
            light_load,
            load,
        ),
    ),
    Part(apart, (elsewhere.rasa_away, elsewhere.rasa_frozen, elsewhere.actions_slow)),
    Part(_on_small_disk, (elsewhere.disk_full,)),
    Part(
        on_server,
        (
            by_webhook.database_away,
            by_webhook.webhook_kills,
            by_webhook.webhook_duplicates,
            by_webhook.webhook_out_of_order,
        ),
    ),
)


def run_storms(folder: Path, names: frozenset[str] = frozenset()) -> Iterator[Row]:
    """Yield the row of each storm as soon as it is over; no names mean all."""
    for number, part in enumerate(PARTS):
        storms = [each for each in part.storms if not names or each.__name__ in names]
        if storms:
            with part.stage(folder / f"stage{number}") as stage:
                for each in storms:
                    yield asyncio.run(_one(each, stage))


async def _one(storm: Callable[[Stage], Awaitable[Row]], stage: Stage) -> Row:
    return await storm(stage)
