"""What money deeds need a right, and how an approval stands in for it. On both engines."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from pos_app.core.authority import Authority
from pos_app.core.errors import ApprovalError, NotAllowedError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger
from pos_app.core.money import Money
from pos_app.core.overview import UnresolvedKind, match_request, take_over_request, void_request
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import AbnormalAccount, Refund, RefundOrder, RefundState, Route
from pos_app.core.sale import SaleState
from pos_app.core.staff import Member, Request
from tests.core.people import CASHIER, INSTALLER, LEAD, MANAGER, PINS, authority_of, employ
from tests.core.till import TERMS, WORDS, HandClock, close, late_money, order_of, paid, presented, with_drawer

WHY = "客人已取货"
NOTIFY = "https://shop.example/refunds"


@pytest.fixture
def authority(ledger: Ledger, clock: HandClock) -> Authority:
    return authority_of(ledger, clock)


@pytest.fixture
def people(authority: Authority) -> dict[str, Member]:
    return employ(authority)


@pytest.fixture
def approval(authority: Authority, people: dict[str, Member]) -> Callable[[Request, str], str]:
    """Let the manager approve what somebody asks for."""

    def approve(request: Request, who: str) -> str:
        return authority.approve(people[MANAGER].number, PINS[MANAGER], request, asked_by=who).number

    return approve


Approve = Callable[[Request, str], str]


def test_cash_needs_the_right_to_another_route(ledger: Ledger, clock: HandClock, approval: Approve) -> None:
    """A lead may give small money back the way it came, but hand none out."""
    payment = paid(ledger, clock)
    order = RefundOrder(out_trade_no=payment.out_trade_no, amount=Money(100), reason=WHY)
    cash = dataclasses.replace(order, route=Route.CASH)
    with_drawer(ledger)
    ledger.begin_refund(order, LEAD, notify_url=NOTIFY)

    with pytest.raises(NotAllowedError) as caught:
        ledger.begin_refund(cash, LEAD, notify_url=NOTIFY)
    with pytest.raises(ApprovalError):  # an approval of the original way is none of cash
        ledger.begin_refund(cash, LEAD, notify_url=NOTIFY, approval=approval(order.request, LEAD))
    handed = ledger.begin_refund(cash, LEAD, notify_url=NOTIFY, approval=approval(cash.request, LEAD))

    assert caught.value.act == "refund_other_route"
    assert handed.state is RefundState.SUCCESS
    entry = ledger.history(payment.sale_number)[-1]
    assert (entry.deed, entry.facts["approved_by"]) == (Deed.REFUND_HANDED_OUT, MANAGER)


def test_giving_a_sale_up_needs_the_right_to(ledger: Ledger, approval: Approve) -> None:
    sale = ledger.sale(close(ledger, presented(ledger)).sale_number)

    with pytest.raises(NotAllowedError) as caught:
        ledger.void_sale(sale, INSTALLER)
    voided = ledger.void_sale(sale, INSTALLER, approval=approval(void_request(sale), INSTALLER))

    assert caught.value.act == "void_sale"
    assert voided == ledger.sale(sale.number)
    other = ledger.sale(close(ledger, presented(ledger)).sale_number)
    assert ledger.void_sale(other, CASHIER).state is SaleState.VOIDED


def test_going_on_with_somebody_elses_sale_needs_the_right_to_take_it_over(ledger: Ledger, approval: Approve) -> None:
    """The tickets are the cashier's."""
    sale_number = close(ledger, presented(ledger)).sale_number
    own = ledger.begin_attempt(sale_number, CASHIER, TERMS)
    ledger.move(own, PaymentState.CLOSED, who="till")

    with pytest.raises(NotAllowedError) as caught:
        ledger.begin_attempt(sale_number, INSTALLER, TERMS)
    request = take_over_request(sale_number)
    taken = ledger.begin_attempt(sale_number, INSTALLER, TERMS, approval=approval(request, INSTALLER))
    ledger.move(taken, PaymentState.CLOSED, who="till")

    assert caught.value.act == "take_over"
    assert taken.attempt == 3  # what was refused counted nothing
    assert ledger.begin_attempt(sale_number, LEAD, TERMS).attempt == 4
    assert ledger.verify().sound


def test_resolving_needs_the_right_to(ledger: Ledger, clock: HandClock, approval: Approve) -> None:
    late_money(ledger, clock)
    (item,) = ledger.unresolved()

    with pytest.raises(NotAllowedError) as caught:
        ledger.resolve(item.number, item.kind, WHY, CASHIER)
    ledger.resolve(item.number, item.kind, WHY, CASHIER, approval=approval(item.request(WHY), CASHIER))

    assert caught.value.act == "resolve"
    (item,) = ledger.unresolved()
    assert item.resolution is not None
    assert item.resolution.resolved_by == CASHIER
    ledger.resolve("journal 01/7", UnresolvedKind.BOOK, WHY, MANAGER)
    assert ledger.verify().sound


def test_matching_needs_the_right_to_and_an_approval_of_exactly_this_sale(
    ledger: Ledger, clock: HandClock, approval: Approve
) -> None:
    late = late_money(ledger, clock)
    waiting = close(ledger, presented(ledger)).sale_number

    def match(sale_number: str, number: str = "") -> Payment:
        return ledger.match(late.out_trade_no, sale_number, WHY, CASHIER, approval=number)

    with pytest.raises(NotAllowedError):
        match(waiting)
    granted = approval(match_request(late, waiting, WHY), CASHIER)
    with pytest.raises(ApprovalError):
        match(late.sale_number, granted)

    assert match(waiting, granted).matched_to == waiting
    assert ledger.verify().sound


def test_another_account_for_an_abnormal_refund_needs_the_right_to_another_route(
    ledger: Ledger, clock: HandClock, approval: Approve
) -> None:
    refund: Refund = ledger.begin_refund(
        order_of(paid(ledger, clock).out_trade_no, Money(100)), LEAD, notify_url=NOTIFY
    )
    refund = ledger.move_refund(refund, RefundState.ABNORMAL, who="till", evidence=WORDS, refund_id="50")
    account = AbnormalAccount()

    with pytest.raises(NotAllowedError) as caught:
        ledger.redirect_refund(refund, account, LEAD)
    number = approval(account.request(refund), LEAD)
    redirected = ledger.redirect_refund(refund, account, LEAD, approval=number)

    assert caught.value.act == "refund_other_route"
    assert redirected == ledger.refund(refund.out_refund_no)
    entry = ledger.history(refund.out_trade_no.split("-")[0])[-1]
    assert (entry.deed, entry.facts["way"], entry.facts["approved_by"]) == (
        Deed.REFUND_REDIRECTED, "account of the merchant", MANAGER,
    )  # fmt: skip
