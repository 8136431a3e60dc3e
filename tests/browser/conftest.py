"""The portal in a real browser: Chromium at a phone's and a desk's width."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import select, update

from messages.domain.content import Say
from messages.services.outbox import enqueue
from messages.tables import Chat, Inbox, InboxState
from portal.app import create_app
from schools.domain.roles import Role
from storage.clock import utc_now
from storage.database import Database, transaction
from storage.settings import Settings
from tests.portal.conftest import db, other, world, worlds_file  # noqa: F401 - fixtures
from tests.portal.serving import served
from tests.portal.world import World

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}


@dataclass(frozen=True)
class Site:
    """The running portal and its database."""

    url: str
    db: Database
    settings: Settings

    def bot_says(self, chat_key: str, *says: Say) -> None:
        """Answer all that waits in a chat, as the gateway would."""
        with transaction(self.db) as session:
            enqueue(session, chat_key, says, now=utc_now())
            waiting = update(Inbox).where(
                Inbox.chat_key == chat_key, Inbox.state == InboxState.WAITING
            )
            session.execute(waiting.values(state=InboxState.DONE))

    def newest_chat(self) -> str:
        """Return the key of the chat that was opened last."""
        with transaction(self.db) as session:
            return session.scalars(select(Chat.key).order_by(Chat.created_at.desc())).first() or ""

    def received(self, text: str) -> int:
        """Return how many messages with these words were kept."""
        with transaction(self.db) as session:
            return sum(row.shown == text for row in session.scalars(select(Inbox)))


@pytest.fixture
def site(db: Database, tmp_path: Path, free_port: int) -> Iterator[Site]:  # noqa: F811
    """The portal, served."""
    settings = Settings(home=tmp_path, PORTAL_PORT=free_port, GATEWAY_PORT=1)
    with served(create_app(settings, db, answer_wait_s=0.2), free_port) as url:
        yield Site(url, db, settings)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def context_of(chromium: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser windows: of a size, with or without scripts, signed in or with a chat."""
    made: list[BrowserContext] = []

    def make(
        size: str = "phone",
        *,
        scripts: bool = True,
        staff: tuple[World, Role] | None = None,
        chat: World | None = None,
    ) -> BrowserContext:
        context = chromium.new_context(viewport=SIZES[size], java_script_enabled=scripts)
        context.set_default_timeout(15_000)
        cookies = {}
        if staff:
            cookies["foothold_staff"] = staff[0].tokens[staff[1]]
        if chat:
            cookies["foothold_chat"] = chat.chat_address
        context.add_cookies(
            [{"name": name, "value": value, "url": site.url} for name, value in cookies.items()]
        )
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def complaints_of(page: Page) -> list[str]:
    """Return a list that fills with what the page complains about in the console."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    return complaints
