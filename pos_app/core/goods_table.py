"""Tables of goods as shops keep them: CSV or a spreadsheet, in whatever coding and with whatever head it has."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import fold

MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 512 * 1024 * 1024
MOST_ROWS = 200_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # how XLSX and XLS begin

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("编码", "商品编码", "单品编码", "货号", "plu", "sku"),
        "name": ("名称", "品名", "商品名称", "单品名称", "商品"),
        "name_en": ("英文名", "英文名称"),
        "initials": ("拼音", "拼音码", "拼音首字母", "助记码"),
        "barcodes": ("barcode", "条码", "条形码", "商品条码", "国际条码"),
        "category": ("分类", "类别", "分类名称", "商品分类"),
        "category_en": ("英文分类",),
        "unit": ("单位", "计价单位", "销售单位"),
        "price": ("单价", "售价", "零售价", "价格", "销售价"),
        "tax_rate": ("税率",),
        "favourite": ("常用", "收藏"),
        "pictogram": ("图标",),
        "on_sale": ("在售", "上架"),
        "picture": ("图片", "照片"),
        "options": ("选项", "规格", "口味"),
    }
)
"""What a column may be called, beside its own name."""

_KNOWN = {fold(name): column for column, names in COLUMNS.items() for name in (column, *names)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of text by column, each with its line in the file. ``ignored`` are heads that mean nothing here."""

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]


def read_table(path: Path) -> Table:
    """Read a CSV file (UTF-8, UTF-16 or GBK; comma, semicolon or tab) or the first sheet of an XLSX or XLS file.

    Raises:
        InvalidInputError: it is no such table, is too large, or lacks the columns for code and name; ``field``
            is ``file`` or the number of the line.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise InvalidInputError("file", f"is larger than {MOST_BYTES // 1024 // 1024} MB")
    data = path.read_bytes()
    lines = _spreadsheet(data) if data.startswith((_ZIP, _OLE)) else _separated(data)
    return _table(lines)


def _table(lines: Iterator[tuple[int, Sequence[str]]]) -> Table:
    head = next((cells for _, cells in lines if any(cells)), ())
    columns = [_KNOWN.get(fold(cell)) for cell in head]
    found = [column for column in columns if column is not None]
    if twice := next((column for column in found if found.count(column) > 1), None):
        raise InvalidInputError("1", f"two columns mean {twice}")
    if "name" not in found or not {"code", "barcodes"} & set(found):
        raise InvalidInputError("1", "has no column for the code or the name of goods")
    ignored = tuple(cell for cell, column in zip(head, columns, strict=True) if column is None and cell)
    return Table(columns=tuple(found), ignored=ignored, rows=tuple(_rows(lines, columns)))


def _rows(
    lines: Iterator[tuple[int, Sequence[str]]], columns: Sequence[str | None]
) -> Iterator[tuple[int, Mapping[str, str]]]:  # fmt: skip
    count = 0
    for line, cells in lines:
        if not any(cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise InvalidInputError(str(line), f"is beyond {MOST_ROWS:,} rows")
        yield line, {column: cell for column, cell in zip(columns, cells, strict=False) if column is not None}


# ---------------------------------------------------------------- CSV


def _separated(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    text = _decoded(data)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise InvalidInputError(str(reader.line_num), f"is not CSV: {error}") from error


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings: tuple[str, ...] = ("utf-16",)
    else:
        codings = ("utf-8-sig", "gb18030")  # what is not UTF-8 in a Chinese shop comes from Excel
    for coding in codings:
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InvalidInputError("file", "is neither a table in UTF-8, UTF-16 or GBK nor a spreadsheet")


# ---------------------------------------------------------------- spreadsheets


def _spreadsheet(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    import python_calamine  # noqa: PLC0415 - only for whoever imports a spreadsheet

    try:
        _check_unpacked(data)
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 2)  # one more than fits under the head
    except (python_calamine.CalamineError, zipfile.BadZipFile, IndexError, OSError) as error:
        raise InvalidInputError("file", f"is not a spreadsheet that can be read: {error}") from error
    for line, cells in enumerate(rows, start=1):
        yield line, [_text(cell) for cell in cells]


def _check_unpacked(data: bytes) -> None:
    """Refuse a spreadsheet that unpacks to more than any list of goods is."""
    if data.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise InvalidInputError("file", f"unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB")


def _text(cell: object) -> str:
    """Write a cell as a person reads it: a code that Excel keeps as 6921180050316.0 is a whole number."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    if isinstance(cell, float):
        return f"{cell:.10f}".rstrip("0").rstrip(".")  # 12.8, not 12.800000000000001
    return str(cell).strip()
