"""What tests of the glass share: a dressed application, translations compiled, clocks that stand still."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_app.config import Receipt
from pos_app.core.ledger import open_ledger
from pos_app.simulator.identity import open_identity
from pos_app.ui import theme as themes
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages
from pos_app.ui.resources import RESOURCES
from pos_app.ui.theme import Theme
from tests.core.shop import Shop, open_shop
from tests.core.till import HandClock
from tests.ui.live_till import WAIT, LiveTill, live_till
from tests.ui.samples import NOON


@dataclass
class Clocks:
    """A wall clock and a monotonic clock that move only when told to."""

    wall: datetime = NOON
    seconds: float = 1000.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.seconds += seconds


@pytest.fixture(autouse=True)
def buried(qapp: QApplication) -> Iterator[None]:
    """Delete at once, on the thread of the glass, what a test leaves to be deleted later.

    Otherwise a window waits for the next event loop, and Python's collector may find it first, on any thread that
    happens to run: its timers then ring for an object that is gone, and the process dies.
    """
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """A light theme for a short screen, without movement; the application wears it until the test is over."""
    made = Theme(reduce_motion=True)
    themes.apply(qapp, made)
    yield made
    made.changed.disconnect()
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def catalogue() -> Path:
    """Compile the Chinese catalogue, as ``make`` does."""
    source = RESOURCES / "translations" / f"pos_app_{DEFAULT_LANGUAGE}.ts"
    target = source.with_suffix(".qm")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        tool = Path(sys.executable).parent / "pyside6-lrelease"
        subprocess.run([str(tool), "-silent", str(source), "-qm", str(target)], check=True)
    return target


@pytest.fixture
def languages(qapp: QApplication, catalogue: Path) -> Iterator[Languages]:
    """Both languages; English until a test asks for Chinese, and again when it is over."""
    made = Languages(qapp)
    yield made
    made.use(SOURCE_LANGUAGE)


Stage = Callable[[QWidget, int, int], QWidget]


@pytest.fixture
def stage(qtbot: QtBot) -> Stage:
    """Show a widget at a size, alone and active, so that keys reach it."""

    def show(widget: QWidget, width: int, height: int) -> QWidget:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(widget.isActiveWindow)
        return widget

    return show


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A merchant and a provider, made once for all tests."""
    folder = tmp_path_factory.mktemp("identity")
    open_identity(folder)
    return folder


@pytest.fixture
def shop(keys: Path, tmp_path: Path) -> Iterator[Shop]:
    """A till with a real ledger, a real client, and a pretend provider on a real socket."""
    clock = HandClock(NOON)
    with (
        open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock) as ledger,
        open_shop(keys, tmp_path / "provider", ledger, clock) as shop,
    ):
        yield shop


@pytest.fixture
def receipt() -> Receipt:
    """What the shop chose about receipts: nothing. A module of tests that prints says otherwise."""
    return Receipt()


@pytest.fixture
def locked(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path, receipt: Receipt
) -> Iterator[LiveTill]:
    """A whole till before anybody has come to it: the window, its workers on their threads, and what is behind them."""
    with live_till(theme, languages, shop, tmp_path / "profile", receipt) as till:
        qtbot.waitUntil(till.window.isActiveWindow, timeout=WAIT)
        qtbot.waitUntil(lambda: till.sees("staff_0"), timeout=WAIT)
        yield till


@pytest.fixture
def till(qtbot: QtBot, locked: LiveTill) -> LiveTill:
    """A till with a cashier at it, ready to sell."""
    locked.come_in(qtbot)
    qtbot.waitUntil(lambda: locked.find("pay").isEnabled() or "first" in locked.button("pay").reason, timeout=WAIT)
    return locked
