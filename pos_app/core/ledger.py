"""The ledger: what the till knows about money, written down before and after every question.

Every move names the state that it expects (rule M8) and is sealed into the journal in the same commit
(rule M9). No method here talks to anybody; whoever does has no transaction open meanwhile (rule M1).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict, Unpack

import sqlalchemy as sa

from pos_app.core import ledger_engine, ledger_payments, ledger_printing
from pos_app.core.business_day import MIDNIGHT, business_date
from pos_app.core.errors import InvalidInputError
from pos_app.core.journal import Deed
from pos_app.core.ledger_carts import CartBook
from pos_app.core.ledger_goods import GoodsBook
from pos_app.core.ledger_journal import Desk
from pos_app.core.ledger_refunding import RefundLedger
from pos_app.core.ledger_reports import ReportBook
from pos_app.core.ledger_resolving import ResolvingLedger
from pos_app.core.ledger_selling import SellingLedger
from pos_app.core.ledger_shifts import ShiftBook
from pos_app.core.money import Money
from pos_app.core.payment import PAYMENT_MOVES, ClosingReason, Payment, PaymentState, Trouble
from pos_app.core.refund import Refund
from pos_app.core.shift import Shift, ShiftReport

Clock = Callable[[], datetime]
"""Says what time it is, with its zone."""

_TILL = re.compile(r"[0-9]{2}")


class PaymentChanges(TypedDict, total=False):
    """What a move of a payment may write beside the state."""

    code_url: str
    transaction_id: str
    paid_at: datetime
    payer_total: Money
    closing_reason: ClosingReason
    provider_state: str


def open_ledger(where: Path | str, *, till: str, clock: Clock, day_starts: timedelta = MIDNIGHT) -> Ledger:
    """Open a SQLite ledger by its path, or a shared one by its PostgreSQL URL; build or migrate it if needed.

    Args:
        where: a path, or ``postgresql://…``.
        till: two digits, unique in the shop.
        clock: the time.
        day_starts: how long after midnight the shop's days begin.

    Raises:
        InvalidInputError: the till's number or the URL is wrong.
        LedgerError: the family says what to do; nothing was changed.
    """
    engine = ledger_engine.open_engine(where)
    release = ledger_engine.hold(where) if isinstance(where, Path) else _nothing_held
    try:
        ledger_engine.bring_up_to_date(engine, now=clock())
        return Ledger(engine, till=till, clock=clock, day_starts=day_starts, release=release)
    except BaseException:
        engine.dispose()
        release()
        raise


def _nothing_held() -> None:
    """Stand in for a lock where the server keeps order."""


class Ledger(SellingLedger, RefundLedger, ResolvingLedger):
    """The book of one till, or of a shop of them. Safe from several threads; one writes at a time."""

    def __init__(
        self,
        engine: sa.Engine,
        *,
        till: str,
        clock: Clock,
        day_starts: timedelta = MIDNIGHT,
        release: Callable[[], None] = _nothing_held,
    ) -> None:
        if not _TILL.fullmatch(till):
            raise InvalidInputError("till.id", "must be two digits")
        super().__init__(engine, clock)
        self.till = till
        self._desk = Desk(engine, till, day_starts)
        self._day_starts = day_starts
        self.goods = GoodsBook(engine, self._desk, clock)
        self.shifts = ShiftBook(engine, self._desk, clock, till)
        self.reports = ReportBook(engine, self._desk, clock)
        self.carts = CartBook(engine, self._desk, clock, till)
        self._release = release

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        self.close()

    def today(self) -> date:
        """Say which of the shop's days it is."""
        return business_date(self._clock(), self._day_starts)

    def close(self) -> None:
        """Let the database go. Nothing is lost without this: everything acknowledged is on the disk."""
        self._desk.clear()
        self._engine.dispose()
        self._release()

    def note_restored(self, *, who: str, facts: Mapping[str, object]) -> None:
        """Write down that this book came from a backup, and from which: what was done after it is not in it.

        Raises:
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            pen.enter(Deed.BOOK_RESTORED, who=who, sale_number="", number=f"backup of till {self.till}", facts=facts)

    # ---------------------------------------------------------------- payments

    def move(
        self,
        payment: Payment,
        to: PaymentState,
        *,
        who: str,
        evidence: str | None = None,
        **changes: Unpack[PaymentChanges],
    ) -> Payment:
        """Move a payment on from the state in which the caller knows it (rule M8).

        A move to *paid* settles the sale in the same commit when nothing more is due, or marks the payment as surplus
        if the sale was settled otherwise (rule M5). ``evidence`` is the provider's verified words; they end any doubt.

        Raises:
            ValueError: no such move exists.
            StaleError: another hand moved it first.
            LedgerError: nothing was written.
        """
        if to not in PAYMENT_MOVES[payment.state]:
            raise ValueError(f"a payment does not go from {payment.state.value} to {to.value}")
        at = self._clock()
        fields: dict[str, Any] = {"state": to, **changes}
        if evidence is not None:
            fields |= {"unanswered": 0, "trouble": None}
        if not PAYMENT_MOVES[to]:
            fields["settled_at"] = at
        with self._desk.writing(at) as pen:
            if to is PaymentState.PAID:
                fields["surplus"] = not ledger_payments.pay_sale(pen, payment.sale_number, payment.amount, who)
            facts = ledger_payments.set_payment(pen, payment, fields)
            pen.enter(Deed.PAYMENT_MOVED, who=who, sale_number=payment.sale_number, number=payment.out_trade_no,
                      states=(payment.state.value, to.value), facts=facts, evidence=evidence)  # fmt: skip
        return dataclasses.replace(payment, **fields)

    def note_trouble(self, payment: Payment, trouble: Trouble) -> Payment:
        """Count a question that brought no proven answer; the state stays (rule M3).

        Raises:
            StaleError: another hand moved it first.
            LedgerError: nothing was written.
        """
        fields: dict[str, Any] = {"unanswered": payment.unanswered + 1, "trouble": trouble}
        after = dataclasses.replace(payment, **fields)
        deed = None
        if after.unconfirmed and not payment.unconfirmed:
            deed = Deed.PAYMENT_UNCONFIRMED
        elif trouble.is_news(payment.trouble, silence_is_news=not payment.payable):
            deed = Deed.PAYMENT_TROUBLED
        self._note(payment, deed, fields)
        return after

    def note_answer(self, payment: Payment, *, provider_state: str, evidence: str) -> Payment:
        """Keep a verified answer that moves nothing, and end any doubt. Writes only what is new.

        Raises:
            StaleError: another hand moved it first.
            LedgerError: nothing was written.
        """
        fields: dict[str, Any] = {"provider_state": provider_state, "unanswered": 0, "trouble": None}
        after = dataclasses.replace(payment, **fields)
        if after != payment:
            news = provider_state != payment.provider_state or payment.unconfirmed
            self._note(payment, Deed.PAYMENT_ANSWERED if news else None, fields, evidence)
        return after

    def _note(
        self, payment: Payment, deed: Deed | None, fields: Mapping[str, Any], evidence: str | None = None
    ) -> None:  # fmt: skip
        state = payment.state.value
        with self._desk.writing(self._clock()) as pen:
            facts = ledger_payments.set_payment(pen, payment, fields)
            if deed is not None:
                pen.enter(deed, who=self._name, sale_number=payment.sale_number, number=payment.out_trade_no,
                          states=(state, state), facts=facts, evidence=evidence)  # fmt: skip

    # ---------------------------------------------------------------- receipts

    def note_print(self, record: Payment | Refund | Shift | ShiftReport, who: str, to: str) -> int:
        """Write down that a receipt, a Z or an X is about to leave, before it does (rule M9).

        Args:
            record: what it is the receipt of.
            who: whoever asked for it.
            to: where it goes, such as ``paper``.

        Returns:
            how many receipts of the record were written down before: 0 for the original, 1 for the first copy.

        Raises:
            NotFoundError: there is no such record.
            LedgerError: nothing was written, so nothing may leave.
        """
        with self._desk.writing(self._clock()) as pen:
            if isinstance(record, Shift | ShiftReport):
                return ledger_printing.note_shift(pen, record, who, to)
            return ledger_printing.note(pen, record, who, to)
