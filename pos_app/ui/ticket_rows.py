"""The lines of a ticket as a list: one model, one delegate."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos_app.core.money import Money
from pos_app.core.sale import Line, Unit
from pos_app.ui.fonts import Role
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import SIGN

LINE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TicketModel(QAbstractListModel):
    """The lines of one ticket, oldest first."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._lines

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other lines."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the line, or its words for a screen reader."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            off = f"\u2212{SIGN}{line.discount}" if line.discount else ""
            said = (line.name, quantity_text(line), off, f"{SIGN}{line.amount}", line.note)
            return " ".join(filter(None, said))
        return None


def quantity_text(line: Line) -> str:
    """Write pieces as ``2``, kilograms as ``1.236``."""
    whole, thousandths = divmod(line.quantity_milli, 1000)
    return str(whole) if line.unit is Unit.EACH else f"{whole}.{thousandths:03d}"


def price_text(price: Money, unit: Unit) -> str:
    """Write a unit price: ``¥9.90``, or ``¥9.98/kg``."""
    return f"{SIGN}{price}" + ("/kg" if unit is Unit.KILOGRAM else "")


def grouped_code(code: str) -> str:
    """Write a bar code in groups of four, as it is read aloud: ``6902 1150 0238 4``."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of a row stand, in pixels from its edges."""

    quantity_right: int
    amount_width: int
    number: int = 14
    name: int = 50
    quantity_width: int = 100
    amount_right: int = 16


_WIDE = _Columns(quantity_right=148, amount_width=130)
_SHORT = _Columns(quantity_right=116, amount_width=100)


class TicketDelegate(QStyledItemDelegate):
    """Paints one line: number, name over code and unit price, quantity, amount.

    ``codes`` tells whether the second line shows the code, for which a small screen has no room.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.codes = True

    @property
    def _columns(self) -> _Columns:
        return _SHORT if self._theme.compact else _WIDE

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, self._theme.px(76, 64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        line = index.data(LINE)
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._paint_ground(painter, rect, selected=selected)
        self._paint_number(painter, rect, index.row() + 1)
        self._paint_quantity(painter, rect, line)
        self._paint_amount(painter, rect, line)
        self._paint_name(painter, rect, line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRectF, *, selected: bool) -> None:
        tokens = self._theme.tokens
        if selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        else:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens.line))

    def _paint_number(self, painter: QPainter, rect: QRectF, number: int) -> None:
        box = QRectF(rect.left() + self._columns.number, rect.top(), 34, rect.height())
        self._write(painter, box, str(number), self._theme.font(Role.SECONDARY), self._theme.tokens.muted)

    def _paint_name(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        left = rect.left() + self._columns.name
        room = rect.width() - self._columns.name - self._columns.quantity_right - self._quantity_room(line)
        tokens = self._theme.tokens
        middle = rect.center().y() - 1
        name = QRectF(left, middle - self._theme.px(32, 28), room, self._theme.px(32, 28))
        self._write(painter, name, line.name, self._theme.font(Role.ITEM), tokens.text)
        self._paint_second(painter, QRectF(left, middle, room, self._theme.px(26, 23)), line)

    def _paint_second(self, painter: QPainter, box: QRectF, line: Line) -> None:
        """Write what the line is priced by, what is taken off, and its note, as far as there is room."""
        tokens, font = self._theme.tokens, self._theme.font(Role.SECONDARY)
        struck = QFont(font)
        struck.setStrikeOut(True)
        listed = price_text(line.list_price, line.unit) if line.list_price is not None else ""
        off = f"\u2212{SIGN}{line.discount}" if line.discount else ""
        for words, how, colour in (
            (self._lead(line), font, tokens.muted),
            (listed, struck, tokens.muted),
            (price_text(line.unit_price, line.unit), font, tokens.accent if listed else tokens.muted),
            (off, font, tokens.accent),
            (line.note, font, tokens.text),
        ):
            if words and box.width() > 0:
                self._write(painter, box, words, how, colour)
                box = box.adjusted(QFontMetricsF(font).horizontalAdvance(words + " "), 0, 0, 0)

    def _lead(self, line: Line) -> str:
        if line.unit is Unit.KILOGRAM:
            return QCoreApplication.translate("Ticket", "Weighed") + " ·"
        changed = line.note or line.list_price is not None  # which is worth the room
        return f"{grouped_code(line.code)} ·" if self.codes and line.code and not changed else ""

    def _paint_quantity(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        right = rect.right() - self._columns.quantity_right
        if line.unit is Unit.KILOGRAM:
            unit_font = self._theme.font(Role.SECONDARY)
            width = QFontMetricsF(unit_font).horizontalAdvance("kg")
            box = QRectF(right - width, rect.top() + 1, width + 1, rect.height())
            self._write(painter, box, "kg", unit_font, self._theme.tokens.muted)
            right -= width + 2
        box = QRectF(right - self._columns.quantity_width, rect.top(), self._columns.quantity_width, rect.height())
        self._write(painter, box, quantity_text(line), self._theme.font(Role.QUANTITY), self._theme.tokens.text, _RIGHT)

    def _quantity_room(self, line: Line) -> float:
        figures = QFontMetricsF(self._theme.font(Role.QUANTITY)).horizontalAdvance(quantity_text(line))
        return figures + (self._theme.px(36) if line.unit is Unit.KILOGRAM else self._theme.px(12))

    def _paint_amount(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        width = self._columns.amount_width
        box = QRectF(rect.right() - self._columns.amount_right - width, rect.top(), width, rect.height())
        self._write(painter, box, str(line.amount), self._theme.font(Role.AMOUNT), self._theme.tokens.text, _RIGHT)

    def _write(
        self, painter: QPainter, box: QRectF, words: str, font: QFont, color: str, align: Qt.AlignmentFlag = _LEFT
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        if align == _LEFT:
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, align, words)
