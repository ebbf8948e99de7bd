"""What tests of the glass share: a dressed application, translations compiled, clocks that stand still."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_app.ui import theme as themes
from pos_app.ui.i18n import DEFAULT_LANGUAGE, SOURCE_LANGUAGE, Languages
from pos_app.ui.resources import RESOURCES
from pos_app.ui.theme import Theme
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
