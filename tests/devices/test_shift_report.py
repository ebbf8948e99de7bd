"""Zs and Xs on paper: written down first, numbered, the head of the chain at the end, and no secrets for the blind."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_app.config import Receipt
from pos_app.core.errors import NotFoundError
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.money import Money
from pos_app.core.payment import Tender
from pos_app.core.shift import (
    BillDay,
    CashCount,
    CashMoveKind,
    CashOrder,
    Closing,
    Kick,
    Shift,
    ShiftFigures,
    Tally,
    TenderTally,
)
from pos_app.devices.escpos import as_picture, as_text
from pos_app.devices.press import Press
from pos_app.devices.receipt import Heading, Row
from pos_app.devices.receipt_raster import Paper as Width
from pos_app.devices.shift_report import z_report
from pos_app.devices.spool import Of, Slip
from tests.core.people import CASHIER, LEAD, authority_of, employ
from tests.core.till import HandClock, paid, presented
from tests.devices.paper import Paper, decoded, printer_on

HEADING = Heading(shop="和顺里超市", till="01")
FLOAT = CashCount(notes=((100_00, 2),), coins=Money(5_00))


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))


@pytest.fixture
def ledger(tmp_path: Path, clock: HandClock) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "book.sqlite3", till="01", clock=clock) as ledger:
        yield ledger


@pytest.fixture
def paper() -> Iterator[Paper]:
    with printer_on() as paper:
        yield paper


def press(ledger: Ledger, paper: Paper, folder: Path, **choices: object) -> Press:
    wanted = dataclasses.replace(Receipt(printer=paper.name, form="text"), **choices)  # type: ignore[arg-type]
    return Press(ledger, wanted, HEADING, folder)


def closed(ledger: Ledger, clock: HandClock) -> Shift:
    shift = ledger.shifts.open(FLOAT, CASHIER)
    paid(ledger, clock)
    presented(ledger)
    ledger.shifts.move_cash(CashOrder(kind=CashMoveKind.PAID_IN, amount=Money(50_00), reason="换零"), CASHIER)
    return ledger.shifts.close(shift, CashCount(notes=((100_00, 2),), coins=Money(50_00)), CASHIER)


def test_a_z_is_the_ledgers_record_with_the_head_of_the_chain_and_the_second_one_says_copy(
    ledger: Ledger, paper: Paper, clock: HandClock, tmp_path: Path
) -> None:
    z = closed(ledger, clock)
    head = ledger.heads()[0].hash
    ours, slip = press(ledger, paper, tmp_path), Slip(of=Of.SHIFT, number=z.number, who=CASHIER)
    assert not ours.printed(slip)

    assert [ours.print_out(slip) for _ in range(2)] == [0, 1]

    first, second = (sheet.text for sheet in paper.sheets)
    assert ours.printed(slip)
    assert "重打 COPY 1" in second
    assert "重打" not in first
    for words in (
        "交班报表 Z 0001",
        "012611240001–0002",
        "微信支付收款 1 笔",
        "￥16.34",
        "未收款 012611240002",
        "短款 -5.00",
    ):
        assert words in first
    assert "".join(first.split()).find(head) > 0


def test_an_x_is_printed_as_it_was_taken(ledger: Ledger, paper: Paper, clock: HandClock, tmp_path: Path) -> None:
    ledger.shifts.open(FLOAT, CASHIER)
    ledger.shifts.kick(Kick.NO_SALE, CASHIER, reason="换零")
    report = ledger.shifts.x(CASHIER)
    paid(ledger, clock)

    press(ledger, paper, tmp_path).print_out(Slip(of=Of.X, number=report.number, who=CASHIER))

    (sheet,) = paper.sheets
    assert "中途报表 01-0001-X1" in sheet.text
    assert "无交易开钱箱" in sheet.text
    assert "成交 0 笔" in sheet.text
    assert "".join(sheet.text.split()).endswith(report.head)
    assert ledger.shifts.read_x(report.number) == report
    with pytest.raises(NotFoundError):
        ledger.shifts.read_x("01-0001-X2")


def test_whoever_may_not_see_it_gets_a_z_without_what_should_have_been_there(
    ledger: Ledger, paper: Paper, clock: HandClock, tmp_path: Path
) -> None:
    employ(authority_of(ledger, clock))
    z = closed(ledger, clock)
    ours = press(ledger, paper, tmp_path)

    for who in (CASHIER, LEAD):
        ours.print_out(Slip(of=Of.SHIFT, number=z.number, who=who))
    ledger.shifts.open(FLOAT, CASHIER)
    ours.print_out(Slip(of=Of.X, number=ledger.shifts.x(CASHIER).number, who=CASHIER))

    blind, seeing, blind_x = (sheet.text for sheet in paper.sheets)
    assert "应有现金" not in blind_x
    assert "应有现金" not in blind
    assert "差额" not in blind
    assert "实点现金" in blind
    assert "应有现金" in seeing
    assert "短款 -5.00" in seeing


def test_an_open_shift_has_no_z(ledger: Ledger, paper: Paper, tmp_path: Path) -> None:
    shift = ledger.shifts.open(FLOAT, CASHIER)

    with pytest.raises(NotFoundError):
        press(ledger, paper, tmp_path).print_out(Slip(of=Of.SHIFT, number=shift.number, who=CASHIER))


def test_the_drawer_opens_for_cash_and_is_written_down_and_a_shop_without_one_has_none(
    ledger: Ledger, paper: Paper, tmp_path: Path
) -> None:
    ours = press(ledger, paper, tmp_path, drawer=5)

    for _ in range(2):
        ours.open_drawer(Kick.CASH_TAKEN, CASHIER, "012611240001-1-ABCDEF")
    ours.pulse()
    assert [paper.kicks.get(timeout=10) for _ in range(2)] == [5, 5]

    without = press(ledger, paper, tmp_path, drawer=0)
    without.open_drawer(Kick.CASH_TAKEN, CASHIER, "012611240002-1-ABCDEF")
    without.pulse()
    press(ledger, paper, tmp_path, printer="").pulse()
    assert paper.kicks.empty()
    assert [entry.number for entry in ledger.history("")] == ["012611240001-1-ABCDEF"]


FIGURES = ShiftFigures(
    first_ticket="012611240001",
    last_ticket="012611240412",
    tickets=412,
    sales=Tally(409, Money(12_345_60)),
    discounts=Money(88_00),
    rounding=Money(1_20),
    voids=Tally(3, Money(45_00)),
    payments=(
        TenderTally(tender=Tender.WECHAT_QR, tally=Tally(300, Money(10_000_00))),
        TenderTally(tender=Tender.CASH, tally=Tally(100, Money(2_000_00))),
        TenderTally(tender=Tender.OTHER, label="银行卡", tally=Tally(9, Money(345_60))),
    ),
    surplus=Tally(1, Money(16_34)),
    refunds=(TenderTally(tender=Tender.CASH, tally=Tally(1, Money(20_00))),),
    bill_days=(
        BillDay(day=datetime(2026, 11, 24, tzinfo=UTC).date(), tally=Tally(280, Money(9_000_00))),
        BillDay(day=datetime(2026, 11, 25, tzinfo=UTC).date(), tally=Tally(20, Money(1_000_00))),
    ),
    paid_in=Tally(1, Money(100_00)),
    paid_out=Tally(2, Money(30_00)),
    drops=Tally(3, Money(1_500_00)),
    no_sales=2,
)
AT = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def z_rows(counted: Money, *, blind: bool = False) -> tuple[Row, ...]:
    closing = Closing(
        at=AT + timedelta(hours=18), who=CASHIER, count=CashCount(notes=((100_00, 7), (50_00, 0)), coins=counted),
        expected=Money(705_00), left=Money(500_00), figures=FIGURES, carried=(), last_entry=5120, head="0123abcd" * 8,
    )  # fmt: skip
    shift = Shift(
        number="01-0007", till="01", sequence=7, business_date=AT.date(), opened_at=AT, opened_by=CASHIER,
        float_count=FLOAT, first_entry=1, closing=closing,
    )  # fmt: skip
    return z_report(HEADING, shift, closing, blind=blind)


def test_a_z_says_all_that_it_knows_and_what_each_bill_of_the_provider_has_of_it() -> None:
    (sheet,) = decoded(as_text(z_rows(Money(6_00)), Width.MM80))

    for words in (
        "长款 1.00", "银行卡收款 9 笔", "现金退款 1 笔", "-20.00", "微信账单 11-25 20 笔", "其中优惠",
        "其中抹零", "作废 3 笔", "其中迟到款 1 笔", "交款 3 笔", "-1,500.00", "￥12,325.60", "100 元 × 7", "上交",
        "206.00", "01/5120", "0123 abcd 0123 abcd", "转下一班", "无",
    ):  # fmt: skip
        assert words in sheet.text
    assert "50 元" not in sheet.text


def test_a_blind_z_tells_nothing_from_which_the_cash_could_be_reckoned() -> None:
    (sheet,) = decoded(as_text(z_rows(Money(6_00), blind=True), Width.MM80))

    for words in ("12,345.60", "12,325.60", "现金收款", "现金退款", "抹零", "应有", "长款", "705.00"):
        assert words not in sheet.text
    for words in ("微信支付收款 300 笔", "银行卡收款 9 笔", "成交 409 笔", "实点现金"):
        assert words in sheet.text


@pytest.mark.parametrize(("coins", "words"), [(Money(5_00), "无差额"), (Money(4_00), "短款 -1.00")])
def test_a_difference_has_its_word(coins: Money, words: str) -> None:
    (sheet,) = decoded(as_text(z_rows(coins), Width.MM58))

    assert words in sheet.text


def test_a_z_is_a_picture_where_the_printer_knows_no_chinese() -> None:
    (sheet,) = decoded(as_picture(z_rows(Money(5_00)), Width.MM58))

    assert sheet.picture.width == 384
    assert sheet.picture.height > 1000
