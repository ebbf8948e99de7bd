"""Money is a type: whole fen of renminbi, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YUAN = re.compile(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of renminbi, held as whole fen (100 fen = 1 yuan)."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:  # refuses float, Decimal and bool alike
            raise TypeError(f"fen must be an int, not {type(self.fen).__name__}")

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read yuan as a person types it: ``12``, ``12.5``, ``12.80``.

        Only ASCII digits are taken; full-width digits are the input layer's business.

        Raises:
            ValueError: not an amount, or more than two decimals.
        """
        match = _YUAN.fullmatch(text)
        if match is None:
            raise ValueError(f"not an amount of yuan: {text!r}")
        yuan, cents = match.groups()
        return cls(int(yuan) * 100 + int((cents or "").ljust(2, "0")))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        """Give ``1,234.50``, with U+2212 before a negative amount and no currency mark."""
        sign = "\u2212" if self.fen < 0 else ""
        yuan, cents = divmod(abs(self.fen), 100)
        return f"{sign}{yuan:,}.{cents:02d}"


ZERO = Money(0)
YUAN = Money(100)


def line_amount(unit_price: Money, quantity_milli: int) -> Money:
    """Price a line: unit price times a quantity in thousandths, half a fen rounded up.

    >>> line_amount(Money(998), 1236)
    Money(fen=1234)
    """
    if quantity_milli < 0 or unit_price.fen < 0:
        raise ValueError("a line is priced from a price and a quantity that are not negative")
    return Money((unit_price.fen * quantity_milli + 500) // 1000)
