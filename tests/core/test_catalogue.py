"""The goods: reading the shop's list, and finding things in it."""

from __future__ import annotations

from pathlib import Path

import pytest

import pos_app
from pos_app.core.catalogue import COLUMNS, PICTOGRAMS, Catalogue, is_ean13, read_catalogue
from pos_app.core.errors import InvalidInputError
from pos_app.core.money import Money
from pos_app.core.sale import Unit

SAMPLE = Path(pos_app.__file__).parent.parent / "resources" / "catalogue" / "sample.csv"
COLUMN_LINE = ",".join(COLUMNS)
ROW = "6921180050316,矿泉水 550ml,Spring water,kqs,饮料,Drinks,each,2.00,yes,bottle"


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    return read_catalogue(SAMPLE)


def written(path: Path, *rows: str) -> Path:
    file = path / "goods.csv"
    file.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8-sig")
    return file


def test_the_sample_is_a_shop_of_five_shelves_with_favourites_and_weighed_goods(sample: Catalogue) -> None:
    assert len(sample.goods) >= 40
    assert len(sample.categories) == 5
    assert len(sample.favourites) >= 9
    assert {goods.pictogram for goods in sample.goods} == PICTOGRAMS
    assert {goods.unit for goods in sample.goods} == set(Unit)
    assert all(is_ean13(goods.code) for goods in sample.goods)
    assert all(goods.initials.isascii() and goods.initials.islower() for goods in sample.goods)


def test_every_shelf_holds_what_belongs_to_it(sample: Catalogue) -> None:
    shelves = [sample.in_category(category) for category in sample.categories]

    assert sum(map(len, shelves)) == len(sample.goods)
    assert all(shelves)


def test_a_code_finds_its_goods_and_no_others(sample: Catalogue) -> None:
    apples = sample.by_code("2900000002746")

    assert apples is not None
    assert apples.name == "红富士苹果"
    assert apples.weighed
    assert apples.price == Money(998)
    assert sample.by_code("2900000002747") is None


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hfs", "红富士苹果"),
        ("HFS", "红富士苹果"),
        ("苹果", "红富士苹果"),
        ("apple", "红富士苹果"),
        ("2900000002746", "红富士苹果"),
        ("690327005", "长粒香米 5kg"),
        (" 生抽 ", "生抽 500ml"),
    ],
)
def test_goods_are_found_by_initials_name_or_code(sample: Catalogue, typed: str, first: str) -> None:
    assert sample.search(typed)[0].name == first


def test_nearer_finds_come_first_and_no_more_than_wanted(sample: Catalogue) -> None:
    names = [goods.name for goods in sample.search("米")]

    assert names[0] == "米醋 420ml"
    assert "长粒香米 5kg" in names
    assert len(sample.search("5", limit=3)) == 3
    assert sample.search("0274")[0].code == "2900000002746"


@pytest.mark.parametrize("typed", ["", "  ", "没有这样的货"])
def test_what_is_not_there_is_not_found(sample: Catalogue, typed: str) -> None:
    assert sample.search(typed) == ()


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("12 34,水,Water,s,饮料,Drinks,each,2.00,yes,bottle", "2:code"),
        ("6921180050317,水,Water,s,饮料,Drinks,each,2.00,yes,bottle", "2:code"),
        ("1, ,Water,s,饮料,Drinks,each,2.00,yes,bottle", "2:name"),
        ("1,水,Water,s,,Drinks,each,2.00,yes,bottle", "2:category"),
        ("1,水,Water,s,饮料,Drinks,litre,2.00,yes,bottle", "2:unit"),
        ("1,水,Water,s,饮料,Drinks,each,2.001,yes,bottle", "2:price"),
        ("1,水,Water,s,饮料,Drinks,each,0,yes,bottle", "2:price"),
        ("1,水,Water,s,饮料,Drinks,each,2.00,1,bottle", "2:favourite"),
        ("1,水,Water,s,饮料,Drinks,each,2.00,yes,horse", "2:pictogram"),
        ("1,水,Water,s,饮料,Drinks,each,2.00,yes", "2:row"),
        ("1,水,Water,s,饮料,Drinks,each,2.00,yes,bottle,more", "2:row"),
        (f"{ROW}\n{ROW}", "3:code"),
    ],
)
def test_a_wrong_cell_is_named_by_line_and_column(tmp_path: Path, row: str, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_catalogue(written(tmp_path, row))

    assert caught.value.field == field


def test_a_list_with_other_columns_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "goods.csv"
    file.write_text("a,b,c\n", encoding="utf-8")

    with pytest.raises(InvalidInputError, match="columns must be"):
        read_catalogue(file)


@pytest.mark.parametrize(
    ("content", "field", "reason"),
    [
        ("编号".encode("gbk"), "file", "is not UTF-8"),
        (f'{COLUMN_LINE}\n"{"x" * 200_000}'.encode(), "2", "is no line of a table"),
        (f'{COLUMN_LINE}\n{ROW}\n"open'.encode(), "3", "is no line of a table"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, content: bytes, field: str, reason: str) -> None:
    file = tmp_path / "goods.csv"
    file.write_bytes(content)

    with pytest.raises(InvalidInputError, match=reason) as caught:
        read_catalogue(file)

    assert caught.value.field == field


@pytest.mark.parametrize(
    ("code", "right"),
    [("6921180050316", True), ("6921180050317", False), ("692118005031", False), ("６921180050316", False)],
)
def test_the_check_digit_of_a_bar_code_is_checked(code: str, right: bool) -> None:
    assert is_ean13(code) is right
