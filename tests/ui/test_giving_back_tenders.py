"""The refund page of cash, of other tenders, and of one payment among several; what it asks the ledger for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment, PaymentState, Tender
from pos_app.core.refund import RefundOrder, Route
from pos_app.core.sale import Sale, SaleState
from pos_app.ui.readings import Story
from pos_app.ui.refund_form import Mode
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.theme import Theme
from tests.ui.conftest import Stage
from tests.ui.samples import NOON, at_once, payment, sale

PAID = sale(state=SaleState.PAID)
ROUNDED = at_once(amount=Money(12300), rounding=Money(60))


def now() -> datetime:
    return NOON + timedelta(hours=1)


@pytest.fixture
def page(theme: Theme, stage: Stage) -> RefundPage:
    made = RefundPage(theme, now)
    stage(made, 1024, 680)
    return made


def shown(page: RefundPage, of: Payment, sale: Sale = PAID, *others: Payment) -> None:
    page.open_for(of)
    page.show_story(Story(sale=sale, payments=(of, *others), refunds=(), entries=(), returned={}))


def asked(page: RefundPage) -> RefundOrder:
    """Press Enter twice, and give what the ledger is asked for."""
    orders: list[RefundOrder] = []
    page.refund_requested.connect(orders.append)
    page.next.click()
    page.review.confirm.click()
    (order,) = orders
    order.check()
    return order


def routes(page: RefundPage) -> list[str]:
    buttons = (page.terms.route.findChild(QWidget, f"route_{number}") for number in range(2))
    return [button.text() for button in buttons if button is not None and button.isVisible()]  # type: ignore[attr-defined]


def test_cash_goes_back_in_cash_without_a_choice_and_without_an_explanation(page: RefundPage) -> None:
    shown(page, ROUNDED)

    assert routes(page) == ["Cash"]
    assert "Cash" in page.head.words.text()
    assert any("rounded off ¥0.60" in label.text() for label in page.slab.findChildren(QLabel))
    order = asked(page)
    assert (order.tender, order.route, order.amount, order.rounding) == (
        Tender.CASH, Route.CASH, Money(12300), Money(60),
    )  # fmt: skip
    assert len(order.lines) == 2


def test_other_money_goes_back_as_it_came_or_in_cash_with_a_reason(page: RefundPage) -> None:
    card = at_once(Tender.OTHER)
    shown(page, card)
    assert routes(page) == ["银行卡, as it came", "Cash"]

    page.terms.route.choose(1)
    assert not page.next.isEnabled()
    page.terms.route.choose(0)

    assert page.to == "银行卡, the way it came"
    assert asked(page).route is Route.RECORDED


def test_of_a_split_ticket_no_payment_gives_back_more_than_it_holds(page: RefundPage, qtbot: QtBot) -> None:
    shown(page, at_once(amount=Money(5000), tendered=Money(5000)), PAID, payment(PaymentState.PAID, amount=Money(7360)))
    assert page.form.parts == ()
    assert page.form.amount == Money(5000)

    page.form.mode.choose(Mode.ITEMS)
    QTest.keyClick(page, Qt.Key.Key_Space)
    page.form.lines.toggled.emit(0)

    assert page.form.rounding == ZERO
    assert page.next.reason == "This payment holds ¥50.00; see the others"


def test_of_a_ticket_that_is_not_paid_a_payment_goes_back_whole(page: RefundPage) -> None:
    shown(page, at_once(amount=Money(5000), tendered=Money(5000)), sale())

    page.form.type("12")
    assert page.next.reason == "The ticket is not paid: give all of it back"
    page.form.erase()
    page.form.erase()

    order = asked(page)
    assert (order.amount, order.lines) == (Money(5000), ())
