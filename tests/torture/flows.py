"""What a till is doing when it is struck: each flow from the counter to its end."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pos_app.core import ledger_engine
from pos_app.core.errors import LedgerError
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import RefundLine, RefundOrder, RefundState, Route
from pos_app.core.settlement import Taking
from tests.torture.till import GaveUpError, Till

CARELESS = "life-careless"  # the same on a book that is not written through to the disk at every commit
_CHECKPOINT_SALES = 6  # their commits fill the write-ahead log, and begin it anew


def _sale(till: Till) -> None:
    till.sell()


def _cancel(till: Till) -> None:
    closed = till.cancel(till.show())
    if closed.state is PaymentState.CLOSED:
        again = till.charge_again(closed)
        till.pay(again)
        till.advance(again, PaymentState.PAID)


def _expiry(till: Till) -> None:
    payment = till.show()
    till.wind(301)
    till.advance(payment, PaymentState.CLOSED)


def _late(till: Till) -> None:
    payment = till.show()
    till.wind(301)
    till.pay_late(payment)
    till.advance(payment, PaymentState.PAID)


def _close_race(till: Till) -> None:
    payment = till.show()
    till.pay_during_close(payment)
    till.cancel(payment)


def _refund(till: Till) -> None:
    payment = till.sell()
    if payment.state is PaymentState.PAID:
        till.give_back(payment, payment.amount)


def _refund_in_parts(till: Till) -> None:
    payment = till.sell()
    if payment.state is PaymentState.PAID:
        till.give_back(payment, Money(500))
        till.give_back(payment, Money(payment.amount.fen - 500))


def _refund_by_line(till: Till) -> None:
    """Take half of the bottles back, then everything that is left."""
    payment = till.sell()
    if payment.state is PaymentState.PAID:
        (bottles, *_) = till.everything_left(payment)
        half = dataclasses.replace(bottles, quantity_milli=1000, amount=Money(200))
        till.follow(till.ask_back(_order(payment, (half,))))
        till.follow(till.ask_back(_order(payment, till.everything_left(payment))))


def _refund_in_cash(till: Till) -> None:
    """Give some back out of the drawer, and the rest the way it came."""
    payment = till.sell()
    if payment.state is PaymentState.PAID:
        (bottles, *others) = till.everything_left(payment)
        till.ask_back(_order(payment, (bottles,), Route.CASH))
        till.wind(61)
        till.follow(till.ask_back(_order(payment, tuple(others))))


def _tenders(till: Till) -> None:
    """Sell for cash, and give some back; take a part in cash, by card and by code; undo another ticket's first part."""
    payment = till.take(5000)
    (bottles, *_) = till.everything_left(payment)
    till.ask_back(_order(payment, (bottles,), Route.CASH))
    paper = till.take(400)
    code = till.charge_again(paper, Money(1000))
    till.take_more(paper, Taking.other(Money(234), "银行卡"))
    till.pay(code)
    till.advance(code, PaymentState.PAID)
    slip = till.take(1600)
    till.ask_back(
        RefundOrder(out_trade_no=slip.out_trade_no, amount=slip.amount, reason="买错", route=Route.CASH,
                    tender=Tender.CASH)
    )  # fmt: skip
    till.void(slip)


def _shift(till: Till) -> None:
    """Take cash in a shift, and close it over everything that was done before."""
    till.take(5000)
    till.close_shift()


def _order(payment: Payment, lines: tuple[RefundLine, ...], route: Route = Route.ORIGINAL) -> RefundOrder:
    amount = Money(sum(line.amount.fen for line in lines))
    number, tender = payment.out_trade_no, payment.tender
    return RefundOrder(out_trade_no=number, amount=amount, reason="买错", lines=lines, route=route, tender=tender)


def _checkpoint(till: Till) -> None:
    for _ in range(_CHECKPOINT_SALES):
        till.sell()


def _open_work(till: Till) -> None:
    """Leave one of everything that a start-up may find."""
    till.begin()
    till.pay(till.show())
    till.cancel_only(till.show())
    till.show()
    till.leave_unsent(till.sell())
    till.give_back(till.sell(), Money(300), RefundState.PROCESSING)


def _life(till: Till) -> None:
    """Do everything that a day brings, so that the log is begun anew in the midst of it."""
    for flow in (
        _sale,
        _cancel,
        _refund_in_parts,
        _close_race,
        _refund_in_cash,
        _refund_by_line,
        _tenders,
        _shift,
        _sale,
    ):
        flow(till)


def _settle(till: Till) -> None:
    till.settle()


FLOWS: Mapping[str, Callable[[Till], None]] = MappingProxyType(
    {
        "sale": _sale,
        "first-sale": _sale,
        "migration": _sale,
        "cancel": _cancel,
        "expiry": _expiry,
        "late": _late,
        "close-race": _close_race,
        "refund": _refund,
        "parts": _refund_in_parts,
        "lines": _refund_by_line,
        "cash": _refund_in_cash,
        "tenders": _tenders,
        "shift": _shift,
        "checkpoint": _checkpoint,
        "open-work": _open_work,
        "settle": _settle,
        "life": _life,
        CARELESS: _life,
    }
)
STRUCK: tuple[str, ...] = (
    "sale", "first-sale", "migration", "cancel", "expiry", "late", "close-race", "refund", "parts", "lines", "cash",
    "tenders", "shift", "checkpoint", "settle",
)  # fmt: skip
"""The flows in which a till is struck."""
OLD_VERSION = MappingProxyType({"migration": "0001"})
"""The flows that begin on a book of an older program."""
WITHOUT_A_BOOK = frozenset({"first-sale", "life", CARELESS})
"""The flows that begin on an empty disk."""


def play(flow: str, home: Path, keys: Path, url: str) -> None:
    """Start a till, let a flow be played on it, and end it, as a person would who sees that the book is not written."""
    if flow == CARELESS:
        _care_less()
    with suppress(GaveUpError, LedgerError), closing(Till(home, keys, url)) as till:
        FLOWS[flow](till)


def _care_less() -> None:
    """Open every book of this process with ``synchronous=NORMAL``: what the ledger must never do."""
    make_durable = ledger_engine._make_durable

    def make_careless(connection: Any, _record: object) -> None:
        make_durable(connection, _record)
        connection.execute("PRAGMA synchronous = NORMAL")

    ledger_engine._make_durable = make_careless
