"""The row of function keys under ticket and goods; what destroys stands apart at its end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.armed_key import ArmedKey
from pos_app.ui.widgets.key_button import KeyButton, Kind

_APART = 24
_NARROW, _WIDE = 700, 1200  # pixels from which there is room for icons and most keys, and for all of them


class FunctionRow(QWidget):
    """What a cashier reaches for beside the goods. Where there is little room the rarer ones stay behind More.

    Signals:
        picked: ``Action``: one of the keys.
        cancel_confirmed: the ticket is to be given up, said twice.
    """

    picked = Signal(object)
    cancel_confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("functions")
        self._theme = theme
        self._empty, self._held, self._refundable = True, 0, False
        self._icons: dict[KeyButton, str] = {}
        self.hold = self._key("hold", Action.HOLD, "hold")
        self.recall = self._key("recall", Action.RECALL, "recall")
        self.discount = self._key("line_discount", Action.LINE_DISCOUNT, "percent")
        self.price = self._key("price", Action.PRICE, "ticket")
        self.whole = self._key("sale_discount", Action.SALE_DISCOUNT, "percent")
        self.refund = self._key("refund", Action.REFUND, "undo")
        self.more = self._key("more", Action.MORE, "more")
        self._listen()
        self.cancel = ArmedKey(theme, action=Action.CANCEL_SALE, icon="trash")
        self.cancel.setObjectName("cancel_sale")
        self.cancel.set_size(64, 64)
        self.cancel.confirmed.connect(self.cancel_confirmed)
        self._icons[self.cancel] = "trash"
        self._lay_out()
        self._retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what is also behind More, where there is no room, and icons; the keys go on working."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.price.setVisible(self.width() >= _WIDE)
        for key in (self.whole, self.refund):
            key.setVisible(not narrow)
        for key, icon in self._icons.items():
            key.set_icon(None if narrow else icon)

    def set_empty(self, empty: bool) -> None:
        """Say that there is nothing on the ticket."""
        self._empty = empty
        self.cancel.disarm()
        self._say_reasons()

    def set_held(self, count: int) -> None:
        """Say how many tickets are put aside."""
        self._held = count
        self._say_reasons()

    def set_refundable(self, something: bool) -> None:
        """Say whether anything was paid that could be given back."""
        self._refundable = something
        self._say_reasons()

    def _say_reasons(self) -> None:
        nothing = self.tr("Nothing on it") if self._empty else ""
        for key in (self.hold, self.discount, self.price, self.whole, self.cancel):
            key.set_reason(nothing)
        self.recall.set_badge(str(self._held) if self._held else "")
        self.recall.set_reason("" if self._held else self.tr("None held"))
        self.refund.set_reason("" if self._refundable else self.tr("No payment yet"))

    def _key(self, name: str, action: Action, icon: str) -> KeyButton:
        button = KeyButton(self._theme, Kind.PLAIN, action=action, icon=icon, parent=self)
        self._icons[button] = icon
        button.setObjectName(name)
        button.setProperty("asks_for", action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.set_size(64, 64)
        button.clicked.connect(self._pick)
        return button

    def _listen(self) -> None:
        """Hear the keys of all of them, of those too for which there is no room."""
        keys = {key.property("asks_for"): key for key in self.findChildren(KeyButton)}
        for action in (*keys, Action.TODAY):
            if action in keys:
                for hidden in keys[action].findChildren(QShortcut):
                    hidden.setEnabled(False)
            shortcut = QShortcut(self)
            shortcut.setKeys(list(self._theme.keys.sequences(action)))
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._press, action, keys.get(action)))

    def _press(self, action: Action, key: KeyButton | None) -> None:
        if key is None or key.isEnabled():
            self.picked.emit(action)

    @Slot()
    def _pick(self) -> None:
        self.picked.emit(self.sender().property("asks_for"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.hold, self.recall, self.discount, self.price, self.whole, self.refund, self.more):
            row.addWidget(button, 1)
        row.addSpacing(_APART - 8)
        row.addWidget(self.cancel, 1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.hold.set_label(self.tr("Hold"))
        self.recall.set_label(self.tr("Recall"))
        self.discount.set_label(self.tr("Discount"))
        self.price.set_label(self.tr("Price"))
        self.whole.set_label(self.tr("Off all"))
        self.refund.set_label(self.tr("Refund"))
        self.more.set_label(self.tr("More"))
        self.cancel.set_words(self.tr("Cancel sale"), self.tr("Press again"))
        self._say_reasons()
