"""Receipts on a real till with a real printer on a socket: by key, by themselves, and on the printer's bad days."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_app.config import Receipt
from pos_app.core.errors import PosError
from pos_app.core.journal import Deed
from pos_app.core.money import Money
from pos_app.core.payment import Payment, Tender
from pos_app.core.refund import RefundOrder, Route
from pos_app.core.settlement import Taking
from pos_app.core.shift import CashCount, CashMoveKind, CashOrder
from pos_app.devices.errors import PrinterAbsentError
from pos_app.devices.receipt import Heading
from pos_app.devices.spool import Of, Slip, Spool
from pos_app.ui.i18n import Languages
from pos_app.ui.print_worker import PrintWorker, retry_delays
from pos_app.ui.printing import Printing
from pos_app.ui.theme import Theme
from pos_app.ui.workers import Deeds
from tests.core.people import MANAGER, authority_of
from tests.core.shop import Shop
from tests.core.till import BASKET
from tests.devices.paper import READY, Paper, printer_on
from tests.ui.live_till import LiveTill, live_till
from tests.ui.test_selling import WAIT, shown


@pytest.fixture
def paper() -> Iterator[Paper]:
    with printer_on() as paper:
        yield paper


@pytest.fixture
def receipt(paper: Paper) -> Receipt:
    return Receipt(printer=paper.name, form="text")


def sell(qtbot: QtBot, till: LiveTill) -> Payment:
    till.ring_up()
    till.key(Qt.Key.Key_F10)
    shown(qtbot, till, "code_panel")
    till.pay()
    shown(qtbot, till, "paid_panel")
    return till.shop.ledger.payment(till.window.sale.payment_number)


def printed(qtbot: QtBot, paper: Paper, count: int) -> None:
    qtbot.waitUntil(lambda: len(paper.sheets) == count, timeout=WAIT)


def test_p_prints_the_receipt_of_what_was_just_paid_and_says_so(qtbot: QtBot, till: LiveTill, paper: Paper) -> None:
    payment = sell(qtbot, till)

    till.key(Qt.Key.Key_P)

    printed(qtbot, paper, 1)
    assert paper.sheets[0].codes == [payment.sale_number]
    qtbot.waitUntil(lambda: till.sees("paper_words") and till.reads("paper_words") == "Printed", timeout=WAIT)


def test_ctrl_p_prints_the_last_receipt_again_as_a_copy_and_the_cart_stays(
    qtbot: QtBot, till: LiveTill, paper: Paper
) -> None:
    sell(qtbot, till)
    till.key(Qt.Key.Key_P)
    printed(qtbot, paper, 1)
    till.key(Qt.Key.Key_Return)
    till.ring_up("6903270060627")

    till.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    printed(qtbot, paper, 2)
    assert "重打 COPY 1" in paper.sheets[1].text
    assert len(till.window.sale.cart.lines) == 1


def test_the_story_of_a_sale_prints_its_receipt_and_its_refund_and_tells_it(
    qtbot: QtBot, till: LiveTill, paper: Paper
) -> None:
    payment = sell(qtbot, till)
    order = RefundOrder(out_trade_no=payment.out_trade_no, amount=Money(100), reason="买错")
    till.window.desk.refund_requested.emit(order, MANAGER, "")
    qtbot.waitUntil(lambda: bool(till.shop.ledger.refunds_of(payment.out_trade_no)), timeout=WAIT)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: till.sees("story_print_refund"), timeout=WAIT)

    till.press("story_print")
    till.key(Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)

    printed(qtbot, paper, 2)
    assert "销售小票" in paper.sheets[0].text
    assert "退款凭证" in paper.sheets[1].text
    till.window.counter.read_today()
    told = till.window.payments.story.time_line
    qtbot.waitUntil(lambda: "Receipt printed" in told.text(), timeout=WAIT)


def test_the_story_saves_a_pdf_and_says_where(qtbot: QtBot, till: LiveTill, tmp_path: Path) -> None:
    payment = sell(qtbot, till)
    till.key(Qt.Key.Key_Return)
    till.key(Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: till.sees("story_save"), timeout=WAIT)

    till.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    file = tmp_path / "profile" / "receipts" / f"{payment.out_trade_no}.pdf"
    qtbot.waitUntil(lambda: till.sees("banner_text"), timeout=WAIT)
    assert str(file) in till.reads("banner_text")
    assert file.read_bytes().startswith(b"%PDF-")


def test_m10_a_printer_that_is_off_delays_no_sale_is_told_and_prints_when_it_is_on(
    qtbot: QtBot, till: LiveTill, paper: Paper
) -> None:
    paper.switch_off()
    first = sell(qtbot, till)
    till.key(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: till.sees("printer_badge"), timeout=WAIT)
    assert "cannot be reached" in till.reads("banner_text")
    assert till.reads("paper_words") == "Not printed"
    till.key(Qt.Key.Key_Return)
    sell(qtbot, till)  # the next sale is paid while the receipt of the first waits

    paper.switch_on()

    printed(qtbot, paper, 1)
    assert paper.sheets[0].codes == [first.sale_number]
    assert "重打" not in paper.sheets[0].text
    qtbot.waitUntil(lambda: not till.sees("printer_badge"), timeout=WAIT)


def test_paper_that_ran_out_is_told_in_words_and_the_key_tries_at_once(
    qtbot: QtBot, till: LiveTill, paper: Paper, languages: Languages
) -> None:
    languages.use("zh_CN")
    paper.roll = READY | 0x60
    sell(qtbot, till)
    till.key(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: till.sees("printer_badge"), timeout=WAIT)
    assert "没纸" in till.reads("banner_text")
    paper.roll = READY

    till.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    printed(qtbot, paper, 1)


def test_what_may_be_on_paper_is_not_printed_again_by_itself_and_by_key_it_is_a_copy(
    qtbot: QtBot, till: LiveTill, paper: Paper
) -> None:
    paper.hangs_up = True
    payment = sell(qtbot, till)
    till.key(Qt.Key.Key_P)
    qtbot.waitUntil(lambda: till.sees("printer_badge"), timeout=WAIT)
    assert "may not have been printed" in till.reads("banner_text")
    calls = paper.calls
    paper.hangs_up = False
    next_one = till.shop.ledger.payments_of(payment.sale_number)[0]
    assert paper.calls == calls
    assert next_one == payment

    till.press("printer_badge")

    printed(qtbot, paper, 1)
    assert "重打 COPY 1" in paper.sheets[0].text


def test_a_shift_that_is_closed_prints_its_z_and_opens_the_drawer_and_p_prints_a_copy(
    qtbot: QtBot, till: LiveTill, paper: Paper
) -> None:
    till.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: till.sees("shift_page") and till.window.shift.side.figures.text() != "", timeout=WAIT)
    till.type("0")
    till.key(Qt.Key.Key_Return)

    printed(qtbot, paper, 1)
    assert "交班报表 Z 0001" in paper.sheets[0].text
    assert paper.kicks.get(timeout=10) == 2
    qtbot.waitUntil(lambda: till.sees("closed_shift"), timeout=WAIT)
    till.key(Qt.Key.Key_P)
    printed(qtbot, paper, 2)
    assert "重打 COPY 1" in paper.sheets[1].text


def test_a_till_without_a_printer_says_so_on_the_key(
    qtbot: QtBot, theme: Theme, languages: Languages, shop: Shop, tmp_path: Path
) -> None:
    with live_till(theme, languages, shop, tmp_path / "profile") as till:
        till.come_in(qtbot)
        qtbot.waitUntil(lambda: "first" in till.button("pay").reason, timeout=WAIT)
        sell(qtbot, till)

        assert till.button("print_receipt").reason == "No printer is set up"
        till.key(Qt.Key.Key_Return)
        till.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

        assert "No printer is set up" in till.reads("banner_text")


# ---------------------------------------------------------------- by itself


class Bench:
    """A print worker on the thread of the test, and what it tells."""

    def __init__(self, shop: Shop, folder: Path, receipt: Receipt) -> None:
        self.shop = shop
        self.told: list[Printing] = []
        self.worker = PrintWorker(
            receipt, Heading(shop="和顺里超市", till="01"), folder, lambda: itertools.repeat(0.02)
        )
        self.worker.state_changed.connect(self.told.append)
        self.worker.take_up(
            Deeds(
                checkout=shop.checkout,
                refunding=shop.refunding,
                ledger=shop.ledger,
                authority=authority_of(shop.ledger, shop.clock),
            )
        )

    def idle(self) -> bool:
        return bool(self.told) and not self.told[-1].waiting


@pytest.fixture
def bench(shop: Shop, tmp_path: Path, receipt: Receipt) -> Callable[..., Bench]:
    def make(**choices: object) -> Bench:
        return Bench(shop, tmp_path / "profile", dataclasses.replace(receipt, **choices))  # type: ignore[arg-type]

    return make


def test_r12_however_often_a_payment_is_told_its_receipt_is_printed_once(
    qtbot: QtBot, shop: Shop, bench: Callable[..., Bench], paper: Paper
) -> None:
    payment = shop.paid()
    told = (shop.ledger.sale(payment.sale_number), payment)
    at_work = bench(automatic=True)

    for _ in range(50):
        at_work.worker.note_payment(told)
    qtbot.waitUntil(at_work.idle, timeout=WAIT)
    after_a_restart = bench(automatic=True)
    after_a_restart.worker.note_payment(told)

    assert after_a_restart.idle()
    assert [sheet.codes for sheet in paper.sheets] == [[payment.sale_number]]


def test_m2_nothing_is_printed_by_itself_before_money_is_proven(
    shop: Shop, bench: Callable[..., Bench], paper: Paper
) -> None:
    payment = shop.shown()
    at_work = bench(automatic=True)

    at_work.worker.note_payment((shop.ledger.sale(payment.sale_number), payment))

    assert at_work.idle()
    assert paper.calls == 0


def test_another_tills_payment_is_printed_there(shop: Shop, bench: Callable[..., Bench]) -> None:
    payment = shop.paid()
    elsewhere = dataclasses.replace(shop.ledger.sale(payment.sale_number), till="02")
    at_work = bench(automatic=True)

    at_work.worker.note_payment((elsewhere, payment))

    assert at_work.idle()


def test_a_shop_that_wants_two_gets_an_original_and_a_copy(
    qtbot: QtBot, shop: Shop, bench: Callable[..., Bench], paper: Paper
) -> None:
    payment = shop.paid()
    at_work = bench(copies=2)

    at_work.worker.print_slip(Slip(of=Of.PAYMENT, number=payment.out_trade_no, who="林晓燕"))
    qtbot.waitUntil(at_work.idle, timeout=WAIT)

    assert ["重打" in sheet.text for sheet in paper.sheets] == [False, True]


def test_what_was_waiting_when_the_till_went_dark_is_printed_by_the_next_one(
    qtbot: QtBot, shop: Shop, bench: Callable[..., Bench], paper: Paper
) -> None:
    payment = shop.paid()
    paper.switch_off()
    before = bench()
    before.worker.print_slip(Slip(of=Of.PAYMENT, number=payment.out_trade_no, who="林晓燕"))
    qtbot.waitUntil(lambda: before.told[-1].trouble is not None, timeout=WAIT)
    before.worker.finish()
    paper.switch_on()

    after = bench()

    qtbot.waitUntil(after.idle, timeout=WAIT)
    assert [sheet.codes for sheet in paper.sheets] == [[payment.sale_number]]
    printed_by = [e.who for e in shop.ledger.history(payment.sale_number) if e.deed is Deed.PRINTED]
    assert printed_by == ["林晓燕"]


def test_m9_a_till_that_died_while_it_printed_prints_a_copy_because_the_original_may_be_out(
    qtbot: QtBot, shop: Shop, bench: Callable[..., Bench], paper: Paper, tmp_path: Path
) -> None:
    payment = shop.paid()
    Spool(tmp_path / "profile" / "printing.json").add(Slip(of=Of.PAYMENT, number=payment.out_trade_no, who="林晓燕"))
    shop.ledger.note_print(payment, "林晓燕", "paper")  # here the power fails: the bytes may have left

    after = bench()

    qtbot.waitUntil(after.idle, timeout=WAIT)
    assert "重打 COPY 1" in paper.sheets[0].text


def test_a_slip_of_nothing_does_not_hold_the_others_up(
    qtbot: QtBot, shop: Shop, bench: Callable[..., Bench], paper: Paper, tmp_path: Path
) -> None:
    payment = shop.paid()
    spool = Spool(tmp_path / "profile" / "printing.json")
    spool.add(Slip(of=Of.PAYMENT, number="no-such-payment", who="林晓燕"))
    spool.add(Slip(of=Of.PAYMENT, number=payment.out_trade_no, who="林晓燕"))

    at_work = bench()

    qtbot.waitUntil(at_work.idle, timeout=WAIT)
    assert [sheet.codes for sheet in paper.sheets] == [[payment.sale_number]]


def test_the_drawer_opens_once_for_each_cash_that_moves_and_is_written_down_before_it_does(
    shop: Shop, bench: Callable[..., Bench], paper: Paper
) -> None:
    shifts, at_work = shop.ledger.shifts, bench()
    shift = shifts.open(CashCount(), "林晓燕")
    sale, payment = shop.ledger.take(BASKET, "林晓燕", Taking.cash(Money(1634)))
    order = RefundOrder(
        out_trade_no=payment.out_trade_no, amount=Money(100), reason="坏了", route=Route.CASH, tender=Tender.CASH
    )
    refund = shop.ledger.begin_refund(order, "店长", notify_url="")
    move = shifts.move_cash(CashOrder(kind=CashMoveKind.PAID_IN, amount=Money(100), reason="换零"), "林晓燕")

    for _ in range(2):  # however often it is told
        at_work.worker.note_payment((sale, payment))
        at_work.worker.note_refund((payment, refund))
        at_work.worker.note_moved(move)
    at_work.worker.note_closed(shifts.close(shift, CashCount(), "林晓燕"))
    at_work.worker.pulse()

    assert [paper.kicks.get(timeout=10) for _ in range(5)] == [2] * 5
    kicks = [(entry.after, entry.number) for entry in shop.ledger.history("") if entry.deed is Deed.DRAWER_OPENED]
    assert kicks == [
        ("cash_taken", payment.out_trade_no),
        ("cash_given_back", refund.out_refund_no),
        ("cash_moved", move.number),
        ("count", shift.number),
    ]
    assert paper.kicks.empty()
    assert shop.ledger.verify().sound


def test_a_drawer_that_cannot_be_reached_is_told_of_and_never_opens_by_itself_later(
    shop: Shop, bench: Callable[..., Bench], paper: Paper
) -> None:
    at_work, troubles = bench(), list[PosError]()
    at_work.worker.trouble.connect(troubles.append)
    shop.ledger.shifts.open(CashCount(), "林晓燕")
    told = shop.ledger.take(BASKET, "林晓燕", Taking.cash(Money(1634)))
    paper.switch_off()

    at_work.worker.note_payment(told)
    paper.switch_on()
    at_work.worker.try_again()

    assert [type(error) for error in troubles] == [PrinterAbsentError]
    assert at_work.idle()
    assert paper.kicks.empty()


def test_tries_come_soon_at_first_and_never_more_than_half_a_minute_apart() -> None:
    assert list(itertools.islice(retry_delays(), 7)) == [2, 4, 8, 16, 30, 30, 30]
