"""One declarative table for all lists: columns are data, and one delegate paints them."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QScroller,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pos_app.core.money import Money
from pos_app.ui import fonts
from pos_app.ui.fonts import Role
from pos_app.ui.status import Status, status_word
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import SIGN, AmountLook, paint_amount
from pos_app.ui.widgets.pill import paint_pill

Record = TypeVar("Record")
_Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole + 1
LOOK = Qt.ItemDataRole.UserRole + 2
_PADDING, _TIGHT = 17, 12  # pixels at both sides of a cell
_ROW, _HEAD = (76, 64), (48, 40)  # heights on a tall screen, and on a short one
_NARROW = 680  # pixels of a table below which cells are tight


class Look(enum.Enum):
    """How a cell is set."""

    PLAIN = enum.auto()
    STRONG = enum.auto()
    QUIET = enum.auto()
    AMOUNT = enum.auto()  # the value is Money
    FIGURE = enum.auto()  # one of many: Money without its sign, or a count
    SUM = enum.auto()  # of figures
    STATUS = enum.auto()  # the value is a Status


_WEIGHTS = {Look.FIGURE: fonts.REGULAR, Look.SUM: fonts.SEMIBOLD}
_FIGURES = frozenset(_WEIGHTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Record]):
    """A title, the value to show, how it is set, and its share of the width.

    The title is asked for each time, so that it follows the language.
    """

    title: Callable[[], str]
    value: Callable[[Record], Any]
    look: Look = Look.PLAIN
    share: int = 1

    @property
    def right(self) -> bool:
        """Whether the column is set to the right."""
        return self.look in {Look.AMOUNT, *_FIGURES}


class TableModel(QAbstractTableModel, Generic[Record]):
    """Records under columns."""

    def __init__(self, columns: tuple[Column[Record], ...]) -> None:
        super().__init__()
        self._columns = columns
        self._records: tuple[Record, ...] = ()

    @property
    def records(self) -> tuple[Record, ...]:
        """What is listed."""
        return self._records

    @property
    def columns(self) -> tuple[Column[Record], ...]:
        """What is shown of each."""
        return self._columns

    def set_records(self, records: tuple[Record, ...]) -> None:
        """List other records; where only their contents differ, nothing scrolls or loses its selection."""
        if len(records) == len(self._records):
            self._records = records
            if records:
                self.dataChanged.emit(self.index(0, 0), self.index(len(records) - 1, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._records = records
        self.endResetModel()

    def append_records(self, records: tuple[Record, ...]) -> None:
        """List more records after the last one; nothing scrolls or loses its selection."""
        if records:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
            self._records += records
            self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count the records."""
        return 0 if parent.isValid() else len(self._records)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell: its words, its value, its look."""
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == LOOK:
            return column.look
        value = column.value(self._records[index.row()])
        if role == VALUE:
            return value
        return words_for(value) if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:  # fmt: skip
        """Give a column's title, and the side on which it stands."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


def words_for(value: object) -> str:
    """Say a value in words, for a screen reader and for tests."""
    match value:
        case Money():
            return f"{SIGN}{value}"
        case Status():
            return status_word(value)
    return str(value)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell by its look; hairlines under the rows and nothing else."""

    def __init__(self, theme: Theme, row: tuple[int, int]) -> None:
        super().__init__()
        self._theme = theme
        self._row = row

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, self._theme.px(*self._row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the cell."""
        rect = QRectF(option.rect)
        tokens = self._theme.tokens
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.line))
        view: QWidget = option.widget
        look = index.data(LOOK)
        tight = _TIGHT if view.width() < _NARROW or look in _FIGURES else _PADDING
        inner = rect.adjusted(tight, 0, -_PADDING if look in _FIGURES else -tight, 0)
        self._paint_value(painter, inner, index.data(VALUE), look)
        painter.restore()

    def _paint_value(self, painter: QPainter, inner: QRectF, value: object, look: Look) -> None:
        tokens = self._theme.tokens
        if isinstance(value, Money):
            paint_amount(painter, inner, value, self._amount_look(look))
        elif isinstance(value, Status):
            paint_pill(painter, inner, self._theme, value)
        elif look in _FIGURES:
            self._paint_count(painter, inner, words_for(value), look)
        else:
            painter.setFont(self._theme.font(Role.STRONG if look is Look.STRONG else Role.CELL))
            painter.setPen(QColor(tokens.muted if look is Look.QUIET else tokens.text))
            words = painter.fontMetrics().elidedText(words_for(value), Qt.TextElideMode.ElideRight, int(inner.width()))
            side = Qt.AlignmentFlag.AlignRight if look is Look.AMOUNT else Qt.AlignmentFlag.AlignLeft
            painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_count(self, painter: QPainter, inner: QRectF, words: str, look: Look) -> None:
        """Write a count; like an amount it shrinks rather than be cut."""
        weight, pixels = _WEIGHTS[look], self._theme.font_px(Role.CELL)
        wide = QFontMetricsF(fonts.sized(pixels, weight)).horizontalAdvance(words)
        font = fonts.sized(int(pixels * min(1.0, inner.width() / max(wide, 1.0))), weight)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.tokens.text))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _amount_look(self, look: Look) -> AmountLook:
        color = self._theme.tokens.text
        if look not in _FIGURES:
            return AmountLook(pixels=self._theme.px(24, 20), color=color)
        return AmountLook(pixels=self._theme.font_px(Role.CELL), color=color, sign=False, weight=_WEIGHTS[look])


class DataTable(QTableView):
    """A table view over a model: rows are chosen whole, with keys or fingers; columns keep their shares.

    ``row`` is the height of one on a tall screen and on a short one, in pixels.
    """

    def __init__(
        self,
        theme: Theme,
        model: TableModel[Any],
        name: str,
        *,
        row: tuple[int, int] = _ROW,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = theme
        self._row = row
        self._columns = model.columns
        self.setModel(model)
        delegate = CellDelegate(theme, row)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self._fit()
        self._name()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the sizes of the theme, and the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()
        elif event.type() is QEvent.Type.LanguageChange:
            self._name()

    def _name(self) -> None:
        """Say by its columns what the table lists: a page's title says the rest."""
        model = self.model()
        heads = (model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount()))
        self.setAccessibleName(" · ".join(str(head) for head in heads if head))

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(*self._row))
        self.horizontalHeader().setFixedHeight(self._theme.px(*_HEAD))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give every column its share of the new width; the last one takes what rounding leaves."""
        super().resizeEvent(event)
        width, shares = self.viewport().width(), sum(column.share for column in self._columns)
        used = 0
        for number, column in enumerate(self._columns[:-1]):
            section = width * column.share // shares
            self.horizontalHeader().resizeSection(number, section)
            used += section
        self.horizontalHeader().resizeSection(len(self._columns) - 1, width - used)
