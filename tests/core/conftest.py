"""What the tests of the core stand on: a clock in the hand, a ledger on either engine."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_engine import open_engine
from pos_app.simulator.identity import open_identity
from tests.core.postgresql import Cluster
from tests.core.shop import Shop, open_shop
from tests.core.till import HandClock

Where = Path | str


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 11, 24, 2, 0, 0, 123456, tzinfo=UTC))


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A PostgreSQL server of our own, on a socket in a short path."""
    with Cluster.start() as cluster:
        yield cluster


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    """An empty place for a ledger: a file, then a schema on a server."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite3"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new_place()


@pytest.fixture
def ledger(where: Where, clock: HandClock) -> Iterator[Ledger]:
    with open_ledger(where, till="01", clock=clock) as ledger:
        yield ledger


@pytest.fixture
def another_till(where: Where, clock: HandClock) -> Iterator[Callable[[], Ledger]]:
    """Make more tills of the shop. On a server they share it; on a file they share the engine's file."""
    numbers = itertools.count(2)
    opened: list[Ledger] = []

    def make() -> Ledger:
        opened.append(open_till(where, f"{next(numbers):02d}", clock))
        return opened[-1]

    yield make
    for ledger in opened:
        ledger.close()


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A merchant and a provider, made once for all tests."""
    folder = tmp_path_factory.mktemp("identity")
    open_identity(folder)
    return folder


@pytest.fixture
def book(tmp_path: Path, clock: HandClock) -> Iterator[Ledger]:
    """A ledger in a file, where the engine makes no difference."""
    with open_ledger(tmp_path / "book.sqlite3", till="01", clock=clock) as ledger:
        yield ledger


@pytest.fixture
def shop(keys: Path, tmp_path: Path, book: Ledger, clock: HandClock) -> Iterator[Shop]:
    with open_shop(keys, tmp_path / "provider", book, clock) as shop:
        yield shop


@pytest.fixture
def shop_on_either(keys: Path, tmp_path: Path, ledger: Ledger, clock: HandClock) -> Iterator[Shop]:
    """A shop on each engine in turn."""
    with open_shop(keys, tmp_path / "provider", ledger, clock) as shop:
        yield shop


def open_till(where: Where, till: str, clock: HandClock) -> Ledger:
    """Open a ledger beside others, past the rule that a file is one program's."""
    return Ledger(open_engine(where), till=till, clock=clock)
