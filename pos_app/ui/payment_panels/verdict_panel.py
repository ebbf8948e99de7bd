"""Verdicts that fill the panel: green for money proven, red for not paid."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.payment import ClosingReason, Payment
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.payment_panels.frame import Panel, button_row
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute_second
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.bars import CountdownRing
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.key_button import Kind
from pos_app.ui.widgets.labels import IconLabel, Label
from pos_app.ui.widgets.mark_label import MarkLabel

BACK_AFTER = 4  # seconds that a paid panel stays


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


class PaidPanel(VerdictPanel):
    """Goes away by itself after four seconds; not so if the manager must see it."""

    next_requested = Signal(object)  # str: out_trade_no

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.PAID, Mark.OK, "ok_fill", "on_ok")
        self._announced: bool | None = None
        self._left = BACK_AFTER
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)
        self._sound_icon = IconLabel(theme, "sound", 24, "on_ok")
        self._sound = Label(Role.ITEM, "on_ok")
        self._time = Label(Role.ITEM, "on_ok")
        self._ring = CountdownRing(theme, "on_ok")
        self._back = Label(Role.ITEM, "on_ok")
        self._next = self.button("next_ticket", Kind.ON_OK, action=Action.CONFIRM, icon="arrow-right")
        self._next.set_size(96, 80, Role.TITLE)
        self._next.clicked.connect(self._go_on)
        self._lay_out()

    def _lay_out(self) -> None:
        marks = QHBoxLayout()
        marks.setSpacing(12)
        marks.addWidget(self._sound_icon)
        marks.addWidget(self._sound)
        marks.addSpacing(12)
        marks.addWidget(self._time)
        marks.addStretch(1)
        marks.addWidget(self._ring)
        marks.addWidget(self._back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(44, 36, 44, 28)
        whole.setSpacing(0)
        whole.addLayout(self.head())
        whole.addStretch(3)
        whole.addWidget(self.amount)
        whole.addStretch(2)
        whole.addWidget(_Rule(self.theme))
        whole.addSpacing(18)
        whole.addLayout(marks)
        whole.addSpacing(20)
        whole.addLayout(button_row(self._next))

    def arrange(self) -> None:
        """Leave out the time of day where the panel is narrow."""
        super().arrange()
        self._time.setVisible(not self.narrow)

    def set_payment(self, payment: Payment) -> None:
        """Show a payment; a new one starts the count."""
        if self.payment is None or self.payment.out_trade_no != payment.out_trade_no:
            self._announced = None
            self._left = BACK_AFTER
            self._timer.start()
        if payment.surplus:
            self.stay()
        super().set_payment(payment)

    def set_announced(self, announced: bool | None) -> None:
        """Say whether the payment was said aloud; nothing while it is not known."""
        self._announced = announced
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
        self.more.setText(
            translate("PaymentPanels", "This ticket was paid before: tell the manager to refund this payment")
            if self.payment.surplus
            else translate("PaymentPanels", "WeChat Pay · proven")
        )
        self._time.setText(hour_minute_second(self.payment.paid_at) if self.payment.paid_at else "")
        self._next.set_label(translate("PaymentPanels", "Next ticket"))
        said, silent = translate("PaymentPanels", "Announced"), translate("PaymentPanels", "Not announced")
        self._sound.setText(said if self._announced else silent)
        self._sound_icon.set_icon("sound" if self._announced else "sound-off")
        for widget in (self._sound, self._sound_icon):
            widget.setVisible(self._announced is not None)
        self._tell_count()

    def _tell_count(self) -> None:
        counting = self._timer.isActive()
        self._ring.setVisible(counting)
        self._back.setVisible(counting)
        self._ring.set_share(self._left / BACK_AFTER)
        words = QCoreApplication.translate("PaymentPanels", "Back to the sale in {seconds} s")
        self._back.setText(words.format(seconds=self._left))

    @Slot()
    def _count(self) -> None:
        self._left -= 1
        self._tell_count()
        if self._left <= 0:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        self.stay()
        if self.payment is not None:
            self.next_requested.emit(self.payment.out_trade_no)


class NotPaidPanel(VerdictPanel):
    """The reason first, then the provider's word that it is safe to charge again."""

    again_requested = Signal(object)  # str: sale number
    back_requested = Signal(object)  # str: sale number

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, PanelName.NOT_PAID, Mark.BAD, "bad_fill", "on_bad")
        self.amount.set_pixels(theme.px(120, 104))
        self._seal = Card(theme)
        self._seal.setObjectName("safe_seal")
        self._safe = Label(Role.SECTION, "accent", wrap=True)
        self._safe.setObjectName("safe_text")
        self._proof = Label(Role.SECONDARY, "muted", wrap=True)
        self._again = self.button("charge_again", Kind.ON_BAD, action=Action.WECHAT, icon="wechat")
        self._again.set_size(96, 80, Role.TITLE)
        self._back = self.button("back_to_ticket", Kind.ON_BAD_PLAIN, action=Action.BACK, icon="arrow-left")
        self._back.set_size(96, 80, Role.SECTION)
        self._again.clicked.connect(self._charge_again)
        self._back.clicked.connect(self._go_back)
        self._lay_out()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._safe)
        words.addWidget(self._proof)
        seal = QHBoxLayout(self._seal)
        seal.setContentsMargins(20, 14, 20, 14)
        seal.setSpacing(18)
        seal.addWidget(MarkLabel(self.theme, Mark.SAFE, 48))
        seal.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._again, 3)
        buttons.addWidget(self._back, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(44, 36, 44, 28)
        whole.setSpacing(0)
        whole.addLayout(self.head())
        whole.addStretch(2)
        whole.addWidget(self.amount)
        whole.addStretch(2)
        whole.addWidget(self._seal)
        whole.addSpacing(20)
        whole.addLayout(buttons)

    def set_payment(self, payment: Payment) -> None:
        """Show a payment that is proven closed."""
        self._again.setEnabled(True)
        super().set_payment(payment)

    def retell(self) -> None:
        """Say everything in the language of now."""
        super().retell()
        if self.payment is None:
            return
        translate = QCoreApplication.translate
        self.word.setText(translate("PaymentPanels", "Not paid"))
        self.more.setText(self._reason(self.payment))
        self._safe.setText(translate("PaymentPanels", "Safe to charge again"))
        self._proof.setText(self._proof_words(self.payment))
        self._again.set_label(translate("PaymentPanels", "Charge again"))
        self._back.set_label(translate("PaymentPanels", "Back to the ticket"))

    def _reason(self, payment: Payment) -> str:
        translate = QCoreApplication.translate
        match payment.closing_reason:
            case ClosingReason.EXPIRED:
                return translate("PaymentPanels", "The customer did not pay in time")
            case ClosingReason.CANCELLED:
                return translate("PaymentPanels", "The cashier cancelled before the customer paid")
            case None:
                return translate("PaymentPanels", "WeChat Pay closed this code")

    def _proof_words(self, payment: Payment) -> str:
        translate = QCoreApplication.translate
        if payment.code_url is None:
            return translate("PaymentPanels", "No code was ever shown, so nobody can have paid.")
        words = translate("PaymentPanels", "WeChat Pay confirmed at {time} that no. {tail} is closed and unpaid.")
        at = hour_minute_second(payment.settled_at) if payment.settled_at else "–"
        return words.format(time=at, tail=payment.tail)

    @Slot()
    def _charge_again(self) -> None:
        if self.payment is not None:
            self._again.setEnabled(False)  # one press, one attempt
            self.again_requested.emit(self.payment.sale_number)

    @Slot()
    def _go_back(self) -> None:
        if self.payment is not None:
            self.back_requested.emit(self.payment.sale_number)


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
