"""What waits for a manager as a list in two groups: what is open, and what somebody has answered for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pos_app.core.overview import Unresolved
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.unresolved_words import age_words, pill_of, short_words, ticket_of, what_way
from pos_app.ui.widgets.amount import SIGN, AmountLook, paint_amount
from pos_app.ui.widgets.pill import paint_pill

ITEM = Qt.ItemDataRole.UserRole + 1
_ROW, _HEAD = (76, 64), (48, 40)  # heights on a tall screen, and on a short one
_SIDE, _AGE = 16, 96
_NARROW = 680  # pixels below which the age goes under what happened
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a row begin or end, in pixels of the row."""

    ticket: float
    amount_right: float
    what: float
    what_right: float
    age: bool


def _columns(width: float) -> _Columns:
    age = width >= _NARROW
    ticket = max(176.0, width * 0.2)
    amount_right = ticket + max(168.0, width * 0.23)
    return _Columns(ticket, amount_right, amount_right + 24, width - _SIDE - (_AGE if age else 0), age)


class _Model(QAbstractListModel):
    """Items, with a heading before those that were answered for."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self.rows: tuple[Unresolved | None, ...] = ()  # None: the heading

    def show(self, items: tuple[Unresolved, ...]) -> None:
        """List other items."""
        opened = [item for item in items if item.resolution is None]
        answered = [item for item in items if item.resolution is not None]
        rows = (*opened, *((None, *answered) if answered else ()))
        if [key_of(row) for row in rows] == [key_of(row) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let nobody choose the heading."""
        return Qt.ItemFlag.NoItemFlags if self.rows[index.row()] is None else super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the item, or its words for a screen reader."""
        if not index.isValid():
            return None
        item = self.rows[index.row()]
        if role == ITEM:
            return item
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if item is None:
            return heading()
        return f"{ticket_of(item)} {SIGN}{item.amount} {short_words(item)} {age_words(item.since, self._now())}"


def key_of(item: Unresolved | None) -> tuple[str, str]:
    """Tell an item from the others: its kind and number."""
    return (item.kind.value, item.number) if item is not None else ("", "")


def heading() -> str:
    """Name the second group."""
    return QCoreApplication.translate("Unresolved", "Marked as resolved; here until the cause is gone")


class _Delegate(QStyledItemDelegate):
    """Paints pill, ticket, amount, what happened over which way, and how long ago."""

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give rows one height, and the heading less."""
        return QSize(0, self._theme.px(*(_HEAD if index.data(ITEM) is None else _ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        item, rect, tokens = index.data(ITEM), QRectF(option.rect), self._theme.tokens
        painter.save()
        if item is None:
            painter.fillRect(rect, QColor(tokens.sunken))
            inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
            self._write(painter, inner, heading(), self._theme.font(Role.SECONDARY), tokens.muted)
        else:
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(tokens.accent_soft))
            self._paint_item(painter, rect, item)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.line))
        painter.restore()

    def _paint_item(self, painter: QPainter, rect: QRectF, item: Unresolved) -> None:
        theme, tokens, at = self._theme, self._theme.tokens, _columns(rect.width())
        paint_pill(painter, rect.adjusted(_SIDE, 0, 0, 0), theme, pill_of(item))
        ticket = QRectF(rect.left() + at.ticket, rect.top(), at.amount_right - at.ticket, rect.height())
        ink = tokens.text if item.resolution is None else tokens.muted
        self._write(painter, ticket, ticket_of(item), theme.font(Role.STRONG), ink)
        look = AmountLook(pixels=theme.px(26, 22), color=ink)
        paint_amount(painter, ticket.adjusted(60, 0, 0, 0), item.amount, look)
        room, middle = at.what_right - at.what, rect.center().y() - 1
        left = rect.left() + at.what
        age = age_words(item.since, self._now())
        under = what_way(item) if at.age else f"{what_way(item)} · {age}"
        self._write(painter, QRectF(left, middle - 28, room, 28), short_words(item), theme.font(Role.ITEM), ink)
        self._write(painter, QRectF(left, middle, room, 24), under, theme.font(Role.SECONDARY), tokens.muted)
        if at.age:
            box = QRectF(rect.right() - _SIDE - _AGE, rect.top(), _AGE, rect.height())
            self._write(painter, box, age, theme.font(Role.CELL), ink, _RIGHT)

    def _write(
        self, painter: QPainter, box: QRectF, words: str, font: QFont, color: str, align: Qt.AlignmentFlag = _LEFT
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(box, align, QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width()))


class ListHead(QWidget):
    """Names the columns over the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the height of a table's head."""
        return QSize(0, self._theme.px(*_HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names where the columns stand, and a hairline."""
        painter, tokens, at = QPainter(self), self._theme.tokens, _columns(self.width())
        translate, height = QCoreApplication.translate, self.height()
        painter.setFont(self._theme.font(Role.SECONDARY))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(_SIDE, 0, at.ticket, height), _LEFT, translate("Unresolved", "State"))
        painter.drawText(QRectF(at.ticket, 0, 120, height), _LEFT, translate("Unresolved", "Ticket"))
        painter.drawText(QRectF(0, 0, at.amount_right, height), _RIGHT, translate("Unresolved", "Amount"))
        painter.drawText(QRectF(at.what, 0, 300, height), _LEFT, translate("Unresolved", "What happened"))
        if at.age:
            painter.drawText(QRectF(0, 0, self.width() - _SIDE, height), _RIGHT, translate("Unresolved", "Since"))
        painter.fillRect(QRectF(0, height - 1, self.width(), 1), QColor(tokens.line))


class UnresolvedList(QListView):
    """Shows what waits; one item is always chosen, while there is one.

    Signals:
        chosen: another item, or the same one with other figures.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unresolved_list")
        self._listed = _Model(now)
        self._listed.setParent(self)
        self.setModel(self._listed)
        self.setItemDelegate(_Delegate(theme, now, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.selectionModel().selectionChanged.connect(self._choose)

    @property
    def item(self) -> Unresolved | None:
        """What is chosen."""
        index = self.currentIndex()
        return self._listed.rows[index.row()] if index.isValid() else None

    def show_items(self, items: tuple[Unresolved, ...]) -> None:
        """List what waits; what was chosen stays chosen, else its place goes to the next."""
        before, row = self.item, self.currentIndex().row()
        self._listed.show(items)
        keys = [key_of(item) for item in self._listed.rows]
        if before is not None and key_of(before) in keys:
            row = keys.index(key_of(before))
        row = max(0, min(row, len(keys) - 1))
        if keys and self._listed.rows[row] is None:
            row += 1
        self.setCurrentIndex(self._listed.index(row))
        self.chosen.emit()

    def text(self) -> str:
        """Give what a person reads."""
        return "\n".join(str(self._listed.index(row).data()) for row in range(self._listed.rowCount()))

    @Slot(QItemSelection, QItemSelection)
    def _choose(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.chosen.emit()
