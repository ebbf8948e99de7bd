"""What is needed seldom: shift, drawer, what is unresolved, language, theme, windows, goods, staff, the lock, help."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_WIDTH = 960
_COLUMNS = 3


class MorePanel(Overlay):
    """Covers the page with a short list of keys.

    Signals:
        picked: ``Action``.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("more_panel")
        self._theme = theme
        self._manager = False
        self._title = Label(Role.TITLE)
        self._keys = {
            Action.SHIFT: self._key(Action.SHIFT, "clock"),
            Action.DRAWER: self._key(Action.DRAWER, "drawer"),
            Action.TODAY: self._key(Action.TODAY, "list"),
            Action.REFUND: self._key(Action.REFUND, "undo"),
            Action.PRICE: self._key(Action.PRICE, "ticket"),
            Action.SALE_DISCOUNT: self._key(Action.SALE_DISCOUNT, "percent"),
            Action.UNRESOLVED: self._key(Action.UNRESOLVED, "list"),
            Action.LANGUAGE: self._key(Action.LANGUAGE, "globe"),
            Action.THEME: self._key(Action.THEME, "moon"),
            Action.MUTE: self._key(Action.MUTE, "sound-off"),
            Action.CUSTOMER_WINDOW: self._key(Action.CUSTOMER_WINDOW, "screen"),
            Action.GOODS: self._key(Action.GOODS, "box"),
            Action.SCANNING: self._key(Action.SCANNING, "scan"),
            Action.REPORTS: self._key(Action.REPORTS, "chart"),
            Action.STAFF: self._key(Action.STAFF, "person"),
            Action.LOCK: self._key(Action.LOCK, "lock"),
            Action.SETTINGS: self._key(Action.SETTINGS, "sliders"),
            Action.DOCTOR: self._key(Action.DOCTOR, "search"),
            Action.UPDATES: self._key(Action.UPDATES, "refresh"),
            Action.HELP: self._key(Action.HELP, "info"),
            Action.PHONE: self._key(Action.PHONE, "phone"),  # the last one: outside training its place is empty
        }
        self._back = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self._back.setObjectName("more_back")
        self._back.clicked.connect(self.dismissed)
        self.dismissed.connect(self.close_overlay)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(28, 24, 28, 24)
        frame.setSpacing(10)
        frame.addWidget(self._title)
        frame.addSpacing(6)
        grid = QGridLayout()
        grid.setSpacing(10)
        for number, key in enumerate(self._keys.values()):
            grid.addWidget(key, number // _COLUMNS, number % _COLUMNS)
        frame.addLayout(grid)
        frame.addSpacing(14)
        frame.addWidget(self._back)
        self.panel.setFixedWidth(theme.px(_WIDTH))
        self.set_training(False)
        self._retranslate()

    def set_training(self, on: bool) -> None:
        """Offer the customer's phone, or not."""
        self._keys[Action.PHONE].setVisible(on)

    def set_manager(self, on: bool) -> None:
        """Offer the staff page, or say who may see it."""
        self._manager = on
        self._keys[Action.STAFF].set_reason("" if on else self.tr("Managers only"))

    def set_newer(self, version: str) -> None:
        """Mark that a newer version is known; nothing takes the mark away."""
        self._keys[Action.UPDATES].set_badge(version)

    def _key(self, action: Action, icon: str) -> KeyButton:
        key = KeyButton(self._theme, Kind.PLAIN, action=action, icon=icon)
        key.setObjectName(f"more_{action.value}")
        key.setProperty("asks_for", action)
        key.clicked.connect(self._pick)
        return key

    @Slot()
    def _pick(self) -> None:
        action = self.sender().property("asks_for")
        self.close_overlay()
        self.picked.emit(action)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("More"))
        self._back.set_label(self.tr("Go back"))
        words = {
            Action.SHIFT: self.tr("Shift, cash, X"),
            Action.DRAWER: self.tr("Open the drawer"),
            Action.TODAY: self.tr("Today"),
            Action.REFUND: self.tr("Refund"),
            Action.PRICE: self.tr("Change the price"),
            Action.SALE_DISCOUNT: self.tr("Discount on all"),
            Action.UNRESOLVED: self.tr("Unresolved"),
            Action.LANGUAGE: self.tr("中文 / English"),
            Action.THEME: self.tr("Light or dark"),
            Action.MUTE: self.tr("Sound on or off"),
            Action.CUSTOMER_WINDOW: self.tr("Customer's window"),
            Action.PHONE: self.tr("Customer's phone"),
            Action.GOODS: self.tr("Goods"),
            Action.SCANNING: self.tr("Scanning"),
            Action.REPORTS: self.tr("Reports"),
            Action.STAFF: self.tr("Staff"),
            Action.LOCK: self.tr("Lock the till"),
            Action.SETTINGS: self.tr("Settings"),
            Action.DOCTOR: self.tr("Doctor"),
            Action.UPDATES: self.tr("Updates"),
            Action.HELP: self.tr("Keys"),
        }
        for action, word in words.items():
            self._keys[action].set_label(word)
        self.set_manager(self._manager)
