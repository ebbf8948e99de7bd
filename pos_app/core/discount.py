"""What is taken off a price: a share or an amount, and how what is taken off a whole sale falls on its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Share:
    """A share in hundredths: 10 is a tenth off, which people call 9 折."""

    percent: int

    def __post_init__(self) -> None:
        if not 1 <= self.percent <= 100:
            raise InvalidInputError("discount", "a share is 1 to 100 in a hundred")

    def of(self, full: Money) -> Money:
        """Give what comes off, half a fen rounded up; never more than there is."""
        return Money((full.fen * self.percent + 50) // 100)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount off what cost ``full`` when it was given.

    Of more it stays the amount; of less it is the same share of it. So what was allowed for a full basket is
    not left over for an empty one.
    """

    amount: Money
    full: Money

    def __post_init__(self) -> None:
        if not ZERO < self.amount <= self.full:
            raise InvalidInputError("discount", "must be more than nothing, and no more than there is")

    def of(self, full: Money) -> Money:
        """Give what comes off; never more than there is."""
        return Money(min(self.amount.fen, self.amount.fen * full.fen // self.full.fen))


Off = Share | Amount


def spread(off: Money, over: Sequence[Money]) -> tuple[Money, ...]:
    """Let an amount fall on parts by their size: the fen that are left over go to the largest remainders.

    The shares add up to exactly ``off``, and none is more than its part.

    Raises:
        ValueError: there is less than that to take it from.
    """
    full = sum(part.fen for part in over)
    if not 0 <= off.fen <= full:
        raise ValueError(f"{off.fen} fen from {full}")
    if not off:
        return (ZERO,) * len(over)
    shares = [divmod(off.fen * part.fen, full) for part in over]
    left = off.fen - sum(whole for whole, _ in shares)
    first = sorted(range(len(shares)), key=lambda at: shares[at][1], reverse=True)[:left]
    more = frozenset(first)
    return tuple(Money(whole + (at in more)) for at, (whole, _) in enumerate(shares))
