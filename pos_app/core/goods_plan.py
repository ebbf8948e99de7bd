"""What an import would do to the catalogue, told before it is done: new, changed, and bad rows with their reason."""

from __future__ import annotations

import dataclasses
import enum
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pos_app.core.errors import InvalidInputError
from pos_app.core.goods import (
    LONGEST_NAME,
    MOST_BARCODES,
    PICTOGRAMS,
    Barcode,
    Category,
    Change,
    Goods,
    Initials,
    fold,
    is_code,
    is_ean13,
    is_picture,
)
from pos_app.core.goods_options import OptionGroup, read_options
from pos_app.core.goods_table import Table
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Unit

MOST_PRICE = Money(9_999_999)
ELSEWHERE = Category(name="其他", name_en="Other")
"""Where goods stand whose list names no category."""

_UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(("", "each", *"个件瓶盒包袋份只条罐支桶箱块张双套提听板卷", "pc", "pcs"), Unit.EACH),
    **dict.fromkeys(("kg", "千克", "公斤"), Unit.KILOGRAM),
}
_YES, _NO = frozenset({"yes", "y", "1", "true", "是", "√"}), frozenset({"", "no", "n", "0", "false", "否", "×"})
_PACK = re.compile(r"([0-9A-Za-z-]{1,20})(?:[×*]([0-9]{1,4}))?")
_BETWEEN = re.compile(r"[\s;,、/|]+")
_RATE = re.compile(r"([0-9]{1,2})(?:\.([0-9]{1,2}))?%?")


class Fault(enum.Enum):
    """Why a cell cannot be taken."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CODE = "code"  # not 1 to 20 digits, letters or hyphens
    CHECK_DIGIT = "check_digit"
    TWICE = "twice"  # stands in the file already
    TAKEN = "taken"  # a bar code that other goods carry
    UNIT = "unit"
    PRICE = "price"
    TAX_RATE = "tax_rate"
    FLAG = "flag"  # neither yes nor no
    PICTOGRAM = "pictogram"
    PICTURE = "picture"  # no name of a JPG or PNG file
    OPTIONS = "options"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A cell that cannot be taken, by its line in the file and the column's own name."""

    line: int
    column: str
    value: str
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """A dry run. It can be carried out only when no row is bad: all or nothing."""

    changes: tuple[Change, ...]
    unchanged: int
    bad: tuple[BadRow, ...]
    ignored: tuple[str, ...] = ()  # heads of columns that mean nothing here

    @property
    def added(self) -> int:
        """How many things are new."""
        return sum(change.before is None for change in self.changes)

    @property
    def changed(self) -> int:
        """How many things are known and get other values."""
        return len(self.changes) - self.added


class _BadCellError(Exception):
    def __init__(self, column: str, value: str, fault: Fault) -> None:
        super().__init__(column)
        self.column = column
        self.value = value
        self.fault = fault


@dataclass(slots=True)
class _Seen:
    """What the rows before this one claimed, and what the shop's goods carry."""

    owners: dict[str, str]  # of every bar code and code: the code of the goods
    codes: set[str] = field(default_factory=set)


def plan_import(table: Table, known: Iterable[Goods], initials: Initials) -> ImportPlan:
    """Say what a table would do to the goods that are known. What a table has no column for stays as it is.

    Goods that are known and not in the table stay as they are; a missing price makes the till ask for it.
    """
    by_code = {goods.code: goods for goods in known}
    seen = _Seen(owners=dict(_claims(by_code.values())))
    changes: list[Change] = []
    bad: list[BadRow] = []
    unchanged = 0
    for line, cells in table.rows:
        try:
            after = _read(cells, by_code, seen, initials)
        except _BadCellError as error:
            bad.append(BadRow(line=line, column=error.column, value=error.value, fault=error.fault))
            continue
        before = by_code.get(after.code)
        if before == after:
            unchanged += 1
        else:
            changes.append(Change(before=before, after=after))
    return ImportPlan(changes=tuple(changes), unchanged=unchanged, bad=tuple(bad), ignored=table.ignored)


def _claims(known: Iterable[Goods]) -> Iterator[tuple[str, str]]:
    for goods in known:
        yield goods.code, goods.code
        for barcode in goods.barcodes:
            yield barcode.code, goods.code


def _read(cells: Mapping[str, str], by_code: Mapping[str, Goods], seen: _Seen, initials: Initials) -> Goods:
    barcodes = _barcodes(cells.get("barcodes", ""))
    code = cells.get("code", "") or (barcodes[0].code if barcodes else "")
    _check_code("code", code)
    if code in seen.codes:
        raise _BadCellError("code", code, Fault.TWICE)
    before = by_code.get(code)
    name = _name(cells.get("name", ""))
    start = before or Goods(
        code=code, name=name, name_en=name, initials="", category=ELSEWHERE, unit=Unit.EACH, price=ZERO,
        favourite=False, pictogram="",
    )  # fmt: skip
    values: dict[str, Any] = {column: read(cells[column]) for column, read in _READERS.items() if column in cells}
    if "barcodes" in cells:
        values["barcodes"] = tuple(one for one in barcodes if one != Barcode(code))
    if not values.get("name_en"):
        values["name_en"] = start.name_en if start.name_en != start.name else name
    values["initials"] = fold(cells.get("initials", "")) or (start.initials if before and before.name == name else "")
    values["initials"] = values["initials"] or initials.of(name)
    values["category"] = _category(cells, start.category)
    after = dataclasses.replace(start, name=name, **values)
    _claim(after, seen)
    return after


def _claim(goods: Goods, seen: _Seen) -> None:
    for column, code in (("code", goods.code), *(("barcodes", one.code) for one in goods.barcodes)):
        if seen.owners.get(code, goods.code) != goods.code:
            raise _BadCellError(column, code, Fault.TAKEN)
    seen.codes.add(goods.code)
    seen.owners.update(_claims((goods,)))


# ---------------------------------------------------------------- cells


def _name(text: str) -> str:
    if not text:
        raise _BadCellError("name", text, Fault.EMPTY)
    if len(text) > LONGEST_NAME:
        raise _BadCellError("name", text, Fault.TOO_LONG)
    return text


def _check_code(column: str, text: str) -> None:
    if not text:
        raise _BadCellError(column, text, Fault.EMPTY)
    if not is_code(text):
        raise _BadCellError(column, text, Fault.CODE)
    if len(text) == 13 and text.isdigit() and not is_ean13(text):
        raise _BadCellError(column, text, Fault.CHECK_DIGIT)


def _barcodes(text: str) -> tuple[Barcode, ...]:
    """Read bar codes with the size of their pack: ``6921180050316 16921180050313×12``."""
    found = []
    for part in filter(None, _BETWEEN.split(text)):
        match = _PACK.fullmatch(part)
        if match is None or match[2] == "0":
            raise _BadCellError("barcodes", part, Fault.CODE)
        _check_code("barcodes", match[1])
        found.append(Barcode(match[1], int(match[2] or 1) * 1000))
    if len(found) > MOST_BARCODES:
        raise _BadCellError("barcodes", text, Fault.TOO_LONG)
    if len({barcode.code for barcode in found}) < len(found):
        raise _BadCellError("barcodes", text, Fault.TWICE)
    return tuple(found)


def _category(cells: Mapping[str, str], before: Category) -> Category:
    name = cells.get("category", "") or before.name
    if len(name) > LONGEST_NAME:
        raise _BadCellError("category", name, Fault.TOO_LONG)
    english = cells.get("category_en", "") or (before.name_en if name == before.name else name)
    return Category(name=name, name_en=english)


def _unit(text: str) -> Unit:
    unit = _UNITS.get(fold(text))
    if unit is None:
        raise _BadCellError("unit", text, Fault.UNIT)
    return unit


def _price(text: str) -> Money:
    try:
        price = Money.parse(fold(text).removeprefix("¥").replace(",", "").strip()) if text else ZERO
    except ValueError:
        price = MOST_PRICE + Money(1)
    if price > MOST_PRICE:
        raise _BadCellError("price", text, Fault.PRICE)
    return price


def _tax_rate(text: str) -> int:
    """Read percents as hundredths of one: ``13%`` is 1300."""
    match = _RATE.fullmatch(text or "0")
    if match is None:
        raise _BadCellError("tax_rate", text, Fault.TAX_RATE)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def _flag(column: str, text: str) -> bool:
    word = fold(text)
    if word not in _YES | _NO:
        raise _BadCellError(column, text, Fault.FLAG)
    return word in _YES


def _pictogram(text: str) -> str:
    if text and text not in PICTOGRAMS:
        raise _BadCellError("pictogram", text, Fault.PICTOGRAM)
    return text


def _picture(text: str) -> str:
    if not is_picture(text):
        raise _BadCellError("picture", text, Fault.PICTURE)
    return text


def _options(text: str) -> tuple[OptionGroup, ...]:
    try:
        return read_options(text)
    except InvalidInputError as error:
        raise _BadCellError("options", text, Fault.OPTIONS) from error


_READERS: Mapping[str, Callable[[str], object]] = {
    "name_en": lambda text: text[:LONGEST_NAME],
    "unit": _unit,
    "price": _price,
    "tax_rate": _tax_rate,
    "favourite": lambda text: _flag("favourite", text),
    "pictogram": _pictogram,
    "on_sale": lambda text: _flag("on_sale", text or "yes"),
    "picture": _picture,
    "options": _options,
}
