"""Codes are read back from the glass, to the last character."""

from __future__ import annotations

import secrets
import string

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_app.ui import qr
from pos_app.ui.qr import QUIET, QrCode, code_image, version_for
from tests.ui.samples import CODE_URL

ALPHABET = string.ascii_letters + string.digits


def read(image: QImage) -> str:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    picture = Image.frombytes(
        "L", (grey.width(), grey.height()), bytes(grey.constBits()), "raw", "L", grey.bytesPerLine()
    )
    found = zxingcpp.read_barcodes(picture)
    assert len(found) == 1
    return found[0].text


def shown(qtbot: QtBot, text: str, module: int = 10, least: int = 0) -> QrCode:
    widget = QrCode(module, least)
    qtbot.addWidget(widget)
    widget.set_text(text)
    widget.resize(widget.sizeHint())
    return widget


def test_two_hundred_codes_are_read_from_the_glass(qtbot: QtBot) -> None:
    widget = shown(qtbot, CODE_URL)
    for _ in range(200):
        url = "weixin://wxpay/bizpayurl?pr=" + "".join(secrets.choice(ALPHABET) for _ in range(9))
        widget.set_text(url)

        assert read(widget.grab().toImage()) == url


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, codec="utf-8"), min_size=1, max_size=80))
def test_any_text_is_read_back(text: str) -> None:
    image = code_image(text)
    side = image.width() * 4

    assert read(image.scaled(side, side)) == text


@pytest.mark.parametrize(
    ("length", "version"), [(1, 1), (14, 1), (15, 2), (42, 3), (43, 4), (62, 4), (63, 5), (666, 20)]
)
def test_the_smallest_version_that_holds_the_text_is_taken(length: int, version: int) -> None:
    assert version_for(length) == version
    assert code_image("x" * length).width() == 17 + 4 * version + 2 * QUIET


def test_a_text_too_long_for_a_till_is_refused() -> None:
    with pytest.raises(ValueError, match="667 bytes"):
        version_for(667)


def test_four_modules_of_white_stand_around_the_code(qtbot: QtBot) -> None:
    image = shown(qtbot, CODE_URL).grab().toImage()
    quiet = 10 * QUIET

    inside = [(x, y) for x in range(image.width()) for y in range(quiet)]
    assert {image.pixelColor(x, y).name() for x, y in inside} == {"#ffffff"}
    assert image.pixelColor(quiet, quiet).name() == "#000000"


def test_modules_are_whole_pixels_of_pure_black_and_white(qtbot: QtBot) -> None:
    image = shown(qtbot, CODE_URL).grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert colors == {"#000000", "#ffffff"}


def test_a_short_text_gets_larger_modules_rather_than_a_small_code(qtbot: QtBot) -> None:
    widget = shown(qtbot, CODE_URL, module=10, least=444)

    assert widget.sizeHint().width() == 444
    assert widget.sizeHint().width() % code_image(CODE_URL).width() == 0


def test_less_room_gives_smaller_modules_never_blurred_ones(qtbot: QtBot) -> None:
    widget = shown(qtbot, CODE_URL)
    widget.resize(200, 230)
    image = widget.grab().toImage()

    assert read(image) == CODE_URL
    assert {image.pixelColor(x, 115).name() for x in range(200)} == {"#000000", "#ffffff"}


def test_without_a_text_there_is_no_code(qtbot: QtBot) -> None:
    widget = shown(qtbot, CODE_URL)
    widget.set_text(None)

    assert not widget.shown
    assert widget.grab().toImage().pixelColor(60, 60) == QColor("white")


def test_another_module_size_is_asked_for_at_once(qtbot: QtBot) -> None:
    widget = shown(qtbot, CODE_URL)
    widget.set_module(12)

    assert widget.sizeHint().width() == 12 * code_image(CODE_URL).width()


def test_the_library_can_be_loaded_ahead(qapp: QApplication) -> None:
    qr.warm_up()
