"""The keys under a sale's story: its receipt on paper, its refund's, or both as files."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.devices.spool import Of
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.printing import NO_PRINTER, Printing
from pos_app.ui.readings import Story
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind


class PaperKeys(QWidget):
    """Knows the payment and the refund that say how the sale stands: the last ones.

    Signals:
        print_requested, save_requested: ``Of``, and the number of a payment or refund.
    """

    print_requested = Signal(object, str)
    save_requested = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._payment: Payment | None = None
        self._refund: Refund | None = None
        self._printing = NO_PRINTER
        self._print = self._key("story_print", Action.REPRINT, "printer")
        self._print.clicked.connect(self._ask_for_receipt)
        self._print_refund = self._key("story_print_refund", Action.PRINT_REFUND, "printer")
        self._print_refund.clicked.connect(self._ask_for_refund)
        self._save = self._key("story_save", Action.SAVE_RECEIPT, "ticket")
        self._save.clicked.connect(self._ask_for_files)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 12)
        row.setSpacing(8)
        for key in (self._print, self._print_refund, self._save):
            row.addWidget(key)
        self._retranslate()

    def _key(self, name: str, action: Action, icon: str) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN, action=action, icon=icon)
        key.setObjectName(name)
        key.set_size(56, 52, Role.CELL)
        return key

    # ---------------------------------------------------------------- what it is told

    def show_story(self, story: Story | None) -> None:
        """Be about another sale, or none."""
        self._payment = story.payments[-1] if story is not None and story.payments else None
        self._refund = story.refunds[-1] if story is not None and story.refunds else None
        self._show()

    @Slot(object)
    def set_printing(self, printing: Printing) -> None:
        """Take note of how the printer stands."""
        self._printing = printing
        self._show()

    # ---------------------------------------------------------------- how it shows it

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._print.set_label(self.tr("Print"))
        self._print_refund.set_label(self.tr("Print refund"))
        self._save.set_label(self.tr("Save PDF"))
        self._show()

    def _show(self) -> None:
        self.setVisible(self._payment is not None)
        self._print_refund.setVisible(self._refund is not None)
        reason = "" if self._printing.ready else self.tr("No printer")
        self._print.set_reason(reason)
        self._print_refund.set_reason(reason)

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _ask_for_receipt(self) -> None:
        if self._payment is not None:
            self.print_requested.emit(Of.PAYMENT, self._payment.out_trade_no)

    @Slot()
    def _ask_for_refund(self) -> None:
        if self._refund is not None:
            self.print_requested.emit(Of.REFUND, self._refund.out_refund_no)

    @Slot()
    def _ask_for_files(self) -> None:
        if self._payment is not None:
            self.save_requested.emit(Of.PAYMENT, self._payment.out_trade_no)
        if self._refund is not None:
            self.save_requested.emit(Of.REFUND, self._refund.out_refund_no)
