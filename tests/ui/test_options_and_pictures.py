"""Goods of which something is chosen, by keys and by touch; and goods with a photograph on their tile."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from pos_app.core.goods import Change
from pos_app.core.money import Money
from pos_app.ui.picture_worker import PictureWorker
from pos_app.ui.pictures import Pictures
from tests.core.people import MANAGER
from tests.core.test_goods_options import TEA
from tests.ui.live_till import WAIT, LiveTill
from tests.ui.test_scans_everywhere import rung_up

RED = QColor(200, 30, 30)


@pytest.fixture
def tea(till: LiveTill) -> LiveTill:
    """A till that sells milk tea."""
    till.shop.ledger.goods.change((Change(before=None, after=TEA),), source="", who=MANAGER)
    return till


def lines(till: LiveTill) -> list[tuple[str, int, Money]]:
    return [(line.name, line.quantity_milli, line.amount) for line in till.window.sale.cart.lines]


def ask(till: LiveTill) -> None:
    till.type("801")
    till.key(Qt.Key.Key_Return)
    till.settle()
    assert till.sees("option_panel")


def test_figures_choose_and_enter_rings_up(tea: LiveTill) -> None:
    ask(tea)
    assert tea.button("option_take").accessibleName() == "Ring up ¥12.00"
    tea.type("22")
    assert tea.button("option_take").accessibleName() == "Ring up ¥15.00"
    tea.type("1")  # there is no third group
    tea.key(Qt.Key.Key_Return)
    ask(tea)
    tea.type("9")
    tea.key(Qt.Key.Key_Return)

    assert lines(tea) == [
        ("Milk tea (大杯, 少糖)", 1000, Money(1500)),
        ("Milk tea (中杯, 正常)", 1000, Money(1200)),
    ]


def test_the_same_choice_again_is_only_more_of_it_and_the_usual_is_one_key(tea: LiveTill) -> None:
    for _ in range(2):
        ask(tea)
        tea.key(Qt.Key.Key_Return)
    ask(tea)
    QTest.mouseClick(tea.find("option_0_1"), Qt.MouseButton.LeftButton)
    tea.press("option_take")

    assert lines(tea) == [
        ("Milk tea (中杯, 正常)", 2000, Money(2400)),
        ("Milk tea (大杯, 正常)", 1000, Money(1500)),
    ]


def test_a_quantity_before_a_scan_is_kept_while_it_is_chosen_and_escape_rings_up_nothing(tea: LiveTill) -> None:
    ask(tea)
    tea.key(Qt.Key.Key_Escape)
    assert rung_up(tea) == []
    tea.type("3*")
    tea.window.sale.take_scan(TEA.code)
    tea.settle()
    tea.key(Qt.Key.Key_Return)

    assert rung_up(tea) == [(TEA.code, 3000)]


# ---------------------------------------------------------------- photographs


def red(folder: Path, name: str, width: int = 400, height: int = 200) -> None:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    folder.mkdir(parents=True, exist_ok=True)
    assert image.save(str(folder / name))


def test_a_photograph_is_painted_when_it_has_come(tea: LiveTill, qtbot: QtBot, tmp_path: Path) -> None:
    red(tmp_path / "profile" / "pictures", "tea.png")
    known = tea.shop.ledger.goods.scanned(TEA.code)
    assert known is not None
    changed = dataclasses.replace(known[0], picture="tea.png", options=())
    tea.shop.ledger.goods.change((Change(before=known[0], after=changed),), source="", who=MANAGER)
    tea.type("nc")
    tiles = tea.window.sale.stage.shelf.tiles

    def painted() -> bool:
        image = tiles.viewport().grab().toImage()
        side = tea.window.theme.px(24)
        cell = tiles.visualRect(tiles.model().index(0, 0))
        at = cell.bottomRight() - cell.topLeft()
        return image.pixelColor(cell.x() + at.x() - 14 - side, cell.y() + at.y() - 14 - side) == RED

    qtbot.waitUntil(painted, timeout=WAIT)


@pytest.mark.parametrize("spoilt", [False, True])
def test_a_picture_that_is_not_there_is_asked_for_again_later(tmp_path: Path, spoilt: bool) -> None:
    owner = PictureWorker(tmp_path)
    pictures = Pictures(owner)
    wanted = QSignalSpy(pictures.wanted)
    pictures.wanted.connect(owner.load)
    owner.loaded.connect(pictures.show_picture)
    if spoilt:
        (tmp_path / "tea.png").write_bytes(b"no picture")

    assert pictures.find("tea.png", 48) is None
    assert pictures.find("tea.png", 48) is None
    red(tmp_path, "tea.png")
    pictures.forget_missing()
    pictures.find("tea.png", 48)

    assert wanted.count() == 2
    found = pictures.find("tea.png", 48)
    assert found is not None
    assert (found.width(), found.height()) == (48, 48)
    owner.deleteLater()


def test_only_so_many_pictures_are_kept(tmp_path: Path) -> None:
    owner = PictureWorker(tmp_path)
    pictures = Pictures(owner)
    for number in range(600):
        pictures.find(f"{number}.png", 48)

    assert len(pictures._known) == 500
    owner.deleteLater()
