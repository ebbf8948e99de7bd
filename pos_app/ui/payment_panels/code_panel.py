"""The code on the cashier's side: amount, time left, how far the customer is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import Head, Panel, button_row
from pos_app.ui.payment_panels.steps import StepList
from pos_app.ui.qr import QrCode
from pos_app.ui.status import entering_password
from pos_app.ui.theme import CODE_LIGHT, Theme
from pos_app.ui.when import minutes_seconds
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.bars import CountdownBar
from pos_app.ui.widgets.key_button import Kind
from pos_app.ui.widgets.labels import IconLabel, Label, surface

_MODULE, _LEAST = 10, 444  # pixels a module; smallest side on a tall screen
_NARROW_MODULE = 8  # still read at arm's length
_DISARM_MS = 4000


class _CodeFrame(QWidget):
    """White ground with a hairline outside the quiet zone."""

    def __init__(self, theme: Theme, code: QrCode) -> None:
        super().__init__()
        self._theme = theme
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.addWidget(code)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and hairline."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(CODE_LIGHT))
        painter.setPen(QPen(QColor(self._theme.tokens.line), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class CodePanel(Panel):
    """Cancel takes two presses: the first arms the button for four seconds."""

    query_requested = Signal(object)  # str: out_trade_no
    renew_requested = Signal(object)  # str: out_trade_no
    cancel_requested = Signal(object)  # str: out_trade_no
    cash_requested = Signal(object)  # str: out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.CODE)
        self._head = Head(theme)
        self._code = QrCode(_MODULE)
        self._code.setObjectName("qr_code")
        self._code_frame = _CodeFrame(theme, self._code)
        self._valid = Label(Role.ITEM, "muted")
        self._left = Label(Role.SECTION)
        self._left.setObjectName("time_left")
        self._bar = CountdownBar(theme)
        self._bar.setObjectName("countdown_bar")
        self._due = Label(Role.ITEM, "muted")
        self._amount = AmountLabel(theme, Role.DUE)
        self._amount.setObjectName("amount_due")
        self._steps = StepList(theme, 3)
        self._steps.setObjectName("payment_steps")
        self._waited = 0
        self._customer_screen = False
        self._make_buttons()
        self._hint = self._make_hint()
        self._lay_out()

    def _make_buttons(self) -> None:
        self._query = self.button("query_now", action=Action.QUERY, icon="search")
        self._renew = self.button("new_code", action=Action.NEW_CODE, icon="refresh")
        self._cash = self.button("cash_instead", action=Action.CASH, icon="cash")
        self._cancel = self.button("cancel_payment", Kind.DANGER, action=Action.BACK)
        self._cash.clicked.connect(self._ask_for_cash)
        self._query.clicked.connect(self._ask)
        self._renew.clicked.connect(self._ask_for_new)
        self._cancel.clicked.connect(self._press_cancel)
        self._disarm = QTimer(self)
        self._disarm.setSingleShot(True)
        self._disarm.setInterval(_DISARM_MS)
        self._disarm.timeout.connect(self._label_cancel)

    def _make_hint(self) -> QFrame:
        frame = QFrame()
        surface(frame, "hint")
        frame.setObjectName("code_hint")
        self._hint_icon = IconLabel(self.theme, "scan", 26, "accent")
        self._hint_title = Label(Role.STRONG, "accent")
        self._hint_more = Label(Role.SECONDARY)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._hint_title)
        words.addWidget(self._hint_more)
        row = QHBoxLayout(frame)
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(16)
        row.addWidget(self._hint_icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        return frame

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(30)
        self._grid.setVerticalSpacing(20)
        self._grid.setColumnStretch(1, 1)
        time_row = QHBoxLayout()
        time_row.addWidget(self._valid)
        time_row.addStretch(1)
        time_row.addWidget(self._left)
        self._left_side = QWidget()
        column = QVBoxLayout(self._left_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._code_frame)
        column.addLayout(time_row)
        column.addWidget(self._bar)
        self._sum = QWidget()
        self._sum_box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._sum)
        self._sum_box.setContentsMargins(0, 0, 0, 0)
        self._sum_box.addWidget(self._due)
        self._sum_box.addWidget(self._amount, 1)
        body = QVBoxLayout()
        body.setContentsMargins(24, 20, 24, 20)
        body.setSpacing(16)
        body.addLayout(self._grid, 1)
        body.addLayout(button_row(self._query, self._renew, self._cash, exit_button=self._cancel))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head)
        whole.addLayout(body, 1)
        self.arrange()

    def arrange(self) -> None:
        """Put the amount beside the code, or above it where the panel is narrow."""
        narrow = bool(self.narrow)
        top = Qt.AlignmentFlag.AlignTop
        for widget in (self._sum, self._left_side, self._steps, self._hint):
            self._grid.removeWidget(widget)
        for row in range(4):
            self._grid.setRowStretch(row, 0)
        if narrow:
            self._grid.addWidget(self._sum, 0, 0, 1, 2)
            self._grid.addWidget(self._left_side, 1, 0, top | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(self._steps, 1, 1, top)
        else:
            self._grid.addWidget(self._left_side, 0, 0, 4, 1, top | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(self._sum, 0, 1, top)
            self._grid.addWidget(self._steps, 1, 1, top)
            self._grid.addWidget(self._hint, 3, 1)
        self._grid.setRowStretch(2, 1)
        self._hint.setVisible(not narrow)
        self._head.set_narrow(narrow)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sum_box.setDirection(across if narrow else down)
        self._sum_box.setSpacing(16 if narrow else 0)
        self._amount.set_pixels(self.theme.px(64) if narrow else None)
        self._fit_code()

    def _fit_code(self) -> None:
        least = 0 if self.theme.compact else _LEAST
        self._code.set_module(_NARROW_MODULE if self.narrow else _MODULE, 0 if self.narrow else least)

    # ---- what it is told

    def set_payment(self, payment: Payment) -> None:
        """Show a payment's code; another payment disarms the cancel button."""
        if self.payment is None or self.payment.out_trade_no != payment.out_trade_no:
            self.set_leaving(False)
        super().set_payment(payment)

    def set_time(self, left: float, total: float) -> None:
        """Show how many seconds are left of ``total``."""
        self._bar.set_left(left, total)
        self._left.setText(minutes_seconds(left))
        self._waited = max(0, round(total - left))
        self._tell_steps()

    def set_leaving(self, leaving: bool) -> None:
        """Turn off what was pressed, until the payment has moved: one press, one deed."""
        self._disarm.stop()
        self._renew.setEnabled(not leaving)
        self._cash.setEnabled(not leaving)
        self._cancel.setEnabled(not leaving)
        self._label_cancel()

    def set_customer_screen(self, shown: bool) -> None:
        """Say whether the customer has a screen that shows the code."""
        self._customer_screen = shown
        self._head.set_customer_screen(shown)
        self._tell_hint()

    # ---- what it says

    def retell(self) -> None:
        """Say everything in the language of now."""
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        self._head.set_payment(self.payment)
        self._code.set_text(self.payment.code_url)
        self._code.setAccessibleName(translate("PaymentPanels", "QR code for the customer"))
        self._amount.set_money(self.payment.amount)
        self._due.setText(translate("PaymentPanels", "Amount due"))
        self._valid.setText(translate("PaymentPanels", "Code valid"))
        self._query.set_label(translate("PaymentPanels", "Query now"))
        self._renew.set_label(translate("PaymentPanels", "New code"))
        self._cash.set_label(translate("PaymentPanels", "Cash"))
        self._steps.set_words(
            translate("PaymentPanels", "Waiting for the customer to scan"),
            translate("PaymentPanels", "Customer enters password"),
            translate("PaymentPanels", "Paid"),
        )
        self._label_cancel()
        self._tell_steps()
        self._tell_hint()

    def _tell_steps(self) -> None:
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        if self.payment.unanswered:
            more = translate("PaymentPanels", "The last question found no answer; asking again")
        else:
            more = translate("PaymentPanels", "{seconds} s so far · asks by itself").format(seconds=self._waited)
        self._steps.set_now(1 if entering_password(self.payment) else 0, more)

    def _tell_hint(self) -> None:
        translate = QCoreApplication.translate
        if self._customer_screen:
            self._hint_icon.set_icon("scan")
            self._hint_title.setText(translate("PaymentPanels", "The customer scans with WeChat"))
            self._hint_more.setText(translate("PaymentPanels", "The customer's screen shows this code too"))
        else:
            self._hint_icon.set_icon("screen")
            key = self.theme.keys.hint(Action.CUSTOMER_WINDOW)
            self._hint_title.setText(translate("PaymentPanels", "Turn this screen to the customer"))
            more = translate("PaymentPanels", "Or press {key} for the customer's window").format(key=key)
            self._hint_more.setText(more)

    @Slot()
    def _label_cancel(self) -> None:
        armed = self._disarm.isActive()
        calm = QCoreApplication.translate("PaymentPanels", "Cancel")
        again = QCoreApplication.translate("PaymentPanels", "Press again to cancel")
        self._cancel.set_kind(Kind.DANGER_ARMED if armed else Kind.DANGER)
        self._cancel.reserve(calm, again)
        self._cancel.set_label(again if armed else calm)

    # ---- what a person does

    @Slot()
    def _ask(self) -> None:
        if self.payment is not None:
            self.query_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _ask_for_new(self) -> None:
        if self.payment is not None:
            self.set_leaving(True)
            self.renew_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _ask_for_cash(self) -> None:
        if self.payment is not None:
            self.cash_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _press_cancel(self) -> None:
        if self.payment is None:
            return
        if self._disarm.isActive():
            self.set_leaving(True)
            self.cancel_requested.emit(self.payment.out_trade_no)
        else:
            self._disarm.start()
            self._label_cancel()

    # ---- size

    def changeEvent(self, event: QEvent) -> None:
        """Fit the code to the scale of now."""
        if event.type() is QEvent.Type.StyleChange:
            self._fit_code()
        super().changeEvent(event)
