"""The shelf: a search field that is always ready, chips for the shelves, and the tiles."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QScrollBar,
    QScroller,
    QWidget,
)

from pos_app.core.goods import Category, Goods
from pos_app.ui.fonts import Role
from pos_app.ui.goods_tiles import GOODS, TILE_GAP, GoodsModel, TileDelegate, category_name
from pos_app.ui.pictures import Pictures
from pos_app.ui.theme import Theme

_CHIP_PADDING = 17


class ChipRow(QWidget):
    """One chip for what is used most, one for each shelf; what does not fit is behind a last chip.

    Signals:
        chosen: ``Category``, or None for what is used most.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelves")
        self._theme = theme
        self._categories: tuple[Category | None, ...] = (None,)
        self._english = False
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._choose)
        self._menu = QMenu(self)
        self._menu.setObjectName("hidden_shelves")
        self._menu.triggered.connect(self._pick)
        self._more = self._chip("…", checkable=False)
        self._more.setObjectName("more_shelves")
        self._more.clicked.connect(self._open_menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addStretch(1)
        self._row.insertWidget(0, self._more)
        self._fill()

    def set_categories(self, categories: tuple[Category, ...], *, english: bool) -> None:
        """Show these shelves, in the language of the screen."""
        self._categories = (None, *categories)
        self._english = english
        self._fill()

    def choose(self, position: int) -> None:
        """Turn to a shelf by its place; 0 is what is used most."""
        self._group.button(position).setChecked(True)
        self._fit()
        self.chosen.emit(self._categories[position])

    @property
    def chosen_position(self) -> int:
        """The place of the shelf that is shown."""
        return self._group.checkedId()

    def clear_choice(self) -> None:
        """Show that what is on the tiles is no shelf, but what a search found."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)

    def _fill(self) -> None:
        self._more.setAccessibleName(self.tr("More shelves"))
        at = max(0, self.chosen_position)
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()  # at once; Qt deletes it when it gets there
            button.deleteLater()
        for number, category in enumerate(self._categories):
            chip = self._chip(self._name(category))
            chip.setObjectName(f"shelf_{number}")
            self._group.addButton(chip, number)
            self._row.insertWidget(number, chip)
        self._group.button(min(at, len(self._categories) - 1)).setChecked(True)
        self._fit()

    def _name(self, category: Category | None) -> str:
        return self.tr("Favourites") if category is None else category_name(category, english=self._english)

    def _chip(self, words: str, *, checkable: bool = True) -> QPushButton:
        chip = QPushButton(words, self)
        chip.setProperty("kind", "chip")
        chip.setCheckable(checkable)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The chosen one is bold: every chip has that room, so that none moves when another is chosen.
        bold = QFontMetrics(self._theme.font(Role.STRONG))
        chip.setMinimumWidth(bold.horizontalAdvance(words) + 2 * _CHIP_PADDING)
        return chip

    def _fit(self) -> None:
        """Hide the chips that have no room, but never the chosen one."""
        chips = [self._group.button(number) for number in range(len(self._categories))]
        widths = [chip.sizeHint().width() + self._row.spacing() for chip in chips]
        fits = sum(widths) <= self.width() + self._row.spacing()
        room = self.width() - (0 if fits else self._more.sizeHint().width() + self._row.spacing())
        self._more.setAccessibleName(self.tr("More shelves"))
        at = max(0, self.chosen_position)
        room -= widths[at]
        for number, chip in enumerate(chips):
            if number != at:
                room -= widths[number]
            chip.setVisible(number == at or room >= 0)
        self._more.setVisible(not fits)

    @Slot()
    def _open_menu(self) -> None:
        self._menu.clear()
        for number, category in enumerate(self._categories):
            if not self._group.button(number).isVisibleTo(self):
                self._menu.addAction(self._name(category)).setData(number)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @Slot(QAction)
    def _pick(self, action: QAction) -> None:
        self.choose(action.data())

    @Slot(int)
    def _choose(self, position: int) -> None:
        self.chosen.emit(self._categories[position])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the chips to the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._fill()


class GoodsView(QListView):
    """The tiles, in so many columns and rows as the plan says.

    Signals:
        goods_chosen: ``Goods``.
        end_reached: how many goods are shown: the last of them are in sight, and there may be more.
    """

    goods_chosen = Signal(object)
    end_reached = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goods")
        self.setProperty("surface", "ground")
        self.setAccessibleName(self.tr("Goods"))
        self._theme = theme
        self._model = GoodsModel()
        self._empty = ""
        self._more = False
        self.setModel(self._model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = QScrollBar(Qt.Orientation.Vertical, parent)
        self._bar.setObjectName("goods_bar")
        self._bar.hide()
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._fit_bar)
        own.valueChanged.connect(self._bar.setValue)
        own.valueChanged.connect(self._ask_for_more)
        self._bar.valueChanged.connect(own.setValue)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.clicked.connect(self._choose)
        self.pictures = Pictures(self)
        self.pictures.changed.connect(self.viewport().update)
        self._delegate = TileDelegate(theme, {}, self.pictures)
        self.setItemDelegate(self._delegate)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Goods"))

    def set_categories(self, categories: tuple[Category, ...], *, english: bool) -> None:
        """Give each shelf its tint, and goods their names."""
        self.pictures.forget_missing()
        self._delegate.tints = {category: number for number, category in enumerate(categories)}
        self._model.english = english
        self.viewport().update()

    def show_goods(
        self, goods: tuple[Goods, ...], *, pick_first: bool = False, empty: str = "", more: bool = False
    ) -> None:
        """Show goods; with ``pick_first`` Enter would take the first one. ``empty`` is said if there are none."""
        self._empty, self._more = empty, more
        self.setAccessibleDescription("" if goods else empty)
        self._model.set_goods(goods)
        if pick_first and goods:
            self.setCurrentIndex(self._model.index(0, 0))
        self.scrollToTop()

    def add_goods(self, goods: tuple[Goods, ...], *, more: bool) -> None:
        """Show further goods below."""
        self._more = more
        self._model.add_goods(goods)

    def picked(self) -> Goods | None:
        """Give what Enter would take."""
        goods = self.currentIndex().data(GOODS) if self.currentIndex().isValid() else None
        return goods if isinstance(goods, Goods) else None

    def pick_next(self, step: int) -> None:
        """Move the pick, which stays within what is shown."""
        row = min(max(0, self.currentIndex().row() + step), self._model.rowCount() - 1)
        self.setCurrentIndex(self._model.index(row, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say so where nothing was found, rather than show nothing."""
        super().paintEvent(event)
        if not self._model.rowCount() and self._empty:
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font(Role.CELL))
            painter.setPen(QColor(self._theme.tokens.muted))
            box = self.viewport().rect().adjusted(_CHIP_PADDING, _CHIP_PADDING, -_CHIP_PADDING, 0)
            painter.drawText(box, Qt.TextFlag.TextWordWrap, self._empty)

    def place(self, area: QRect, columns: int, rows: int) -> None:
        """Fill an area with so many tiles; the scroll bar stands in the gap beside it."""
        cell = QSize((area.width() + TILE_GAP) // columns, (area.height() + TILE_GAP) // rows)
        if cell != self.gridSize():  # it lays all tiles out anew, and paints them
            self._delegate.cell = cell
            self.setGridSize(cell)
        # A list wraps before its last pixel, so it gets a few more than the cells need.
        self.setGeometry(area.left(), area.top(), cell.width() * columns + 4, area.height() + TILE_GAP)
        self._bar.setGeometry(area.right() + 3, area.top(), TILE_GAP, area.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Show the scroll bar with the tiles, if they need one."""
        super().showEvent(event)
        self._fit_bar()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the scroll bar with the tiles."""
        super().hideEvent(event)
        self._bar.hide()

    @Slot()
    def _fit_bar(self) -> None:
        own = self.verticalScrollBar()
        self._bar.setRange(own.minimum(), own.maximum())
        self._bar.setPageStep(own.pageStep())
        self._bar.setVisible(self.isVisible() and own.maximum() > own.minimum())

    @Slot(int)
    def _ask_for_more(self, value: int) -> None:
        own = self.verticalScrollBar()
        if self._more and own.maximum() and value > own.maximum() - own.pageStep():
            self.end_reached.emit(self._model.rowCount())

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        goods = index.data(GOODS)
        self.clearSelection()
        if isinstance(goods, Goods):
            self.goods_chosen.emit(goods)
