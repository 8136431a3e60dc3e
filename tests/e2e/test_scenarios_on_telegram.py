"""Plays the talks in `scenarios/` over Telegram too, by polling and by webhook.

Half of them by polling and a sixth by webhook, always the same ones; or all both ways
with `FOOTHOLD_ALL_SCENARIOS=1` in the environment. What is chosen with pytest's `-k` is played, no
more.
"""

import asyncio
import os
import zlib
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from sqlalchemy import select

from bench.arrivals import Arrivals
from bench.product import FOOTHOLD
from bench.telegram import running_on_telegram
from schools.domain.years import first_day_of, school_year_of
from schools.services.schools import set_telegram_age
from schools.tables import RosterEntry, School
from storage.clock import school_today
from storage.database import Database, open_database, transaction
from storage.settings import Settings
from tests.e2e.expecting import ON_THE_EDGE, misses, open_faults
from tests.e2e.on_telegram import OnTelegram
from tests.e2e.recording import Recording, play, scenarios
from tests.telegram_server.server import TelegramServer, telegram_server

pytestmark = [pytest.mark.running, pytest.mark.slow]

ALL = "FOOTHOLD_ALL_SCENARIOS"
OF = 12  # equal shares, by a hash of the name
SHARES = {"polling": range(6), "webhook": range(6, 8)}
AT_ONCE = 24  # chats; more of them only wait for Rasa, and are told that it takes long
AT_ONCE_OF_CODE = 10  # of a demo year's 12 students
LOWEST_AGE = 13


def chosen() -> list[tuple[str, str]]:
    """Return mode and name of each scenario to play."""
    is_all = bool(os.environ.get(ALL))
    return [
        (mode, name)
        for mode, shares in SHARES.items()
        for name in scenarios()
        if is_all or zlib.crc32(name.encode()) % OF in shares
    ]


CHOSEN = chosen()


@pytest.fixture(scope="module")
def talks(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], dict[str, Recording]]:
    """Return all talks of a mode that this run is to look at; played once, side by side."""
    if not FOOTHOLD.exists():
        pytest.skip("the service environment is not set up: run `make setup`")

    @cache
    def of(mode: str) -> dict[str, Recording]:
        home = tmp_path_factory.mktemp(mode) / "home"
        with telegram_server() as server, running_on_telegram(home, server, mode) as product:
            db = open_database(Settings(home=product.home))
            try:
                let_all_years_in(db, today=school_today())
                return asyncio.run(play_all(wanted(request.session, mode), server, db))
            finally:
                db.dispose()

    return of


@pytest.mark.parametrize(("mode", "name"), CHOSEN, ids=[f"{mode}-{name}" for mode, name in CHOSEN])
def test_scenario_on_telegram(
    talks: Callable[[str], dict[str, Recording]], mode: str, name: str
) -> None:
    recording = talks(mode)[name]

    missed = misses(recording)

    assert len(missed) <= open_faults(recording.scenario) + ON_THE_EDGE, "\n\n".join(missed)


def wanted(session: pytest.Session, mode: str) -> list[str]:
    """Return the scenarios of a mode that are left after pytest's own choice of tests."""
    parameters = [
        item.callspec.params
        for item in session.items
        if isinstance(item, pytest.Function) and item.originalname == "test_scenario_on_telegram"
    ]
    return [str(one["name"]) for one in parameters if one["mode"] == mode]


def let_all_years_in(db: Database, *, today: date) -> None:
    """Let the demo's students talk on Telegram as far as the product allows it at all.

    The school sets its gate to 13, the lowest age it can choose (the usual is 16). Most of Year 8
    are 12 still: here all of them were born on the first day of their school year, so they are 13.
    The gate itself is tested in `tests/telegram/test_gate.py`.
    """
    with transaction(db) as session:
        school = session.scalars(select(School)).one()
        youngest = select(RosterEntry).where(RosterEntry.year_group == 8)
        for entry in session.scalars(youngest.where(RosterEntry.school_id == school.id)):
            born_on = first_day_of(school_year_of(today) - LOWEST_AGE)
            entry.date_of_birth = born_on.isoformat()
        set_telegram_age(session, school.id, LOWEST_AGE)


async def play_all(names: list[str], server: TelegramServer, db: Database) -> dict[str, Recording]:
    """Play talks side by side, each by a student of its own."""
    arrivals = Arrivals(server.control, db)
    way = OnTelegram(server.control, db, arrivals)
    room = asyncio.Semaphore(AT_ONCE)
    of_code: dict[str | None, asyncio.Semaphore] = defaultdict(
        lambda: asyncio.Semaphore(AT_ONCE_OF_CODE)
    )

    async def one(name: str) -> Recording:
        scenario = scenarios()[name]
        async with of_code[scenario.get("join")], room:
            return await play(scenario, way, db)

    async with arrivals.watching():
        played = await asyncio.gather(*(one(name) for name in names))
    return dict(zip(names, played, strict=True))
