"""The whole product, running once for all end-to-end tests, with the demo school."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from bench.product import FOOTHOLD, Product, running_product
from storage.database import Database, open_database
from storage.settings import Settings
from tests.e2e.talking import OnTheWeb


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """An installation of its own: SQLite, demo school, all five processes."""
    if not FOOTHOLD.exists():
        pytest.skip("the service environment is not set up: run `make setup`")
    with running_product(tmp_path_factory.mktemp("product") / "home") as product:
        yield product


@pytest.fixture(scope="session")
def product_db(product: Product) -> Iterator[Database]:
    """The installation's database."""
    db = open_database(Settings(home=product.home))
    yield db
    db.dispose()


@pytest.fixture
async def http(product: Product) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the portal."""
    async with httpx.AsyncClient(base_url=product.url, timeout=90) as client:
        yield client


@pytest.fixture
def web(http: httpx.AsyncClient, product_db: Database) -> OnTheWeb:
    """The way of talking through the portal."""
    return OnTheWeb(http, product_db)
