"""The right half of the refund page: why, which way the money goes, and what was given back before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.refund import Refund
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.refund_list import COLUMNS
from pos_app.ui.tables import DataTable, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import IconLabel, Label, surface

_REASONS = 5
_ROUTE = 64


class RefundTerms(Card):
    """Holds the reason; lists the refunds of the payment, the newest first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("refund_terms")
        self._reason_title = Label(Role.SECTION)
        self.reason = ChoiceRow("reason", _REASONS)
        self._route_title = Label(Role.SECTION)
        self._route = Label(Role.STRONG)
        self._when = Label(Role.SECONDARY, "muted", wrap=True)
        self._when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._when.setObjectName("arrival")
        self._earlier = Label(Role.SECTION)
        self.model: TableModel[Refund] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "refunds")
        self._lay_out(theme)
        self._retranslate()
        self.show_refunds(())

    def show_refunds(self, refunds: tuple[Refund, ...]) -> None:
        """List what was given back, or is on its way."""
        self.model.set_records(tuple(reversed(refunds)))
        for widget in (self._earlier, self.table):
            widget.setVisible(bool(refunds))

    def set_narrow(self, narrow: bool) -> None:
        """Break the reasons into two rows."""
        self.reason.set_columns(3 if narrow else _REASONS)

    def _lay_out(self, theme: Theme) -> None:
        route = QFrame()
        route.setObjectName("route")
        surface(route, "hint")
        route.setMinimumHeight(_ROUTE)
        row = QHBoxLayout(route)
        row.setContentsMargins(18, 6, 18, 6)
        row.setSpacing(14)
        row.addWidget(IconLabel(theme, "wechat", 24, "accent"))
        row.addWidget(self._route)
        row.addWidget(self._when, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 18, 24, 12)
        frame.setSpacing(10)
        frame.addWidget(self._reason_title)
        frame.addWidget(self.reason)
        frame.addSpacing(8)
        frame.addWidget(self._route_title)
        frame.addWidget(route)
        frame.addSpacing(8)
        frame.addWidget(self._earlier)
        frame.addWidget(self.table, 1)
        frame.addStretch(0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._reason_title.setText(self.tr("Reason"))
        self.reason.set_words(
            (
                self.tr("Quality"),
                self.tr("Wrong item"),
                self.tr("Paid twice"),
                self.tr("Wrong price"),
                self.tr("Other"),
            )
        )
        self._route_title.setText(self.tr("Route"))
        self._route.setText(self.tr("WeChat Pay, as it came"))
        self._when.setText(self.tr("Balance: about 5 minutes. Bank card: 1 to 3 working days"))
        self._earlier.setText(self.tr("Refunds of this payment"))
