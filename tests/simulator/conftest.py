"""A simulator on a real socket, a wall clock that tests can move, and a client of our own."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.simulator.identity import open_identity
from pos_app.simulator.server import Simulator
from tests.simulator.signing_client import SigningClient


class Wall:
    """The time on everybody's wall."""

    def __init__(self) -> None:
        self.now = float(int(time.time()))

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an identity that was made once for all tests."""
    folder = tmp_path_factory.mktemp("identity")
    open_identity(folder)
    return folder


@pytest.fixture
def home(keys: Path, tmp_path: Path) -> Path:
    """Return a folder for one simulator, with keys but no books."""
    folder = tmp_path / "provider"
    shutil.copytree(keys, folder)
    return folder


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def simulator(home: Path, wall: Wall) -> Iterator[Simulator]:
    with Simulator(home, clock=wall) as running:
        yield running


@pytest.fixture
def client(simulator: Simulator, home: Path, wall: Wall) -> SigningClient:
    return SigningClient(home, clock=wall)
