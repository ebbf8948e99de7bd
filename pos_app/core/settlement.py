"""What a sale still needs, and what is taken for it at the counter. Pure: the ledger holds the sale to it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import YUAN, ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.sale import Sale

LONGEST_LABEL = 20  # characters
MOST_TIMES_DUE = 1000  # cash handed over beyond it is surely a slip of the hand


class Rounding(enum.Enum):
    """What cash comes out even to: always down, in the customer's favour (抹零). The values are those of settings."""

    NONE = "none"
    JIAO = "jiao"  # tenths of a yuan
    YUAN = "yuan"

    def lets_go(self, due: Money) -> Money:
        """Give what the shop lets go of when all that is due is paid in cash; never all of it."""
        rest = Money(due.fen % _STEPS[self])
        return rest if rest < due else ZERO


_STEPS = {Rounding.NONE: 1, Rounding.JIAO: 10, Rounding.YUAN: 100}  # fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How a sale stands: it is paid when nothing remains."""

    total: Money
    paid: Money = ZERO  # settled by its payments, with what was let go of
    live: Money = ZERO  # asked for by a payment that could still be paid

    @property
    def remaining(self) -> Money:
        """What is still to be paid."""
        return self.total - self.paid

    @property
    def free(self) -> Money:
        """What may be taken now, beside a payment that could still be paid (rule M4)."""
        return self.remaining - self.live


def pays_for(payment: Payment, sale_number: str) -> bool:
    """Whether money is there and counts for a sale."""
    return payment.state is PaymentState.PAID and not payment.stray and payment.settles == sale_number


def due_of(sale: Sale, payments: Iterable[Payment]) -> Due:
    """Add up how a sale stands from its attempts and from late money that was matched to it."""
    payments = tuple(payments)
    paid = (payment.pays for payment in payments if pays_for(payment, sale.number))
    live = (payment.amount for payment in payments if not payment.settled and payment.sale_number == sale.number)
    return Due(total=sale.total, paid=sum(paid, ZERO), live=sum(live, ZERO))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Money that is taken at the counter: it is paid as it is written down."""

    tender: Tender  # one that is there at once
    amount: Money  # what the customer pays
    tendered: Money | None = None  # cash that is handed over
    rounding: Money = ZERO  # what the shop lets go of; only of cash
    label: str = ""  # what another tender is, such as 银行卡

    @classmethod
    def cash(cls, free: Money, handed_over: Money | None = None, rounding: Rounding = Rounding.NONE) -> Taking:
        """Take cash for what may be taken: all of it, rounded, if enough is handed over, or else a part of it.

        Args:
            free: what may be taken; see `Due.free`.
            handed_over: None for exactly as much as is due.
            rounding: what all of it comes out even to.
        """
        let_go = rounding.lets_go(free)
        whole = free - let_go
        if handed_over is None or handed_over >= whole:
            return cls(tender=Tender.CASH, amount=whole, tendered=handed_over or whole, rounding=let_go)
        return cls(tender=Tender.CASH, amount=handed_over, tendered=handed_over)

    @classmethod
    def other(cls, amount: Money, label: str) -> Taking:
        """Take money by other means than the till's own."""
        return cls(tender=Tender.OTHER, amount=amount, label=label)

    @property
    def pays(self) -> Money:
        """How much of the sale it settles."""
        return self.amount + self.rounding

    def check(self) -> None:
        """Look it over by itself, before any book is opened.

        Raises:
            InvalidInputError: the tender is not taken at the counter, an amount is not positive, less is handed over
                than is paid, more than cash is rounded, or another tender has no name or too long a one.
        """
        cash = self.tender is Tender.CASH
        if not self.tender.at_once:
            raise InvalidInputError("tender", "needs proof")
        if self.amount.fen < 1:
            raise InvalidInputError("amount", "must be at least one fen")
        if cash != (self.tendered is not None) or (self.tendered is not None and self.tendered < self.amount):
            raise InvalidInputError("tendered", "cash is handed over, at least as much as is paid")
        if not ZERO <= self.rounding < YUAN or (self.rounding and not cash):
            raise InvalidInputError("rounding", "only cash is rounded, by less than a yuan")
        if not (self.label == "" if cash else 1 <= len(self.label) <= LONGEST_LABEL):
            raise InvalidInputError("label", f"another tender has a name of 1 to {LONGEST_LABEL} characters")


def is_absurd(amount: Money, due: Money, ceiling: Money) -> bool:
    """Whether an amount that was typed or handed over is asked for twice, because it is surely a slip of the hand.

    Args:
        amount: what is taken, or the cash that is handed over.
        due: what it is for.
        ceiling: what the shop calls much money.
    """
    return amount > ceiling or amount.fen > MOST_TIMES_DUE * due.fen
