"""Where things stand: nothing overlaps, nothing leaves the page, and every finger finds its key."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize

from pos_app.ui.sale_plan import NARROW, SMALLEST, SalePlan, plan_sale, with_keypad
from pos_app.ui.tender_plan import plan_tenders

BARS = 88  # title bar and strip


def ringing(plan: SalePlan) -> list[QRect]:
    keys = [plan.functions, plan.wechat, plan.cash, plan.pay]
    parts = [plan.ticket, plan.search, plan.chips, *keys]
    return [*parts, plan.tiles] if plan.narrow else [*parts, plan.tiles, plan.pad, plan.quick]


@given(st.integers(SMALLEST.width(), 3840), st.integers(SMALLEST.height() - BARS, 2160))
def test_no_two_parts_overlap_and_none_leaves_the_page(width: int, height: int) -> None:
    plan = plan_sale(QSize(width, height))
    page = QRect(0, 0, width, height)

    for one, other in itertools.combinations(ringing(plan), 2):
        assert not one.intersects(other), (one, other)
    for one, other in itertools.combinations([plan.pad, plan.quick, plan.functions, plan.chips], 2):
        assert not one.intersects(other), (one, other)  # where goods give way to the keypad
    for part in (*ringing(plan), plan.panel, plan.pad, plan.quick):
        assert page.adjusted(8, 8, -8, -8).contains(part), part
    assert not plan.panel.intersects(plan.ticket)
    assert not plan.note.intersects(plan.ticket)


@given(st.integers(NARROW, 3840), st.integers(SMALLEST.height() - BARS, 2160))
def test_a_keypad_in_the_place_of_the_goods_is_large_and_overlaps_nothing(width: int, height: int) -> None:
    plan = with_keypad(plan_sale(QSize(width, height)))

    parts = [plan.ticket, plan.search, plan.functions, plan.wechat, plan.cash, plan.pay, plan.pad, plan.quick]
    for one, other in itertools.combinations(parts, 2):
        assert not one.intersects(other), (one, other)
    assert plan.pad.width() >= 700
    assert min(plan.pad.height() // 5, plan.quick.height()) >= 56


@given(st.integers(SMALLEST.width(), 3840), st.integers(SMALLEST.height() - BARS, 2160))
def test_keys_are_large_enough_for_fingers(width: int, height: int) -> None:
    plan = plan_sale(QSize(width, height))

    assert plan.pay.height() >= 88
    assert min(plan.quick.height(), plan.wechat.height(), plan.cash.height()) >= 72
    assert plan.cash.width() >= 104
    assert plan.functions.height() >= 64
    assert plan.tiles.width() / plan.columns >= 120
    assert plan.tiles.height() / plan.rows >= 80


@pytest.mark.parametrize(
    ("window", "ticket", "pad", "tiles"),
    [
        ((1024, 768), QRect(8, 8, 448, 664), None, (3, 3)),
        ((1366, 768), QRect(12, 12, 480, 580), 342, (3, 3)),
        ((1920, 1080), QRect(16, 16, 620, 880), 420, (4, 5)),
    ],
)
def test_the_three_plans_of_the_design(
    window: tuple[int, int], ticket: QRect, pad: int | None, tiles: tuple[int, int]
) -> None:
    plan = plan_sale(QSize(window[0], window[1] - BARS))

    assert plan.ticket == ticket
    assert plan.narrow is (pad is None)
    assert pad is None or plan.pad.width() == pad
    assert (plan.columns, plan.rows) == tiles


@given(
    st.integers(SMALLEST.width(), 3840),
    st.integers(SMALLEST.height() - BARS, 2160),
    st.integers(0, 9),
    st.integers(0, 8),
)
def test_the_page_of_tenders_keeps_to_its_place_and_its_keys_to_theirs(
    width: int, height: int, chips: int, others: int
) -> None:
    sale = plan_sale(QSize(width, height))
    plan = plan_tenders(sale, chips=chips, others=others)
    parts = [plan.figures, plan.notes, plan.back, plan.pad, plan.wechat, plan.cash, plan.take]
    parts += [part for part in (plan.chips, plan.others) if not part.isEmpty()]

    for one, other in itertools.combinations(parts, 2):
        assert not one.intersects(other), (one, other)
    for part in parts:
        assert QRect(0, 0, sale.panel.width(), sale.panel.height()).contains(part), part
    for here, there in ((plan.take, sale.pay), (plan.wechat, sale.wechat), (plan.cash, sale.cash)):
        assert here.translated(sale.panel.topLeft()) == there  # hands find them where they were
    assert plan.notes.height() // (8 // plan.note_columns) >= 48
    assert plan.pad.height() >= 4 * 48
    assert plan.figures.height() >= (120 if height >= 768 - BARS else 60)
    assert plan.chips.isEmpty() is (chips == 0)


def test_beyond_1920_the_goods_take_what_is_left() -> None:
    plan = plan_sale(QSize(3840, 2072))

    assert plan.ticket.width() == 680
    assert plan.pay.width() == 460
