"""Adding up what a till's journal tells of a stretch of time: the figures of a shift."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from pos_app.core.business_day import bill_date
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState, Tender
from pos_app.core.refund import RefundState, Route
from pos_app.core.sale import SaleState
from pos_app.core.shift import BillDay, CashMoveKind, Kick, ShiftFigures, Tally, TenderTally


class Told(NamedTuple):
    """One entry that moved something, with what the records hold of it. What is not of its kind is None."""

    kind: str  # sale, payment, refund, cash, cart or drawer; nothing where the record is gone
    number: str
    after: str | None  # the state that it led to; of cash and the drawer, why
    amount_fen: int | None = None
    discount_fen: int | None = None  # of a sale that was paid
    tender: str | None = None  # of the payment, or of the one that a refund gives back
    label: str | None = None
    rounding_fen: int | None = None
    surplus: bool | None = None
    paid_at: str | None = None
    route: str | None = None
    facts: str | None = None  # JSON: of a cart that was dropped, which is kept nowhere else


def add_up(entries: Iterable[Told]) -> ShiftFigures:
    """Add up entries in the order in which they were made."""
    sums = _Sums()
    for entry in entries:
        if entry.kind:
            getattr(sums, f"add_{entry.kind}")(entry)
    return sums.figures()


class _Sums:
    """What has been added up so far."""

    def __init__(self) -> None:
        self._tickets: list[str] = []
        self._sales, self._voids, self._surplus, self._dropped = Tally(), Tally(), Tally(), Tally()
        self._discount_fen = self._rounding_fen = self._no_sales = 0
        self._payments: dict[tuple[str, str], Tally] = {}
        self._refunds: dict[tuple[str, str], Tally] = {}
        self._bill_days: dict[date, Tally] = {}
        self._cash = dict.fromkeys(CashMoveKind, Tally())

    def add_sale(self, entry: Told) -> None:
        if entry.after == SaleState.OPEN.value:
            self._tickets.append(entry.number)
        elif entry.after == SaleState.PAID.value:
            self._sales = self._sales.plus(_amount(entry))
            self._discount_fen += entry.discount_fen or 0
        else:
            self._voids = self._voids.plus(_amount(entry))

    def add_payment(self, entry: Told) -> None:
        if entry.after != PaymentState.PAID.value:
            return
        amount, key = _amount(entry), (entry.tender or "", entry.label or "")
        self._payments[key] = self._payments.get(key, Tally()).plus(amount)
        self._rounding_fen += entry.rounding_fen or 0
        if entry.surplus:
            self._surplus = self._surplus.plus(amount)
        if entry.tender == Tender.WECHAT_QR.value and entry.paid_at is not None:
            day = bill_date(datetime.fromisoformat(entry.paid_at))
            self._bill_days[day] = self._bill_days.get(day, Tally()).plus(amount)

    def add_refund(self, entry: Told) -> None:
        if entry.after != RefundState.SUCCESS.value:
            return
        key = (entry.tender or "", entry.label or "")
        if entry.route == Route.CASH.value:
            key = (Tender.CASH.value, "")
        self._refunds[key] = self._refunds.get(key, Tally()).plus(_amount(entry))

    def add_cash(self, entry: Told) -> None:
        kind = CashMoveKind(entry.after)
        self._cash[kind] = self._cash[kind].plus(_amount(entry))

    def add_cart(self, entry: Told) -> None:
        told = json.loads(entry.facts or "{}")
        self._dropped = self._dropped.plus(Money(told["total_fen"]))

    def add_drawer(self, entry: Told) -> None:
        self._no_sales += entry.after == Kick.NO_SALE.value

    def figures(self) -> ShiftFigures:
        return ShiftFigures(
            first_ticket=min(self._tickets, default=""),
            last_ticket=max(self._tickets, default=""),
            tickets=len(self._tickets),
            sales=self._sales,
            discounts=Money(self._discount_fen),
            voids=self._voids,
            dropped=self._dropped,
            payments=_by_tender(self._payments),
            rounding=Money(self._rounding_fen),
            surplus=self._surplus,
            refunds=_by_tender(self._refunds),
            bill_days=tuple(BillDay(day=day, tally=tally) for day, tally in sorted(self._bill_days.items())),
            paid_in=self._cash[CashMoveKind.PAID_IN],
            paid_out=self._cash[CashMoveKind.PAID_OUT],
            drops=self._cash[CashMoveKind.DROP],
            no_sales=self._no_sales,
        )


def _amount(entry: Told) -> Money:
    return Money(int(entry.amount_fen or 0))


def _by_tender(tallies: dict[tuple[str, str], Tally]) -> tuple[TenderTally, ...]:
    order = list(Tender)
    found = (TenderTally(tender=Tender(tender), label=label, tally=tally) for (tender, label), tally in tallies.items())
    return tuple(sorted(found, key=lambda one: (order.index(one.tender), one.label)))
