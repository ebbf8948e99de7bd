"""Goods as tiles: one model, one delegate."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos_app.core.goods import Category, Goods
from pos_app.ui import icons
from pos_app.ui.fonts import Role
from pos_app.ui.pictures import Pictures
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.amount import AmountLook, paint_amount

GOODS = Qt.ItemDataRole.UserRole + 1
TILE_GAP = 8
_Index = QModelIndex | QPersistentModelIndex


class GoodsModel(QAbstractListModel):
    """Goods in the order in which they are to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self._goods: tuple[Goods, ...] = ()
        self.english = False

    def set_goods(self, goods: tuple[Goods, ...]) -> None:
        """Show other goods."""
        self.beginResetModel()
        self._goods = goods
        self.endResetModel()

    def add_goods(self, goods: tuple[Goods, ...]) -> None:
        """Show further goods after them."""
        self.beginInsertRows(QModelIndex(), len(self._goods), len(self._goods) + len(goods) - 1)
        self._goods += goods
        self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature
        """Count the goods."""
        return 0 if parent.isValid() else len(self._goods)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the goods, or their name."""
        if not index.isValid():
            return None
        goods = self._goods[index.row()]
        if role == GOODS:
            return goods
        return goods_name(goods, english=self.english) if role == Qt.ItemDataRole.DisplayRole else None


def goods_name(goods: Goods, *, english: bool) -> str:
    """Name goods in the language of the screen."""
    return goods.name_en if english else goods.name


def category_name(category: Category, *, english: bool) -> str:
    """Name a shelf in the language of the screen."""
    return category.name_en if english else category.name


class TileDelegate(QStyledItemDelegate):
    """Paints one tile: name in two lines at most, a note, the price, a pictogram."""

    def __init__(self, theme: Theme, tints: dict[Category, int], pictures: Pictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self.tints = tints
        self.cell = QSize(160, 150)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give every tile the size of a cell."""
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the tile, leaving the gap to its neighbours."""
        goods = index.data(GOODS)
        cell = QRectF(option.rect)
        tile = cell.adjusted(0, 0, -TILE_GAP, -TILE_GAP)
        down = bool(option.state & QStyle.StateFlag.State_Sunken)
        picked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_shape(painter, tile, down=down, picked=picked)
        inner = tile.adjusted(14, 11, -14, -10)
        used = self._paint_name(painter, inner, str(index.data()))
        if goods.weighed:
            note = QRectF(inner.left(), inner.top() + used, inner.width(), self._theme.px(24, 20))
            self._write(painter, note, self._weighed(), self._theme.font(Role.SECONDARY), self._theme.tokens.muted)
        self._paint_foot(painter, inner, goods)
        painter.restore()

    @staticmethod
    def _weighed() -> str:
        return QCoreApplication.translate("Goods", "Weighed, per kg")

    @staticmethod
    def _asks_price() -> str:
        return QCoreApplication.translate("Goods", "Type the price")

    def _paint_shape(self, painter: QPainter, tile: QRectF, *, down: bool, picked: bool) -> None:
        tokens = self._theme.tokens
        painter.setBrush(QColor(tokens.accent_soft if down else tokens.raised))
        painter.setPen(QPen(QColor(tokens.accent if picked else tokens.line), 2 if picked else 1))
        inset = 1 if picked else 0.5
        radius = self._theme.px(8)
        painter.drawRoundedRect(tile.adjusted(inset, inset, -inset, -inset), radius, radius)

    def _paint_name(self, painter: QPainter, inner: QRectF, name: str) -> float:
        font = self._theme.font(Role.ITEM_BOLD)
        height = round(font.pixelSize() * 1.32)
        for number, words in enumerate(two_lines(name, font, inner.width())):
            box = QRectF(inner.left(), inner.top() + number * height, inner.width(), height)
            self._write(painter, box, words, font, self._theme.tokens.text)
        return height * (number + 1)

    def _paint_foot(self, painter: QPainter, inner: QRectF, goods: Goods) -> None:
        side = self._paint_picture(painter, inner, goods)
        price = QRectF(
            inner.left(), inner.bottom() - self._theme.px(32, 28), inner.width() - side, self._theme.px(32, 28)
        )
        if goods.asks_price:
            self._write(painter, price, self._asks_price(), self._theme.font(Role.SECONDARY), self._theme.tokens.muted)
            return
        look = AmountLook(
            pixels=self._theme.px(24, 21),
            color=QColor(self._theme.tokens.text),
            align=Qt.AlignmentFlag.AlignLeft,
        )
        paint_amount(painter, price, goods.price, look)

    def _paint_picture(self, painter: QPainter, inner: QRectF, goods: Goods) -> int:
        """Paint the photograph, or the pictogram while there is none; give its side."""
        if goods.picture:
            side, ratio = self._theme.px(56, 48), painter.device().devicePixelRatio()
            photograph = self._pictures.find(goods.picture, round(side * ratio))
            if photograph is not None:
                box = QRectF(inner.right() - side + 6, inner.bottom() - side + 2, side, side)
                painter.drawPixmap(box.toRect(), photograph)
                return side
        side = self._theme.px(40, 36)
        if goods.pictogram:
            box = QRectF(inner.right() - side + 4, inner.bottom() - side, side, side)
            tint = self._theme.category_tint(self.tints.get(goods.category, 0))
            icons.paint(painter, box, goods.pictogram, tint)
        return side

    @staticmethod
    def _write(painter: QPainter, box: QRectF, words: str, font: QFont, color: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def two_lines(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """Break a name into two lines at most; what does not fit ends in an ellipsis."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    end = first.textLength()
    if end >= len(text):
        return (text,)
    rest = QFontMetricsF(font).elidedText(text[end:].strip(), Qt.TextElideMode.ElideRight, width)
    return (text[:end].strip(), rest)
