"""Where a refund is: written down, accepted and on its way, arrived; and what to do if it is stuck."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.refund import Refund, RefundState, Route
from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.steps import StepList
from pos_app.ui.refund_list import COLUMNS
from pos_app.ui.refund_words import notice_of, step_of, steps_of, under_step
from pos_app.ui.status import refund_status_of
from pos_app.ui.tables import DataTable, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label, rule, surface
from pos_app.ui.widgets.mark_label import MarkLabel
from pos_app.ui.widgets.pill import StatusPill


class RefundProgress(Card):
    """Follows the newest refund of a payment to its end, and lists the earlier ones under it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("refund_progress")
        self._refunds: tuple[Refund, ...] = ()
        self._number = Label(Role.SECONDARY, "muted")
        self._number.setObjectName("refund_number")
        self._amount = AmountLabel(theme, Role.TAIL)
        self._pill = StatusPill(theme)
        self._pill.setObjectName("refund_pill")
        self.steps = StepList(theme, 3)
        self.steps.setObjectName("refund_steps")
        self._notice = QFrame()
        surface(self._notice, "notice")
        self._mark = MarkLabel(theme, Mark.WARN, 26)
        self._words = Label(Role.CELL, wrap=True)
        self._words.setObjectName("refund_notice")
        self._rule = rule()
        self._earlier = Label(Role.SECTION)
        self.model: TableModel[Refund] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "refunds")
        self._lay_out()
        self._retranslate()

    @property
    def newest(self) -> Refund | None:
        """The refund that is followed."""
        return self._refunds[-1] if self._refunds else None

    def show_refunds(self, refunds: tuple[Refund, ...]) -> None:
        """Take the refunds of a payment as they stand now, the oldest first."""
        self._refunds = refunds
        self.model.set_records(tuple(reversed(refunds)))
        for widget in (self._rule, self._earlier, self.table):
            widget.setVisible(len(refunds) > 1)  # the only one stands above in full
        self._show()

    def text(self) -> str:
        """Give the words about the step that is going on, and the notice."""
        refund = self.newest
        return "" if refund is None else " ".join(filter(None, (under_step(refund), notice_of(refund))))

    @property
    def status_words(self) -> str:
        """The word that says how the newest refund stands."""
        return self._pill.text()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._number)
        words.addWidget(self._amount)
        head = QHBoxLayout()
        head.addLayout(words, 1)
        head.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(14, 10, 14, 10)
        notice.setSpacing(12)
        notice.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        notice.addWidget(self._words, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(24, 16, 24, 10)
        frame.setSpacing(10)
        frame.addLayout(head)
        frame.addWidget(self.steps)
        frame.addWidget(self._notice)
        frame.addStretch(1)
        frame.addWidget(self._rule)
        frame.addWidget(self._earlier)
        frame.addWidget(self.table, 3)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._earlier.setText(self.tr("Refunds of this payment"))
        self._show()

    def _show(self) -> None:
        refund = self.newest
        if refund is None:
            return
        self._number.setText(self.tr("Refund {number}").format(number=refund.out_refund_no))
        self._amount.set_money(refund.amount)
        self._pill.set_status(refund_status_of(refund))
        self.steps.set_words(*steps_of(refund))
        stuck = refund.state in {RefundState.ABNORMAL, RefundState.CLOSED}
        self.steps.set_now(step_of(refund), under_step(refund), Mark.BAD if stuck else Mark.LIVE)
        self.steps.setVisible(refund.route is Route.ORIGINAL or refund.settled)
        notice = notice_of(refund)
        self._notice.setVisible(bool(notice))
        self._mark.set_mark(Mark.BAD if stuck else Mark.WARN)
        self._words.setText(notice)
