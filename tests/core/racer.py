"""A till that races others from a process of its own: ``python -m tests.core.racer WHERE TILL VERB``.

It waits for a line on standard input, then tries its verb on everything that it finds, and prints how often it won.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app.core.business_day import business_date
from pos_app.core.cart import HeldCart
from pos_app.core.errors import CeilingError, LiveClaimError, OverpaidError, StaleError
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import open_engine
from pos_app.core.money import Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import RefundLine, RefundOrder, Route
from pos_app.core.settlement import Taking
from tests.core.till import TERMS, WORDS, order_of, with_drawer

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def try_verb(ledger: Ledger, verb: str, payment: Payment) -> None:
    match verb:
        case "refund":
            ledger.begin_refund(
                order_of(payment.out_trade_no, Money(500), "退"), "店长", notify_url="https://shop.example/r"
            )
        case "pay":
            ledger.move(payment, PaymentState.PAID, who=ledger.till, evidence=WORDS, paid_at=NOW,
                        transaction_id="42", payer_total=payment.amount)  # fmt: skip
        case "take":
            ledger.take_more(payment.sale_number, ledger.till, Taking.other(Money(400), "银行卡"))
        case "attempt":
            ledger.begin_attempt(payment.sale_number, ledger.till, TERMS)
        case "void":
            ledger.void_sale(ledger.sale(payment.sale_number), ledger.till)
        case _:
            try_late_money(ledger, verb, payment)


def try_late_money(ledger: Ledger, verb: str, payment: Payment) -> None:
    match verb:
        case "lines":
            return_half_of_the_water(ledger, payment)
        case "own":
            ledger.match(payment.out_trade_no, payment.sale_number, "客人已取货", ledger.till)
        case "claim" if payment.surplus:  # the open sale is the next one
            ledger.match(payment.out_trade_no, f"{int(payment.sale_number) + 1:012d}", "客人换单付款", ledger.till)
        case "claim":
            ledger.begin_attempt(payment.sale_number, ledger.till, TERMS)
        case "resolve":
            ledger.resolve(payment.out_trade_no, UnresolvedKind.SURPLUS, "已知悉", ledger.till)
        case _:
            raise ValueError(verb)


def try_held(ledger: Ledger, verb: str, held: HeldCart) -> None:
    """Whoever has it gives it up, so that it can be had once."""
    if verb == "recall":
        ledger.carts.drop(ledger.carts.recall(held.draft.number, ledger.till), ledger.till)
    else:
        ledger.carts.drop_held(held.draft.number, ledger.till)


def return_half_of_the_water(ledger: Ledger, payment: Payment) -> None:
    """In cash, so that no minute has to pass between two."""
    half = RefundLine(position=1, quantity_milli=1000, amount=Money(200), restock=True)
    order = RefundOrder(
        out_trade_no=payment.out_trade_no, amount=half.amount, reason="退", lines=(half,), route=Route.CASH
    )  # fmt: skip
    ledger.begin_refund(order, "店长", notify_url="https://shop.example/r")


def race(where: Path | str, till: str, verbs: list[str]) -> int:
    # Each till's clock is a minute ahead of the next one's, so that the interval between refunds bars only some.
    ledger = Ledger(open_engine(where), till=till, clock=lambda: NOW + timedelta(minutes=int(till)))
    if "lines" in verbs:
        with_drawer(ledger)
    held = ledger.carts.held()
    things: Sequence[HeldCart | Payment] = held or ledger.payments_on(business_date(NOW), limit=1000)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    won = 0
    for number, thing in enumerate(things):
        verb = verbs[(number + int(till)) % len(verbs)]
        try:
            if isinstance(thing, HeldCart):
                try_held(ledger, verb, thing)
            else:
                try_verb(ledger, verb, thing)
        except (CeilingError, LiveClaimError, OverpaidError, StaleError):
            continue
        won += 1
    ledger.close()
    return won


if __name__ == "__main__":
    place, number, *wanted = sys.argv[1:]
    print(race(place if place.startswith("postgresql") else Path(place), number, wanted))  # noqa: T201 - its answer
