"""The paper desk: joins the pages that ask for receipts and dispute packs, and says what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.errors import PosError
from pos_app.core.payment import Payment
from pos_app.core.shift import Shift, ShiftReport
from pos_app.devices.spool import Of, Slip
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.paper_words import export_sentence, paper_sentence
from pos_app.ui.payment_panels.paid_panel import PaidPanel
from pos_app.ui.payments_page import PaymentsPage
from pos_app.ui.printing import NO_PRINTER, Printing
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.banner import Banner
from pos_app.ui.widgets.printer_badge import PrinterBadge


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPlaces:
    """Everything on the glass that is about receipts and dispute packs."""

    paid: PaidPanel
    payments: PaymentsPage
    badge: PrinterBadge
    banner: Banner


class PaperDesk(QObject):
    """Adds to each wish who has it, and tells how it ended.

    Signals (all of them are requests to the print worker, the last one to the export worker):
        print_requested, save_requested: ``Slip``.
        again_requested: try at once what waits.
        export_requested: the number of a sale.
    """

    print_requested = Signal(object)
    save_requested = Signal(object)
    again_requested = Signal()
    export_requested = Signal(str)

    def __init__(self, theme: Theme, places: PaperPlaces, who: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = places
        self._who = who
        self._printing = NO_PRINTER
        places.paid.print_requested.connect(self._print_payment)
        places.payments.story.paper.print_requested.connect(self._print)
        places.payments.story.paper.save_requested.connect(self._save)
        places.payments.export_requested.connect(self.export_requested)
        places.badge.clicked.connect(self.again_requested)

    # ---------------------------------------------------------------- what a person wants

    def print_payment(self, payment: Payment) -> None:
        """Print the receipt of a payment, once more if it was printed before."""
        if self._printing.ready:
            self._print(Of.PAYMENT, payment.out_trade_no)
        else:
            self._at.banner.say(self.tr("No printer is set up: the installer names it in the settings."), Mark.WARN,
                                button=self.tr("Close"))  # fmt: skip

    @Slot(object)
    def print_shift(self, record: Shift | ShiftReport) -> None:
        """Print a Z or an X, once more if it was printed before."""
        self._print(Of.SHIFT if isinstance(record, Shift) else Of.X, record.number)

    @Slot(str)
    def _print_payment(self, number: str) -> None:
        self._print(Of.PAYMENT, number)

    @Slot(object, str)
    def _print(self, of: Of, number: str) -> None:
        self.print_requested.emit(Slip(of=of, number=number, who=self._who()))

    @Slot(object, str)
    def _save(self, of: Of, number: str) -> None:
        self.save_requested.emit(Slip(of=of, number=number, who=self._who()))

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_printing(self, printing: Printing) -> None:
        """Show how the printer stands; new trouble is said in words, once."""
        before, self._printing = self._printing, printing
        self._at.paid.set_printing(printing)
        self._at.payments.story.paper.set_printing(printing)
        missing = len(printing.waiting) if printing.trouble is not None else 0
        self._at.badge.set_count(missing + bool(printing.doubtful))
        if printing.trouble is not None and _differ(before.trouble, printing.trouble):
            self.complain(printing.trouble)

    @Slot(str)
    def show_printed(self, number: str) -> None:
        """Tell that a receipt is on paper."""
        self._at.paid.set_printed(number)

    @Slot(object)
    def show_saved(self, file: Path) -> None:
        """Tell where a receipt was saved."""
        self._at.banner.say(self.tr("Receipt saved: {file}").format(file=file), Mark.SAFE, button=self.tr("Close"))

    @Slot(object)
    def show_exported(self, file: Path) -> None:
        """Tell where the story of a sale was written."""
        self._at.payments.export_ended()
        words = self.tr("Dispute pack written: {file}, and as JSON beside it")
        self._at.banner.say(words.format(file=file), Mark.SAFE, button=self.tr("Close"))

    @Slot(object)
    def show_export_failed(self, error: PosError) -> None:
        """Say why it was not written, and give the button back."""
        self._at.payments.export_ended()
        self._at.banner.say(export_sentence(error), button=self.tr("Close"))

    @Slot(object)
    def complain(self, error: PosError) -> None:
        """Say why a receipt is not there."""
        sentence = paper_sentence(error, self._theme.keys.hint(Action.PRINT_AGAIN))
        self._at.banner.say(sentence, button=self.tr("Close"))


def _differ(before: PosError | None, now: PosError) -> bool:
    return before is None or (type(before), getattr(before, "lack", None)) != (type(now), getattr(now, "lack", None))
