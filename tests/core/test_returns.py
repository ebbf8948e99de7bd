"""Cutting lines into parts: however it is done, nothing is made and nothing is lost."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.core.errors import InvalidInputError
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import RefundLine, RefundOrder
from pos_app.core.returns import NOTHING, Returnable, Returned, everything, returnable, worth
from pos_app.core.sale import Line, Sale, SaleState
from tests.core.till import APPLES, BASKET, WATER

SALE = Sale(
    number="012611240412", till="01", business_date=date(2026, 11, 24), sequence=412, state=SaleState.PAID,
    lines=BASKET, total=Money(1634), cashier="林晓燕", opened_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
)  # fmt: skip


CASH = Payment(
    out_trade_no="012611240412-1-ABCDEF", sale_number=SALE.number, attempt=1, tender=Tender.CASH,
    state=PaymentState.PAID, amount=Money(1600), description="", time_expire=SALE.opened_at, created_at=SALE.opened_at,
    tendered=Money(2000), rounding=Money(34),
)  # fmt: skip


@pytest.mark.parametrize(
    ("of_lines", "reserved", "worth_of_it"),
    [
        (400, 0, (400, 0)),  # a part comes back for what it was sold for
        (1634, 0, (1600, 34)),  # all of it, for what was paid
        (1234, 400, (1200, 34)),  # and so does the last part
        (1635, 0, (1635, 0)),  # more than was let go of: the ceiling refuses it
    ],
)
def test_m7_what_was_let_go_of_comes_back_with_the_last_of_the_goods(
    of_lines: int, reserved: int, worth_of_it: tuple[int, int]
) -> None:
    payment = dataclasses.replace(CASH, reserved=Money(reserved))

    assert worth(Money(of_lines), payment) == tuple(map(Money, worth_of_it))


def line_of(quantity_milli: int, fen: int) -> Line:
    """A line whose amount has nothing to do with its price: a discount was taken off."""
    return dataclasses.replace(APPLES, quantity_milli=quantity_milli, amount=Money(fen), discount=Money(7))


@given(quantity_milli=st.integers(1, 10**7), fen=st.integers(0, 10**9), data=st.data())
def test_m7_the_parts_of_a_line_add_up_to_exactly_the_line(quantity_milli: int, fen: int, data: st.DataObject) -> None:
    line, back = line_of(quantity_milli, fen), NOTHING
    while left := returnable(line, back).quantity_milli:
        cut = data.draw(st.integers(max(1, left // 5), left))
        part = returnable(line, back).part(cut)
        assert ZERO <= part <= returnable(line, back).amount
        back = Returned(quantity_milli=back.quantity_milli + cut, amount=back.amount + part)

    assert back == Returned(quantity_milli=quantity_milli, amount=Money(fen))


@given(data=st.data(), quantity_milli=st.integers(1, 10**4), fen=st.integers(0, 10**4))
def test_m7_parts_that_are_given_back_in_any_order_never_pass_the_line(
    data: st.DataObject, quantity_milli: int, fen: int
) -> None:
    """A refund that is closed gives its part back, while later ones stand."""
    line, standing = line_of(quantity_milli, fen), list[Returned]()
    for _ in range(12):
        back = Returned(
            quantity_milli=sum(part.quantity_milli for part in standing),
            amount=Money(sum(part.amount.fen for part in standing)),
        )
        left = returnable(line, back)
        assert left.amount >= ZERO
        if left.quantity_milli and data.draw(st.booleans()):
            cut = data.draw(st.integers(1, left.quantity_milli))
            standing.append(Returned(quantity_milli=cut, amount=left.part(cut)))
        elif standing:
            standing.pop(data.draw(st.integers(0, len(standing) - 1)))
        if not left.quantity_milli:
            assert left.amount == ZERO


def test_a_part_is_cut_out_of_what_was_paid_not_priced_again() -> None:
    discounted = dataclasses.replace(WATER, amount=Money(301), discount=Money(99))

    assert returnable(discounted).part(1000) == Money(151)
    rest = returnable(discounted, Returned(quantity_milli=1000, amount=Money(151)))
    assert rest.part(1000) == Money(150)


@pytest.mark.parametrize("quantity_milli", [0, -1, 2001])
def test_nothing_and_more_than_is_left_are_no_parts(quantity_milli: int) -> None:
    with pytest.raises(ValueError, match="thousandths"):
        Returnable(quantity_milli=2000, amount=Money(400)).part(quantity_milli)


def test_everything_that_is_left_is_asked_for_by_line() -> None:
    back = {1: Returned(quantity_milli=2000, amount=Money(400)), 2: Returned(quantity_milli=236, amount=Money(236))}

    lines = everything(SALE, back, restock=True)

    assert lines == (RefundLine(position=2, quantity_milli=1000, amount=Money(998), restock=True),)
    assert [line.amount for line in everything(SALE, {}, restock=False)] == [WATER.amount, APPLES.amount]


ORDER = RefundOrder(
    out_trade_no="012611240412-1-ABCDEF", amount=Money(400), reason="退",
    lines=(RefundLine(position=1, quantity_milli=2000, amount=Money(400), restock=True),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": Money(0), "lines": ()}, "amount"),
        ({"amount": Money(399)}, "amount"),
        ({"reason": ""}, "reason"),
        ({"reason": "退" * 81}, "reason"),
        ({"note": "退" * 81}, "note"),
        ({"lines": (dataclasses.replace(ORDER.lines[0], quantity_milli=0),)}, "lines"),
        ({"lines": ORDER.lines * 2, "amount": Money(800)}, "lines"),
    ],
)
def test_an_order_that_breaks_a_rule_reaches_no_book(changes: dict[str, object], field: str) -> None:
    ORDER.check()
    with pytest.raises(InvalidInputError) as caught:
        dataclasses.replace(ORDER, **changes).check()  # type: ignore[arg-type]
    assert caught.value.field == field
