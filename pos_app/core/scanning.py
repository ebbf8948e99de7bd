"""What a scan means: goods, a pack, something weighed by the scale that printed the label, a payment code, a receipt.

Pure: what goods a code belongs to is the book's to know. Sources: GS1 General Specifications, 2.1 (numbers for use
inside a shop begin with 02 and 20 to 29, and their middle is the shop's own affair) and 7.9 (check digits);
wechatpay-api.md, 5.8 (payment codes).
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import Money

LONGEST_SCAN = 64
_PAYMENT_CODE = re.compile(r"1[0-5][0-9]{16}")
_RECEIPT = re.compile(r"[0-9]{12,16}-[0-9]{1,3}-[0-9A-Z]{6}(?:-R[0-9]{1,2})?")
_RETAIL_LENGTHS = frozenset({12, 13, 14})  # UPC-A, EAN-13, GTIN-14; eight digits may be a number of the shop


class Holds(enum.Enum):
    """What the figures at the end of a scale's label are. The values stand in settings: never change one."""

    WEIGHT = "weight"
    PRICE = "price"

    @property
    def smallest(self) -> int:
        """How many of its smallest parts make a kilogram, or a yuan."""
        return 1000 if self is Holds.WEIGHT else 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleRule:
    """How labels of the shop's scales are read: prefix, the goods' number, then weight or price, then a check digit.

    ``21 12345 01234 C`` under ``ScaleRule(prefix="21", code_digits=5, holds=Holds.WEIGHT)`` is 1.234 kg of 12345.
    ``divisor`` is how many of what the figures count make a kilogram or a yuan: 0 is grams, or fen.
    """

    prefix: str
    code_digits: int
    holds: Holds
    value_digits: int = 5
    divisor: int = 0

    def __post_init__(self) -> None:
        if not re.fullmatch("02|2[0-9]{0,2}", self.prefix):
            raise InvalidInputError("prefix", "must begin with 02 or 2, the numbers for use inside a shop")
        if not 3 <= self.code_digits <= 7 or not 4 <= self.value_digits <= 6:
            raise InvalidInputError("code_digits", "must be 3 to 7, and the value 4 to 6")
        if self.length != 13:
            raise InvalidInputError("code_digits", f"makes {self.length} digits, not 13")
        if self.divisor and (self.divisor < 1 or self.holds.smallest % self.divisor):
            raise InvalidInputError("divisor", f"must be 1, 10 or 100, up to {self.holds.smallest}")

    @property
    def length(self) -> int:
        """How many digits such a label has, with its check digit."""
        return len(self.prefix) + self.code_digits + self.value_digits + 1

    @property
    def part(self) -> int:
        """How many grams, or fen, one of what the figures count is."""
        return self.holds.smallest // self.divisor if self.divisor else 1

    def covers(self, code: str) -> bool:
        """Whether a code is such a label, by its form."""
        return len(code) == self.length and code.isdigit() and code.startswith(self.prefix)


@dataclass(frozen=True, slots=True)
class PlainCode:
    """A code of goods, or the bar code of a pack."""

    code: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A label from the scale that says how much it is."""

    code: str
    grams: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A label from the scale that says what it costs."""

    code: str
    price: Money


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """The code on a customer's phone: whoever holds it can take money, so it is never shown or logged (rule M11)."""

    auth_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceiptCode:
    """The bar code of one of the till's own receipts: ``out_trade_no``, or ``out_refund_no``."""

    number: str


class Spoilt(enum.Enum):
    """Why a scan cannot be taken: the cashier scans again."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CHECK_DIGIT = "check_digit"  # a digit was lost or misread
    LETTERS = "letters"  # what no bar code of ours holds: an input method was in the way


Scan = PlainCode | Weighed | Priced | PaymentCode | ReceiptCode | Spoilt


def read_scan(text: str, rules: Iterable[ScaleRule] = ()) -> Scan:
    """Say what a scan means. Digits of any script and width are digits; what a scanner adds at the ends is cut off."""
    code = "".join(map(plain, text)).strip()
    if (spoilt := _spoilt(code)) is not None:
        return spoilt
    if _PAYMENT_CODE.fullmatch(code):
        return PaymentCode(code)
    if _RECEIPT.fullmatch(code):
        return ReceiptCode(code)
    rule = next((rule for rule in rules if rule.covers(code)), None)
    return _label(code, rule) if rule is not None else _goods(code)


def _spoilt(code: str) -> Spoilt | None:
    if not code:
        return Spoilt.EMPTY
    if len(code) > LONGEST_SCAN:
        return Spoilt.TOO_LONG
    return None if code.isascii() else Spoilt.LETTERS


def _goods(code: str) -> Scan:
    retail = len(code) in _RETAIL_LENGTHS and code.isdigit()
    return Spoilt.CHECK_DIGIT if retail and not is_gtin(code) else PlainCode(code)


def is_gtin(code: str) -> bool:
    """Whether the last digit checks those before it, whatever the length (GS1 General Specifications, 7.9)."""
    weighted = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(reversed(code)))
    return weighted % 10 == 0


def plain(character: str) -> str:
    """Write a character as a code has it: digits of any script and width as ASCII, control characters not at all."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", character)
    return "" if unicodedata.category(character) in {"Cc", "Cf"} else folded


def _label(code: str, rule: ScaleRule) -> Scan:
    if not is_gtin(code):
        return Spoilt.CHECK_DIGIT
    goods = code[len(rule.prefix) : len(rule.prefix) + rule.code_digits]
    value = int(code[-1 - rule.value_digits : -1]) * rule.part
    return Weighed(goods, value) if rule.holds is Holds.WEIGHT else Priced(goods, Money(value))
