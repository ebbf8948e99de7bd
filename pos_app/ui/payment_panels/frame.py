"""What the panels share: a card with a head, room for content, and a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.ui.fonts import Role
from pos_app.ui.marks import Mark
from pos_app.ui.payment_panels.choice import PanelName
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import IconLabel, Label, rule
from pos_app.ui.widgets.mark_label import MarkLabel

HEAD = 48
NARROW = 700  # pixels of width below which a panel stacks what otherwise stands side by side
EXIT_GAP = 24  # pixels that set the way out apart from the other buttons


class Panel(Card):
    """One way a payment can stand. ``retell`` says everything anew, from the record alone."""

    def __init__(self, theme: Theme, name: PanelName) -> None:
        super().__init__(theme)
        self.theme = theme
        self.payment: Payment | None = None
        self.narrow: bool | None = None
        self.setObjectName(name.value)

    def set_payment(self, payment: Payment) -> None:
        """Show a payment."""
        self.payment = payment
        self.retell()

    def retell(self) -> None:
        """Say everything, in the language of now."""
        raise NotImplementedError

    def arrange(self) -> None:
        """Put the parts where ``narrow`` wants them."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement that fits."""
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(NARROW)
        if narrow is not self.narrow:
            self.narrow = narrow
            self.arrange()

    def button(self, name: str, kind: Kind = Kind.PLAIN, **options: object) -> KeyButton:
        """Make a button with a name; ``action`` and ``icon`` as for ``KeyButton``."""
        made = KeyButton(self.theme, kind, parent=self, **options)  # type: ignore[arg-type]  # checked by KeyButton
        made.setObjectName(name)
        return made

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retell()
        super().changeEvent(event)


class Head(QWidget):
    """The head of a light panel: what is going on, which attempt, and whether the customer sees it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = Label(Role.SECTION)
        self._attempt = Label(Role.SECONDARY, "muted")
        self._tail = Label(Role.SECONDARY_BOLD)
        self._customer = Label(Role.SECONDARY, "muted")
        self._seal = MarkLabel(theme, Mark.SEAL, 24)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, "wechat", 24))
        row.addWidget(self._title)
        row.addWidget(self._attempt)
        row.addWidget(self._tail)
        row.addStretch(1)
        row.addWidget(self._customer)
        row.addWidget(self._seal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(rule())
        self.setFixedHeight(theme.px(HEAD))
        self.set_customer_screen(False)

    def set_payment(self, payment: Payment | None) -> None:
        """Say which attempt it is, as soon as there is one."""
        translate = QCoreApplication.translate
        self._title.setText(translate("PaymentPanels", "WeChat Pay by QR"))
        if payment is None:
            self._attempt.clear()
            self._tail.clear()
            return
        attempt = translate("PaymentPanels", "Attempt {number} · no.").format(number=payment.attempt)
        self._attempt.setText(attempt)
        self._tail.setText(payment.tail)
        self._customer.setText(translate("PaymentPanels", "On customer screen"))

    def set_narrow(self, narrow: bool) -> None:
        """Hide first what matters least."""
        self._attempt.setVisible(not narrow)

    def set_customer_screen(self, shown: bool) -> None:
        """Say whether the customer's own screen shows it too."""
        self._customer.setVisible(shown)
        self._seal.setVisible(shown)


def button_row(*buttons: KeyButton, exit_button: KeyButton | None = None) -> QHBoxLayout:
    """Put buttons in a row; the way out stands at the right, set apart."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button, max(1, button.sizeHint().width()))
    if exit_button is not None:
        row.addSpacing(EXIT_GAP)
        row.addWidget(exit_button, max(1, exit_button.sizeHint().width()))
    return row


def leading(widget: QWidget) -> QHBoxLayout:
    """Keep a widget at its own size, at the leading edge."""
    row = QHBoxLayout()
    row.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
