"""The slab across the top: who and where, what is unresolved, how the channel stands, what time it is."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.marks import Mark, paint_mark
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute
from pos_app.ui.widgets.key_hint import hint_size, paint_hint
from pos_app.ui.widgets.labels import IconLabel, Label, rule
from pos_app.ui.widgets.printer_badge import PrinterBadge

HEIGHT = 48
_ROOMY = 1200  # pixels from which there is room for the shift and the channel's word


class Channel(enum.Enum):
    """How the way to WeChat Pay stands: an icon and a word, never a colour."""

    OK = enum.auto()
    NO_ANSWER = enum.auto()
    OFFLINE = enum.auto()


class _UnresolvedBadge(QAbstractButton):
    """The amber badge; there only while something is unresolved."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("unresolved_badge")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _hint(self) -> str:
        return self._theme.keys.hint(Action.UNRESOLVED)

    def sizeHint(self) -> QSize:
        """Ask for mark, words and key."""
        words = QFontMetricsF(self._theme.font(Role.PILL)).horizontalAdvance(self.text())
        width = 8 + self._theme.px(20) + 6 + words + 8 + hint_size(self._theme, self._hint()).width() + 10
        return QSize(round(width), self._theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.warn_fill))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        side = self._theme.px(20)
        paint_mark(painter, QRectF(8, (self.height() - side) / 2, side, side), Mark.WARN, tokens, inverse=True)
        ink = QColor(tokens.on_warn)
        painter.setPen(QPen(ink))
        painter.setFont(self._theme.font(Role.PILL))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(self.rect()).adjusted(14 + side, 0, 0, 0), left, self.text())
        width = hint_size(self._theme, self._hint()).width()
        paint_hint(painter, QRectF(self.width() - 10 - width, 0, width, self.height()), self._theme, self._hint(), ink)


class TitleBar(QWidget):
    """Told by setters; ``now`` is the clock on the wall."""

    unresolved_requested = Signal()

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("title_bar")
        self._theme = theme
        self._now = now
        self._unresolved = 0
        self._channel = Channel.OK
        self._shop = Label(Role.SECTION, "slab_text")
        self._till = Label(Role.SECONDARY, "slab_text")
        self._cashier = Label(Role.SECONDARY, "slab_muted")
        self._shift = Label(Role.SECONDARY, "slab_muted")
        self._training = _Chip(theme, "training_chip", ("training", "on_accent"))
        self._badge = _UnresolvedBadge(theme)
        self._badge.clicked.connect(self.unresolved_requested)
        self.printer = PrinterBadge(theme)
        self._muted = _Chip(theme, "muted_chip", ("bad_fill", "on_bad"), "sound-off")
        self._channel_icon = IconLabel(theme, "wifi", 20, "slab_text")
        self._channel_word = Label(Role.SECONDARY, "slab_text")
        self._clock = Label(Role.STRONG, "slab_text")
        self._name_parts()
        self._lay_out()
        self.set_training(False)
        self.set_muted(False)
        self.set_unresolved(0)
        self.set_channel(Channel.OK)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def _name_parts(self) -> None:
        for name in ("shop", "till", "cashier", "shift", "channel_word", "clock"):
            getattr(self, f"_{name}").setObjectName(f"title_{name}")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(18)
        row.addWidget(self._shop)
        row.addWidget(_divider())
        row.addWidget(self._till)
        row.addWidget(self._cashier)
        row.addWidget(self._shift)
        row.addStretch(1)
        row.addWidget(self._training)
        row.addWidget(self._badge)
        row.addWidget(self.printer)
        row.addWidget(self._muted)
        channel = QHBoxLayout()
        channel.setSpacing(8)
        channel.addWidget(self._channel_icon)
        channel.addWidget(self._channel_word)
        row.addLayout(channel)
        row.addWidget(_divider())
        row.addWidget(self._clock)
        self.setFixedHeight(self._theme.px(HEIGHT))

    # ---- what it is told

    def set_place(self, shop: str, till: str, cashier: str, shift: str = "") -> None:
        """Say who sells where, and since when."""
        self._shop.setText(shop)
        self._till.setText(till)
        self._cashier.setText(cashier)
        self._shift.setText(shift)
        self._fit()

    def set_unresolved(self, number: int) -> None:
        """Show how many payments wait for an answer or a manager; nothing when none does."""
        self._unresolved = number
        words = QCoreApplication.translate("TitleBar", "Unresolved {number}").format(number=number)
        self._badge.setText(words)
        self._badge.setAccessibleName(words)
        self._badge.setVisible(number > 0)
        self._badge.updateGeometry()

    @Slot(object)
    def set_channel(self, channel: Channel) -> None:
        """Say how the way to WeChat Pay stands."""
        self._channel = channel
        word = {
            Channel.OK: QCoreApplication.translate("TitleBar", "WeChat channel OK"),
            Channel.NO_ANSWER: QCoreApplication.translate("TitleBar", "WeChat does not answer"),
            Channel.OFFLINE: QCoreApplication.translate("TitleBar", "Offline"),
        }[channel]
        self._channel_word.setText(word)
        self._channel_icon.setAccessibleName(word)
        self._channel_icon.set_icon("wifi-off" if channel is Channel.OFFLINE else "wifi")
        self._fit()

    def set_training(self, on: bool) -> None:
        """Show or hide the training chip."""
        self._training.set_text(QCoreApplication.translate("TitleBar", "Training"))
        self._training.setVisible(on)

    def set_muted(self, on: bool) -> None:
        """Show the crossed speaker while the till cannot be heard."""
        self._muted.set_text(QCoreApplication.translate("TitleBar", "The till cannot be heard"))
        self._muted.setVisible(on)

    # ---- what it does by itself

    @Slot()
    def _tick(self) -> None:
        self._clock.setText(hour_minute(self._now()))

    def _fit(self) -> None:
        roomy = self.width() >= _ROOMY
        self._shift.setVisible(roomy and bool(self._shift.text()))
        self._channel_word.setVisible(roomy or self._channel is not Channel.OK)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide first what matters least."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Say it in the new language, and in the new size."""
        if event.type() is QEvent.Type.LanguageChange:
            self.set_unresolved(self._unresolved)
            self.set_channel(self._channel)
            self.set_training(self._training.isVisibleTo(self))
            self.set_muted(self._muted.isVisibleTo(self))
        elif event.type() is QEvent.Type.StyleChange:
            self.setFixedHeight(self._theme.px(HEIGHT))
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the slab."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.slab))


class _Chip(QWidget):
    """A word or an icon on a fill of its own."""

    def __init__(self, theme: Theme, name: str, colors: tuple[str, str], icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._colors = colors
        self._icon = icon
        self._text = ""
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Give the words."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else; beside an icon it is said to screen readers only."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the words, or for the icon."""
        height = self._theme.px(30)
        if self._icon:
            return QSize(height + 4, height)
        return QSize(round(QFontMetricsF(self._theme.font(Role.PILL)).horizontalAdvance(self._text)) + 24, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the fill and what stands on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, on = (QColor(getattr(self._theme.tokens, name)) for name in self._colors)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if self._icon:
            box = QRectF(0, 0, self._theme.px(20), self._theme.px(20))
            box.moveCenter(QRectF(self.rect()).center())
            icons.paint(painter, box, self._icon, on)
            return
        painter.setPen(on)
        painter.setFont(self._theme.font(Role.PILL))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


def _divider() -> QWidget:
    line = rule(upright=True)
    line.setFixedHeight(18)
    line.setProperty("surface", "slab-rule")
    return line
