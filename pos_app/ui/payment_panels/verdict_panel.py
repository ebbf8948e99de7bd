"""Verdicts that fill the panel: green for money proven, red for not paid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import Panel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Label
from pos_app.ui.widgets.mark_label import MarkLabel


class VerdictPanel(Panel):
    """What the two verdicts share: a fill, a mark, a word, the ticket's number."""

    def __init__(self, theme: Theme, name: PanelName, mark: Mark, fill: str, on: str) -> None:
        super().__init__(theme, name)
        self._fill = fill
        self.word = Headline(theme, Role.VERDICT_WORD, on)
        self.word.setObjectName("verdict_word")
        self.more = Label(Role.SECTION, on, wrap=True)
        self.more.setProperty("weight", "regular")
        self.more.setObjectName("verdict_reason")
        self.tail_title = Label(Role.ITEM, on)
        self.tail = Label(Role.TAIL, on)
        self.tail.setObjectName("ticket_tail")
        self.amount = AmountLabel(theme, Role.VERDICT_AMOUNT, tone=on)
        self.amount.setObjectName("verdict_amount")
        self._mark = MarkLabel(theme, mark, 112, inverse=True)

    def head(self) -> QHBoxLayout:
        """Lay out mark, word, reason and ticket."""
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.word)
        words.addWidget(self.more)
        ticket = QVBoxLayout()
        ticket.setSpacing(0)
        right = Qt.AlignmentFlag.AlignRight
        ticket.addWidget(self.tail_title, 0, right)
        ticket.addWidget(self.tail, 0, right)
        ticket.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(28)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(ticket)
        return row

    def arrange(self) -> None:
        """Make room for the words where the panel is narrow."""
        self._mark.set_size(72 if self.narrow else 112)
        layout = self.layout()
        if layout is not None:
            side = 24 if self.narrow else 44
            layout.setContentsMargins(side, 36, side, 28)

    def retell(self) -> None:
        """Say what both verdicts say."""
        if self.payment is not None:
            self.tail_title.setText(QCoreApplication.translate("PaymentPanels", "Ticket"))
            self.tail.setText(self.payment.sale_number[8:])
            self.amount.set_money(self.payment.amount)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the whole panel."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self.theme.tokens, self._fill)))
        radius = self.theme.px(10)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
