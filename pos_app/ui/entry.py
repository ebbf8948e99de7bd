"""What is being typed on the keypad: digits, a quantity, or a weight or price; a change is a new value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pos_app.core.goods import Goods
from pos_app.core.money import Money

LONGEST = 20  # characters: as long as the longest goods code
MOST_DECIMALS = 3
LONGEST_COUNT = 7  # digits; more of them are the beginning of a code
_NUMBER = re.compile(r"([0-9]{0,7})(?:\.([0-9]{0,3}))?")


@dataclass(frozen=True, slots=True)
class Entry:
    """Digits typed so far. ``quantity`` marks them as a count for the next item or the selected line.

    ``weighing`` is the goods that wait for a weight: the digits are then kilograms. ``pricing`` is those that wait
    for a price: the digits are then yuan, and ``count_milli`` is how much of them is rung up.
    """

    text: str = ""
    quantity: bool = False
    weighing: Goods | None = None
    pricing: Goods | None = None
    count_milli: int = 1000

    def __bool__(self) -> bool:
        return bool(self.text) or self.quantity or self.asked_for is not None

    @property
    def asked_for(self) -> Goods | None:
        """The goods that the digits are for."""
        return self.weighing or self.pricing

    def typed(self, characters: str) -> Entry:
        """Add what a key gives: a digit, ``00`` or the point. What cannot follow is ignored."""
        text = self.text + characters
        whole, _, decimals = text.partition(".")
        if len(text) > LONGEST or text.count(".") > 1 or len(decimals) > MOST_DECIMALS:
            return self
        return replace(self, text=f"0{text}" if not whole and "." in text else text)

    def erased(self) -> Entry:
        """Take the last character back; with none left, take back what the digits were for."""
        return replace(self, text=self.text[:-1]) if self.text else Entry()

    def times(self) -> Entry:
        """Make the digits a quantity, whether the sign is typed before or after them."""
        return self if self.asked_for is not None else replace(self, quantity=True)

    def weigh(self, goods: Goods) -> Entry:
        """Ask for the weight of goods."""
        return Entry(weighing=goods)

    def price(self, goods: Goods, count_milli: int) -> Entry:
        """Ask for the price of goods, of which so much is rung up."""
        return Entry(pricing=goods, count_milli=count_milli)

    def retyped(self) -> Entry:
        """Forget the digits, and keep what they are for."""
        return replace(self, text="")

    @property
    def may_be_code(self) -> bool:
        """Whether the digits are too many for anything but a code."""
        return len(self.text) > LONGEST_COUNT and self.text.isdigit()

    @property
    def quantity_milli(self) -> int | None:
        """The digits in thousandths, if they are a number that is more than nothing."""
        match = _NUMBER.fullmatch(self.text)
        if match is None:
            return None
        whole, decimals = match.groups()
        return int(whole or 0) * 1000 + int((decimals or "").ljust(3, "0")) or None

    @property
    def amount(self) -> Money | None:
        """The digits in yuan, if they are an amount that is more than nothing."""
        try:
            money = Money.parse(self.text.removesuffix("."))
        except ValueError:
            return None
        return money or None
