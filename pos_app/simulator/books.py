"""The provider's books: every order, refund and movement, kept for ever and exact to the fen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, TypedDict

from pos_app.simulator.chronicle import Chronicle, Movement
from pos_app.simulator.clock import Clock, rfc3339
from pos_app.simulator.records import (
    Order,
    OrderState,
    Refund,
    RefundStatus,
    order_from_json,
    refund_from_json,
)

Listener = Callable[[str, Order | Refund], None]
"""Is told why a record moved, and the record as it stands since."""


class Totals(TypedDict):
    """Money over all orders, in fen. ``balance_fen`` is before handling fees and without the opening balance."""

    orders: int
    refunds: int
    movements: int
    paid_fen: int
    refunded_fen: int
    balance_fen: int


class Audit(TypedDict):
    """What the books say, as plain values: for audits, and for ``GET /simulator/books``."""

    orders: list[dict[str, Any]]
    refunds: list[dict[str, Any]]
    totals: Totals


class Books:
    """Holds the records. Whoever reads and then writes holds `lock` meanwhile."""

    def __init__(self, clock: Clock, chronicle: Chronicle) -> None:
        self.lock = threading.RLock()
        self._clock = clock
        self._chronicle = chronicle
        self._listeners: list[Listener] = []
        self._orders: dict[str, Order] = {}
        self._refunds: dict[str, Refund] = {}
        self._by_code: dict[str, str] = {}
        self._by_transaction: dict[str, str] = {}
        self._refunds_of: dict[str, list[str]] = {}
        self._processing: set[str] = set()
        self._movements = 0
        for movement in chronicle.read():
            self._recall(movement)

    def subscribe(self, listener: Listener) -> None:
        """Tell somebody of every movement from now on."""
        self._listeners.append(listener)

    def order(self, out_trade_no: str) -> Order | None:
        """Return an order by the merchant's number."""
        return self._orders.get(out_trade_no)

    def order_by_transaction(self, transaction_id: str) -> Order | None:
        """Return an order by the provider's number."""
        return self._orders.get(self._by_transaction.get(transaction_id, ""))

    def order_by_code(self, code: str) -> Order | None:
        """Return the order that a code was once given out for, dead or alive."""
        return self._orders.get(self._by_code.get(code, ""))

    def orders(self) -> tuple[Order, ...]:
        """Return every order, oldest first."""
        with self.lock:
            return tuple(self._orders.values())

    def refund(self, out_refund_no: str) -> Refund | None:
        """Return a refund by the merchant's number, as it stands by now."""
        with self.lock:
            self.ripen()
            return self._refunds.get(out_refund_no)

    def refunds(self) -> tuple[Refund, ...]:
        """Return every refund, oldest first, as it stands by now."""
        with self.lock:
            self.ripen()
            return tuple(self._refunds.values())

    def refunds_of(self, out_trade_no: str) -> tuple[Refund, ...]:
        """Return an order's refunds, oldest first, as they stand by now."""
        with self.lock:
            self.ripen()
            return tuple(self._refunds[number] for number in self._refunds_of.get(out_trade_no, ()))

    def write_order(self, order: Order, why: str) -> Order:
        """Write down how an order stands from now on."""
        with self.lock:
            self._write(Movement(at=self._clock.now(), kind="order", why=why, record=asdict(order)), order)
        return order

    def write_refund(self, refund: Refund, why: str) -> Refund:
        """Write down how a refund stands from now on."""
        with self.lock:
            self._write(Movement(at=self._clock.now(), kind="refund", why=why, record=asdict(refund)), refund)
        return refund

    def wind(self, seconds: float) -> None:
        """Put the trade's time forward, and remember it: a restart must not turn time back."""
        with self.lock:
            self._clock.wind(seconds)
            record = {"seconds": seconds}
            self._chronicle.append(Movement(at=self._clock.now(), kind="clock", why="wound", record=record))
            self.ripen()

    def ripen(self) -> None:
        """Move every refund whose time has come."""
        with self.lock:
            now = self._clock.now()
            due = [self._refunds[number] for number in self._processing if self._refunds[number].due_at <= now]
            for refund in sorted(due, key=lambda refund: refund.due_at):
                self.write_refund(settled(refund, refund.outcome, refund.due_at), "ripened")

    def audit(self) -> Audit:
        """Return everything, with sums."""
        with self.lock:
            self.ripen()
            paid = sum(order.paid_fen for order in self._orders.values())
            refunded = sum(refund.counted_fen for refund in self._refunds.values())
            return Audit(
                orders=[self._order_entry(order) for order in self._orders.values()],
                refunds=[_refund_entry(refund) for refund in self._refunds.values()],
                totals=Totals(
                    orders=len(self._orders),
                    refunds=len(self._refunds),
                    movements=self._movements,
                    paid_fen=paid,
                    refunded_fen=refunded,
                    balance_fen=paid - refunded,
                ),
            )

    def close(self) -> None:
        """Let go of the file."""
        with self.lock:
            self._chronicle.close()

    def _write(self, movement: Movement, record: Order | Refund) -> None:
        self._chronicle.append(movement)
        self._keep(record)
        for listener in self._listeners:
            listener(movement.why, record)

    def _recall(self, movement: Movement) -> None:
        match movement.kind:
            case "order":
                self._keep(order_from_json(movement.record))
            case "refund":
                self._keep(refund_from_json(movement.record))
            case _:
                self._clock.wind(movement.record["seconds"])

    def _keep(self, record: Order | Refund) -> None:
        self._movements += 1
        if isinstance(record, Order):
            self._orders[record.out_trade_no] = record
            self._by_code[record.code] = record.out_trade_no
            if record.transaction_id is not None:
                self._by_transaction[record.transaction_id] = record.out_trade_no
            return
        if record.out_refund_no not in self._refunds:
            self._refunds_of.setdefault(record.out_trade_no, []).append(record.out_refund_no)
        self._refunds[record.out_refund_no] = record
        if record.status is RefundStatus.PROCESSING:
            self._processing.add(record.out_refund_no)
        else:
            self._processing.discard(record.out_refund_no)

    def _order_entry(self, order: Order) -> dict[str, Any]:
        refunds = [self._refunds[number] for number in self._refunds_of.get(order.out_trade_no, ())]
        return {
            "out_trade_no": order.out_trade_no,
            "trade_type": order.trade_type,
            "state": "REFUND" if refunds else order.state.value,
            "total_fen": order.total_fen,
            "paid_fen": order.paid_fen,
            "payer_total_fen": order.payer_total_fen if order.state is OrderState.SUCCESS else 0,
            "refunded_fen": sum(refund.counted_fen for refund in refunds),
            "code": order.code,
            "transaction_id": order.transaction_id,
            "time_expire": rfc3339(order.expires_at),
            "success_time": None if order.paid_at is None else rfc3339(order.paid_at),
        }


def settled(refund: Refund, status: RefundStatus, at: float) -> Refund:
    """Return a refund that has come to an end, at least for now."""
    return replace(refund, status=status, succeeded_at=at if status is RefundStatus.SUCCESS else None)


def _refund_entry(refund: Refund) -> dict[str, Any]:
    return {
        "out_refund_no": refund.out_refund_no,
        "refund_id": refund.refund_id,
        "out_trade_no": refund.out_trade_no,
        "status": refund.status.value,
        "refund_fen": refund.refund_fen,
        "counted_fen": refund.counted_fen,
        "success_time": None if refund.succeeded_at is None else rfc3339(refund.succeeded_at),
    }
