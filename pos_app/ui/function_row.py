"""The row of function keys under ticket and goods; what destroys stands apart at its end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

_ARMED_MS = 4000  # how long a second press counts
_APART = 24


class FunctionRow(QWidget):
    """What a cashier reaches for between two sales.

    Signals:
        today_requested, refund_requested, phone_requested, more_requested: another page or panel.
        cancel_confirmed: the ticket is to be given up, said twice.
    """

    today_requested = Signal()
    refund_requested = Signal()
    phone_requested = Signal()
    more_requested = Signal()
    cancel_confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("functions")
        self._theme = theme
        self._training = self._narrow = False
        self.today = self._key("today", Action.TODAY, "list")
        self.refund = self._key("refund", Action.REFUND, "undo")
        self.phone = self._key("phone", Action.PHONE, "phone")
        for shortcut in self.phone.findChildren(QShortcut):
            shortcut.setEnabled(False)  # the window has one, which works on every page
        self.more = self._key("more", Action.MORE, "more")
        self.cancel = self._key("cancel_sale", Action.CANCEL_SALE, "trash", Kind.DANGER)
        self.today.clicked.connect(self.today_requested)
        self.refund.clicked.connect(self.refund_requested)
        self.phone.clicked.connect(self.phone_requested)
        self.more.clicked.connect(self.more_requested)
        self.cancel.clicked.connect(self._press_cancel)
        self._armed = QTimer(self)
        self._armed.setSingleShot(True)
        self._armed.setInterval(_ARMED_MS)
        self._armed.timeout.connect(self.disarm)
        self._lay_out()
        self._fit()
        self._retranslate()

    def set_training(self, on: bool) -> None:
        """Offer the customer's phone, or not."""
        self._training = on
        self._fit()

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what is also behind More, where there is no room."""
        self._narrow = narrow
        self._fit()

    def _fit(self) -> None:
        self.phone.setVisible(self._training and not self._narrow)

    def set_empty(self, empty: bool) -> None:
        """Say that there is nothing to cancel."""
        self.disarm()
        self.cancel.set_reason(self.tr("Nothing on it") if empty else "")

    def set_refundable(self, something: bool) -> None:
        """Say whether anything was paid that could be given back."""
        self.refund.set_reason("" if something else self.tr("No payment yet"))

    @Slot()
    def disarm(self) -> None:
        """Let the next press be the first again."""
        self._armed.stop()
        self.cancel.set_kind(Kind.DANGER)
        self._retranslate()

    @Slot()
    def _press_cancel(self) -> None:
        if self._armed.isActive():
            self.disarm()
            self.cancel_confirmed.emit()
        else:
            self._armed.start()
            self.cancel.set_kind(Kind.DANGER_ARMED)
            self._retranslate()

    def _key(self, name: str, action: Action, icon: str, kind: Kind = Kind.PLAIN) -> KeyButton:
        button = KeyButton(self._theme, kind, action=action, icon=icon)
        button.setObjectName(name)
        button.set_size(64, 64)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.today, self.refund, self.phone, self.more):
            row.addWidget(button, 1)
        row.addSpacing(_APART - 8)
        row.addWidget(self.cancel, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.today.set_label(self.tr("Today"))
        self.refund.set_label(self.tr("Refund"))
        self.phone.set_label(self.tr("Phone"))
        self.more.set_label(self.tr("More"))
        self.cancel.set_label(self.tr("Press again") if self._armed.isActive() else self.tr("Cancel sale"))
        if self.cancel.reason:
            self.cancel.set_reason(self.tr("Nothing on it"))
        if self.refund.reason:
            self.refund.set_reason(self.tr("No payment yet"))
