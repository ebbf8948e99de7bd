"""The keypad, and over it what is being typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.ui import icons
from pos_app.ui.entry import Entry
from pos_app.ui.fonts import Role, sized
from pos_app.ui.keys import Action
from pos_app.ui.scan_words import is_hidden
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind

_DIGITS = (("7", "8", "9"), ("4", "5", "6"), ("1", "2", "3"), ("0", "00", "."))


class EntryWell(QWidget):
    """Shows what is being typed: ``×6``, ``12.5``, or the weight that is asked for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry")
        self._theme = theme
        self._entry = Entry()
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Give what a person reads, without the caption."""
        if is_hidden(self._entry.text):
            return "•" * len(self._entry.text)
        sign = "×" if self._entry.quantity else "¥" if self._entry.pricing else ""
        unit = " kg" if self._entry.weighing else ""
        return f"{sign}{self._entry.text}{unit}"

    def show_entry(self, entry: Entry, caption: str) -> None:
        """Show what is typed, and in a few words what it is for."""
        if (entry, caption) != (self._entry, self._caption):
            self._entry, self._caption = entry, caption
            self.setAccessibleName(f"{caption} {self.text()}")
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a field."""
        return QSize(200, self._theme.px(72, 56))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the well, the caption and the figures."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        live = bool(self._entry)
        painter.setBrush(QColor(tokens.sunken))
        painter.setPen(QPen(QColor(tokens.accent if live else tokens.edge), 1))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        inner = QRectF(self.rect()).adjusted(14, 0, -56 if live else -16, 0)
        font = sized(self._theme.px(36, 30), 600)
        figures = self.text()
        while (
            figures and font.pixelSize() > 18 and QFontMetricsF(font).horizontalAdvance(figures) > inner.width() * 0.8
        ):
            font.setPixelSize(font.pixelSize() - 1)
        painter.setPen(QColor(tokens.text))
        painter.setFont(font)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figures)
        room = inner.width() - QFontMetricsF(font).horizontalAdvance(figures) - 8
        caption_font = self._theme.font(Role.SECONDARY)
        painter.setFont(caption_font)
        painter.setPen(QColor(tokens.muted))
        words = QFontMetricsF(caption_font).elidedText(self._caption, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


class EraseKey(QAbstractButton):
    """The backspace inside the well, for hands that have no keyboard."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("erase")
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sign alone."""
        box = QRectF(0, 0, 26, 26)
        box.moveCenter(QRectF(self.rect()).center())
        tone = self._theme.tokens.accent if self.isDown() else self._theme.tokens.muted
        icons.paint(QPainter(self), box, "backspace", tone)


class Numpad(QWidget):
    """Digits in the order of the physical pad, and what is done with them; ``functions`` are for ringing up.

    Signals:
        typed: a digit, ``00`` or the point.
        erased: the backspace.
        quantity_pressed, more_pressed, less_pressed, delete_pressed: the function keys.
    """

    typed = Signal(str)
    erased = Signal()
    quantity_pressed = Signal()
    more_pressed = Signal()
    less_pressed = Signal()
    delete_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, functions: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("numpad")
        self._theme = theme
        self.well = EntryWell(theme, self)
        self._erase = EraseKey(theme, self.well)
        self._erase.clicked.connect(self.erased)
        self._digits: dict[str, KeyButton] = {}
        self.quantity = self._function(Action.QUANTITY, "quantity")
        self.more = self._function(Action.MORE_OF_IT, "more_of_it")
        self.less = self._function(Action.LESS_OF_IT, "less_of_it")
        self.delete = self._function(Action.DELETE_LINE, "delete_line")
        self.quantity.clicked.connect(self.quantity_pressed)
        self.more.clicked.connect(self.more_pressed)
        self.less.clicked.connect(self.less_pressed)
        self.delete.clicked.connect(self.delete_pressed)
        self._build(functions=functions)
        self._retranslate()

    def show_entry(self, entry: Entry, caption: str) -> None:
        """Show what is typed and what it is for."""
        self.well.show_entry(entry, caption)
        self._erase.setVisible(bool(entry))

    def flash(self, character: str, on: bool) -> None:
        """Light a key while its physical twin is down."""
        button = self._digits.get(character)
        if button is not None:
            button.flash(on)

    def _build(self, *, functions: bool) -> None:
        keys = QGridLayout()
        keys.setSpacing(8)
        for row, digits in enumerate(_DIGITS):
            for column, digit in enumerate(digits):
                keys.addWidget(self._digit(digit), row, column)
        for row, button in enumerate((self.quantity, self.more, self.less, self.delete)):
            keys.addWidget(button, row, 3)
            button.setVisible(functions)
        for at in range(4):
            keys.setColumnStretch(at, 1 if at < 3 or functions else 0)
            keys.setRowStretch(at, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.setSpacing(8)
        frame.addWidget(self.well)
        frame.addLayout(keys, 1)

    def _digit(self, digit: str) -> KeyButton:
        button = KeyButton(self._theme, Kind.NUMPAD)
        button.setObjectName({".": "digit_point"}.get(digit, f"digit_{digit}"))
        button.setText(digit)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.clicked.connect(self._type)
        self._digits[digit] = button
        return button

    def _function(self, action: Action, name: str) -> KeyButton:
        button = KeyButton(self._theme, Kind.FUNCTION, action=action)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return button

    def _type(self) -> None:
        sender = self.sender()
        if isinstance(sender, KeyButton):
            self.typed.emit(sender.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the backspace at the end of the well."""
        super().resizeEvent(event)
        height = self.well.sizeHint().height()
        self._erase.setGeometry(self.width() - 52, 0, 48, height)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.quantity.set_label(self.tr("Qty"))
        self.more.set_label(self.tr("One more"))
        self.less.set_label(self.tr("One less"))
        self.delete.set_label(self.tr("Delete"))
        self._erase.setAccessibleName(self.tr("Backspace"))
