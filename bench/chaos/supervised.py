"""Storms on a laptop's installation: kills, faults of Telegram, a locked database."""

from contextlib import nullcontext

from bench.chaos import troubles
from bench.chaos.rows import Row, row_of
from bench.chaos.stages import Stage
from bench.chaos.storm import Times, storm

USUAL = Times(per_s=5, before_s=5, broken_s=20, after_s=5)
LOCKED_S = 15.0  # longer than a write waits
KILLS = Times(per_s=20, before_s=2, broken_s=1, after_s=57)
KILLS_COUNT, KILLS_S = 20, 58.0
UPDATES_AND_ALL = ("getUpdates", None)


async def kills(stage: Stage) -> Row:
    """20 SIGKILLs, gateway, Rasa, actions and portal in turn, at 20 messages a second for 60 s."""
    crowd = await stage.crowd(guests=26, applicants=10, worried=4)
    killing = troubles.Kills(stage.product, KILLS_COUNT, KILLS_S)
    stormed = await storm(crowd, killing, KILLS)
    return row_of("20 SIGKILLs in 60 s, 20 messages/s", stormed, f"{killing.done} kills")


async def calm(stage: Stage) -> Row:
    """Nothing breaks: what the others are to be compared with."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    return row_of("nothing breaks, 5 messages/s", await storm(crowd, nullcontext(), USUAL))


async def bad_gateway(stage: Stage) -> Row:
    """Telegram answers every call with 502 and a page of HTML for 20 s."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.faulty(stage.control, "bad_gateway", UPDATES_AND_ALL)
    return row_of("Telegram answers 502 for 20 s", await storm(crowd, trouble, USUAL))


async def bad_gateway_sending(stage: Stage) -> Row:
    """Telegram takes no message for 20 s (502), but updates come."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.faulty(stage.control, "bad_gateway")
    return row_of("502 to all but getUpdates for 20 s", await storm(crowd, trouble, USUAL))


async def answers_lost(stage: Stage) -> Row:
    """Telegram takes messages and the answers to 20 of them get lost."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.answers_lost(stage.control, 20)
    return row_of("20 answers of Telegram lost", await storm(crowd, trouble, USUAL))


async def duplicates(stage: Stage) -> Row:
    """Every update comes twice for 20 s."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.disturbed(stage.control, "duplicate")
    return row_of("every update twice for 20 s", await storm(crowd, trouble, USUAL))


async def out_of_order(stage: Stage) -> Row:
    """Later updates come before earlier ones for 20 s, wherever several wait."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.disturbed(stage.control, "out_of_order")
    return row_of("updates out of order for 20 s", await storm(crowd, trouble, USUAL))


async def second_poller(stage: Stage) -> Row:
    """Another program polls with the same token for 20 s: 409 to both."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    trouble = troubles.second_poller(stage.server)
    return row_of("a second poller (409) for 20 s", await storm(crowd, trouble, USUAL))


async def locked(stage: Stage) -> Row:
    """Another process holds SQLite's write lock for 15 s, longer than a write waits."""
    crowd = await stage.crowd(guests=10, applicants=6, worried=4)
    times = Times(per_s=5, before_s=5, broken_s=LOCKED_S, after_s=5)
    return row_of(
        "SQLite locked for 15 s", await storm(crowd, troubles.locked(stage.database_file), times)
    )
