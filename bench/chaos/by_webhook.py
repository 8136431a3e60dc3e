"""Storms on a server's installation: PostgreSQL, and updates that Telegram sends by webhook."""

from bench.chaos import troubles
from bench.chaos.rows import Row, row_of
from bench.chaos.stages import Stage
from bench.chaos.storm import Times, storm

AWAY_S = 20.0
USUAL = Times(per_s=5, before_s=5, broken_s=20, after_s=5)


async def database_away(stage: Stage) -> Row:
    """Connections to PostgreSQL break, and nobody listens there for 20 s."""
    if stage.to_database is None:
        raise ValueError("this stage has no proxy to its database")
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    stormed = await storm(crowd, troubles.cut(stage.to_database), Times(5, 5, AWAY_S, 5))
    return row_of("PostgreSQL away for 20 s, webhook, 5 messages/s", stormed)


async def webhook_kills(stage: Stage) -> Row:
    """8 SIGKILLs in 24 s at 10 messages a second, updates coming by webhook."""
    crowd = await stage.crowd(guests=20, applicants=6, worried=4)
    killing = troubles.Kills(stage.product, 8, 24.0)
    stormed = await storm(crowd, killing, Times(10, 3, 1, 26))
    return row_of("8 SIGKILLs in 24 s, webhook, 10 messages/s", stormed, f"{killing.done} kills")


async def webhook_duplicates(stage: Stage) -> Row:
    """Every update is sent twice to the webhook for 20 s."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.disturbed(stage.control, "duplicate")
    return row_of("every update twice for 20 s, webhook", await storm(crowd, trouble, USUAL))


async def webhook_out_of_order(stage: Stage) -> Row:
    """Later updates are sent before earlier ones for 20 s, wherever several of a chat wait."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.disturbed(stage.control, "out_of_order")
    return row_of("updates out of order for 20 s, webhook", await storm(crowd, trouble, USUAL))
