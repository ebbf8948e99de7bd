"""Reports from the book: they say what an independent sum over its records says, on both engines."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.core.business_day import BEIJING, business_date
from pos_app.core.errors import ApprovalError, CeilingError, InvalidInputError, LedgerDamagedError, NotAllowedError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.money import ZERO, Money, line_amount
from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import ROUTES, RefundLine, RefundOrder, RefundState, Route
from pos_app.core.reports import OF_GOODS, Extra, Row, Subject, read_request, report_of
from pos_app.core.returns import NOTHING, everything, returnable
from pos_app.core.sale import Line, Sale, SaleState, sum_lines
from pos_app.core.settlement import Rounding, Taking
from pos_app.core.shift import CashCount
from pos_app.core.span import Period, Span, moved
from tests.core.people import CASHIER, MANAGER, PINS, authority_of, employ
from tests.core.test_ledger_returns import give_back
from tests.core.test_ledger_verify import burglary
from tests.core.till import APPLES, TERMS, WATER, HandClock, close, late_money, paid, pay

FROM = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)  # half past six in the evening in Beijing
EVER = Span(first=date(2020, 1, 1), last=date(2030, 1, 1))
MATCHED = "客人已取货"


def unwatched(_done: int, _of: int) -> None:
    """Nobody wants to know."""


def sold_for_less(line: Line, off: int) -> Line:
    return dataclasses.replace(line, amount=line.amount - Money(off), discount=Money(off))


def repriced(line: Line, price: int) -> Line:
    changed = Money(price)
    return dataclasses.replace(
        line, unit_price=changed, list_price=line.unit_price, amount=line_amount(changed, line.quantity_milli)
    )  # fmt: skip


# ---------------------------------------------------------------- what may happen in a shop

GOODS = (
    dataclasses.replace(WATER, category="饮料", tax_rate=1300),
    dataclasses.replace(APPLES, category="水果", tax_rate=900),
    sold_for_less(dataclasses.replace(WATER, category="饮料", tax_rate=1300), 120),
    repriced(dataclasses.replace(APPLES, category="水果", tax_rate=900), 801),
    repriced(dataclasses.replace(WATER, category="饮料", tax_rate=1300), 260),
    dataclasses.replace(WATER, code="", name="商品"),
)
WAYS = ["paid", "open", "closed", "again", "stray", "matched", "cash", "split", "part"]
baskets = st.lists(st.sampled_from(GOODS), min_size=1, max_size=3).map(tuple)
afterwards = st.sampled_from(["nothing", "amount", "line", "line in cash", "whole", "taken back"])
pauses = st.tuples(st.integers(1, 3000), st.integers(60, 50_000))
deeds = st.tuples(baskets, st.sampled_from(["林晓燕", "王芳"]), st.sampled_from(WAYS), afterwards, pauses)
Deeds = list[tuple[tuple[Line, ...], str, str, str, tuple[int, int]]]


def sell(ledger: Ledger, clock: HandClock, lines: tuple[Line, ...], cashier: str, how: str) -> Payment:
    """Ring up, and come to one of the ends that a sale may come to."""
    if how in {"stray", "matched"}:
        payment = late_money(ledger, clock, *lines)
        if how == "matched":
            ledger.match(payment.out_trade_no, payment.sale_number, MATCHED, "店长")
        return ledger.payment(payment.out_trade_no)
    if how in {"cash", "split", "part"}:
        return take(ledger, lines, cashier, how)
    sale, payment = ledger.begin_payment(lines, cashier, TERMS)
    if how == "again":
        close(ledger, payment)
        clock.wind(7200)
        payment = ledger.begin_attempt(sale.number, cashier, TERMS)
    if how in {"paid", "again"}:
        return pay(ledger, clock, payment)
    return close(ledger, payment) if how == "closed" else payment


def take(ledger: Ledger, lines: tuple[Line, ...], cashier: str, how: str) -> Payment:
    """Take cash: all of it, rounded down, or a part; and the rest by card, or not yet."""
    total = sum_lines(lines)
    if how == "cash":
        return ledger.take(lines, cashier, Taking.cash(total, total, Rounding.YUAN))[1]
    sale, slip = ledger.take(lines, cashier, Taking.cash(Money(150), Money(200), Rounding.NONE))
    if how == "split":
        return ledger.take_more(sale.number, cashier, Taking.other(total - slip.amount, "银行卡"))[1]
    return slip


def give(ledger: Ledger, payment: Payment, how: str) -> None:
    """Give some of what was paid back, in one of the ways that there are; what cannot go back stays."""
    if payment.state is not PaymentState.PAID or how == "nothing":
        return
    sale, back = ledger.sale(payment.settles), ledger.returned(payment.settles)
    route = Route.CASH if how == "line in cash" else ROUTES[payment.tender][0]
    amount, rounding = Money(100), ZERO
    lines: tuple[RefundLine, ...] = ()
    if how == "whole" or sale.state is SaleState.OPEN:
        amount = payment.refundable
    if how == "whole" and amount + payment.rounding == sale.total:
        lines, rounding = everything(sale, back, restock=True), payment.rounding
    elif how in {"line", "line in cash"}:
        first = returnable(sale.lines[0], back.get(1, NOTHING))
        lines = (RefundLine(position=1, quantity_milli=first.quantity_milli, amount=first.amount, restock=True),)
        amount = first.amount
    order = RefundOrder(out_trade_no=payment.out_trade_no, amount=amount, reason=how, lines=lines, route=route,
                        tender=payment.tender, rounding=rounding)  # fmt: skip
    with contextlib.suppress(CeilingError, InvalidInputError):
        refund = ledger.begin_refund(order, "店长", notify_url="")
        if how == "taken back" and not refund.settled:
            ledger.move_refund(refund, RefundState.CLOSED, who="till")


# ---------------------------------------------------------------- an independent sum

Sums = dict[object, list[int]]


class Independent:
    """Adds up the records of the book one by one, as a person with a pencil would."""

    def __init__(self, ledger: Ledger, numbers: list[str], span: Span) -> None:
        self._ledger, self._span = ledger, span
        self.rows: dict[Subject, Sums] = {subject: defaultdict(lambda: [0, 0]) for subject in Subject}
        for number in numbers:
            for payment in ledger.payments_of(number):
                if payment.sale_number == number:
                    self._payment(payment)
            self._goods(ledger.sale(number))

    def _payment(self, payment: Payment) -> None:
        if payment.state is not PaymentState.PAID:
            return
        who = self._ledger.sale(payment.settles).cashier
        self._add(0, payment.amount.fen, payment.created_at, tender_of(payment), who)
        for refund in self._ledger.refunds_of(payment.out_trade_no):
            if refund.state is RefundState.CLOSED:
                continue
            tender = "cash" if refund.route is Route.CASH else tender_of(payment)
            self._add(1, refund.amount.fen, refund.created_at, tender, refund.requested_by)
            if self._within(refund.created_at):
                self.rows[Subject.REFUND][refund.reason][1] += refund.amount.fen
                sold = self._ledger.sale(payment.settles).lines
                for line in refund.lines:
                    self._line(1, sold[line.position - 1], line.amount.fen)

    def _add(self, place: int, fen: int, at: datetime, tender: str, who: str) -> None:
        if self._within(at):
            keys = {Subject.DAY: business_date(at), Subject.HOUR: at.astimezone(BEIJING).hour,
                    Subject.TENDER: tender, Subject.CASHIER: who}  # fmt: skip
            for subject, key in keys.items():
                self.rows[subject][key][place] += fen

    def _goods(self, sale: Sale) -> None:
        if sale.state is not SaleState.PAID:
            return
        paid_by = self._ledger.payments_of(sale.number)
        settling = [p for p in paid_by if p.state is PaymentState.PAID and not (p.stray or p.undone)]
        if self._within(settling[-1].created_at):
            for line in sale.lines:
                self._line(0, line, line.amount.fen)
                listed = line_amount(max(line.list_price or line.unit_price, line.unit_price), line.quantity_milli)
                self.rows[Subject.DISCOUNT][sale.cashier][0] += (listed - line.amount).fen

    def _line(self, place: int, line: Line, fen: int) -> None:
        keys = {Subject.ITEM: line.code, Subject.CATEGORY: line.category, Subject.TAX: line.tax_rate}
        for subject, key in keys.items():
            self.rows[subject][key][place] += fen

    def _within(self, at: datetime) -> bool:
        return self._span.first <= business_date(at) <= self._span.last


def tender_of(payment: Payment) -> str:
    return payment.label or payment.tender.value


def key_of(row: Row) -> object:
    """What the independent sum calls a row."""
    return row.name if row.key == "other" else row.key


def reported(subject: Subject, row: Row) -> list[int]:
    first, second, last = (amount.fen for amount in row.amounts)
    match subject:
        case Subject.REFUND:
            return [0, last]
        case Subject.DISCOUNT:
            return [last, 0]
        case Subject.TAX:
            return [first, 0]
    return [first, -second]


def net(sums: list[int]) -> list[int]:
    return [sums[0] - sums[1], 0]


@settings(max_examples=12, deadline=None)
@given(happened=st.lists(deeds, min_size=1, max_size=7), shift=st.integers(0, 2), long=st.integers(1, 3))
def test_every_report_says_what_an_independent_sum_says(happened: Deeds, shift: int, long: int) -> None:
    clock = HandClock(FROM)
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "b.db", till="01", clock=clock) as book:
        book.shifts.open(CashCount(), CASHIER)
        numbers = []
        for lines, cashier, how, after, (sooner, later) in happened:
            payment = sell(book, clock, lines, cashier, how)
            numbers.append(payment.sale_number)
            clock.wind(later)
            give(book, payment, after)
            clock.wind(sooner)
        first = business_date(FROM) + timedelta(days=shift)
        for span in (EVER, Span(first=first, last=first + timedelta(days=long))):
            figures = book.reports.read(span, unwatched, goods=True)
            expected = Independent(book, numbers, span).rows
            for subject in Subject:
                report = report_of(subject, figures)
                told = {key_of(row): reported(subject, row) for row in report.rows if not isinstance(row.key, Extra)}
                sums = {key: net(sum_) if subject is Subject.TAX else sum_ for key, sum_ in expected[subject].items()}
                assert {k: v for k, v in told.items() if any(v)} == {k: v for k, v in sums.items() if any(v)}
                if subject in OF_GOODS - {Subject.DISCOUNT}:
                    assert (
                        report.total.amounts[0] if subject is Subject.TAX else report.total.figure
                    ) == report.turnover
        assert book.verify().sound


# ---------------------------------------------------------------- on both engines


def test_goods_are_counted_once_on_the_day_of_the_payment_that_settled_their_sale(
    ledger: Ledger, clock: HandClock
) -> None:  # fmt: skip
    clock.now = datetime(2026, 11, 24, 15, 58, tzinfo=UTC)  # two minutes before midnight in Beijing
    sale, first = ledger.begin_payment((WATER, APPLES), CASHIER, TERMS)
    close(ledger, first)
    clock.wind(300)
    pay(ledger, clock, ledger.begin_attempt(sale.number, CASHIER, TERMS))
    the_24th = Period.DAY.around(date(2026, 11, 24))

    figures = ledger.reports.read(moved(the_24th, Period.DAY, later=True), unwatched, goods=True)

    report = report_of(Subject.ITEM, figures)
    assert [(row.key, row.count, row.figure) for row in report.rows] == [
        (APPLES.code, 1236, APPLES.amount), (WATER.code, 2000, WATER.amount),
    ]  # fmt: skip
    assert (report.sales, report.turnover) == (1, sale.total)
    assert report_of(Subject.HOUR, figures).rows[0].key == 0
    empty = ledger.reports.read(the_24th, unwatched, goods=True)
    assert (empty.flows, empty.parcels) == ((), ())


def test_m7_money_on_its_way_back_is_already_gone_and_a_refund_that_was_closed_is_not(
    ledger: Ledger, clock: HandClock
) -> None:
    payment = paid(ledger, clock)
    give_back(ledger, payment, (2, 618))
    clock.wind(60)
    ledger.move_refund(give_back(ledger, payment, (1, 1000)), RefundState.CLOSED, who="till")

    report = report_of(Subject.ITEM, ledger.reports.read(EVER, unwatched, goods=True))

    assert [(row.key, row.count, row.amounts) for row in report.rows] == [
        (APPLES.code, 618, (Money(1234), Money(-617), Money(617))),
        (WATER.code, 2000, (Money(400), Money(0), Money(400))),
    ]


def test_a_span_is_read_in_parts_and_the_reading_can_be_ended_after_each(ledger: Ledger, clock: HandClock) -> None:
    for _ in range(3):
        paid(ledger, clock)
        clock.wind(40 * 86_400)
    seen: list[tuple[int, int]] = []

    class EnoughError(Exception):
        """The person does not want to know any more."""

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        if done == 2:
            raise EnoughError

    with pytest.raises(EnoughError):
        ledger.reports.read(EVER, stop, goods=False)
    assert seen == [(0, seen[0][1]), (1, seen[0][1]), (2, seen[0][1])]

    whole = ledger.reports.read(EVER, unwatched, goods=False)
    assert (report_of(Subject.DAY, whole).sales, whole.parcels) == (3, None)


def test_an_empty_book_has_nothing_to_report(book: Ledger) -> None:
    figures = book.reports.read(EVER, unwatched, goods=True)

    assert (figures.flows, figures.parcels) == ((), ())


def test_a_book_that_was_changed_past_the_program_says_so(book: Ledger, clock: HandClock) -> None:
    paid(book, clock)
    with burglary(book) as db:
        db.exec_driver_sql("UPDATE lines SET unit = 'stone'")

    with pytest.raises(LedgerDamagedError):
        book.reports.read(EVER, unwatched, goods=True)


# ---------------------------------------------------------------- who may see them


def test_m9_who_looked_at_reports_is_written_down_and_only_managers_may_alone(book: Ledger, clock: HandClock) -> None:
    authority = authority_of(book, clock)
    members = employ(authority)

    book.reports.note("reports", who=MANAGER)
    with pytest.raises(NotAllowedError):
        book.reports.note("reports", who=CASHIER)
    approval = authority.approve(
        members[MANAGER].number, PINS[MANAGER], read_request("report-day.csv"), asked_by=CASHIER
    )
    with pytest.raises(ApprovalError):
        book.reports.note("report-item.csv", who=CASHIER, approval=approval.number)
    book.reports.note("report-day.csv", who=CASHIER, approval=approval.number)

    taken = [entry for entry in book.history("") if entry.deed is Deed.REPORT_TAKEN]
    assert [(entry.who, entry.number, entry.facts.get("approved_by")) for entry in taken] == [
        (MANAGER, "reports", None), (CASHIER, "report-day.csv", MANAGER),
    ]  # fmt: skip
    assert book.verify().sound
