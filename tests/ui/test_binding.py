"""R14: the binding under the glass. PySide6 6.12 on Python before 3.12 drops references to None until it dies."""

from __future__ import annotations

import gc
import sys
from importlib.metadata import version

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1_000_000
MOST_DRIFT = 100

needs_counting = pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")


@needs_counting
def test_r14_a_million_calls_of_qt_cost_no_reference_to_none(qtbot: QtBot) -> None:
    label, pixmap = QLabel(), QPixmap(QSize(4, 4))
    qtbot.addWidget(label)
    colour = QColor("white")
    gc.collect()
    gc.disable()  # what others left behind is not to be counted
    with QPainter(pixmap) as painter:
        before = sys.getrefcount(None)
        for _ in range(CALLS // 5):
            label.setText("x")
            label.resize(10, 10)
            label.setEnabled(True)
            label.setToolTip("")
            painter.fillRect(0, 0, 1, 1, colour)
        drift = sys.getrefcount(None) - before
    gc.enable()

    assert abs(drift) <= MOST_DRIFT


@needs_counting
def test_r14_the_pair_that_dies_is_not_installed() -> None:
    major, minor = (int(part) for part in version("PySide6-Essentials").split(".")[:2])

    assert (major, minor) < (6, 12)
