"""Search field, chips and tiles together: everything on the sale page by which goods are found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from pos_app.core.catalogue import Catalogue, Category, Goods
from pos_app.ui.goods_grid import ChipRow, GoodsView
from pos_app.ui.search_field import SearchField
from pos_app.ui.theme import Theme

_SAID_MS = 4000  # how long a remark stands in the search field


class Shelf(QObject):
    """Owns three widgets that the page places, and joins them.

    Signals:
        goods_chosen: ``Goods``, by a tile, or by Enter on what the search found.
        left: the cashier is done with the search field.
    """

    goods_chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self.search = SearchField(theme, page)
        self.chips = ChipRow(theme, page)
        self.tiles = GoodsView(theme, page)
        self._catalogue = Catalogue(goods=())
        self._english = False
        self._remark = QTimer(self)
        self._remark.setSingleShot(True)
        self._remark.setInterval(_SAID_MS)
        self._remark.timeout.connect(self.retranslate)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._take_found)
        self.search.left.connect(self.left)
        self.search.installEventFilter(self)
        self.chips.chosen.connect(self._turn_to)
        self.tiles.goods_chosen.connect(self._take)
        self.retranslate()

    def show_catalogue(self, catalogue: Catalogue, *, english: bool) -> None:
        """Fill the shelves."""
        self._catalogue, self._english = catalogue, english
        self.tiles.set_categories(catalogue.categories, english=english)
        self.chips.set_categories(catalogue.categories, english=english)
        self.chips.choose(max(0, self.chips.chosen_position))

    def by_code(self, code: str) -> Goods | None:
        """Find goods by the code on them."""
        return self._catalogue.by_code(code)

    def reject(self, remark: str) -> None:
        """Say in the search field why something came to nothing."""
        self.search.clear()
        self.search.reject()
        self.search.setPlaceholderText(remark)
        self._remark.start()

    def remark(self) -> str:
        """Give what the empty search field says."""
        return self.search.placeholderText()

    def find(self, text: str) -> None:
        """Begin a search with what was typed elsewhere."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.setText(self.search.text() + text)

    @Slot()
    def retranslate(self) -> None:
        """Say again what the field is for."""
        self._remark.stop()
        self.search.setPlaceholderText(self.tr("Scan, or type name / initials / code"))

    @Slot(str)
    def _find(self, text: str) -> None:
        if text.strip():
            self.chips.clear_choice()
            empty = self.tr("Nothing found for {text}").format(text=text.strip())
            self.tiles.show_goods(self._catalogue.search(text), pick_first=True, empty=empty)
        else:
            self.chips.choose(max(0, self.chips.chosen_position))

    @Slot(object)
    def _turn_to(self, category: Category | None) -> None:
        goods = self._catalogue.favourites if category is None else self._catalogue.in_category(category)
        self.tiles.show_goods(goods)

    @Slot()
    def _take_found(self) -> None:
        text = self.search.text().strip()
        goods = self.tiles.picked()
        if goods is not None:
            self._take(goods)
        elif text:
            self.reject(self.tr("Nothing found for {text}").format(text=text))

    @Slot(object)
    def _take(self, goods: Goods) -> None:
        self.search.clear()
        self.retranslate()
        self.goods_chosen.emit(goods)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move the pick while the field is being typed in."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.search.text():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.tiles.pick_next(step)
                return True
        return super().eventFilter(watched, event)
