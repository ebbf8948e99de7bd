"""The press: makes a receipt of the ledger's own records, and gets it on paper or into a file."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.config import Receipt
from pos_app.core.errors import NotFoundError
from pos_app.core.journal import Deed
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.settlement import pays_for
from pos_app.core.shift import Kick, Shift, ShiftReport
from pos_app.core.staff import Act
from pos_app.devices.errors import NotInTextError, NotSavedError, PrinterAbsentError
from pos_app.devices.escpos import as_picture, as_text
from pos_app.devices.printer import Printer
from pos_app.devices.receipt import Heading, Row, refund_receipt, sale_receipt
from pos_app.devices.receipt_raster import DOTS_AN_INCH, Paper, draw
from pos_app.devices.shift_report import x_report, z_report
from pos_app.devices.spool import Of, Slip

if TYPE_CHECKING:  # heavy: imported by whoever opens it
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)


class Press:
    """Prints for one till. Every receipt is written down before it leaves, and a further one is marked as a copy."""

    def __init__(self, ledger: Ledger, choices: Receipt, heading: Heading, folder: Path) -> None:
        self._ledger = ledger
        self._pin = choices.drawer
        self._text = choices.form == "text"
        self._paper = Paper.MM58 if choices.width == 58 else Paper.MM80
        self._printer = Printer(choices.printer) if choices.printer else None
        self._folder = folder
        self._heading = dataclasses.replace(
            heading,
            header=tuple(choices.header.splitlines()),
            footer=tuple(choices.footer.splitlines()),
            logo=choices.logo,
        )

    @property
    def ready(self) -> bool:
        """Whether there is a printer to print on."""
        return self._printer is not None

    def printed(self, slip: Slip) -> bool:
        """Whether a receipt of the same record was written down before.

        Raises:
            PosError: the ledger cannot be read.
        """
        record = self._record(slip)
        if isinstance(record, Shift | ShiftReport):
            return self._ledger.shifts.printed(slip.number)
        payment = record if isinstance(record, Payment) else self._ledger.payment(record.out_trade_no)
        number = record.out_trade_no if isinstance(record, Payment) else record.out_refund_no
        deeds = ((entry.deed, entry.number) for entry in self._ledger.history(payment.sale_number))
        return (Deed.PRINTED, number) in deeds

    def print_out(self, slip: Slip) -> int:
        """Print a receipt; return which copy it is, 0 for the original.

        Raises:
            PrinterError: the family says whether it may be on paper.
            NoReceiptFontError: it cannot be drawn.
            PosError: the ledger cannot be read or written, so nothing left.
        """
        if self._printer is None:
            raise ValueError("there is no printer")
        record = self._record(slip)
        rows = self._rows(record, slip.who)
        self._content(rows(0))  # what cannot be drawn is not written down as printed
        counted: list[int] = []

        def make() -> bytes:
            counted.append(self._ledger.note_print(record, slip.who, "paper"))
            return self._content(rows(counted[0]))

        self._printer.print_out(make)
        return counted[0]

    def save(self, slip: Slip) -> Path:
        """Save a receipt as a PDF in the folder of receipts; return the file.

        Raises:
            NotSavedError: the folder refuses.
            NoReceiptFontError: it cannot be drawn.
            PosError: the ledger cannot be read or written, so nothing was saved.
        """
        record = self._record(slip)
        rows = self._rows(record, slip.who)
        draw(rows(0), self._paper)
        copy = self._ledger.note_print(record, slip.who, "file")
        name = f"{slip.number}-copy-{copy}.pdf" if copy else f"{slip.number}.pdf"
        file = self._folder / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draw(rows(copy), self._paper).save(file, "PDF", resolution=DOTS_AN_INCH, title=slip.number)
        except OSError as error:
            raise NotSavedError(f"{file}: {error.strerror}") from error
        return file

    def print_card(self, rows: tuple[Row, ...]) -> None:
        """Print what is no receipt, such as the card of keys.

        Raises:
            PrinterError: it is not on paper, or may not be.
        """
        if self._printer is None:
            raise PrinterAbsentError("no printer is set up")
        self._printer.print_out(lambda: self._content(rows))

    def save_card(self, rows: tuple[Row, ...], name: str) -> Path:
        """Save what is no receipt as a PDF in the folder of receipts; return the file.

        Raises:
            NotSavedError: the folder refuses.
            NoReceiptFontError: it cannot be drawn.
        """
        file = self._folder / f"{name}.pdf"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            draw(rows, self._paper).save(file, "PDF", resolution=DOTS_AN_INCH, title=name)
        except OSError as error:
            raise NotSavedError(f"{file}: {error.strerror}") from error
        return file

    def open_drawer(self, why: Kick, who: str, subject: str) -> None:
        """Open the drawer for cash that moves, once. It is written down before the pulse leaves (rule M9).

        Raises:
            PrinterAbsentError: it cannot be reached, so nothing was written down either.
            DrawerUnknownError: it may be open.
            PosError: the ledger cannot be written, so it stays shut.
        """
        if self._printer is not None and self._pin and not self._ledger.shifts.opened_for(subject):
            self._printer.kick(self._pin, lambda: self._ledger.shifts.kick(why, who, subject=subject))

    def pulse(self) -> None:
        """Open the drawer for what has been written down already, such as no sale.

        Raises:
            PrinterError: it is shut, or may be.
        """
        if self._printer is not None and self._pin:
            self._printer.kick(self._pin)

    def _record(self, slip: Slip) -> Payment | Refund | Shift | ShiftReport:
        match slip.of:
            case Of.PAYMENT:
                return self._paying(slip.number)
            case Of.REFUND:
                return self._ledger.refund(slip.number)
            case Of.SHIFT:
                return self._ledger.shifts.read(slip.number)
        return self._ledger.shifts.read_x(slip.number)

    def _paying(self, number: str) -> Payment:
        """A sale has one receipt: it is counted on its last payment, whichever of them it was asked for by."""
        payment = self._ledger.payment(number)
        if not pays_for(payment, payment.sale_number):
            return payment
        others = self._ledger.payments_of(payment.sale_number)
        return [other for other in others if pays_for(other, payment.sale_number)][-1]

    def _rows(self, record: Payment | Refund | Shift | ShiftReport, who: str) -> Callable[[int], tuple[Row, ...]]:
        """Read what a paper needs, and give the way to write copy by copy."""
        if isinstance(record, Shift | ShiftReport):
            blind = self._blind(who)
            return lambda copy: _of_shift(dataclasses.replace(self._heading, copy=copy), record, blind=blind)
        payment = record if isinstance(record, Payment) else self._ledger.payment(record.out_trade_no)
        sale, others = self._ledger.sale(payment.sale_number), self._ledger.payments_of(payment.sale_number)

        def rows(copy: int) -> tuple[Row, ...]:
            heading = dataclasses.replace(self._heading, till=sale.till, copy=copy)
            if isinstance(record, Refund):
                return refund_receipt(heading, sale, payment, record)
            return sale_receipt(heading, sale, record, others)

        return rows

    def _blind(self, who: str) -> bool:
        """Whether somebody may not see what should have been in the drawer."""
        staff = self._ledger.staff()
        return bool(staff) and not any(member.name == who and member.may(Act.SHIFTS) for member in staff)

    def _content(self, rows: tuple[Row, ...]) -> bytes:
        if self._text:
            try:
                return as_text(rows, self._paper)
            except NotInTextError as error:
                log.info("printed as a picture, because the printer has no letter for it: %s", error)
        return as_picture(rows, self._paper)


def _of_shift(heading: Heading, record: Shift | ShiftReport, *, blind: bool) -> tuple[Row, ...]:
    if isinstance(record, ShiftReport):
        return x_report(heading, record, blind=blind)
    if record.closing is None:
        raise NotFoundError(record.number)  # there is no Z before the close
    return z_report(heading, record, record.closing, blind=blind)
