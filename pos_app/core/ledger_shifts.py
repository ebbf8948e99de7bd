"""The shifts of a till on the ledger's database: opened, looked at, closed in one commit (rule M12).

A shift's figures come from one stretch of the till's own chain: from the entry after the last close to the one that
tells of this one. So everything that a till does is in one Z, and in no other.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import sqlalchemy as sa

from pos_app.core import ledger_approvals, ledger_drawer, schema, schema_shifts
from pos_app.core.errors import InvalidInputError, NoShiftError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Desk, Pen
from pos_app.core.ledger_rows import entry_id
from pos_app.core.ledger_shift_reading import CURRENT, LAST, ShiftReader, report_of
from pos_app.core.ledger_shift_rows import closing_columns, move_columns, opening_columns, plain, shift_from
from pos_app.core.money import ZERO, Money
from pos_app.core.shift import (
    CashCount,
    CashMove,
    CashOrder,
    Closing,
    Kick,
    Shift,
    ShiftReport,
    check_reason,
    close_request,
    no_sale_request,
)

_shifts, _moves, _journal = schema_shifts.shifts, schema_shifts.cash_moves, schema.journal

_MOVES_SO_FAR = sa.select(sa.func.count()).select_from(_moves).where(_moves.c.shift == sa.bindparam("n"))
_XS_SO_FAR = (
    sa.select(sa.func.count())
    .select_from(_journal)
    .where(_journal.c.id >= sa.bindparam("first"), _journal.c.id <= sa.bindparam("last"))
    .where(_journal.c.deed == Deed.X_REPORTED.value)
)
_OPEN, _ADD_MOVE = _shifts.insert(), _moves.insert()
_CLOSE = _shifts.update().where(_shifts.c.number == sa.bindparam("of"), schema_shifts.IS_OPEN)


class ShiftBook(ShiftReader):
    """The shifts of one till, to be read by all of the shop. Safe from several threads; one writes at a time."""

    def __init__(self, engine: sa.Engine, desk: Desk, clock: Callable[[], datetime], till: str) -> None:
        super().__init__(engine, clock, till)
        self._desk = desk

    def open(self, count: CashCount, who: str) -> Shift:
        """Begin a shift with a counted float.

        Raises:
            InvalidInputError: the count breaks a rule.
            StaleError: a shift is open already.
            LedgerError: nothing was written.
        """
        count.check("float")
        with self._desk.writing(self._clock()) as pen:
            if (row := pen.read(CURRENT, {"of": self._till})) is not None:
                raise StaleError(str(row[0]))
            sequence, last_entry, _ = pen.read(LAST, {"of": self._till}) or (0, 0, 0)
            shift = Shift(
                number=f"{self._till}-{sequence + 1:04d}",
                till=self._till,
                sequence=sequence + 1,
                business_date=pen.today,
                opened_at=pen.at,
                opened_by=who,
                float_count=count,
                first_entry=last_entry + 1,
            )
            values = opening_columns(shift)
            pen.write(_OPEN, values)
            pen.enter(Deed.SHIFT_OPENED, who=who, sale_number="", number=shift.number, states=(None, "open"),
                      facts=values)  # fmt: skip
        return shift

    def close(
        self, shift: Shift, count: CashCount, who: str, *, left: Money | None = None, approval: str = ""
    ) -> Shift:
        """End a shift: count, figures and what is carried over, in one commit (rule M12). A difference is no reason.

        Args:
            shift: as the caller knows it (rule M8).
            count: what was counted, the float included.
            who: closes it; somebody else's needs the right to.
            left: what stays in the drawer for the next shift; everything, unless something else is said.
            approval: where the own right is not enough.

        Raises:
            InvalidInputError: the count breaks a rule, or more is to stay than was counted.
            NotAllowedError: it is somebody else's, and needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            StaleError: it is not the open one.
            LedgerError: nothing was written.
        """
        count.check("count")
        stays = count.total if left is None else left
        if not ZERO <= stays <= count.total:
            raise InvalidInputError("left", "must be no more than was counted")
        with self._desk.writing(self._clock()) as pen:
            known = self._open_under(pen)
            if known is None or known.number != shift.number:
                raise StaleError(shift.number)
            allowed = {} if who == known.opened_by else ledger_approvals.allow(pen, close_request(known), who, approval)
            closing = _closing(report_of(pen.read_all, known, pen.end(), pen.at, who), count, stays)
            values = closing_columns(closing)
            pen.enter(Deed.SHIFT_CLOSED, who=who, sale_number="", number=known.number, states=("open", "closed"),
                      facts={**values, **allowed})  # fmt: skip
            head = pen.end().hash
            pen.write(_CLOSE, {"of": known.number, **values, "head": head})
        return dataclasses.replace(known, closing=dataclasses.replace(closing, head=head))

    def move_cash(self, order: CashOrder, who: str, *, approval: str = "") -> CashMove:
        """Put cash into the drawer, or take some out, without a sale.

        Raises:
            InvalidInputError: the order breaks a rule.
            NoShiftError: no shift is open.
            NotAllowedError: taking it out needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            LedgerError: nothing was written.
        """
        order.check()
        with self._desk.writing(self._clock()) as pen:
            shift = ledger_drawer.shift_at(pen)
            request = order.request
            allowed = {} if request is None else ledger_approvals.allow(pen, request, who, approval)
            ((count,),) = pen.read_all(_MOVES_SO_FAR, {"n": shift})
            move = CashMove(number=f"{shift}-{count + 1}", shift=shift, kind=order.kind, amount=order.amount,
                            reason=order.reason, who=who, at=pen.at)  # fmt: skip
            values = move_columns(move)
            pen.write(_ADD_MOVE, values)
            pen.enter(Deed.CASH_MOVED, who=who, sale_number="", number=move.number, states=(None, move.kind.value),
                      facts={**values, **allowed})  # fmt: skip
        return move

    def kick(self, why: Kick, who: str, *, subject: str = "", reason: str = "", approval: str = "") -> None:
        """Write down that the drawer is about to open, before it does (rule M9).

        Args:
            why: for no sale, it needs a reason, and the right to.
            who: opens it.
            subject: the number of the payment, refund, shift or cash move that it opens for.
            reason: of an opening for no sale.
            approval: where the own right is not enough.

        Raises:
            InvalidInputError: there is no reason.
            NotAllowedError: it needs somebody's approval.
            ApprovalError: the approval is used, too old, or of something else.
            LedgerError: nothing was written, so it must not open.
        """
        if why is Kick.NO_SALE:
            check_reason(reason)
        with self._desk.writing(self._clock()) as pen:
            allowed = {}
            if why is Kick.NO_SALE:
                allowed = dict(ledger_approvals.allow(pen, no_sale_request(reason), who, approval))
            pen.enter(Deed.DRAWER_OPENED, who=who, sale_number="", number=subject or f"drawer {self._till}",
                      states=(None, why.value), facts={"reason": reason, **allowed})  # fmt: skip

    def x(self, who: str) -> ShiftReport:
        """Take an X: the figures so far, numbered and written down, to be printed.

        Raises:
            NoShiftError: no shift is open.
            LedgerError: nothing was written.
        """
        with self._desk.writing(self._clock()) as pen:
            known = self._open_under(pen)
            if known is None:
                raise NoShiftError(self._till)
            report = report_of(pen.read_all, known, pen.end(), pen.at, who)
            span = (entry_id(self._till, entry) for entry in (known.first_entry, report.entry))
            ((count,),) = pen.read_all(_XS_SO_FAR, dict(zip(("first", "last"), span, strict=True)))
            number = f"{known.number}-X{count + 1}"
            facts = {"shift": known.number, "figures": plain(report.figures), "carried": plain(report.carried)}
            pen.enter(Deed.X_REPORTED, who=who, sale_number="", number=number, facts=facts)
            end = pen.end()
            return dataclasses.replace(report, number=number, entry=end.sequence, head=end.hash)

    def _open_under(self, pen: Pen) -> Shift | None:
        row = pen.read(CURRENT, {"of": self._till})
        return None if row is None else shift_from(SimpleNamespace(**dict(zip(_shifts.c.keys(), row, strict=True))))


def _closing(report: ShiftReport, count: CashCount, left: Money) -> Closing:
    """Say how a shift ends, but for the hash of the entry that will tell of it: the next one of the chain."""
    return Closing(
        at=report.at,
        who=report.who,
        count=count,
        expected=report.expected,
        left=left,
        figures=report.figures,
        carried=report.carried,
        last_entry=report.entry + 1,
        head="",
    )
