"""Goods: what the shop sells, under which code, at which price, and how it is found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pos_app.core.goods_options import Choice, OptionGroup
from pos_app.core.money import ZERO, Money
from pos_app.core.sale import Unit
from pos_app.core.staff import Act, Request

PICTOGRAMS = frozenset(
    {"bottle", "milk", "eggs", "rice", "oil", "sauce", "apple", "meat", "tissue", "bread", "snack", "soap"}
)
MOST_BARCODES = 20  # of one thing
LONGEST_NAME = 80  # characters
_PICTURE = re.compile(r"[^\x00-\x1f/\\:*?\"<>|.][^\x00-\x1f/\\:*?\"<>|]{0,79}", re.IGNORECASE)
_CODE = re.compile(r"[0-9A-Za-z-]{1,20}")
_CJK_FIRST = 0x4E00


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A shelf of the shop, named in both languages."""

    name: str
    name_en: str


@dataclass(frozen=True, slots=True, order=True)
class Barcode:
    """A bar code on a pack: scanned, it rings up ``quantity_milli`` thousandths of the unit."""

    code: str
    quantity_milli: int = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One thing that the shop sells. ``price`` is for one piece or one kilogram; ``ZERO`` is asked for at the till."""

    code: str  # the shop's own number, or the bar code on it
    name: str
    name_en: str
    initials: str  # of the pinyin, lower case: 矿泉水 is kqs
    category: Category
    unit: Unit
    price: Money
    favourite: bool
    pictogram: str
    barcodes: tuple[Barcode, ...] = ()  # further ones, and those of larger packs
    tax_rate: int = 0  # in hundredths of a percent; the price includes it
    on_sale: bool = True
    picture: str = ""  # the name of a file in the profile's folder of pictures
    options: tuple[OptionGroup, ...] = ()  # what is asked when it is sold

    @property
    def weighed(self) -> bool:
        """Whether the quantity comes from a scale."""
        return self.unit is Unit.KILOGRAM

    @property
    def asks_price(self) -> bool:
        """Whether the cashier types the price."""
        return self.price == ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one thing; ``before`` is None for what is new, ``after`` for what goes."""

    before: Goods | None
    after: Goods | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsChange:
    """One change of the catalogue: an import, a change by hand, or the undoing of either."""

    number: str
    at: datetime
    who: str
    source: str  # the file's name; empty if it was done by hand
    added: int
    changed: int
    removed: int
    undoes: str | None = None


def goods_request(source: str) -> Request:
    """Say what leave is needed for a change of goods from a file, or by hand with no ``source``."""
    return Request(act=Act.GOODS, subject=source, amount=ZERO, reason="")


def is_code(text: str) -> bool:
    """Whether goods can be numbered so: 1 to 20 digits, letters or hyphens."""
    return _CODE.fullmatch(text) is not None


def is_picture(text: str) -> bool:
    """Whether a file of pictures can be named so: a name alone, which leads to no other folder."""
    return text == "" or (_PICTURE.fullmatch(text) is not None and text.lower().endswith((".jpg", ".jpeg", ".png")))


def chosen(goods: Goods, choices: Iterable[Choice]) -> Goods:
    """Give the goods as they are sold with some choices: named after them, and for so much more.

    Goods that ask their price ask it all the same: whoever types it knows what was chosen.
    """
    picked = tuple(choices)
    names = "，".join(choice.name for choice in picked)
    extra = Money(sum(choice.extra.fen for choice in picked))
    return replace(
        goods,
        name=f"{goods.name}（{names}）",
        name_en=f"{goods.name_en} ({', '.join(choice.name for choice in picked)})",
        price=ZERO if goods.asks_price else goods.price + extra,
        options=(),
    )


def is_ean13(code: str) -> bool:
    """Whether thirteen digits carry the right check digit (GS1 General Specifications, 7.9)."""
    if len(code) != 13 or not (code.isascii() and code.isdigit()):
        return False
    digits = [int(digit) for digit in code]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def fold(text: str) -> str:
    """Write text as it is compared: width and case do not matter, nor do spaces at the ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


class Initials:
    """Knows the first letter of every Chinese character's commonest reading."""

    def __init__(self, table: Path) -> None:
        self._letters = table.read_text(encoding="ascii").replace("\n", "")

    def of(self, name: str) -> str:
        """Give the initials of a name: 矿泉水 550ml is ``kqs550ml``."""
        return "".join(map(self._letter, fold(name)))

    def _letter(self, character: str) -> str:
        at = ord(character) - _CJK_FIRST
        if 0 <= at < len(self._letters):
            return self._letters[at].replace("-", "")
        return character if character.isalnum() else ""
