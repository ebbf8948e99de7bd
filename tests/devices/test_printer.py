"""The printer over real sockets and a real serial line: on, off, out of paper, stalled, silent."""

from __future__ import annotations

import os
import pty
import threading
import tty
from collections.abc import Callable, Iterator

import pytest

from pos_app.core.errors import LedgerError
from pos_app.devices.errors import DrawerUnknownError, Lack, PrinterAbsentError, PrinterNotReadyError, PrintUnknownError
from pos_app.devices.escpos import as_text
from pos_app.devices.printer import Printer
from pos_app.devices.receipt import sale_receipt
from pos_app.devices.receipt_raster import Paper as Width
from tests.devices.paper import READY, Paper, printer_on
from tests.devices.test_receipt import HEADING, PAYMENT, SALE
from tests.devices.usb_paper import UsbPaper

RECEIPT = as_text(sale_receipt(HEADING, SALE, PAYMENT), Width.MM80)
LONG = RECEIPT * 4000  # more than all buffers between here and there hold


@pytest.fixture
def paper() -> Iterator[Paper]:
    with printer_on() as paper:
        yield paper


def printer(paper: Paper) -> Printer:
    return Printer(paper.name, answer_s=0.3, done_s=0.3)


def never() -> bytes:
    raise AssertionError("nothing may be made for a printer that is not ready")


def test_a_receipt_comes_out_whole(paper: Paper) -> None:
    printer(paper).print_out(lambda: RECEIPT)

    assert [sheet.codes for sheet in paper.sheets] == [[SALE.number]]
    assert "和顺里超市" in paper.sheets[0].text


def test_a_printer_that_is_off_prints_nothing_and_is_told_at_once() -> None:
    with printer_on() as paper:
        pass

    with pytest.raises(PrinterAbsentError):
        printer(paper).print_out(never)


def test_a_name_that_nobody_has_is_a_printer_that_is_not_there() -> None:
    with pytest.raises(PrinterAbsentError):
        Printer("network:no-such-printer.invalid").print_out(never)


@pytest.mark.parametrize(
    ("cause", "roll", "lack"),
    [
        (READY, READY | 0x60, Lack.PAPER),
        (READY | 0x20, READY, Lack.PAPER),
        (READY | 0x04, READY, Lack.COVER),
        (READY | 0x40, READY, Lack.FAULT),
    ],
)
def test_what_the_printer_lacks_is_known_before_anything_is_sent(
    paper: Paper, cause: int, roll: int, lack: Lack
) -> None:
    paper.cause, paper.roll = cause, roll

    with pytest.raises(PrinterNotReadyError) as caught:
        printer(paper).print_out(never)

    assert caught.value.lack is lack
    assert paper.sheets == []


def test_paper_that_runs_low_is_still_paper(paper: Paper) -> None:
    paper.roll = READY | 0x0C

    printer(paper).print_out(lambda: RECEIPT)

    assert len(paper.sheets) == 1


def test_a_printer_that_never_answers_is_believed(paper: Paper) -> None:
    paper.mute = True
    ours = printer(paper)

    for _ in range(2):
        ours.print_out(lambda: RECEIPT)

    paper.switch_off()  # whatever is on its way has then been read
    assert len(paper.sheets) == 2


def test_a_printer_that_answered_before_and_is_silent_now_gets_nothing(paper: Paper) -> None:
    ours = printer(paper)
    ours.print_out(lambda: RECEIPT)
    paper.mute = True

    with pytest.raises(PrinterNotReadyError) as caught:
        ours.print_out(never)

    assert caught.value.lack is Lack.SILENT


def test_a_printer_that_does_not_say_when_it_is_done_may_have_printed(paper: Paper) -> None:
    ours = printer(paper)
    ours.print_out(lambda: RECEIPT)
    paper.jammed = True

    with pytest.raises(PrintUnknownError):
        ours.print_out(lambda: RECEIPT)


def test_a_printer_that_cannot_say_when_it_is_done_is_believed(paper: Paper) -> None:
    paper.confirms = False

    printer(paper).print_out(lambda: RECEIPT)

    paper.switch_off()
    assert len(paper.sheets) == 1


def test_a_printer_that_hangs_up_in_the_middle_may_have_printed(paper: Paper) -> None:
    paper.hangs_up = True

    with pytest.raises(PrintUnknownError):
        printer(paper).print_out(lambda: LONG)


def test_a_printer_that_stops_reading_is_given_up_in_time(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pos_app.devices.printer.SEND_S", 0.3)
    paper.stalled = True

    with pytest.raises(PrintUnknownError):
        printer(paper).print_out(lambda: LONG)


def test_what_cannot_be_made_leaves_nothing_on_the_paper(paper: Paper) -> None:
    def fail() -> bytes:
        raise LookupError("no such sale")

    with pytest.raises(LookupError):
        printer(paper).print_out(fail)

    assert paper.sheets == []


@pytest.mark.parametrize("pin", [2, 5])
def test_the_drawer_opens_even_where_the_paper_is_out_and_is_written_down_first(paper: Paper, pin: int) -> None:
    paper.cause, paper.roll = READY | 0x20, READY | 0x60
    noted: list[bool] = []

    printer(paper).kick(pin, lambda: noted.append(paper.kicks.empty()))

    assert paper.kicks.get(timeout=10) == pin
    assert noted == [True]


def test_what_cannot_be_written_down_opens_no_drawer(paper: Paper) -> None:
    with pytest.raises(LedgerError):
        printer(paper).kick(2, refuse)

    printer(paper).print_out(lambda: RECEIPT)
    assert paper.kicks.empty()


def refuse() -> None:
    raise LedgerError("the disk is full")


def test_a_drawer_whose_printer_is_off_stays_shut_and_nothing_is_written_down() -> None:
    with printer_on() as paper:
        pass

    with pytest.raises(PrinterAbsentError):
        printer(paper).kick(2, never_noted)


def never_noted() -> None:
    raise AssertionError("the printer was not reached")


@pytest.fixture
def serial_line() -> Iterator[tuple[str, Callable[[int], bytes]]]:
    """A terminal that stands for a serial line: its name, and a way to read what was written."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    got = bytearray()
    arrived = threading.Condition()

    def listen() -> None:
        try:
            while block := os.read(ours, 4096):
                with arrived:
                    got.extend(block)
                    arrived.notify_all()
        except OSError:  # the line was closed
            return

    def wait_for(count: int) -> bytes:
        with arrived:
            assert arrived.wait_for(lambda: len(got) >= count, 10)
        return bytes(got)

    listener = threading.Thread(target=listen)
    listener.start()
    yield os.ttyname(theirs), wait_for
    os.close(theirs)
    listener.join(10)
    os.close(ours)


def test_a_serial_printer_gets_the_same_bytes(serial_line: tuple[str, Callable[[int], bytes]]) -> None:
    device, wait_for = serial_line

    Printer(f"serial:{device}@115200").print_out(lambda: RECEIPT)

    assert wait_for(3 + len(RECEIPT)).endswith(RECEIPT)


def test_a_drawer_on_a_serial_printer_opens_too(serial_line: tuple[str, Callable[[int], bytes]]) -> None:
    device, wait_for = serial_line

    Printer(f"serial:{device}@115200").kick(2)

    assert wait_for(5).startswith(b"\x1bp\x00")


def test_a_drawer_behind_a_line_that_breaks_may_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    usb = UsbPaper(broken=True)
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda *_: usb)

    with pytest.raises(DrawerUnknownError):
        Printer("usb:04b8:0e28").kick(2)


def test_a_serial_line_that_is_not_there_is_a_printer_that_is_not_there() -> None:
    with pytest.raises(PrinterAbsentError):
        Printer("serial:/dev/no-such-line").print_out(never)


def test_a_usb_printer_is_spoken_to_where_it_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    usb = UsbPaper()
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda *_: usb)

    Printer("usb:04b8:0e28").print_out(lambda: RECEIPT)

    assert RECEIPT in usb.got


def test_a_usb_printer_of_another_make_is_not_printed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda *_: UsbPaper())

    with pytest.raises(PrinterAbsentError):
        Printer("usb:0519:0001").print_out(never)


@pytest.mark.parametrize("name", ["usb:04b8:0e28", "windows:POS-80"])
def test_a_printer_that_this_computer_cannot_have_is_a_printer_that_is_not_there(name: str) -> None:
    with pytest.raises(PrinterAbsentError):
        Printer(name).print_out(never)
