"""Refunds under one pen: the statements behind the ledger's verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.errors import CeilingError, NotFoundError, StaleError
from pos_app.core.journal import Deed, stamp
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_rows import columns, refund_columns
from pos_app.core.money import Money
from pos_app.core.payment import PaymentState
from pos_app.core.refund import MOST_REFUNDS, REFUND_INTERVAL, REFUND_WINDOW, Refund, RefundState

_payments, _refunds = schema.payments, schema.refunds

# Rule M7: the ceiling is checked and reserved by one statement, so that no two hands can pass it together.
_RESERVE = (
    _payments.update()
    .where(
        _payments.c.out_trade_no == sa.bindparam("of"),
        _payments.c.state == PaymentState.PAID.value,
        _payments.c.reserved_fen + sa.bindparam("fen", type_=sa.BigInteger) <= _payments.c.amount_fen,
        _payments.c.refund_count < MOST_REFUNDS,
        _payments.c.paid_at >= sa.bindparam("paid_since"),
        sa.or_(_payments.c.refunded_last_at.is_(None), _payments.c.refunded_last_at <= sa.bindparam("last_until")),
    )
    .values(
        reserved_fen=_payments.c.reserved_fen + sa.bindparam("fen", type_=sa.BigInteger),
        refund_count=_payments.c.refund_count + 1,
        refunded_last_at=sa.bindparam("now"),
    )
    .returning(_payments.c.sale_number, _payments.c.amount_fen, _payments.c.refund_count)
)
_GIVE_BACK = (
    _payments.update()
    .where(_payments.c.out_trade_no == sa.bindparam("of"))
    .values(reserved_fen=_payments.c.reserved_fen - sa.bindparam("fen", type_=sa.BigInteger))
)
_LIMITS = sa.select(
    _payments.c.state, _payments.c.amount_fen - _payments.c.reserved_fen, _payments.c.paid_at, _payments.c.refund_count
).where(_payments.c.out_trade_no == sa.bindparam("of"))
_ADD_REFUND = _refunds.insert()
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


def begin(pen: Pen, out_trade_no: str, amount: Money, reason: str, who: str, terms: Mapping[str, str]) -> Refund:
    """Reserve the amount and write the refund down; ``terms`` has ``notify_url``, and who approved it, if anybody."""
    row = pen.read(
        _RESERVE,
        {
            "of": out_trade_no,
            "fen": amount.fen,
            "now": stamp(pen.at),
            "paid_since": stamp(pen.at - REFUND_WINDOW),
            "last_until": stamp(pen.at - REFUND_INTERVAL),
        },
    )
    if row is None:
        raise _refusal(pen, out_trade_no, amount)
    sale_number, amount_fen, count = row
    refund = Refund(
        out_refund_no=f"{out_trade_no}-R{count}",
        out_trade_no=out_trade_no,
        sequence=count,
        state=RefundState.CREATED,
        amount=amount,
        total=Money(amount_fen),
        reason=reason,
        requested_by=who,
        created_at=pen.at,
        notify_url=terms["notify_url"],
    )
    values = refund_columns(refund, sale_number)
    pen.write(_ADD_REFUND, values)
    pen.enter(Deed.REFUND_BEGUN, who=who, sale_number=sale_number, number=refund.out_refund_no,
              states=(None, refund.state.value), facts={**terms, **values})  # fmt: skip
    return refund


def _refusal(pen: Pen, out_trade_no: str, amount: Money) -> CeilingError | NotFoundError:
    """Find out why the reservation did not go through."""
    row = pen.read(_LIMITS, {"of": out_trade_no})
    if row is None:
        return NotFoundError(out_trade_no)
    state, left_fen, paid_at, count = row
    if state != PaymentState.PAID.value or amount.fen > left_fen:
        return CeilingError(out_trade_no, "amount")
    if paid_at < stamp(pen.at - REFUND_WINDOW):
        return CeilingError(out_trade_no, "age")
    return CeilingError(out_trade_no, "count" if count >= MOST_REFUNDS else "interval")


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
    pen: Pen, refund: Refund, deed: Deed | None, who: str, fields: Mapping[str, Any], evidence: str | None
) -> None:  # fmt: skip
    """Write down what was said about a refund that does not move."""
    sale_number = _set(pen, refund, fields)
    if deed is not None:
        state = refund.state.value
        pen.enter(deed, who=who, sale_number=sale_number, number=refund.out_refund_no, states=(state, state),
                  facts=columns(fields), evidence=evidence)  # fmt: skip


def _set(pen: Pen, refund: Refund, fields: Mapping[str, Any]) -> str:
    sent_at = "" if refund.sent_at is None else stamp(refund.sent_at)
    known = {"of": refund.out_refund_no, "expected": refund.state.value, "last_sent": sent_at}
    row = pen.read(_SET_REFUND, {**known, **columns(fields)})
    if row is None:
        raise StaleError(refund.out_refund_no)
    return str(row[0])
