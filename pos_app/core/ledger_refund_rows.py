"""Records and rows: how a refund, its lines and a manager's answer lie in their tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pos_app.core.journal import stamp
from pos_app.core.ledger_rows import Row, Values, stamp_or_none, time_of, time_or_none, trouble_columns, trouble_of
from pos_app.core.money import Money
from pos_app.core.overview import Resolution, UnresolvedKind
from pos_app.core.refund import Refund, RefundLine, RefundState, Route


def refund_columns(refund: Refund, sale_number: str, today: date) -> Values:
    """Write a new refund; ``today`` is the shop's day."""
    return {
        "out_refund_no": refund.out_refund_no,
        "out_trade_no": refund.out_trade_no,
        "sale_number": sale_number,
        "sequence": refund.sequence,
        "business_date": today.isoformat(),
        "state": refund.state.value,
        "amount_fen": refund.amount.fen,
        "total_fen": refund.total.fen,
        "reason": refund.reason,
        "requested_by": refund.requested_by,
        "notify_url": refund.notify_url,
        "created_at": stamp(refund.created_at),
        "sent_at": None,
        "refund_id": None,
        "received_account": None,
        "settled_at": stamp_or_none(refund.settled_at),
        "unanswered": 0,
        **trouble_columns(None),
        "route": refund.route.value,
        "note": refund.note,
        "rounding_fen": refund.rounding.fen,
    }


def refund_line_columns(refund: Refund, sale_number: str) -> list[Values]:
    """Write the lines of a new refund; ``sale_number`` is of the sale whose lines they are."""
    return [
        {
            "out_refund_no": refund.out_refund_no,
            "position": line.position,
            "sale_number": sale_number,
            "quantity_milli": line.quantity_milli,
            "amount_fen": line.amount.fen,
            "restock": line.restock,
        }
        for line in refund.lines
    ]


def resolution_columns(resolution: Resolution, sale_number: str) -> Values:
    """Write a manager's answer."""
    return {
        "number": resolution.number,
        "subject": resolution.subject,
        "kind": resolution.kind.value,
        "sale_number": sale_number,
        "amount_fen": resolution.amount.fen,
        "reason": resolution.reason,
        "resolved_by": resolution.resolved_by,
        "at": stamp(resolution.at),
    }


def refund_from(row: Row, lines: Iterable[Row]) -> Refund:
    """Read a refund with its lines, which come in order."""
    return Refund(
        out_refund_no=row.out_refund_no,
        out_trade_no=row.out_trade_no,
        sequence=row.sequence,
        state=RefundState(row.state),
        amount=Money(row.amount_fen),
        total=Money(row.total_fen),
        reason=row.reason,
        requested_by=row.requested_by,
        created_at=time_of(row.created_at),
        notify_url=row.notify_url,
        sent_at=time_or_none(row.sent_at),
        refund_id=row.refund_id,
        received_account=row.received_account,
        settled_at=time_or_none(row.settled_at),
        unanswered=row.unanswered,
        trouble=trouble_of(row),
        route=Route(row.route),
        lines=tuple(
            RefundLine(
                position=line.position,
                quantity_milli=line.quantity_milli,
                amount=Money(line.amount_fen),
                restock=line.restock,
            )
            for line in lines
        ),
        note=row.note,
        rounding=Money(row.rounding_fen),
    )


def resolution_from(row: Row) -> Resolution:
    """Read a manager's answer."""
    return Resolution(
        number=row.number,
        subject=row.subject,
        kind=UnresolvedKind(row.kind),
        amount=Money(row.amount_fen),
        reason=row.reason,
        resolved_by=row.resolved_by,
        at=time_of(row.at),
    )
