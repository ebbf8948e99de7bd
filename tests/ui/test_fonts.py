"""Figures stand in columns, in every face the till falls back on."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QFontMetricsF
from PySide6.QtWidgets import QApplication

from pos_app.ui import fonts
from pos_app.ui.theme import Theme


@pytest.mark.parametrize("pixels", [15, 22, 56, 176])
@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.MEDIUM, fonts.SEMIBOLD])
def test_figures_are_of_one_width(theme: Theme, pixels: int, weight: int) -> None:
    metrics = QFontMetricsF(fonts.sized(pixels, weight))

    assert metrics.horizontalAdvance("1111") == pytest.approx(metrics.horizontalAdvance("0000"))


def test_the_bundled_face_is_used(theme: Theme, qapp: QApplication) -> None:
    assert "Inter" in QFontDatabase.families()
    assert qapp.font().families()[0] == "Inter"


@pytest.mark.parametrize(("pixels", "spacing"), [(19, 0.0), (40, -0.4), (64, -1.6), (100, -3.5), (200, -9.0)])
def test_large_type_is_set_tighter(pixels: int, spacing: float) -> None:
    assert fonts.tracking(pixels) == spacing
