"""The count of a drawer as a card: a row for each note, one for the coins, and what it comes to."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_app.core.money import Money
from pos_app.core.shift import NOTES
from pos_app.ui.drawer_count import COINS, FIELDS, Counting
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLabel, AmountLook, paint_amount
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label

_ROW, _FIELD = (76, 54), (56, 44)
_HEAD, _SLAB = (56, 48), (112, 85)
_SIDE = 20
_DASH = "—"


def field_words(at: int) -> str:
    """Name what is counted in a field."""
    translate = QCoreApplication.translate
    if at == COINS:
        return translate("Count", "Coins in all")
    return translate("Count", "¥{yuan}").format(yuan=NOTES[at].fen // 100)


class CountRow(QWidget):
    """One field: what is counted, how many, and what they come to. It has the focus while it is typed in.

    Signals:
        entered: its place, when it gets the focus.
    """

    entered = Signal(int)

    def __init__(self, theme: Theme, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = at
        self._counting = Counting()
        name = "coins" if at == COINS else str(NOTES[at].fen)
        self.setObjectName(f"count_{name}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counting(self, counting: Counting) -> None:
        """Show what is typed."""
        self._counting = counting
        amount = counting.amount(self._at)
        self.setAccessibleName(f"{field_words(self._at)} × {counting.texts[self._at] or 0} = ¥{amount or Money(0)}")
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Become the field that is typed in."""
        super().focusInEvent(event)
        self.entered.emit(self._at)

    def sizeHint(self) -> QSize:
        """Ask for the height of a row."""
        return QSize(320, self._theme.px(*_ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        live = self._counting.at == self._at
        if live:
            painter.fillRect(self.rect(), QColor(self._theme.tokens.accent_soft))
        painter.fillRect(0, 0, self.width(), 1, QColor(self._theme.tokens.line))
        field, height = self._field(), self.height()
        self._paint_name(painter, QRectF(_SIDE, 0, field.left() - _SIDE, height))
        self._paint_field(painter, field, live=live)
        self._paint_amount(painter, QRectF(field.right() + 8, 0, self.width() - field.right() - 8 - _SIDE, height))

    def _field(self) -> QRectF:
        height = self._theme.px(*_FIELD)
        left = self.width() * 0.34
        return QRectF(left, (self.height() - height) / 2, min(self.width() * 0.27, self._theme.px(180, 140)), height)

    def _paint_name(self, painter: QPainter, rect: QRectF) -> None:
        tokens = self._theme.tokens
        painter.setPen(QColor(tokens.text))
        painter.setFont(self._theme.font(Role.ITEM))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | middle, field_words(self._at))
        if self._at != COINS:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(rect.adjusted(0, 0, -16, 0), Qt.AlignmentFlag.AlignRight | middle, "×")

    def _paint_field(self, painter: QPainter, rect: QRectF, *, live: bool) -> None:
        tokens = self._theme.tokens
        painter.setBrush(QColor(tokens.raised))
        width = 2 if live else 1
        painter.setPen(QPen(QColor(tokens.accent if live else tokens.edge), width))
        radius = self._theme.px(8)
        painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
        painter.setPen(QColor(tokens.text))
        painter.setFont(self._theme.font(Role.AMOUNT))
        inner, right = rect.adjusted(10, 0, -18, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, self._counting.texts[self._at])
        if live:
            caret = QRectF(rect.right() - 14, rect.center().y() - rect.height() * 0.26, 2, rect.height() * 0.52)
            painter.fillRect(caret, QColor(tokens.accent))

    def _paint_amount(self, painter: QPainter, rect: QRectF) -> None:
        amount = self._counting.amount(self._at)
        tokens = self._theme.tokens
        if amount is not None:
            paint_amount(painter, rect, amount, AmountLook(pixels=self._theme.px(26, 22), color=tokens.text))
            return
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._theme.font(Role.ITEM))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _DASH)


class _Slab(QWidget):
    """The foot of the card, in its rounded corners."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the slab."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(Card.radius)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0, -radius, 0, 0), radius, radius)
        painter.fillPath(shape, QColor(self._theme.tokens.slab))


class CountCard(Card):
    """Shows a count. What is typed is kept by whoever shows it.

    Signals:
        entered: the place of the field that is typed in from now on.
    """

    entered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, None, parent)
        self.setObjectName("count_card")
        self._title = Label(Role.SECTION)
        self._note = Label(Role.SECONDARY, "muted")
        self._note.setObjectName("count_note")
        self._what = Label(Role.SECTION, "slab_text")
        self._more = Label(Role.SECONDARY, "slab_muted")
        self.total = AmountLabel(theme, Role.TOTAL, tone="slab_text", align=Qt.AlignmentFlag.AlignRight)
        self.total.setObjectName("count_total")
        self.rows = tuple(CountRow(theme, at, self) for at in range(FIELDS))
        for row in self.rows:
            row.entered.connect(self.entered)
        self._lay_out()
        self.set_opening(True)
        self.show_counting(Counting())

    def show_counting(self, counting: Counting) -> None:
        """Show what is typed."""
        for row in self.rows:
            row.show_counting(counting)
        self.total.set_money(counting.count.total)

    def set_opening(self, opening: bool) -> None:
        """Say whether a float is counted, or all that is there at the end."""
        self._opening = opening
        self._title.setText(self.tr("Float") if opening else self.tr("Count the cash"))
        self._note.setText("" if opening else self.tr("Blind count"))
        self._what.setText(self.tr("Float") if opening else self.tr("Counted"))
        self._more.setText(self.tr("in the drawer") if opening else self.tr("float included"))

    def _lay_out(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(_SIDE, 0, _SIDE, 0)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._note)
        self._slab = _Slab(self._theme)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._more)
        words.addStretch(1)
        foot = QHBoxLayout(self._slab)
        foot.setContentsMargins(_SIDE + 2, 0, 16, 0)
        foot.addLayout(words)
        foot.addWidget(self.total, 1)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(1, 1, 1, 0)
        frame.setSpacing(0)
        frame.addWidget(self._head)
        for row in self.rows:
            frame.addWidget(row)
        frame.addStretch(1)
        frame.addWidget(self._slab)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the sizes of the theme, and the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()
        elif event.type() is QEvent.Type.LanguageChange:
            self.set_opening(self._opening)

    def _fit(self) -> None:
        self._head.setFixedHeight(self._theme.px(*_HEAD))
        self._slab.setFixedHeight(self._theme.px(*_SLAB))
        for row in self.rows:
            row.updateGeometry()
