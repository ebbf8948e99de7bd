"""Every key and what it does, from the live key map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.key_words import action_words
from pos_app.ui.keys import Action
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Overlay
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.key_hint import hint_size, paint_hint
from pos_app.ui.widgets.labels import Label

_SHOWN = (
    Action.WECHAT, Action.CASH, Action.PAY, Action.QUICK, Action.QUANTITY, Action.MORE_OF_IT, Action.LESS_OF_IT,
    Action.DELETE_LINE, Action.CANCEL_SALE, Action.HOLD, Action.RECALL, Action.LINE_DISCOUNT, Action.SALE_DISCOUNT,
    Action.PRICE, Action.FIND, Action.SWITCH_PANE, Action.QUERY, Action.NEW_CODE, Action.CONFIRM, Action.BACK,
    Action.TODAY, Action.REFUND, Action.UNRESOLVED, Action.MORE, Action.STAFF, Action.LOCK, Action.PRINT,
    Action.REPRINT, Action.SHIFT, Action.DRAWER,
)  # fmt: skip
"""What a cashier needs to know by heart; the rest stands behind More, with its keys."""
_COLUMNS = 2


class _Hint(QWidget):
    """One key."""

    def __init__(self, theme: Theme, action: Action) -> None:
        super().__init__()
        self._theme = theme
        self._action = action
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for room for the longest key."""
        return QSize(self._theme.px(104), self._theme.px(30, 28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the key at the leading edge."""
        text = self._theme.keys.hint(self._action)
        width = hint_size(self._theme, text).width()
        box = QRectF(0, 0, width, self.height())
        paint_hint(QPainter(self), box, self._theme, text, QColor(self._theme.tokens.text))


class HelpPanel(Overlay):
    """Covers the page with the list of keys.

    Signals:
        keys_requested: the page where they are changed.
    """

    keys_requested = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(theme, page)
        self.setObjectName("help_panel")
        self._title = Label(Role.TITLE)
        self._words = {action: Label(Role.SECONDARY) for action in _SHOWN}
        self._back = KeyButton(theme, Kind.PLAIN, action=Action.BACK)
        self._back.setObjectName("help_back")
        self._back.set_size(56, 52)
        self._back.clicked.connect(self.dismissed)
        self._change = KeyButton(theme, Kind.PLAIN, action=Action.KEYS)
        self._change.setObjectName("help_keys")
        self._change.set_size(56, 52)
        self._change.clicked.connect(self.dismissed)
        self._change.clicked.connect(self.keys_requested)
        self.dismissed.connect(self.close_overlay)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(theme.px(8, 4))
        rows = -(-len(_SHOWN) // _COLUMNS)
        for number, action in enumerate(_SHOWN):
            row, column = number % rows, 2 * (number // rows)
            grid.addWidget(_Hint(theme, action), row, column, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(self._words[action], row, column + 1)
            grid.setColumnStretch(column + 1, 1)
        frame = QVBoxLayout(self.panel)
        frame.setContentsMargins(32, 24, 32, 24)
        frame.setSpacing(14)
        frame.addWidget(self._title)
        frame.addLayout(grid)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._change)
        foot.addWidget(self._back)
        frame.addLayout(foot)
        self._change.setFixedWidth(theme.px(300))
        self._back.setFixedWidth(theme.px(200))
        self._retranslate()

    def text(self) -> str:
        """Give what a person reads."""
        return "\n".join(label.text() for label in self._words.values())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Keys"))
        self._change.set_label(self.tr("Change keys"))
        self._back.set_label(self.tr("Go back"))
        for action, label in self._words.items():
            label.setText(action_words(action))
