"""Goods as a table that an import reads back without a change: CSV or a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pos_app.core.goods import Barcode, Goods
from pos_app.core.goods_options import write_options
from pos_app.core.goods_table import COLUMNS

_HEAD = tuple(COLUMNS)


def to_csv(goods: Iterable[Goods]) -> bytes:
    """Write CSV in UTF-8 with the mark by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    writer.writerows(map(_row, goods))
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(goods: Iterable[Goods]) -> bytes:
    """Write a spreadsheet whose cells are all text, so that no code becomes a number and no name a formula."""
    import xlsxwriter  # noqa: PLC0415 - only for whoever exports a spreadsheet

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, cells in enumerate((_HEAD, *map(_row, goods))):
            for column, cell in enumerate(cells):
                sheet.write_string(line, column, cell)
    return data.getvalue()


def _row(goods: Goods) -> tuple[str, ...]:
    cells = {
        "code": goods.code,
        "name": goods.name,
        "name_en": goods.name_en,
        "initials": goods.initials,
        "barcodes": " ".join(map(_barcode, goods.barcodes)),
        "category": goods.category.name,
        "category_en": goods.category.name_en,
        "unit": goods.unit.value,
        "price": "" if goods.asks_price else str(goods.price),
        "tax_rate": f"{goods.tax_rate // 100}.{goods.tax_rate % 100:02}",
        "favourite": "yes" if goods.favourite else "no",
        "pictogram": goods.pictogram,
        "on_sale": "yes" if goods.on_sale else "no",
        "picture": goods.picture,
        "options": write_options(goods.options),
    }
    return tuple(cells[column] for column in _HEAD)


def _barcode(barcode: Barcode) -> str:
    return barcode.code if barcode.quantity_milli == 1000 else f"{barcode.code}×{barcode.quantity_milli // 1000}"
