"""The dry run of an import: what would change, and every bad row with its line and reason."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.goods import Barcode, Category, Change, Goods, Initials, fold, is_ean13
from pos_app.core.goods_plan import ELSEWHERE, BadRow, Fault, ImportPlan, plan_import
from pos_app.core.goods_table import Table
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Unit

INITIALS = Initials(Path(__file__).parents[2] / "resources" / "catalogue" / "initials.txt")
WATER = Goods(
    code="6921180050316",
    name="矿泉水 550ml",
    name_en="Spring water 550ml",
    initials="kqs550ml",
    category=Category(name="饮料", name_en="Drinks"),
    unit=Unit.EACH,
    price=Money(200),
    favourite=True,
    pictogram="bottle",
    barcodes=(Barcode("6921180060629", 12_000),),
    tax_rate=1300,
)


def table(*rows: dict[str, str]) -> Table:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return Table(columns=columns, ignored=(), rows=tuple(enumerate(rows, start=2)))


def one(found: ImportPlan) -> Goods:
    """Give the goods that the only change leaves behind."""
    (change,) = found.changes
    assert change.after is not None
    return change.after


def plan(*rows: dict[str, str], known: tuple[Goods, ...] = ()) -> ImportPlan:
    return plan_import(table(*rows), known, INITIALS)


def test_new_goods_take_what_the_row_says_and_plain_values_for_the_rest() -> None:
    found = plan(
        {
            "code": "A-1",
            "name": "白菜",
            "price": "¥ 1,234.5",
            "unit": "公斤",
            "tax_rate": "9%",
            "favourite": "是",
            "pictogram": "apple",
        }
    )

    assert found.changes == (
        Change(
            before=None,
            after=Goods(
                code="A-1", name="白菜", name_en="白菜", initials="bc", category=ELSEWHERE, unit=Unit.KILOGRAM,
                price=Money(123450), favourite=True, pictogram="apple", tax_rate=900,
            ),
        ),
    )  # fmt: skip
    assert (found.added, found.changed, found.unchanged, found.bad) == (1, 0, 0, ())


def test_goods_without_a_price_are_asked_for_it_at_the_till() -> None:
    goods = one(plan({"code": "1", "name": "散装糖", "price": ""}))

    assert goods.price == ZERO
    assert goods.asks_price
    assert not WATER.asks_price
    assert not WATER.weighed


def test_a_price_list_changes_prices_and_nothing_else() -> None:
    found = plan({"code": WATER.code, "name": WATER.name, "price": "2.50"}, known=(WATER,))

    assert found.changes == (Change(before=WATER, after=dataclasses.replace(WATER, price=Money(250))),)
    assert (found.added, found.changed) == (0, 1)


def test_goods_that_are_as_the_list_says_are_not_touched() -> None:
    row = {"code": WATER.code, "name": WATER.name, "price": "2", "barcodes": "6921180060629*12", "category": "饮料"}

    found = plan(row, known=(WATER,))

    assert (found.changes, found.unchanged) == ((), 1)


def test_bar_codes_carry_the_size_of_their_pack_and_number_goods_that_have_no_code() -> None:
    goods = one(plan({"name": "水", "barcodes": "6921180050316、6921180060629×12 AB*6"}))

    assert goods.code == "6921180050316"
    assert goods.barcodes == (Barcode("6921180060629", 12_000), Barcode("AB", 6_000))


def test_a_new_name_renews_the_initials_and_an_english_name_that_was_only_a_copy() -> None:
    copied = dataclasses.replace(WATER, name_en=WATER.name)

    kept = one(plan({"code": WATER.code, "name": "纯净水"}, known=(WATER,)))
    renewed = one(plan({"code": WATER.code, "name": "纯净水"}, known=(copied,)))
    row = {"code": WATER.code, "name": "纯净水", "name_en": "Water", "initials": "QQ"}
    told = one(plan(row, known=(copied,)))

    assert (kept.name_en, kept.initials) == ("Spring water 550ml", "cjs")
    assert renewed.name_en == "纯净水"
    assert (told.name_en, told.initials) == ("Water", "qq")


def test_a_category_keeps_its_english_name_until_it_gets_another_name() -> None:
    moved = one(plan({"code": WATER.code, "name": WATER.name, "category": "水"}, known=(WATER,)))
    named = one(plan({"code": "9", "name": "x", "category": "水", "category_en": "Water"}))

    assert moved.category == Category(name="水", name_en="水")
    assert named.category == Category(name="水", name_en="Water")


@pytest.mark.parametrize(
    ("row", "column", "value", "fault"),
    [
        ({"code": "", "name": "x"}, "code", "", Fault.EMPTY),
        ({"code": "中", "name": "x"}, "code", "中", Fault.CODE),
        ({"code": "6921180050317", "name": "x"}, "code", "6921180050317", Fault.CHECK_DIGIT),
        ({"code": "1", "name": ""}, "name", "", Fault.EMPTY),
        ({"code": "1"}, "name", "", Fault.EMPTY),
        ({"code": "1", "name": "x" * 81}, "name", "x" * 81, Fault.TOO_LONG),
        ({"code": "1", "name": "x", "category": "y" * 81}, "category", "y" * 81, Fault.TOO_LONG),
        ({"code": "1", "name": "x", "unit": "斤"}, "unit", "斤", Fault.UNIT),
        ({"code": "1", "name": "x", "price": "two"}, "price", "two", Fault.PRICE),
        ({"code": "1", "name": "x", "price": "100000"}, "price", "100000", Fault.PRICE),
        ({"code": "1", "name": "x", "price": "-1"}, "price", "-1", Fault.PRICE),
        ({"code": "1", "name": "x", "tax_rate": "a lot"}, "tax_rate", "a lot", Fault.TAX_RATE),
        ({"code": "1", "name": "x", "favourite": "maybe"}, "favourite", "maybe", Fault.FLAG),
        ({"code": "1", "name": "x", "pictogram": "car"}, "pictogram", "car", Fault.PICTOGRAM),
        ({"code": "1", "name": "x", "picture": "../x.png"}, "picture", "../x.png", Fault.PICTURE),
        ({"code": "1", "name": "x", "options": "large"}, "options", "large", Fault.OPTIONS),
        ({"code": "1", "name": "x", "barcodes": "6921180050317"}, "barcodes", "6921180050317", Fault.CHECK_DIGIT),
        ({"code": "1", "name": "x", "barcodes": "a×0"}, "barcodes", "a×0", Fault.CODE),
        ({"code": "1", "name": "x", "barcodes": "a a"}, "barcodes", "a a", Fault.TWICE),
        ({"code": "1", "name": "x", "barcodes": WATER.code}, "barcodes", WATER.code, Fault.TAKEN),
        ({"code": "6921180060629", "name": "x"}, "code", "6921180060629", Fault.TAKEN),
    ],
)
def test_a_cell_that_cannot_be_taken_is_named_with_its_line_and_reason(
    row: dict[str, str], column: str, value: str, fault: Fault
) -> None:
    found = plan({"code": "8", "name": "good"}, row, known=(WATER,))

    assert found.bad == (BadRow(line=3, column=column, value=value, fault=fault),)
    assert found.added == 1


def test_more_bar_codes_than_goods_can_carry_are_refused() -> None:
    text = " ".join(f"b{number}" for number in range(21))

    assert plan({"code": "1", "name": "x", "barcodes": text}).bad[0].fault is Fault.TOO_LONG


def test_the_same_code_twice_in_a_file_is_refused_the_second_time() -> None:
    found = plan({"code": "1", "name": "x"}, {"code": "1", "name": "y"})

    assert found.bad == (BadRow(line=3, column="code", value="1", fault=Fault.TWICE),)


def test_goods_can_be_taken_from_the_shelf_and_put_back_by_a_list() -> None:
    gone = one(plan({"code": WATER.code, "name": WATER.name, "on_sale": "否"}, known=(WATER,)))

    back = one(plan({"code": WATER.code, "name": WATER.name, "on_sale": ""}, known=(gone,)))

    assert not gone.on_sale
    assert back == WATER


@given(st.dictionaries(st.sampled_from(["code", "barcodes", "price", "unit", "tax_rate", "favourite"]), st.text()))
def test_whatever_stands_in_a_row_it_is_goods_that_the_till_can_sell_or_a_bad_row(cells: dict[str, str]) -> None:
    found = plan({**cells, "name": "x"})

    if found.bad:
        assert not found.changes
    else:
        goods = one(found)
        assert plan({"code": goods.code, "name": "x"}, known=(goods,)).unchanged == 1


def test_initials_read_chinese_letters_and_figures() -> None:
    assert INITIALS.of("长粒香米 ５ＫＧ") == "clxm5kg"
    assert INITIALS.of("【新】A-1") == "xa1"


@given(st.text())
def test_initials_are_letters_and_digits_of_any_name(name: str) -> None:
    assert all(character.isalnum() for character in INITIALS.of(name))
    assert fold(fold(name)) == fold(name) or not name.isascii()


@pytest.mark.parametrize("code", ["", "692118005031", "692118005031a", "６９２１１８００５０３１６", "6921180050317"])
def test_a_wrong_check_digit_or_another_form_is_no_ean13(code: str) -> None:
    assert not is_ean13(code)
    assert is_ean13("6921180050316")
