"""What of a sale can still come back, and what a part of a line is worth.

Nothing is priced here: a part is cut out of the amount that the sale keeps for the line (discount taken off), and
what is left is what has not come back. So the parts of a line add up to exactly the line, however it is cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment
from pos_app.core.refund import RefundLine
from pos_app.core.sale import Line, Sale


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What of a line has come back, or is on its way: by every refund that is not closed."""

    quantity_milli: int
    amount: Money


NOTHING = Returned(quantity_milli=0, amount=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returnable:
    """What of a line can still come back."""

    quantity_milli: int
    amount: Money

    def part(self, quantity_milli: int) -> Money:
        """Cut a part off: its share of the amount, half a fen rounded up; the whole of it is exactly the amount.

        Raises:
            ValueError: nothing, or more than is left.
        """
        if not 1 <= quantity_milli <= self.quantity_milli:
            raise ValueError(f"{quantity_milli} of {self.quantity_milli} thousandths")
        share = 2 * self.amount.fen * quantity_milli + self.quantity_milli
        return Money(share // (2 * self.quantity_milli))


def returnable(line: Line, returned: Returned = NOTHING) -> Returnable:
    """Give what of a line can still come back."""
    return Returnable(
        quantity_milli=line.quantity_milli - returned.quantity_milli, amount=line.amount - returned.amount
    )


def worth(of_lines: Money, payment: Payment) -> tuple[Money, Money]:
    """Say what is given back for lines, and what the shop had let go of: the last of cash comes to what was paid."""
    over = of_lines - payment.refundable
    return (payment.refundable, over) if ZERO < over <= payment.rounding else (of_lines, ZERO)


def everything(sale: Sale, returned: Mapping[int, Returned], *, restock: bool) -> tuple[RefundLine, ...]:
    """Ask for all that is left of a sale, line by line; ``returned`` is by position."""
    left = {position: returnable(line, returned.get(position, NOTHING)) for position, line in enumerate(sale.lines, 1)}
    return tuple(
        RefundLine(position=position, quantity_milli=part.quantity_milli, amount=part.amount, restock=restock)
        for position, part in left.items()
        if part.quantity_milli
    )
