"""Options as lists have them, read and written back; and goods as they are sold with some of them chosen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import Category, Goods, chosen, is_picture
from pos_app.core.goods_options import Choice, OptionGroup, read_options, write_options
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Unit

TEXT = "杯型：中杯，大杯+3；糖：正常、少糖"
SIZE = OptionGroup("杯型", (Choice("中杯"), Choice("大杯", Money(300))))
SUGAR = OptionGroup("糖", (Choice("正常"), Choice("少糖")))
TEA = Goods(
    code="801", name="奶茶", name_en="Milk tea", initials="nc", category=Category(name="饮料", name_en="Drinks"),
    unit=Unit.EACH, price=Money(1200), favourite=True, pictogram="", options=(SIZE, SUGAR),
)  # fmt: skip
names = st.text("中大杯糖冰abc12", min_size=1, max_size=8)
choices = st.builds(Choice, names, st.integers(0, 99_999_99).map(Money))
groups = st.builds(
    OptionGroup, names, st.lists(choices, min_size=2, max_size=8, unique_by=lambda one: one.name).map(tuple)
)


def test_options_are_read_as_shops_write_them() -> None:
    assert read_options(TEXT) == (SIZE, SUGAR)
    assert read_options("") == ()
    assert write_options((SIZE, SUGAR)) == "杯型: 中杯, 大杯+3.00; 糖: 正常, 少糖"


@given(st.lists(groups, max_size=4, unique_by=lambda one: one.name).map(tuple))
def test_what_is_written_is_read_back(options: tuple[OptionGroup, ...]) -> None:
    assert read_options(write_options(options)) == options


@pytest.mark.parametrize(
    "text",
    [
        "中杯, 大杯",
        "杯型: 中杯",
        "杯型: 中杯, 中杯+3",
        "杯型: 中杯, ",
        ": 中杯, 大杯",
        "杯型: 中杯, 大杯-3",
        "糖: 正常, 少糖; 糖: 有, 无",
        f"杯型: 中杯, {'大' * 17}",
        "; ".join(f"{at}: a, b" for at in range(5)),
        f"杯型: {', '.join(map(str, range(9)))}",
    ],
)
def test_options_that_cannot_be_read_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        read_options(text)


def test_goods_are_sold_under_what_was_chosen_and_for_so_much_more() -> None:
    sold = chosen(TEA, (SIZE.choices[1], SUGAR.choices[1]))

    assert (sold.name, sold.name_en, sold.price, sold.options) == (
        "奶茶（大杯，少糖）", "Milk tea (大杯, 少糖)", Money(1500), (),
    )  # fmt: skip


def test_goods_that_ask_their_price_ask_it_whatever_is_chosen() -> None:
    free = Goods(
        code="802", name="花", name_en="Flowers", initials="h", category=TEA.category, unit=Unit.EACH, price=ZERO,
        favourite=False, pictogram="", options=(SIZE,),
    )  # fmt: skip

    assert chosen(free, (SIZE.choices[1],)).asks_price


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("", True), ("tea.jpg", True), ("奶茶 1.PNG", True), ("tea.gif", False), ("../tea.png", False),
        (".png", False), ("a/b.png", False), ("C:tea.png", False), ("a" * 90 + ".png", False),
    ],
)  # fmt: skip
def test_a_picture_is_a_name_that_leads_nowhere_else(name: str, fine: bool) -> None:
    assert is_picture(name) is fine
