"""The goods of the shop: what is on the shelf, and how it is found by code, name or pinyin initials."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Unit

PICTOGRAMS = frozenset(
    {"bottle", "milk", "eggs", "rice", "oil", "sauce", "apple", "meat", "tissue", "bread", "snack", "soap"}
)
COLUMNS = (
    "code", "name", "name_en", "initials", "category", "category_en", "unit", "price", "favourite", "pictogram",
)  # fmt: skip
_CODE = re.compile(r"[0-9A-Za-z-]{1,20}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A shelf of the shop, named in both languages."""

    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One thing that the shop sells. ``price`` is for one piece, or for one kilogram."""

    code: str
    name: str
    name_en: str
    initials: str  # of the pinyin, lower case: 矿泉水 is kqs
    category: Category
    unit: Unit
    price: Money
    favourite: bool
    pictogram: str

    @property
    def weighed(self) -> bool:
        """Whether the quantity comes from a scale."""
        return self.unit is Unit.KILOGRAM


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All goods, in the order of the shop's list."""

    goods: tuple[Goods, ...]

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """The shelves, in the order of their first goods."""
        return tuple(dict.fromkeys(item.category for item in self.goods))

    @cached_property
    def favourites(self) -> tuple[Goods, ...]:
        """What the shop keeps within reach."""
        return tuple(item for item in self.goods if item.favourite)

    @cached_property
    def _by_code(self) -> Mapping[str, Goods]:
        return {item.code: item for item in self.goods}

    def by_code(self, code: str) -> Goods | None:
        """Find the goods that carry this very code."""
        return self._by_code.get(code)

    def in_category(self, category: Category) -> tuple[Goods, ...]:
        """Give one shelf."""
        return tuple(item for item in self.goods if item.category == category)

    def search(self, text: str, *, limit: int = 60) -> tuple[Goods, ...]:
        """Find goods by a part of the name or code, or by pinyin initials; the nearest first.

        An exact code comes first, then codes and initials that begin with the text, then the rest.
        """
        wanted = text.strip().casefold()
        if not wanted:
            return ()
        ranked = [(rank, item) for item in self.goods if (rank := _rank(item, wanted)) is not None]
        ranked.sort(key=lambda pair: pair[0])
        return tuple(item for _, item in ranked[:limit])


def _rank(item: Goods, wanted: str) -> int | None:
    """Say how near the goods are to what was typed: 0 is nearest, None is not at all."""
    code = item.code.casefold()
    if code == wanted:
        return 0
    if item.initials.startswith(wanted) or item.name.casefold().startswith(wanted):
        return 1
    if wanted in item.name.casefold() or wanted in item.name_en.casefold() or code.startswith(wanted):
        return 2
    return 3 if wanted in code or wanted in item.initials else None


def read_catalogue(path: Path) -> Catalogue:
    """Read a list of goods from a CSV file with the columns ``COLUMNS``.

    Raises:
        InvalidInputError: a cell breaks a rule; ``field`` names line and column, such as ``7:price``.
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        try:
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise InvalidInputError("1", f"the columns must be {','.join(COLUMNS)}")
            return Catalogue(goods=tuple(_read_rows(reader)))
        except csv.Error as error:
            raise InvalidInputError(str(reader.line_num + 1), f"is no line of a table: {error}") from error
        except UnicodeDecodeError as error:
            raise InvalidInputError("file", "is not UTF-8; save it again as UTF-8") from error


def _read_rows(reader: csv.DictReader[str]) -> Iterator[Goods]:
    seen: set[str] = set()
    for row in reader:
        try:
            yield _read_goods(row, seen)
        except InvalidInputError as error:
            raise InvalidInputError(f"{reader.line_num}:{error.field}", error.reason) from error
        seen.add(row["code"])


def _read_goods(row: Mapping[str, str], seen: Collection[str]) -> Goods:
    if None in row or None in row.values():
        raise InvalidInputError("row", "has not as many cells as the header")
    if row["code"] in seen:
        raise InvalidInputError("code", "stands twice")
    return Goods(
        code=_read_code(row["code"]),
        name=_filled(row, "name"),
        name_en=_filled(row, "name_en"),
        initials=row["initials"].casefold(),
        category=Category(name=_filled(row, "category"), name_en=_filled(row, "category_en")),
        unit=_read_unit(row["unit"]),
        price=_read_price(row["price"]),
        favourite=_read_flag(row["favourite"]),
        pictogram=_read_pictogram(row["pictogram"]),
    )


def _filled(row: Mapping[str, str], column: str) -> str:
    if not (text := row[column].strip()):
        raise InvalidInputError(column, "is empty")
    return text


def _read_code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise InvalidInputError("code", "is not 1 to 20 digits, letters or hyphens")
    if len(text) == 13 and text.isdigit() and not is_ean13(text):
        raise InvalidInputError("code", "has a wrong check digit")
    return text


def _read_unit(text: str) -> Unit:
    try:
        return Unit(text)
    except ValueError as error:
        raise InvalidInputError("unit", "is neither each nor kg") from error


def _read_price(text: str) -> Money:
    try:
        price = Money.parse(text)
    except ValueError as error:
        raise InvalidInputError("price", "is not an amount of yuan") from error
    if price == ZERO:
        raise InvalidInputError("price", "is nothing")
    return price


def _read_flag(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise InvalidInputError("favourite", "is neither yes nor no")
    return text == "yes"


def _read_pictogram(text: str) -> str:
    if text not in PICTOGRAMS:
        raise InvalidInputError("pictogram", "is not a known picture")
    return text


def is_ean13(code: str) -> bool:
    """Whether thirteen digits carry the right check digit (GS1 General Specifications, 7.9)."""
    if len(code) != 13 or not (code.isascii() and code.isdigit()):
        return False
    digits = [int(digit) for digit in code]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0
