"""An exported list is the list that an import reads: nothing is lost, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.goods import PICTOGRAMS, Barcode, Category, Goods, fold
from pos_app.core.goods_export import to_csv, to_xlsx
from pos_app.core.goods_plan import plan_import
from pos_app.core.goods_table import COLUMNS, read_table
from pos_app.core.money import Money
from pos_app.core.sale import Unit
from tests.core.test_goods_options import TEA
from tests.core.test_goods_plan import INITIALS, WATER

Write = Callable[[Iterable[Goods]], bytes]
WRITERS = pytest.mark.parametrize("write", [to_csv, to_xlsx])
PLAIN = st.characters(codec="utf-8", categories=("L", "N", "P", "S"))
NAMES = st.text(PLAIN, min_size=1, max_size=30).map(str.strip).filter(bool)


@st.composite
def things(draw: st.DrawFn) -> Goods:
    name = draw(NAMES)
    codes = draw(st.lists(st.from_regex(r"[A-Z][0-9]{1,8}", fullmatch=True), min_size=1, max_size=4, unique=True))
    return Goods(
        code=codes[0],
        name=name,
        name_en=draw(NAMES),
        initials=fold(draw(st.from_regex(r"[a-z]{1,8}", fullmatch=True))),
        category=Category(name=draw(NAMES), name_en=draw(NAMES)),
        unit=draw(st.sampled_from(Unit)),
        price=Money(draw(st.integers(0, 9_999_999))),
        favourite=draw(st.booleans()),
        pictogram=draw(st.sampled_from(["", *sorted(PICTOGRAMS)])),
        barcodes=tuple(Barcode(code, draw(st.integers(1, 9999)) * 1000) for code in codes[1:]),
        tax_rate=draw(st.integers(0, 9999)),
        on_sale=draw(st.booleans()),
        picture=draw(st.sampled_from(["", "tea.jpg", "茶 1.PNG"])),
        options=draw(st.sampled_from([(), TEA.options])),
    )


def written(folder: Path, write: Write, goods: Iterable[Goods]) -> Path:
    path = folder / "goods"
    path.write_bytes(write(goods))
    return path


@WRITERS
def test_every_column_that_is_read_is_written(tmp_path: Path, write: Write) -> None:
    table = read_table(written(tmp_path, write, (WATER,)))

    assert table.columns == tuple(COLUMNS)
    assert table.ignored == ()


@WRITERS
@given(goods=things())
def test_what_was_exported_is_imported_without_a_change(
    tmp_path_factory: pytest.TempPathFactory, write: Write, goods: Goods
) -> None:
    table = read_table(written(tmp_path_factory.mktemp("export"), write, (goods,)))

    plan = plan_import(table, (goods,), INITIALS)
    assert (plan.changes, plan.unchanged, plan.bad) == ((), 1, ())
    (anew,) = plan_import(table, (), INITIALS).changes
    assert anew.after == goods


def test_a_name_that_looks_like_a_formula_is_a_name_in_a_spreadsheet(tmp_path: Path) -> None:
    evil = Goods(
        code="1", name="=1+1", name_en="=1+1", initials="x", category=WATER.category, unit=Unit.EACH, price=Money(1),
        favourite=False, pictogram="",
    )  # fmt: skip

    (_, cells), *_ = read_table(written(tmp_path, to_xlsx, (evil,))).rows

    assert cells["name"] == "=1+1"
