"""A time line as a list: time, mark on an upright line, what happened, and on what evidence."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pos_app.ui.fonts import Role
from pos_app.ui.marks import paint_mark
from pos_app.ui.moments import Moment
from pos_app.ui.theme import Theme
from pos_app.ui.when import hour_minute_second

MOMENT = Qt.ItemDataRole.UserRole + 1
_ROW = 67
_TIME, _MARK, _LEFT = 84, 28, 26  # widths, and the margin
_Index = QModelIndex | QPersistentModelIndex


class MomentModel(QAbstractListModel):
    """What happened, the oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self._moments: tuple[Moment, ...] = ()

    def set_moments(self, moments: tuple[Moment, ...]) -> None:
        """Tell another story."""
        self.beginResetModel()
        self._moments = moments
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count what happened."""
        return 0 if parent.isValid() else len(self._moments)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the moment, or its words."""
        if not index.isValid():
            return None
        moment = self._moments[index.row()]
        if role == MOMENT:
            return moment
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hour_minute_second(moment.at)} {moment.what} ({moment.under})"
        return None


class MomentDelegate(QStyledItemDelegate):
    """Paints one moment, and its piece of the upright line."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, self._theme.px(76, _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        moment, rect = index.data(MOMENT), QRectF(option.rect)
        painter.save()
        left = rect.left() + self._theme.px(_LEFT)
        middle = rect.top() + rect.height() * 0.38
        time_width = self._theme.px(_TIME + 12, _TIME)
        self._write(painter, QRectF(left, middle - 14, time_width, 28), hour_minute_second(moment.at), quiet=True)
        side = self._theme.px(_MARK)
        mark = QRectF(left + time_width + 14, middle - side / 2, side, side)
        self._paint_line(painter, rect, mark, last=index.row() == index.model().rowCount() - 1, first=not index.row())
        paint_mark(painter, mark, moment.mark, self._theme.tokens)
        x = mark.right() + 14
        room = rect.right() - x - 16
        self._write(painter, QRectF(x, middle - 15, room, 30), moment.what, bold=moment.weighty)
        self._write(painter, QRectF(x, middle + 13, room, 24), moment.under, quiet=True, small=True)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRectF, mark: QRectF, *, first: bool, last: bool) -> None:
        line = QColor(self._theme.tokens.line)
        x = mark.center().x() - 1
        if not first:
            painter.fillRect(QRectF(x, rect.top(), 2, mark.top() - 3 - rect.top()), line)
        if not last:
            painter.fillRect(QRectF(x, mark.bottom() + 3, 2, rect.bottom() - mark.bottom() - 3), line)

    def _write(
        self,
        painter: QPainter,
        box: QRectF,
        words: str,
        *,
        bold: bool = False,
        quiet: bool = False,
        small: bool = False,
    ) -> None:
        font = self._font(bold=bold, small=small, quiet=quiet)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.muted if quiet else self._theme.tokens.text))
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _font(self, *, bold: bool, small: bool, quiet: bool) -> QFont:
        if small:
            return self._theme.font(Role.SECONDARY)
        if quiet:
            return self._theme.font(Role.CELL)
        return self._theme.font(Role.SECTION if bold else Role.ITEM)


class MomentList(QListView):
    """Shows a time line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_line")
        self._model = MomentModel()
        self.setModel(self._model)
        self._delegate = MomentDelegate(theme)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def show_moments(self, moments: tuple[Moment, ...]) -> None:
        """Tell a story; its end is in view."""
        self._model.set_moments(moments)
        self.scrollToBottom()

    def text(self) -> str:
        """Give what a person reads."""
        model = self._model
        return "\n".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))
