"""Refunds by line, and in cash: no line comes back twice, no cash is asked of the provider. On both engines."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pos_app.core.business_day import business_date
from pos_app.core.errors import CeilingError, InvalidInputError, LedgerError, NoShiftError, NotFoundError, StaleError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.ledger_engine import ledger_errors
from pos_app.core.money import ZERO, Money
from pos_app.core.overview import UnresolvedKind
from pos_app.core.payment import Payment, Tender
from pos_app.core.refund import MOST_REFUNDS, REFUND_WINDOW, ROUTES, Refund, RefundLine, RefundOrder, RefundState, Route
from pos_app.core.returns import NOTHING, Returned, everything, returnable
from tests.core.till import APPLES, WATER, HandClock, late_money, paid, with_drawer

NOTIFY = "https://shop.example/refunds"


def give_back(ledger: Ledger, payment: Payment, *wanted: tuple[int, int], route: Route = Route.ORIGINAL) -> Refund:
    """Return thousandths of lines, by position."""
    if route is Route.CASH:
        with_drawer(ledger)
    sale, back = ledger.sale(payment.settles), ledger.returned(payment.settles)
    lines = tuple(
        RefundLine(
            position=position,
            quantity_milli=milli,
            amount=returnable(sale.lines[position - 1], back.get(position, NOTHING)).part(milli),
            restock=position == 1,
        )
        for position, milli in wanted
    )
    return ledger.begin_refund(order(payment, lines, route), "店长", notify_url=NOTIFY)


def order(payment: Payment, lines: tuple[RefundLine, ...], route: Route = Route.ORIGINAL) -> RefundOrder:
    amount = Money(sum(line.amount.fen for line in lines))
    return RefundOrder(
        out_trade_no=payment.out_trade_no, amount=amount, reason="商品质量", lines=lines, route=route, note="外包装破损"
    )


def close(ledger: Ledger, refund: Refund) -> Refund:
    return ledger.move_refund(refund, RefundState.CLOSED, who="till")


def test_a_part_of_a_weighed_line_comes_back_and_is_remembered(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    begun = give_back(ledger, payment, (1, 1000), (2, 618))

    assert begun == ledger.refund(begun.out_refund_no)
    assert [(line.position, line.amount, line.restock) for line in begun.lines] == [
        (1, Money(200), True),
        (2, Money(617), False),
    ]
    assert (begun.amount, begun.note, begun.route) == (Money(817), "外包装破损", Route.ORIGINAL)
    assert ledger.refunds_of(payment.out_trade_no) == ledger.unsettled_refunds() == (begun,)
    assert ledger.returned(payment.sale_number) == {
        1: Returned(quantity_milli=1000, amount=Money(200)),
        2: Returned(quantity_milli=618, amount=Money(617)),
    }
    assert ledger.verify().sound


def test_m7_a_line_comes_back_once_and_not_a_gram_more(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    give_back(ledger, payment, (2, 1000))
    clock.wind(60)
    rest = everything(ledger.sale(payment.sale_number), ledger.returned(payment.sale_number), restock=True)

    greedy = (dataclasses.replace(rest[1], quantity_milli=237),)
    with pytest.raises(CeilingError) as caught:
        ledger.begin_refund(order(payment, greedy), "店长", notify_url=NOTIFY)
    ledger.begin_refund(order(payment, rest), "店长", notify_url=NOTIFY)

    assert caught.value.limit == "lines"
    assert ledger.payment(payment.out_trade_no).refundable == ZERO
    assert ledger.returned(payment.sale_number)[2] == Returned(quantity_milli=1236, amount=APPLES.amount)
    assert ledger.verify().sound


def test_a_refund_that_is_closed_gives_its_lines_back(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    close(ledger, give_back(ledger, payment, (1, 2000)))
    clock.wind(60)

    assert ledger.returned(payment.sale_number) == {}
    again = give_back(ledger, payment, (1, 2000))
    assert again.sequence == 2
    assert ledger.verify().sound


def test_m8_a_part_that_was_cut_before_another_one_came_back_is_stale(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    sale = ledger.sale(payment.sale_number)
    half = returnable(sale.lines[1]).part(618)
    give_back(ledger, payment, (2, 1))
    clock.wind(60)

    lines = (RefundLine(position=2, quantity_milli=618, amount=half + Money(1), restock=True),)
    with pytest.raises(StaleError):
        ledger.begin_refund(order(payment, lines), "店长", notify_url=NOTIFY)

    assert ledger.payment(payment.out_trade_no).reserved == Money(1)


def test_a_line_that_the_sale_does_not_have_is_refused(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    lines = (RefundLine(position=3, quantity_milli=1, amount=Money(1), restock=True),)

    with pytest.raises(InvalidInputError):
        ledger.begin_refund(order(payment, lines), "店长", notify_url=NOTIFY)
    nobodys = dataclasses.replace(payment, out_trade_no="019901010001-1-ABCDEF")
    with pytest.raises(NotFoundError):
        ledger.begin_refund(order(nobodys, lines), "店长", notify_url=NOTIFY)


def test_m7_lines_do_not_open_the_ceiling_of_the_payment(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    whole = RefundOrder(out_trade_no=payment.out_trade_no, amount=Money(1500), reason="退")
    ledger.begin_refund(whole, "店长", notify_url=NOTIFY)
    clock.wind(60)

    with pytest.raises(CeilingError) as caught:
        give_back(ledger, payment, (1, 2000))

    assert caught.value.limit == "amount"
    assert ledger.returned(payment.sale_number) == {}


def test_m5_late_money_pays_for_no_line_until_it_is_matched(ledger: Ledger, clock: HandClock) -> None:
    late = late_money(ledger, clock)

    with pytest.raises(InvalidInputError):
        give_back(ledger, late, (1, 1000))
    late = ledger.match(late.out_trade_no, late.sale_number, "客人已取货", "店长")
    give_back(ledger, late, (1, 1000))

    assert ledger.returned(late.sale_number) == {1: Returned(quantity_milli=1000, amount=Money(200))}
    assert ledger.verify().sound


# ---------------------------------------------------------------- cash


def test_cash_is_settled_in_the_commit_that_begins_it(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)

    begun = give_back(ledger, payment, (1, 2000), route=Route.CASH)

    assert begun == ledger.refund(begun.out_refund_no)
    assert (begun.state, begun.settled_at, begun.sent, begun.notify_url) == (
        RefundState.SUCCESS, clock(), False, "",
    )  # fmt: skip
    assert ledger.payment(payment.out_trade_no).reserved == WATER.amount
    assert ledger.unsettled_refunds() == ()
    totals = ledger.day_totals(business_date(clock()))
    assert (totals.refund_count, totals.refunded) == (1, WATER.amount)
    entry = ledger.history(payment.sale_number)[-1]
    assert (entry.deed, entry.before, entry.after) == (Deed.REFUND_HANDED_OUT, None, "success")
    assert ledger.verify().sound


def test_m7_cash_and_the_original_way_share_one_ceiling(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    give_back(ledger, payment, (1, 2000), route=Route.CASH)
    whole = RefundOrder(out_trade_no=payment.out_trade_no, amount=payment.amount, reason="退")

    for route in ROUTES[Tender.WECHAT_QR]:
        with pytest.raises(CeilingError) as caught:
            ledger.begin_refund(dataclasses.replace(whole, route=route), "店长", notify_url=NOTIFY)
        assert caught.value.limit == "amount"


def test_cash_is_bound_by_neither_the_providers_minute_nor_his_year(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    order = RefundOrder(out_trade_no=payment.out_trade_no, amount=Money(1), reason="退")
    cash = dataclasses.replace(order, route=Route.CASH)
    with_drawer(ledger)
    ledger.begin_refund(order, "店长", notify_url=NOTIFY)

    ledger.begin_refund(cash, "店长", notify_url=NOTIFY)
    clock.wind(59)
    with pytest.raises(CeilingError) as soon:
        ledger.begin_refund(order, "店长", notify_url=NOTIFY)
    clock.wind((REFUND_WINDOW + timedelta(days=1)).total_seconds())
    with pytest.raises(CeilingError) as late:
        ledger.begin_refund(order, "店长", notify_url=NOTIFY)
    ledger.begin_refund(cash, "店长", notify_url=NOTIFY)

    assert (soon.value.limit, late.value.limit) == ("interval", "age")
    assert ledger.payment(payment.out_trade_no).reserved == Money(3)


def test_fifty_refunds_are_all_there_are_in_cash_too(ledger: Ledger, clock: HandClock) -> None:
    payment = paid(ledger, clock)
    cash = RefundOrder(out_trade_no=payment.out_trade_no, amount=Money(1), reason="退", route=Route.CASH)
    with pytest.raises(NoShiftError):
        ledger.begin_refund(cash, "店长", notify_url=NOTIFY)
    with_drawer(ledger)
    for _ in range(MOST_REFUNDS):
        ledger.begin_refund(cash, "店长", notify_url=NOTIFY)

    with pytest.raises(CeilingError) as caught:
        ledger.begin_refund(cash, "店长", notify_url=NOTIFY)

    assert caught.value.limit == "count"


def test_m1_cash_can_never_be_marked_as_sent(ledger: Ledger, clock: HandClock) -> None:
    cash = give_back(ledger, paid(ledger, clock), (1, 2000), route=Route.CASH)

    with pytest.raises(LedgerError):
        ledger.mark_sent(cash, who="till")

    assert ledger.refund(cash.out_refund_no) == cash


@pytest.mark.parametrize("table", ["refund_lines", "resolutions"])
def test_m9_lines_that_came_back_and_answers_are_never_changed(ledger: Ledger, clock: HandClock, table: str) -> None:
    payment = paid(ledger, clock)
    give_back(ledger, payment, (1, 1000))
    ledger.resolve("journal 01/7", UnresolvedKind.BOOK, "看过了", "店长")

    with pytest.raises(LedgerError, match="only added to"), ledger_errors(), ledger._engine.begin() as db:
        db.execute(sa.text(f"UPDATE {table} SET sale_number = ''"))
