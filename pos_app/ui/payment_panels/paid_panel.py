"""Money proven: green, and back to the sale by itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.payment import Payment, Tender
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import button_row
from pos_app.ui.payment_panels.verdict_panel import VerdictPanel
from pos_app.ui.printing import NO_PRINTER, Printing
from pos_app.ui.tender_words import tender_word
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute_second
from pos_app.ui.widgets.bars import CountdownRing
from pos_app.ui.widgets.key_button import Kind
from pos_app.ui.widgets.labels import IconLabel, Label

BACK_AFTER = 4  # seconds that a paid panel stays


class PaidPanel(VerdictPanel):
    """Goes away by itself after four seconds; not so if the manager must see it."""

    next_requested = Signal(object)  # str: out_trade_no
    print_requested = Signal(str)  # out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.PAID, Mark.OK, "ok_fill", "on_ok")
        self._what = Label(Role.TITLE, "on_ok")
        self._what.setObjectName("verdict_what")
        self._announced: dict[str, bool] = {}
        self._left = BACK_AFTER
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)
        self._sound_icon = IconLabel(theme, "sound", 24, "on_ok")
        self._sound = Label(Role.ITEM, "on_ok")
        self._sound.setObjectName("announced")
        self._paper = IconLabel(theme, "printer", 24, "on_ok")
        self._paper_words = Label(Role.ITEM, "on_ok")
        self._paper_words.setObjectName("paper_words")
        self._time = Label(Role.ITEM, "on_ok")
        self._ring = CountdownRing(theme, "on_ok")
        self._back = Label(Role.ITEM, "on_ok")
        self._next = self.button("next_ticket", Kind.ON_OK, action=Action.CONFIRM, icon="arrow-right")
        self._next.set_size(96, 80, Role.TITLE)
        self._next.clicked.connect(self._go_on)
        self._printing = NO_PRINTER
        self._printed: set[str] = set()
        self._print = self.button("print_receipt", Kind.ON_OK, action=Action.PRINT, icon="printer")
        self._print.set_size(96, 80, Role.TITLE)
        self._print.clicked.connect(self._ask_for_paper)
        self._lay_out()

    def _lay_out(self) -> None:
        self._sound.setContentsMargins(0, 0, 12, 0)
        marks = QHBoxLayout()
        marks.setSpacing(12)
        marks.addWidget(self._sound_icon)
        marks.addWidget(self._sound)
        marks.addWidget(self._paper)
        marks.addWidget(self._paper_words)
        marks.addWidget(self._time)
        marks.addStretch(1)
        marks.addWidget(self._ring)
        marks.addWidget(self._back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(44, 36, 44, 28)
        whole.setSpacing(0)
        whole.addLayout(self.head())
        whole.addStretch(3)
        whole.addWidget(self._what)
        whole.addWidget(self.amount)
        whole.addStretch(2)
        whole.addWidget(_Rule(self.theme))
        whole.addSpacing(18)
        whole.addLayout(marks)
        whole.addSpacing(20)
        whole.addLayout(button_row(self._print, self._next))

    def arrange(self) -> None:
        """Leave out the time of day where the panel is narrow, and say less of the way back."""
        super().arrange()
        self._time.setVisible(not self.narrow)
        self._tell_count()

    def set_payment(self, payment: Payment) -> None:
        """Show a payment; a new one starts the count."""
        if self.payment is None or self.payment.out_trade_no != payment.out_trade_no:
            self._left = BACK_AFTER
            self._timer.start()
        if payment.surplus or payment.change:  # a manager must see it; or the change is being counted out
            self.stay()
        super().set_payment(payment)

    def set_announced(self, number: str, announced: bool) -> None:
        """Say whether a payment was said aloud; nothing while it is not known."""
        self._announced[number] = announced
        self.retell()

    def set_printing(self, printing: Printing) -> None:
        """Say how the printer stands."""
        self._printing = printing
        self.retell()

    def set_printed(self, number: str) -> None:
        """Take note that a receipt is on paper."""
        self._printed.add(number)
        self.retell()

    def stay(self) -> None:
        """Stop the count: a person decides when to go on."""
        self._timer.stop()

    def retell(self) -> None:
        """Say everything in the language of now."""
        super().retell()
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        self.word.setText(translate("PaymentPanels", "Paid"))
        self.more.setText(_how(self.payment))
        self._what.setText(translate("PaymentPanels", "Change"))
        self._what.setVisible(bool(self.payment.change))
        self.amount.set_money(self.payment.change or self.payment.amount)
        self._time.setText(hour_minute_second(self.payment.paid_at) if self.payment.paid_at else "")
        self._next.set_label(translate("PaymentPanels", "Next ticket"))
        announced = self._announced.get(self.payment.out_trade_no)
        said, silent = translate("PaymentPanels", "Announced"), translate("PaymentPanels", "Not announced")
        self._sound.setText(said if announced else silent)
        self._sound_icon.set_icon("sound" if announced else "sound-off")
        for widget in (self._sound, self._sound_icon):
            widget.setVisible(announced is not None)
        self._tell_paper(self.payment.out_trade_no)
        self._tell_count()

    def _tell_paper(self, number: str) -> None:
        translate = QCoreApplication.translate
        self._print.set_label(translate("PaymentPanels", "Print"))
        self._print.set_reason("" if self._printing.ready else translate("PaymentPanels", "No printer is set up"))
        words = ""
        if number in self._printing.waiting:
            trouble = self._printing.trouble is not None
            words = translate("PaymentPanels", "Not printed") if trouble else translate("PaymentPanels", "Printing")
        elif number == self._printing.doubtful:
            words = translate("PaymentPanels", "Perhaps not printed")
        elif number in self._printed:
            words = translate("PaymentPanels", "Printed")
        self._paper_words.setText(words)
        for widget in (self._paper, self._paper_words):
            widget.setVisible(bool(words))

    def _tell_count(self) -> None:
        counting = self._timer.isActive()
        self._ring.setVisible(counting)
        self._back.setVisible(counting)
        self._ring.set_share(self._left / BACK_AFTER)
        translate = QCoreApplication.translate
        whole = translate("PaymentPanels", "Back to the sale in {seconds} s")
        words = translate("PaymentPanels", "{seconds} s") if self.narrow else whole
        self._back.setText(words.format(seconds=self._left))

    @Slot()
    def _ask_for_paper(self) -> None:
        if self.payment is not None:
            self.print_requested.emit(self.payment.out_trade_no)

    @Slot()
    def _count(self) -> None:
        if not self.isVisible():  # money that came while nobody was at the till waits to be seen
            return
        self._left -= 1
        self._tell_count()
        if self._left <= 0:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        self.stay()
        if self.payment is not None:
            self.next_requested.emit(self.payment.out_trade_no)


def _how(payment: Payment) -> str:
    """Say in which way it was paid."""
    translate = QCoreApplication.translate
    if payment.surplus:
        return translate("PaymentPanels", "This ticket was paid before: tell the manager to refund this payment")
    if payment.tender is Tender.WECHAT_QR:
        return translate("PaymentPanels", "WeChat Pay · proven")
    if payment.tendered is None or not payment.change:
        return tender_word(payment.tender, payment.label)
    words = translate("PaymentPanels", "Cash ¥{amount} · ¥{received} received")
    return words.format(amount=payment.amount, received=payment.tendered)


class _Rule(QWidget):
    """A hairline on green."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it at 45 per cent."""
        color = QColor(self._theme.tokens.on_ok)
        color.setAlphaF(0.45)
        QPainter(self).fillRect(self.rect(), color)
