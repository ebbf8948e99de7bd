"""Tables of goods come from Excel and from other tills: every coding and head that a shop has is read."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core import goods_table
from pos_app.core.errors import InvalidInputError
from pos_app.core.goods_table import Table, read_table

LIST = "商品编码,品名,售价\n6921180050316,矿泉水 550ml,2.00\n12,鲜鸡蛋,26.8\n"


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "goods.csv"
    path.write_bytes(data)
    return path


def cells(table: Table) -> list[dict[str, str]]:
    return [dict(row) for _, row in table.rows]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_list_in_any_coding_of_a_chinese_shop_reads_the_same(tmp_path: Path, coding: str) -> None:
    table = read_table(write(tmp_path, LIST.encode(coding)))

    assert table.columns == ("code", "name", "price")
    assert cells(table) == [
        {"code": "6921180050316", "name": "矿泉水 550ml", "price": "2.00"},
        {"code": "12", "name": "鲜鸡蛋", "price": "26.8"},
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_is_read_whatever_stands_between_its_cells_and_lines(tmp_path: Path, delimiter: str, end: str) -> None:
    text = LIST.replace(",", delimiter).replace("\n", end)

    assert len(read_table(write(tmp_path, text.encode())).rows) == 2


def test_each_row_keeps_its_line_in_the_file_past_empty_lines_and_quoted_ends_of_line(tmp_path: Path) -> None:
    text = 'name,code\n\n"two\nlines",1\n\nlast,2\n'

    assert [line for line, _ in read_table(write(tmp_path, text.encode())).rows] == [4, 6]


def test_a_column_that_means_nothing_here_is_named_and_left_out(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, "编码,名称,分类编码\n1,a,77\n".encode()))

    assert table.ignored == ("分类编码",)
    assert cells(table) == [{"code": "1", "name": "a"}]


def test_a_short_row_lacks_the_cells_at_its_end(tmp_path: Path) -> None:
    assert cells(read_table(write(tmp_path, b"code,name,price\n1,a\n"))) == [{"code": "1", "name": "a"}]


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ("price,unit\n1,kg\n", "1", "no column for the code or the name"),
        ("code,price\n1,2\n", "1", "no column for the code or the name"),
        ("code,name,编码\n1,a,2\n", "1", "two columns mean code"),
        ("", "1", "no column for the code or the name"),
        ('code,name\n1,"a\n', "2", "is not CSV"),
    ],
)
def test_a_list_that_cannot_be_read_names_the_line(tmp_path: Path, text: str, field: str, reason: str) -> None:
    with pytest.raises(InvalidInputError, match=reason) as caught:
        read_table(write(tmp_path, text.encode()))

    assert caught.value.field == field


@pytest.mark.parametrize("data", [b"\x00\x01\x02code,name", b"\xff\xfe\x00", b"\x81\xff\x81"])
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(InvalidInputError, match="neither a table"):
        read_table(write(tmp_path, data))


def test_a_list_beyond_the_limits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, LIST.encode())
    monkeypatch.setattr(goods_table, "MOST_ROWS", 1)

    with pytest.raises(InvalidInputError, match="is beyond 1 rows") as caught:
        read_table(path)
    assert caught.value.field == "3"

    monkeypatch.setattr(goods_table, "MOST_BYTES", 10)
    with pytest.raises(InvalidInputError, match="is larger than"):
        read_table(path)


def workbook(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return path


def test_a_spreadsheet_reads_like_its_list_with_codes_that_excel_took_for_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["条码", "名称", "售价", "在售"],
        [],
        [6921180050316, "矿泉水", 12.8, True],
        ["007", "x", 0.1, ""],
    ]
    table = read_table(workbook(tmp_path / "goods.xlsx", rows))

    assert table.rows == (
        (3, {"barcodes": "6921180050316", "name": "矿泉水", "price": "12.8", "on_sale": "True"}),
        (4, {"barcodes": "007", "name": "x", "price": "0.1", "on_sale": ""}),
    )


def test_a_spreadsheet_beyond_the_limit_or_spoilt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "goods.xlsx", [["code", "name"], ["1", "a"], ["2", "b"]])
    spoilt = tmp_path / "spoilt.xlsx"
    spoilt.write_bytes(path.read_bytes()[:200])
    empty = workbook(tmp_path / "empty.xlsx", [])

    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))

    for file in (spoilt, old):
        with pytest.raises(InvalidInputError, match="is not a spreadsheet"):
            read_table(file)
    with pytest.raises(InvalidInputError, match="no column"):
        read_table(empty)
    monkeypatch.setattr(goods_table, "MOST_ROWS", 1)
    with pytest.raises(InvalidInputError, match="is beyond 1 rows"):
        read_table(path)
    monkeypatch.setattr(goods_table, "MOST_UNPACKED", 100)
    with pytest.raises(InvalidInputError, match="unpacks to more"):
        read_table(path)


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_a_table_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)

    with contextlib.suppress(InvalidInputError):  # whatever else comes out fails the test
        assert "name" in read_table(path).columns
