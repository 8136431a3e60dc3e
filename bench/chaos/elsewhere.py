"""Storms where the parts stand apart: Rasa or the actions away or slow, the disk full."""

from bench.chaos import troubles
from bench.chaos.proxy import Proxy
from bench.chaos.rows import Row, row_of
from bench.chaos.stages import Stage
from bench.chaos.storm import Times, storm

AWAY_S = 60.0
SLOW_S = 90.0
FULL_S = 20.0


async def rasa_away(stage: Stage) -> Row:
    """Nobody listens where Rasa should, for 60 s."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.cut(_there(stage.to_rasa))
    stormed = await storm(crowd, trouble, Times(5, 5, AWAY_S, 5))
    return row_of("Rasa away for 60 s, 5 messages/s", stormed)


async def actions_slow(stage: Stage) -> Row:
    """Whatever is asked of the actions within 90 s is answered only after 90 s."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.slow(_there(stage.to_actions), SLOW_S)
    stormed = await storm(crowd, trouble, Times(1, 5, SLOW_S, 5))
    return row_of("actions answer after 90 s, for 90 s, 1 message/s", stormed)


async def rasa_frozen(stage: Stage) -> Row:
    """Rasa takes connections and does nothing for 20 s (SIGSTOP)."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.frozen(stage.product, "rasa")
    stormed = await storm(crowd, trouble, Times(5, 5, FULL_S, 5))
    return row_of("Rasa hangs for 20 s, 5 messages/s", stormed)


async def disk_full(stage: Stage) -> Row:
    """Database and logs are on a disk (tmpfs) that has no byte left for 20 s."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.full(stage.product.home)
    stormed = await storm(crowd, trouble, Times(5, 5, FULL_S, 5))
    return row_of("disk full for 20 s, 5 messages/s", stormed)


def _there(proxy: Proxy | None) -> Proxy:
    if proxy is None:
        raise ValueError("this stage has no such proxy")
    return proxy
