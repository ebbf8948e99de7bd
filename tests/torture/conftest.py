"""The shop of the core's tests serves the torture too; and the stage on which tills are struck."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.conftest import book, clock, cluster, keys, shop
from tests.torture.blows import OPENS, NoTracingError
from tests.torture.cases import Stage

__all__ = ["book", "clock", "cluster", "keys", "shop"]


@pytest.fixture(scope="session")
def anywhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage on which nothing is struck from outside."""
    with Stage.open(tmp_path_factory.mktemp("stage")) as on:
        yield on


@pytest.fixture(scope="session")
def on(anywhere: Stage) -> Stage:
    """A stage. Where nobody may look into processes its tests are skipped; ``make torture`` fails there."""
    try:
        anywhere.points("sale", OPENS)
    except NoTracingError as error:
        pytest.skip(str(error))
    return anywhere
