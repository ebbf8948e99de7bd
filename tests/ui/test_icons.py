"""Icons are line drawings that take any colour."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from pos_app.ui import icons
from pos_app.ui.resources import RESOURCES


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_a_line_drawing_on_the_grid(name: str, qapp: QApplication) -> None:
    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")

    assert QSvgRenderer(QByteArray(source.encode())).isValid()
    assert 'viewBox="0 0 24 24" fill="none" stroke="currentColor"' in source
    assert re.search(r'stroke-width="1\.(75|25)"', source)


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_leaves_ink_of_its_colour(name: str, qapp: QApplication) -> None:
    image = icons.pixmap(name, "#1C3F96", 48).toImage()
    inks = {image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() > 250}

    assert "#1c3f96" in inks


def test_a_dense_screen_gets_more_pixels(qapp: QApplication) -> None:
    picture = icons.pixmap("search", QColor("black"), 24, 2.0)

    assert picture.width() == 48
    assert picture.deviceIndependentSize().width() == 24


def test_one_picture_is_drawn_once(qapp: QApplication) -> None:
    assert icons.pixmap("lock", "black", 24).cacheKey() == icons.pixmap("lock", "black", 24).cacheKey()


def test_an_icon_serves_widgets_that_want_one(qapp: QApplication) -> None:
    assert not icons.icon("star", "black").isNull()
