"""The lines of a ticket as they can come back: a box to tick, what is left, how many of it and for how much."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pos_app.core.sale import Line, Unit
from pos_app.ui.fonts import Role
from pos_app.ui.refund_pick import Part, Pick
from pos_app.ui.theme import Theme
from pos_app.ui.tick import paint_box
from pos_app.ui.widgets.amount import SIGN, AmountLook, paint_amount

PART = Qt.ItemDataRole.UserRole + 1
CURRENT = Qt.ItemDataRole.UserRole + 2
_BOX, _SIDE = 26, 20
_AMOUNT, _QUANTITY = (140, 104), (120, 92)  # widths on a tall screen, and on a short one
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def milli_text(line: Line, milli: int) -> str:
    """Write a quantity of a line's unit: ``2``, or ``0.358``."""
    whole, thousandths = divmod(milli, 1000)
    return str(whole) if line.unit is Unit.EACH else f"{whole}.{thousandths:03d}"


def left_words(part: Part) -> str:
    """Say how much of a line can still come back, and what that is worth."""
    if not part.left.quantity_milli:
        return QCoreApplication.translate("RefundLines", "All of it came back")
    unit = "" if part.line.unit is Unit.EACH else " kg"
    words = QCoreApplication.translate("RefundLines", "{left} left · {amount}")
    return words.format(left=milli_text(part.line, part.left.quantity_milli) + unit, amount=f"{SIGN}{part.left.amount}")


class _Model(QAbstractListModel):
    """The parts of a pick, in the order of the ticket."""

    def __init__(self) -> None:
        super().__init__()
        self.pick = Pick()

    def show(self, pick: Pick) -> None:
        """Show another pick; only another ticket scrolls back to its beginning."""
        if len(pick.parts) != len(self.pick.parts):
            self.beginResetModel()
            self.pick = pick
            self.endResetModel()
            return
        self.pick = pick
        if pick.parts:
            self.dataChanged.emit(self.index(0), self.index(len(pick.parts) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count the lines."""
        return 0 if parent.isValid() else len(self.pick.parts)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the part, or its words for a screen reader."""
        if not index.isValid():
            return None
        part = self.pick.parts[index.row()]
        if role == PART:
            return part
        if role == CURRENT:
            return index.row() == self.pick.row
        if role == Qt.ItemDataRole.DisplayRole:
            wanted = milli_text(part.line, part.wanted_milli)
            return f"{part.line.name} {wanted} {SIGN}{part.amount} ({left_words(part)})"
        return None


class _Delegate(QStyledItemDelegate):
    """Paints one line: box, name over what is left, quantity, amount."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, self._theme.px(76, 64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        part, rect, tokens = index.data(PART), QRectF(option.rect), self._theme.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if part.wanted_milli:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.line))
        if index.data(CURRENT):
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        self._paint_box(painter, rect, part)
        self._paint_figures(painter, rect, part)
        painter.restore()

    def _paint_box(self, painter: QPainter, rect: QRectF, part: Part) -> None:
        side = self._theme.px(_BOX)
        box = QRectF(rect.left() + _SIDE, rect.center().y() - side / 2, side, side)
        paint_box(painter, box, self._theme, on=bool(part.wanted_milli), live=bool(part.left.quantity_milli))

    def _paint_figures(self, painter: QPainter, rect: QRectF, part: Part) -> None:
        tokens, theme = self._theme.tokens, self._theme
        right = rect.right() - 16
        amount = QRectF(right - theme.px(*_AMOUNT), rect.top(), theme.px(*_AMOUNT), rect.height())
        quantity = QRectF(amount.left() - theme.px(*_QUANTITY), rect.top(), theme.px(*_QUANTITY), rect.height())
        left = rect.left() + _SIDE + theme.px(_BOX) + 14
        room, middle = quantity.left() - left, rect.center().y() - 1
        ink = tokens.text if part.left.quantity_milli else tokens.muted
        self._write(painter, QRectF(left, middle - 28, room, 28), part.line.name, theme.font(Role.ITEM), ink)
        note = tokens.bad if part.over else tokens.muted
        self._write(painter, QRectF(left, middle, room, 24), left_words(part), theme.font(Role.SECONDARY), note)
        wanted = milli_text(part.line, part.wanted_milli) if part.wanted_milli else "0"
        ink = tokens.bad if part.over else tokens.text
        self._write(painter, quantity, wanted, theme.font(Role.QUANTITY), ink, _RIGHT)
        if part.amount:
            look = AmountLook(pixels=theme.px(26, 22), color=tokens.text, sign=False)
            paint_amount(painter, amount, part.amount, look)
        else:
            self._write(painter, amount, "—", theme.font(Role.AMOUNT), tokens.muted, _RIGHT)

    def _write(
        self, painter: QPainter, box: QRectF, words: str, font: QFont, color: str, align: Qt.AlignmentFlag = _LEFT
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(box, align, QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width()))


class RefundLines(QListView):
    """Shows a pick; a touch on a line wants all of it, or nothing.

    Signals:
        toggled: the row of a line.
    """

    toggled = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refund_lines")
        self._shown = _Model()
        self._shown.setParent(self)
        self.setModel(self._shown)
        self.setItemDelegate(_Delegate(theme, self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._toggle)

    def show_pick(self, pick: Pick) -> None:
        """Show what is chosen; the line that the keys are about is in view."""
        self._shown.show(pick)
        if pick.parts:
            self.scrollTo(self._shown.index(pick.row))

    def text(self) -> str:
        """Give what a person reads."""
        return "\n".join(str(self._shown.index(row).data()) for row in range(self._shown.rowCount()))

    @Slot(QModelIndex)
    def _toggle(self, index: QModelIndex) -> None:
        self.toggled.emit(index.row())
