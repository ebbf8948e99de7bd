"""The customer's phone, for training: it pays, hesitates, pays with another account, or meets bad weather."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.ui.choice_row import ChoiceRow
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.phone_deeds import BadWeather, PhoneDeed, RefundFate
from pos_app.ui.status import status_of
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label, rule
from pos_app.ui.widgets.pill import StatusPill

ACTIONS = ("pay", "enter_password", "decline", "pay_late")
CALLS = ("query", "prepay", "close", "refund")
FAULTS: tuple[tuple[str, int, float | None], ...] = (  # fault, calls that it strikes, seconds
    ("hang", 3, 10.0),
    ("drop_before", 3, None),
    ("drop_after", 3, None),
    ("server_error", 3, None),
    ("wrong_signature", 3, None),
    ("wrong_amount", 3, None),
)
FATES = ("SUCCESS", "ABNORMAL", "CLOSED")
ACCOUNTS = ("A", "B")
_KEY = 48


class PhonePanel(Card):
    """Stands over the ticket while it is open. Only signals leave it: no money moves in training.

    Signals:
        phone_used: ``PhoneDeed``.
        weather_made: ``BadWeather``.
        weather_cleared: let the sun shine.
        fate_sealed: ``RefundFate``.
        left: the panel is to be closed.
    """

    phone_used = Signal(object)
    weather_made = Signal(object)
    weather_cleared = Signal()
    fate_sealed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("phone_panel")
        self._theme = theme
        self._payment: Payment | None = None
        self._refund: Refund | None = None
        self._title = Label(Role.SECTION)
        self._close = KeyButton(theme, Kind.QUIET, action=Action.PHONE, icon="x")
        self._close.setObjectName("close_phone")
        for shortcut in self._close.findChildren(QShortcut):
            shortcut.setEnabled(False)  # the window has one, which opens as well
        self._close.set_size(_KEY, _KEY)
        self._close.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._close.clicked.connect(self.left)
        self.amount = AmountLabel(theme, Role.TAIL)
        self.pill = StatusPill(theme)
        self.answer = Label(Role.SECONDARY, "muted", wrap=True)
        self.answer.setObjectName("phone_answer")
        self.account = ChoiceRow("account", len(ACCOUNTS), segments=True)
        self._actions = tuple(self._key(action, self._use) for action in ACTIONS)
        self._actions[0].set_kind(Kind.TENDER)
        self._weather_title = Label(Role.SECTION)
        self.call = ChoiceRow("call", len(CALLS), segments=True)
        self._faults = tuple(self._key(fault, self._make_weather) for fault, _, _ in FAULTS)
        self._clear = self._key("clear_weather", self._clear_weather)
        self._clear.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fate_title = Label(Role.SECTION)
        self._fates = tuple(self._key(f"refund_{fate.lower()}", self._seal) for fate in FATES)
        self._lay_out()
        self._retranslate()
        self.show_payment(None)
        self.show_refund(None)

    # ---------------------------------------------------------------- what it is told

    def show_payment(self, payment: Payment | None) -> None:
        """Hold the phone to a code, or to none."""
        self._payment = payment
        self.amount.setVisible(payment is not None)
        if payment is not None:
            self.amount.set_money(payment.amount)
        self.pill.set_status(status_of(payment) if payment is not None else None)
        for key in self._actions:
            key.setEnabled(payment is not None and payment.code_url is not None)
        if payment is None:
            self.answer.setText(self.tr("Press Pay on the till, and the phone sees the code."))
        elif not payment.settled:
            self.answer.clear()

    def show_refund(self, refund: Refund | None) -> None:
        """Let the bank decide about a refund, if one is on its way."""
        self._refund = refund if refund is not None and not refund.settled else None
        self._fate_title.setVisible(self._refund is not None)
        for key in self._fates:
            key.setVisible(self._refund is not None)

    @Slot(str)
    def show_answer(self, words: str) -> None:
        """Say what the phone shows."""
        self.answer.setText(words)

    # ---------------------------------------------------------------- how it is made

    def _key(self, name: str, slot: object) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN)
        key.setObjectName(f"phone_{name}")
        key.set_size(_KEY, _KEY, Role.SECONDARY_BOLD)
        key.clicked.connect(slot)
        return key

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._close)
        bill = QHBoxLayout()
        bill.addWidget(self.amount, 1)
        bill.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(20, 10, 20, 16)
        frame.setSpacing(8)
        frame.addLayout(head)
        frame.addLayout(bill)
        frame.addWidget(self.answer)
        frame.addWidget(self.account)
        frame.addLayout(_grid(self._actions, 2))
        frame.addWidget(rule())
        weather = QHBoxLayout()
        weather.addWidget(self._weather_title)
        weather.addStretch(1)
        weather.addWidget(self._clear)
        frame.addLayout(weather)
        frame.addWidget(self.call)
        frame.addLayout(_grid(self._faults, 3))
        frame.addWidget(self._fate_title)
        frame.addLayout(_grid(self._fates, 3))
        frame.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Give the card the edge of training."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.training), 2))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 10, 10)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("The customer's phone"))
        self.account.set_words((self.tr("First account"), self.tr("Second account")))
        actions = (self.tr("Scan and pay"), self.tr("Enter password"), self.tr("Decline"), self.tr("Pay too late"))
        _label(self._actions, actions)
        self._close.set_spoken(self.tr("Put the phone away"))
        self._weather_title.setText(self.tr("Bad weather, next calls"))
        self.call.set_words((self.tr("Query"), self.tr("Code"), self.tr("Close"), self.tr("Refund")))
        _label(
            self._faults,
            (
                self.tr("Hang 10 s"),
                self.tr("Lost before"),
                self.tr("Lost after"),
                self.tr("Error 500"),
                self.tr("Forged"),
                self.tr("Wrong sum"),
            ),
        )
        self._clear.set_label(self.tr("Fair weather"))
        self._fate_title.setText(self.tr("The refund at the bank"))
        _label(self._fates, (self.tr("Arrives"), self.tr("Gets stuck"), self.tr("Fails")))

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _use(self) -> None:
        if self._payment is not None:
            action = ACTIONS[self._actions.index(self._pressed())]
            account = ACCOUNTS[self.account.position]
            self.phone_used.emit(PhoneDeed(action=action, out_trade_no=self._payment.out_trade_no, account=account))

    @Slot()
    def _make_weather(self) -> None:
        fault, times, seconds = FAULTS[self._faults.index(self._pressed())]
        call = CALLS[self.call.position]
        self.weather_made.emit(BadWeather(call=call, fault=fault, times=times, seconds=seconds))
        self.answer.setText(self.tr("The next {times} calls will meet it.").format(times=times))

    @Slot()
    def _clear_weather(self) -> None:
        self.weather_cleared.emit()
        self.answer.setText(self.tr("The sun shines."))

    @Slot()
    def _seal(self) -> None:
        if self._refund is not None:
            status = FATES[self._fates.index(self._pressed())]
            self.fate_sealed.emit(RefundFate(out_refund_no=self._refund.out_refund_no, status=status))

    def _pressed(self) -> KeyButton:
        key = self.sender()
        if not isinstance(key, KeyButton):
            raise TypeError("only a key of the panel leads here")
        return key


def _grid(keys: tuple[KeyButton, ...], columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(8)
    for number, key in enumerate(keys):
        grid.addWidget(key, number // columns, number % columns)
    return grid


def _label(keys: tuple[KeyButton, ...], words: tuple[str, ...]) -> None:
    for key, word in zip(keys, words, strict=True):
        key.set_label(word)
