"""Refunds under one pen: the statements behind the ledger's verbs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import sqlalchemy as sa

from pos_app.core import ledger_drawer, ledger_payments, schema
from pos_app.core.errors import CeilingError, InvalidInputError, NotFoundError, StaleError
from pos_app.core.journal import Deed, stamp
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_refund_rows import refund_columns, refund_from, refund_line_columns
from pos_app.core.ledger_rows import Row, columns
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import (
    MOST_REFUNDS,
    REFUND_INTERVAL,
    REFUND_WINDOW,
    Refund,
    RefundOrder,
    RefundState,
    Route,
)
from pos_app.core.returns import Returnable
from pos_app.core.sale import SaleState

_payments, _refunds, _refund_lines = schema.payments, schema.refunds, schema.refund_lines


def _reserve(*limits: sa.ColumnElement[bool], **noted: sa.BindParameter[str]) -> sa.Update:
    """Rule M7: the ceiling is checked and reserved by one statement, so that no two hands can pass it together."""
    fen = sa.bindparam("fen", type_=sa.BigInteger)
    left = (
        _payments.c.out_trade_no == sa.bindparam("of"),
        _payments.c.state == PaymentState.PAID.value,
        _payments.c.reserved_fen + fen <= _payments.c.amount_fen,
        _payments.c.refund_count < MOST_REFUNDS,
    )
    more: dict[str, Any] = {
        "reserved_fen": _payments.c.reserved_fen + fen,
        "refund_count": _payments.c.refund_count + 1,
    }
    return (
        _payments.update()
        .where(*left, *limits)
        .values(**more, **noted)
        .returning(
            _payments.c.sale_number, _payments.c.amount_fen, _payments.c.refund_count, _payments.c.surplus,
            _payments.c.undone, _payments.c.matched_to, _payments.c.reserved_fen, _payments.c.rounding_fen,
        )
    )  # fmt: skip


# The time limits are the provider's: cash is handed out when it must be, which is just when the provider will not.
# What goes back by other means is no business of the provider's either.
_RESERVE = _reserve(
    _payments.c.paid_at >= sa.bindparam("paid_since"),
    sa.or_(_payments.c.refunded_last_at.is_(None), _payments.c.refunded_last_at <= sa.bindparam("last_until")),
    refunded_last_at=sa.bindparam("now"),
)
_RESERVE_AT_ONCE = _reserve()
_GIVE_BACK = (
    _payments.update()
    .where(_payments.c.out_trade_no == sa.bindparam("of"))
    .values(reserved_fen=_payments.c.reserved_fen - sa.bindparam("fen", type_=sa.BigInteger))
)
_LIMITS = sa.select(
    _payments.c.state, _payments.c.amount_fen - _payments.c.reserved_fen, _payments.c.paid_at, _payments.c.refund_count
).where(_payments.c.out_trade_no == sa.bindparam("of"))
_WHAT_IT_PAYS = sa.select(
    sa.func.coalesce(_payments.c.matched_to, _payments.c.sale_number), _payments.c.tender
).where(_payments.c.out_trade_no == sa.bindparam("of"))  # fmt: skip
_UNDO = _payments.update().where(_payments.c.out_trade_no == sa.bindparam("of"))
_LINES = sa.select(schema.lines.c.position, schema.lines.c.quantity_milli, schema.lines.c.amount_fen).where(
    schema.lines.c.sale_number == sa.bindparam("of")
)
RETURNED = (
    sa.select(
        _refund_lines.c.position,
        sa.func.sum(_refund_lines.c.quantity_milli).label("quantity_milli"),
        sa.func.sum(_refund_lines.c.amount_fen).label("amount_fen"),
    )
    .join(_refunds, _refunds.c.out_refund_no == _refund_lines.c.out_refund_no)
    .where(_refund_lines.c.sale_number == sa.bindparam("of"), _refunds.c.state != RefundState.CLOSED.value)
    .group_by(_refund_lines.c.position)
)
"""What of a sale's lines has come back, or is on its way."""
_LINES_OF_REFUNDS = (
    sa.select(_refund_lines)
    .where(_refund_lines.c.out_refund_no.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(_refund_lines.c.position)
)
_ADD_REFUND, _ADD_LINE = _refunds.insert(), _refund_lines.insert()
_SET_REFUND = (
    _refunds.update()
    .where(
        _refunds.c.out_refund_no == sa.bindparam("of"),
        _refunds.c.state == sa.bindparam("expected"),
        # One that another hand is about to send, or has sent again, is another one than the caller knows.
        sa.func.coalesce(_refunds.c.sent_at, "") == sa.bindparam("last_sent"),
    )
    .returning(_refunds.c.sale_number)
)


def read_refunds(db: sa.Connection, rows: Sequence[Row]) -> tuple[Refund, ...]:
    """Read refunds with their lines."""
    lines: dict[str, list[Row]] = defaultdict(list)
    if rows:
        for line in db.execute(_LINES_OF_REFUNDS, {"numbers": [row.out_refund_no for row in rows]}):
            lines[line.out_refund_no].append(line)
    return tuple(refund_from(row, lines[row.out_refund_no]) for row in rows)


def begin(pen: Pen, order: RefundOrder, who: str, terms: Mapping[str, str]) -> Refund:
    """Reserve the amount and write the refund down; ``terms`` has ``notify_url``, and who approved it, if anybody."""
    if order.route is Route.CASH:
        ledger_drawer.shift_at(pen)  # else the drawer's next float would lack it, and so would the next shift's sum
    of_sale, state = _hold_what_it_pays(pen, order)
    if order.lines:
        _check_lines(pen, order, of_sale)
    row = _reserved(pen, order)
    if of_sale != (row.matched_to or row.sale_number):
        raise StaleError(order.out_trade_no)  # it was matched to another sale just now
    if order.lines and row.stray:
        raise InvalidInputError("lines", "late money pays for no line until it is matched to a sale")
    if order.rounding and (order.rounding.fen > row.rounding_fen or row.reserved_fen < row.amount_fen):
        raise CeilingError(order.out_trade_no, "amount")
    if state is SaleState.OPEN and not row.stray:
        _undo(pen, order, row, who)
    sent = order.route is Route.ORIGINAL
    refund = Refund(
        out_refund_no=f"{order.out_trade_no}-R{row.refund_count}",
        out_trade_no=order.out_trade_no,
        sequence=row.refund_count,
        state=RefundState.CREATED if sent else RefundState.SUCCESS,
        amount=order.amount,
        total=Money(row.amount_fen),
        reason=order.reason,
        requested_by=who,
        created_at=pen.at,
        notify_url=terms["notify_url"] if sent else "",
        settled_at=None if sent else pen.at,
        route=order.route,
        lines=order.lines,
        note=order.note,
        rounding=order.rounding,
    )
    _write(pen, refund, row.sale_number, terms, refund_line_columns(refund, of_sale))
    return refund


class _Reserved(NamedTuple):
    """What a refund has to know of its payment, once the amount is reserved."""

    sale_number: str
    amount_fen: int
    refund_count: int
    surplus: bool
    undone: bool
    matched_to: str | None
    reserved_fen: int
    rounding_fen: int

    @property
    def stray(self) -> bool:
        """Whether it pays for nothing."""
        return bool(self.surplus or self.undone) and self.matched_to is None


def _hold_what_it_pays(pen: Pen, order: RefundOrder) -> tuple[str, SaleState]:
    """Hold the sale that a payment pays for until the commit: whatever changes what it paid for waits until then."""
    row = pen.read(_WHAT_IT_PAYS, {"of": order.out_trade_no})
    if row is None:
        raise NotFoundError(order.out_trade_no)
    sale_number, tender = row
    if tender != order.tender.value:
        raise InvalidInputError("tender", f"it was paid by {tender}")
    state, _ = ledger_payments.hold_sale(pen, sale_number)
    return str(sale_number), state


def _undo(pen: Pen, order: RefundOrder, row: _Reserved, who: str) -> None:
    """Let a payment pay for its sale no longer: it goes back whole before the sale is paid."""
    if order.lines or order.amount.fen != row.amount_fen:
        raise InvalidInputError("amount", "a sale that is not paid keeps all of a payment, or nothing")
    facts = {"undone": True, "matched_to": None}
    pen.write(_UNDO, {"of": order.out_trade_no, **facts})
    state = PaymentState.PAID.value
    pen.enter(Deed.PAYMENT_UNDONE, who=who, sale_number=row.sale_number, number=order.out_trade_no,
              states=(state, state), facts=facts)  # fmt: skip


_DEEDS = {
    Route.ORIGINAL: Deed.REFUND_BEGUN,
    Route.CASH: Deed.REFUND_HANDED_OUT,
    Route.RECORDED: Deed.REFUND_RECORDED,
}


def _write(
    pen: Pen, refund: Refund, sale_number: str, terms: Mapping[str, str], lines: list[dict[str, Any]]
) -> None:  # fmt: skip
    values = refund_columns(refund, sale_number, pen.today)
    pen.write(_ADD_REFUND, values)
    for line in lines:
        pen.write(_ADD_LINE, line)
    pen.enter(_DEEDS[refund.route], who=refund.requested_by, sale_number=sale_number, number=refund.out_refund_no,
              states=(None, refund.state.value), facts={**terms, **values, "lines": lines})  # fmt: skip


def _reserved(pen: Pen, order: RefundOrder) -> _Reserved:
    """Reserve the amount; give what the refund has to know of its payment."""
    values = {"of": order.out_trade_no, "fen": order.amount.fen}
    if order.route is not Route.ORIGINAL:
        row = pen.read(_RESERVE_AT_ONCE, values)
    else:
        limits = {"paid_since": stamp(pen.at - REFUND_WINDOW), "last_until": stamp(pen.at - REFUND_INTERVAL)}
        row = pen.read(_RESERVE, {**values, **limits, "now": stamp(pen.at)})
    if row is None:
        raise _refusal(pen, order)
    return _Reserved(*row)


def _check_lines(pen: Pen, order: RefundOrder, sale_number: str) -> None:
    """See that no line of a sale, which is held by now, comes back beyond what is left of it."""
    back = {position: (int(milli), int(fen)) for position, milli, fen in pen.read_all(RETURNED, {"of": sale_number})}
    left = {}
    for position, milli, fen in pen.read_all(_LINES, {"of": sale_number}):
        milli_back, fen_back = back.get(position, (0, 0))
        left[position] = Returnable(quantity_milli=milli - milli_back, amount=Money(fen - fen_back))
    for line in order.lines:
        if line.position not in left:
            raise InvalidInputError("lines", f"the sale has no line {line.position}")
        if line.quantity_milli > left[line.position].quantity_milli:
            raise CeilingError(order.out_trade_no, "lines")
        if line.amount != left[line.position].part(line.quantity_milli):
            raise StaleError(order.out_trade_no)  # another part came back meanwhile, and took another fen


def _refusal(pen: Pen, order: RefundOrder) -> CeilingError:
    """Find out why the reservation did not go through."""
    state, left_fen, paid_at, count = pen.read(_LIMITS, {"of": order.out_trade_no}) or (None, 0, "", 0)
    if state != PaymentState.PAID.value or order.amount.fen > left_fen:
        return CeilingError(order.out_trade_no, "amount")
    if count >= MOST_REFUNDS:
        return CeilingError(order.out_trade_no, "count")
    return CeilingError(order.out_trade_no, "age" if paid_at < stamp(pen.at - REFUND_WINDOW) else "interval")


def move(
    pen: Pen, refund: Refund, to: RefundState, who: str, fields: Mapping[str, Any], evidence: str | None
) -> None:  # fmt: skip
    """Move a refund on; a closed one gives its reservation back in the same commit."""
    sale_number = _set(pen, refund, fields)
    if to is RefundState.CLOSED:
        pen.write(_GIVE_BACK, {"of": refund.out_trade_no, "fen": refund.amount.fen})
    pen.enter(Deed.REFUND_MOVED, who=who, sale_number=sale_number, number=refund.out_refund_no,
              states=(refund.state.value, to.value), facts=columns(fields), evidence=evidence)  # fmt: skip


def note(
    pen: Pen,
    refund: Refund,
    deed: Deed | None,
    who: str,
    fields: Mapping[str, Any],
    evidence: str | None,
    terms: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write down what was said about a refund that does not move; ``terms`` are for the journal only."""
    sale_number = _set(pen, refund, fields)
    if deed is not None:
        state = refund.state.value
        pen.enter(deed, who=who, sale_number=sale_number, number=refund.out_refund_no, states=(state, state),
                  facts={**terms, **columns(fields)}, evidence=evidence)  # fmt: skip


def _set(pen: Pen, refund: Refund, fields: Mapping[str, Any]) -> str:
    sent_at = "" if refund.sent_at is None else stamp(refund.sent_at)
    known = {"of": refund.out_refund_no, "expected": refund.state.value, "last_sent": sent_at}
    row = pen.read(_SET_REFUND, {**known, **columns(fields)})
    if row is None:
        raise StaleError(refund.out_refund_no)
    return str(row[0])
