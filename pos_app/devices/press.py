"""The press: makes a receipt of the ledger's own records, and gets it on paper or into a file."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.config import Receipt
from pos_app.core.journal import Deed
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.devices.errors import NotInTextError, NotSavedError
from pos_app.devices.escpos import as_picture, as_text
from pos_app.devices.printer import Printer
from pos_app.devices.receipt import Heading, Row, refund_receipt, sale_receipt
from pos_app.devices.receipt_raster import DOTS_AN_INCH, Paper, draw
from pos_app.devices.spool import Of, Slip

if TYPE_CHECKING:  # heavy: imported by whoever opens it
    from pos_app.core.ledger import Ledger

log = logging.getLogger(__name__)


class Press:
    """Prints for one till. Every receipt is written down before it leaves, and a further one is marked as a copy."""

    def __init__(self, ledger: Ledger, choices: Receipt, heading: Heading, folder: Path) -> None:
        self._ledger = ledger
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
        payment = record if isinstance(record, Payment) else self._ledger.payment(record.out_trade_no)
        deeds = ((entry.deed, entry.number) for entry in self._ledger.history(payment.sale_number))
        return (Deed.PRINTED, slip.number) in deeds

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
        rows = self._rows(record)
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
        rows = self._rows(record)
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

    def _record(self, slip: Slip) -> Payment | Refund:
        return self._ledger.payment(slip.number) if slip.of is Of.PAYMENT else self._ledger.refund(slip.number)

    def _rows(self, record: Payment | Refund) -> Callable[[int], tuple[Row, ...]]:
        """Read what a receipt needs, and give the way to write copy by copy."""
        payment = record if isinstance(record, Payment) else self._ledger.payment(record.out_trade_no)
        sale = self._ledger.sale(payment.sale_number)

        def rows(copy: int) -> tuple[Row, ...]:
            heading = dataclasses.replace(self._heading, till=sale.till, copy=copy)
            if isinstance(record, Refund):
                return refund_receipt(heading, sale, payment, record)
            return sale_receipt(heading, sale, record)

        return rows

    def _content(self, rows: tuple[Row, ...]) -> bytes:
        if self._text:
            try:
                return as_text(rows, self._paper)
            except NotInTextError as error:
                log.info("printed as a picture, because the printer has no letter for it: %s", error)
        return as_picture(rows, self._paper)
