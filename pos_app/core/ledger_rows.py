"""Records and rows: how a sale, a payment and an entry lie in their tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa

from pos_app.core import schema
from pos_app.core.business_day import BEIJING
from pos_app.core.errors import LedgerDamagedError
from pos_app.core.journal import Deed, Entry, stamp
from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, Payment, PaymentState, Tender, Trouble
from pos_app.core.refund import RefundState
from pos_app.core.sale import Line, Sale, SaleState, Unit

SPAN = 10**12  # entries of one till
AFTER_ALL = 100 * SPAN  # tills have two digits

IN_ORDER = (
    sa.func.max(schema.journal.c.at).over(
        partition_by=schema.journal.c.id // SPAN, order_by=schema.journal.c.id
    ),
    schema.journal.c.id,
)  # fmt: skip
"""How entries followed each other: a till's own as its chain says, for its clock may be set back; tills by clock."""

Row = sa.Row[Any]
Values = dict[str, Any]


def entry_id(till: str, sequence: int) -> int:
    """Number an entry so that the numbers of a till follow each other, and tills do not meet."""
    return int(till) * SPAN + sequence


def place(entry: int) -> tuple[str, int]:
    """Say to which till an entry belongs, and at which place."""
    till, sequence = divmod(entry, SPAN)
    return f"{till:02d}", sequence


# ---------------------------------------------------------------- to rows


def _plain(value: object) -> object:
    """Turn a field of a record into what its column holds."""
    match value:
        case Money():
            return value.fen
        case datetime():
            return stamp(value)
        case Tender() | PaymentState() | ClosingReason() | RefundState() | SaleState() | Unit():
            return value.value
    return value


def stamp_or_none(at: datetime | None) -> str | None:
    """Write a time that may not have come yet."""
    return None if at is None else stamp(at)


def columns(fields: Mapping[str, object]) -> Values:
    """Name and write fields of a record as the columns of its table: an amount ends in ``_fen``."""
    values: Values = {}
    for name, value in fields.items():
        if name == "trouble":
            values.update(trouble_columns(value if isinstance(value, Trouble) else None))
        else:
            values[f"{name}_fen" if isinstance(value, Money) else name] = _plain(value)
    return values


def trouble_columns(trouble: Trouble | None) -> Values:
    """Write why the last question brought no proven answer."""
    return {
        "trouble_kind": trouble.kind if trouble else None,
        "trouble_code": trouble.code if trouble else None,
        "trouble_message": trouble.message if trouble else None,
        "trouble_at": stamp(trouble.at) if trouble else None,
    }


def sale_columns(sale: Sale) -> Values:
    """Write a new sale, without its lines."""
    return {
        "number": sale.number,
        "till": sale.till,
        "business_date": sale.business_date.isoformat(),
        "sequence": sale.sequence,
        "state": sale.state.value,
        "total_fen": sale.total.fen,
        "cashier": sale.cashier,
        "attempts": 1,
        "opened_at": stamp(sale.opened_at),
        "settled_at": None,
        "note": sale.note,
        "cart": sale.cart or None,
    }


def line_columns(sale: Sale) -> list[Values]:
    """Write the lines of a new sale."""
    return [
        {"sale_number": sale.number, "position": position, **line_values(line)}
        for position, line in enumerate(sale.lines, start=1)
    ]


def line_values(line: Line) -> Values:
    """Write a line, wherever it lies."""
    return {
        "code": line.code,
        "name": line.name,
        "unit": line.unit.value,
        "quantity_milli": line.quantity_milli,
        "unit_price_fen": line.unit_price.fen,
        "amount_fen": line.amount.fen,
        "discount_fen": line.discount.fen,
        "list_price_fen": None if line.list_price is None else line.list_price.fen,
        "note": line.note,
        "category": line.category,
        "tax_rate": line.tax_rate,
    }


def payment_columns(payment: Payment, today: date) -> Values:
    """Write a new payment; ``today`` is the shop's day."""
    return {
        "out_trade_no": payment.out_trade_no,
        "sale_number": payment.sale_number,
        "attempt": payment.attempt,
        "business_date": today.isoformat(),
        "tender": payment.tender.value,
        "state": payment.state.value,
        "amount_fen": payment.amount.fen,
        "description": payment.description,
        "time_expire": stamp(payment.time_expire),
        "notify_url": payment.notify_url,
        "created_at": stamp(payment.created_at),
        "code_url": None,
        "transaction_id": None,
        "paid_at": stamp_or_none(payment.paid_at),
        "payer_total_fen": None,
        "settled_at": stamp_or_none(payment.settled_at),
        "closing_reason": None,
        "provider_state": None,
        "unanswered": 0,
        **trouble_columns(None),
        "reserved_fen": 0,
        "refund_count": 0,
        "refunded_last_at": None,
        "surplus": False,
        "tendered_fen": None if payment.tendered is None else payment.tendered.fen,
        "rounding_fen": payment.rounding.fen,
        "label": payment.label,
        "undone": payment.undone,
    }


# ---------------------------------------------------------------- from rows


@contextmanager
def legible() -> Iterator[None]:
    """Take what no till writes for what it is: a file that was changed past the program.

    Raises:
        LedgerDamagedError: something read meanwhile has no meaning.
    """
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # The cause could quote what must not reach a log.
        raise LedgerDamagedError(f"the ledger holds what no till wrote ({type(error).__name__})") from None


def time_of(text: str) -> datetime:
    """Read a time."""
    return datetime.fromisoformat(text)


def time_or_none(text: str | None) -> datetime | None:
    """Read a time that may not have come yet."""
    return None if text is None else datetime.fromisoformat(text)


def trouble_of(row: Row) -> Trouble | None:
    """Read why the last question brought no proven answer."""
    if row.trouble_kind is None:
        return None
    return Trouble(
        kind=row.trouble_kind, code=row.trouble_code, message=row.trouble_message, at=time_of(row.trouble_at)
    )  # fmt: skip


def sale_from(row: Row, lines: Iterable[Row]) -> Sale:
    """Read a sale with its lines, which come in order."""
    return Sale(
        number=row.number,
        till=row.till,
        business_date=date.fromisoformat(row.business_date),
        sequence=row.sequence,
        state=SaleState(row.state),
        lines=tuple(map(line_from, lines)),
        total=Money(row.total_fen),
        cashier=row.cashier,
        opened_at=time_of(row.opened_at),
        settled_at=time_or_none(row.settled_at),
        note=row.note,
        cart=row.cart or "",
    )


def line_from(row: Row | SimpleNamespace) -> Line:
    """Read a line, wherever it lies."""
    return Line(
        code=row.code,
        name=row.name,
        unit=Unit(row.unit),
        quantity_milli=row.quantity_milli,
        unit_price=Money(row.unit_price_fen),
        amount=Money(row.amount_fen),
        discount=Money(row.discount_fen),
        list_price=None if row.list_price_fen is None else Money(row.list_price_fen),
        note=row.note,
        category=row.category,
        tax_rate=row.tax_rate,
    )


def payment_from(row: Row) -> Payment:
    """Read a payment. ``time_expire`` comes back as it was sent, so that a replay is byte-identical (rule M6)."""
    return Payment(
        out_trade_no=row.out_trade_no,
        sale_number=row.sale_number,
        attempt=row.attempt,
        tender=Tender(row.tender),
        state=PaymentState(row.state),
        amount=Money(row.amount_fen),
        description=row.description,
        time_expire=time_of(row.time_expire).astimezone(BEIJING),
        created_at=time_of(row.created_at),
        notify_url=row.notify_url,
        code_url=row.code_url,
        transaction_id=row.transaction_id,
        paid_at=time_or_none(row.paid_at),
        payer_total=None if row.payer_total_fen is None else Money(row.payer_total_fen),
        settled_at=time_or_none(row.settled_at),
        closing_reason=None if row.closing_reason is None else ClosingReason(row.closing_reason),
        provider_state=row.provider_state,
        unanswered=row.unanswered,
        trouble=trouble_of(row),
        reserved=Money(row.reserved_fen),
        surplus=row.surplus,
        matched_to=row.matched_to,
        tendered=None if row.tendered_fen is None else Money(row.tendered_fen),
        rounding=Money(row.rounding_fen),
        label=row.label,
        undone=row.undone,
    )


def entry_from(row: Row) -> Entry:
    """Read an entry of the journal."""
    till, sequence = place(row.id)
    return Entry(
        till=till,
        sequence=sequence,
        at=time_of(row.at),
        who=row.who,
        deed=Deed(row.deed),
        sale_number=row.sale_number,
        number=row.number,
        before=row.before,
        after=row.after,
        facts=json.loads(row.facts),
        evidence=row.evidence,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
