"""A receipt from the ledger's own record to the paper: written down first, original once, every further one a copy."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader

from pos_app.config import Receipt
from pos_app.core.errors import NotFoundError
from pos_app.core.journal import Deed
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.payment import Payment
from pos_app.devices.errors import NotSavedError, PrinterAbsentError, PrinterNotReadyError, PrintUnknownError
from pos_app.devices.press import Press
from pos_app.devices.receipt import Heading
from pos_app.devices.spool import Of, Slip, Spool
from tests.core.test_ledger_refunds import refund
from tests.core.till import HandClock, paid
from tests.devices.paper import READY, Paper, printer_on

HEADING = Heading(shop="和顺里超市", till="01", training=True)


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


@pytest.fixture
def payment(ledger: Ledger, clock: HandClock) -> Payment:
    return paid(ledger, clock)


def press(ledger: Ledger, paper: Paper, folder: Path, **choices: object) -> Press:
    wanted = dataclasses.replace(Receipt(printer=paper.name, form="text"), **choices)  # type: ignore[arg-type]
    return Press(ledger, wanted, HEADING, folder)


def slip_of(payment: Payment) -> Slip:
    return Slip(of=Of.PAYMENT, number=payment.out_trade_no, who="林晓燕")


def prints(ledger: Ledger, payment: Payment) -> list[object]:
    return [e.facts["copy"] for e in ledger.history(payment.sale_number) if e.deed is Deed.PRINTED]


def test_m9_the_receipt_is_the_ledgers_record_and_the_second_one_says_copy(
    ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path
) -> None:
    ours = press(ledger, paper, tmp_path)
    assert not ours.printed(slip_of(payment))

    copies = [ours.print_out(slip_of(payment)) for _ in range(3)]

    first, second, third = paper.sheets
    assert copies == prints(ledger, payment) == [0, 1, 2]
    assert "重打" not in first.text
    assert "重打 COPY 1" in second.text
    assert "重打 COPY 2" in third.text
    assert "￥16.34" in first.text
    assert ours.printed(slip_of(payment))


def test_training_is_on_every_receipt(ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path) -> None:
    press(ledger, paper, tmp_path).print_out(slip_of(payment))

    assert "训练 不作凭证" in paper.sheets[0].text


def test_a_refund_has_a_receipt_and_copies_of_its_own(
    ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path
) -> None:
    back = refund(ledger, payment.out_trade_no, 600)
    ours = press(ledger, paper, tmp_path)
    ours.print_out(slip_of(payment))
    slip = Slip(of=Of.REFUND, number=back.out_refund_no, who="店长")
    assert not ours.printed(slip)

    copies = [ours.print_out(slip) for _ in range(2)]

    assert copies == [0, 1]
    assert ours.printed(slip)
    assert "退款凭证" in paper.sheets[1].text
    assert "￥6.00" in paper.sheets[1].text


@pytest.mark.parametrize("width", [58, 80])
def test_a_receipt_with_a_character_that_the_printer_lacks_comes_as_a_picture(
    ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path, width: int
) -> None:
    press(ledger, paper, tmp_path, footer="谢谢 🙏", width=width).print_out(slip_of(payment))

    (sheet,) = paper.sheets
    assert sheet.text == ""
    assert sheet.picture.width == {58: 384, 80: 576}[width]
    assert [code.text for code in zxingcpp.read_barcodes(sheet.picture)] == [payment.sale_number]


def test_a_picture_is_what_a_printer_gets_unless_the_shop_says_otherwise(
    ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path
) -> None:
    press(ledger, paper, tmp_path, form=Receipt().form).print_out(slip_of(payment))

    assert [code.text for code in zxingcpp.read_barcodes(paper.sheets[0].picture)] == [payment.sale_number]


def test_m9_what_certainly_was_not_printed_is_not_written_down_and_the_next_try_is_the_original(
    ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path
) -> None:
    ours = press(ledger, paper, tmp_path)
    paper.roll = READY | 0x60
    with pytest.raises(PrinterNotReadyError):
        ours.print_out(slip_of(payment))
    paper.switch_off()
    with pytest.raises(PrinterAbsentError):
        ours.print_out(slip_of(payment))
    assert prints(ledger, payment) == []
    paper.roll = READY
    paper.switch_on()

    assert ours.print_out(slip_of(payment)) == 0
    assert "重打" not in paper.sheets[0].text


def test_m9_what_may_have_been_printed_is_written_down_and_the_next_one_is_a_copy(
    ledger: Ledger, paper: Paper, payment: Payment, tmp_path: Path
) -> None:
    ours = press(ledger, paper, tmp_path)
    paper.hangs_up = True
    with pytest.raises(PrintUnknownError):
        ours.print_out(slip_of(payment))
    paper.hangs_up = False

    assert ours.print_out(slip_of(payment)) == 1
    assert "重打 COPY 1" in paper.sheets[-1].text


def test_there_is_no_receipt_of_what_is_not_in_the_book(ledger: Ledger, paper: Paper, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        press(ledger, paper, tmp_path).print_out(Slip(of=Of.PAYMENT, number="012611240001-1-ABCDEF", who="林晓燕"))

    assert paper.calls == 0


def test_a_till_without_a_printer_says_so_and_still_saves(ledger: Ledger, payment: Payment, tmp_path: Path) -> None:
    ours = Press(ledger, Receipt(), HEADING, tmp_path / "receipts")

    assert not ours.ready
    with pytest.raises(ValueError, match="no printer"):
        ours.print_out(slip_of(payment))
    assert ours.save(slip_of(payment)).exists()


def test_m9_a_saved_receipt_is_a_pdf_that_counts_as_a_print(ledger: Ledger, payment: Payment, tmp_path: Path) -> None:
    ours = Press(ledger, Receipt(), HEADING, tmp_path / "receipts")

    files = [ours.save(slip_of(payment)) for _ in range(2)]

    assert [file.name for file in files] == [
        f"{payment.out_trade_no}.pdf",
        f"{payment.out_trade_no}-copy-1.pdf",
    ]
    for file in files:
        (page,) = PdfReader(file).pages
        (picture,) = (each.image for each in page.images)
        assert picture is not None
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [payment.sale_number]
        assert float(page.mediabox.width) == pytest.approx(72 / 25.4 * 72, abs=0.5)  # 576 dots are 72 mm, in points
    assert prints(ledger, payment) == [0, 1]


def test_a_folder_that_refuses_is_named(ledger: Ledger, payment: Payment, tmp_path: Path) -> None:
    (tmp_path / "receipts").write_text("in the way")

    with pytest.raises(NotSavedError, match="receipts"):
        Press(ledger, Receipt(), HEADING, tmp_path / "receipts").save(slip_of(payment))


# ---------------------------------------------------------------- the spool

SLIPS = tuple(Slip(of=of, number=f"01261124041{n}-1-ABCDEF", who="林晓燕") for n, of in enumerate(Of))


def test_what_waits_for_the_printer_outlives_the_till(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "profile" / "printing.json")
    for slip in SLIPS:
        spool.add(slip)
    spool.done()

    assert Spool(tmp_path / "profile" / "printing.json").slips == SLIPS[1:]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '[{"of": "cake", "number": "1", "who": ""}]', "\xff"])
def test_a_spool_that_cannot_be_read_costs_no_start(tmp_path: Path, content: str) -> None:
    file = tmp_path / "printing.json"
    file.write_text(content, "latin-1")

    assert Spool(file).slips == ()


def test_a_disk_that_refuses_costs_the_memory_of_a_slip_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "profile").write_text("in the way")
    spool = Spool(tmp_path / "profile" / "printing.json")

    spool.add(SLIPS[0])

    assert spool.slips == SLIPS[:1]
