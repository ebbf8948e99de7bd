"""Sales and payments under one pen: the statements behind the ledger's verbs."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from pos_app.core import ledger_drawer, schema
from pos_app.core.business_day import BEIJING
from pos_app.core.errors import LiveClaimError, NotFoundError, PartPaidError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger_journal import Pen
from pos_app.core.ledger_rows import columns, line_columns, payment_columns, sale_columns
from pos_app.core.money import Money
from pos_app.core.payment import Payment, PaymentState, Tender, Terms
from pos_app.core.sale import Line, Sale, SaleState, sum_lines
from pos_app.core.settlement import Due, Taking

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letter that is read as a digit

_sales, _payments = schema.sales, schema.payments
SETTLING = sa.and_(
    _payments.c.state == PaymentState.PAID.value, sa.not_(_payments.c.surplus), sa.not_(_payments.c.undone)
)
"""What of a sale's own payments settles it."""
_LAST_TICKET = (
    sa.select(_sales.c.sequence)
    .where(_sales.c.till == sa.bindparam("of"), _sales.c.business_date == sa.bindparam("day"))
    .order_by(_sales.c.sequence.desc())
    .limit(1)
)
_ADD_SALE, _ADD_LINE, _ADD_PAYMENT = _sales.insert(), schema.lines.insert(), _payments.insert()
_SET_PAYMENT = _payments.update().where(
    _payments.c.out_trade_no == sa.bindparam("of"), _payments.c.state == sa.bindparam("expected")
)
_SET_OPEN_SALE = _sales.update().where(
    _sales.c.number == sa.bindparam("of"), _sales.c.state == SaleState.OPEN.value
)  # fmt: skip
_NEXT_ATTEMPT = _SET_OPEN_SALE.values(attempts=_sales.c.attempts + 1).returning(
    _sales.c.attempts, _sales.c.total_fen, _sales.c.cashier
)  # fmt: skip
# Held until the commit: every other hand that takes money for this sale, or gives some back, waits until we are done.
_HOLD_SALE = (
    sa.select(_sales.c.state, _sales.c.total_fen).where(_sales.c.number == sa.bindparam("of")).with_for_update()
)  # fmt: skip
_OWN_MONEY = sa.select(
    sa.func.coalesce(sa.func.sum(sa.case((SETTLING, _payments.c.amount_fen + _payments.c.rounding_fen))), 0),
    sa.func.coalesce(sa.func.sum(sa.case((_payments.c.settled_at.is_(None), _payments.c.amount_fen))), 0),
).where(_payments.c.sale_number == sa.bindparam("of"))
_MATCHED_MONEY = sa.select(sa.func.coalesce(sa.func.sum(_payments.c.amount_fen), 0)).where(
    _payments.c.matched_to == sa.bindparam("of"), schema.LOOSE
)
_LIVE_CLAIM = sa.select(_payments.c.out_trade_no).where(
    _payments.c.sale_number == sa.bindparam("of"), schema.UNSETTLED
)  # fmt: skip
_SALE_EXISTS = sa.select(_sales.c.number).where(_sales.c.number == sa.bindparam("of"))


def open_sale(pen: Pen, till: str, lines: tuple[Line, ...], cashier: str, *, note: str = "", cart: str = "") -> Sale:
    """Write a sale down under the next ticket number of the day."""
    day = pen.today
    last = pen.read(_LAST_TICKET, {"of": till, "day": day.isoformat()})
    sequence = 1 if last is None else last[0] + 1
    sale = Sale(
        number=f"{till}{day:%y%m%d}{sequence:04d}",
        till=till,
        business_date=day,
        sequence=sequence,
        state=SaleState.OPEN,
        lines=lines,
        total=sum_lines(lines),
        cashier=cashier,
        opened_at=pen.at,
        note=note,
        cart=cart,
    )
    values, rows = sale_columns(sale), line_columns(sale)
    pen.write(_ADD_SALE, values)
    for row in rows:
        pen.write(_ADD_LINE, row)
    pen.enter(Deed.SALE_OPENED, who=cashier, sale_number=sale.number, number=sale.number,
              states=(None, sale.state.value), facts={**values, "lines": rows})  # fmt: skip
    return sale


def next_attempt(pen: Pen, sale_number: str) -> tuple[int, Due, str]:
    """Count one more attempt on an open sale; give its count, how the sale stands, and whose it is."""
    row = pen.read(_NEXT_ATTEMPT, {"of": sale_number})
    if row is None:
        raise missing_or_settled(pen, sale_number)
    attempts, total_fen, cashier = row
    return attempts, _due(pen, sale_number, total_fen), cashier


def hold_sale(pen: Pen, sale_number: str) -> tuple[SaleState, Due]:
    """Hold a sale until the commit, and give its state and how it stands."""
    row = pen.read(_HOLD_SALE, {"of": sale_number})
    if row is None:
        raise NotFoundError(sale_number)
    state, total_fen = row
    return SaleState(state), _due(pen, sale_number, total_fen)


def _due(pen: Pen, sale_number: str, total_fen: int) -> Due:
    """Add up the money of a sale, which is held by now: no statement that began before can be trusted with it."""
    own, live = pen.read(_OWN_MONEY, {"of": sale_number}) or (0, 0)
    (matched,) = pen.read(_MATCHED_MONEY, {"of": sale_number}) or (0,)
    return Due(total=Money(total_fen), paid=Money(int(own) + int(matched)), live=Money(int(live)))


def add_payment(pen: Pen, sale_number: str, attempt: int, amount: Money, terms: Terms, who: str) -> Payment:
    """Write a payment down that a provider has to prove."""
    payment = Payment(
        out_trade_no=_new_number(sale_number, attempt),
        sale_number=sale_number,
        attempt=attempt,
        tender=terms.tender,
        state=PaymentState.CREATED,
        amount=amount,
        description=terms.description,
        time_expire=(pen.at + terms.expires_after).astimezone(BEIJING).replace(microsecond=0),
        created_at=pen.at,
        notify_url=terms.notify_url,
    )
    _add(pen, Deed.PAYMENT_BEGUN, payment, who)
    return payment


def take_payment(pen: Pen, sale_number: str, attempt: int, taking: Taking, who: str) -> Payment:
    """Write money down that was taken at the counter: it is paid by that. Cash goes into the drawer of a shift."""
    if taking.tender is Tender.CASH:
        ledger_drawer.shift_at(pen)
    payment = Payment(
        out_trade_no=_new_number(sale_number, attempt),
        sale_number=sale_number,
        attempt=attempt,
        tender=taking.tender,
        state=PaymentState.PAID,
        amount=taking.amount,
        description="",
        time_expire=pen.at.astimezone(BEIJING),
        created_at=pen.at,
        paid_at=pen.at,
        settled_at=pen.at,
        tendered=taking.tendered,
        rounding=taking.rounding,
        label=taking.label,
    )
    _add(pen, Deed.PAYMENT_TAKEN, payment, who)
    return payment


def _new_number(sale_number: str, attempt: int) -> str:
    """Give a number that was never used and never will be again (rule M6)."""
    # Random, so that a ledger that was restored, or begun anew, does not give a number out twice.
    tail = "".join(secrets.choice(_CROCKFORD) for _ in range(6))
    return f"{sale_number}-{attempt}-{tail}"


def _add(pen: Pen, deed: Deed, payment: Payment, who: str) -> None:
    values = payment_columns(payment, pen.today)
    pen.write(_ADD_PAYMENT, values)
    pen.enter(deed, who=who, sale_number=payment.sale_number, number=payment.out_trade_no,
              states=(None, payment.state.value), facts=values)  # fmt: skip


def set_payment(pen: Pen, payment: Payment, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Write fields of a payment, if its state is still the one that the caller knows; give the columns."""
    facts = columns(fields)
    of = {"of": payment.out_trade_no, "expected": payment.state.value}
    if pen.write(_SET_PAYMENT, {**of, **facts}) != 1:
        raise StaleError(payment.out_trade_no)
    return facts


def pay_sale(pen: Pen, number: str, amount: Money, who: str) -> bool:
    """Let proven money pay for a sale, which is settled when all of it is paid.

    Returns:
        False if the sale was settled before, or needs less than that: then the payment is surplus (rule M5).
    """
    state, due = hold_sale(pen, number)
    if state is not SaleState.OPEN or amount > due.remaining:
        return False
    if amount == due.remaining:
        settle_sale(pen, Deed.SALE_PAID, number, SaleState.PAID, who)
    return True


def void_sale(pen: Pen, number: str, who: str) -> None:
    """Settle a sale as given up, if no attempt on it is live (rule M4) and it keeps no money."""
    settle_sale(pen, Deed.SALE_VOIDED, number, SaleState.VOIDED, who)
    refuse_live_claim(pen, number)
    if hold_sale(pen, number)[1].paid:
        raise PartPaidError(number)


def settle_sale(pen: Pen, deed: Deed, number: str, to: SaleState, who: str) -> None:
    """Settle an open sale."""
    facts = columns({"state": to, "settled_at": pen.at})
    if pen.write(_SET_OPEN_SALE, {"of": number, **facts}) != 1:
        raise missing_or_settled(pen, number)
    pen.enter(deed, who=who, sale_number=number, number=number,
              states=(SaleState.OPEN.value, to.value), facts=facts)  # fmt: skip


def refuse_live_claim(pen: Pen, sale_number: str) -> None:
    """Raise LiveClaimError if an attempt on a sale could still be paid (rule M4)."""
    # The sale's row is locked by now, so no attempt can begin beside this look.
    live = pen.read(_LIVE_CLAIM, {"of": sale_number})
    if live is not None:
        raise LiveClaimError(live[0])


def missing_or_settled(pen: Pen, sale_number: str) -> NotFoundError | StaleError:
    """Name why a sale was not as it was expected to be."""
    if pen.read(_SALE_EXISTS, {"of": sale_number}) is None:
        return NotFoundError(sale_number)
    return StaleError(sale_number)
