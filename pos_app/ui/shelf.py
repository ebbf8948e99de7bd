"""Search field, chips and tiles together: everything on the sale page by which goods are found."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos_app.core.goods import Category, Goods
from pos_app.core.scanning import PaymentCode, read_scan
from pos_app.ui.goods_grid import ChipRow, GoodsView
from pos_app.ui.readings import Look, Looked, Shelves
from pos_app.ui.scan_words import is_hidden
from pos_app.ui.search_field import SearchField
from pos_app.ui.theme import Theme

_SAID_MS = 4000  # how long a remark stands in the search field


class Shelf(QObject):
    """Owns three widgets that the page places, and joins them.

    Goods are read elsewhere: one question is on its way at a time, and only the newest one that waits is asked next,
    so that no answer comes too late to be of use.

    Signals:
        goods_chosen: ``Goods``, by a tile, or by Enter after an arrow key chose among what was found.
        words_entered: what stood in the search field at Enter: a code or a name.
        look_requested: ``Look``.
        left: the cashier is done with the search field.
    """

    goods_chosen = Signal(object)
    words_entered = Signal(str)
    look_requested = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self.search = SearchField(theme, page)
        self.chips = ChipRow(theme, page)
        self.tiles = GoodsView(theme, page)
        self._shelves = Shelves(categories=(), stocked=True)  # nobody knows yet
        self._english = False
        self._asked: Look | None = None  # its answer is on its way
        self._wanted = Look(turn=0)
        self._chosen = False  # an arrow key has chosen among what was found
        self._remark = QTimer(self)
        self._remark.setSingleShot(True)
        self._remark.setInterval(_SAID_MS)
        self._remark.timeout.connect(self.retranslate)
        self.search.textChanged.connect(self._find)
        self.search.left.connect(self.left)
        self.search.installEventFilter(self)
        self.chips.chosen.connect(self._turn_to)
        self.tiles.goods_chosen.connect(self._take)
        self.tiles.end_reached.connect(self._look_further)
        self.retranslate()

    @Slot(object)
    def show_shelves(self, shelves: Shelves) -> None:
        """Fill the chips, and the tiles anew."""
        self._shelves = shelves
        self._asked = None
        self._fill()

    def set_english(self, english: bool) -> None:
        """Name goods and shelves in English, or in Chinese."""
        self._english = english
        self._fill()

    @Slot(object)
    def show_looked(self, looked: Looked) -> None:
        """Show what was asked for, unless something else is wanted by now."""
        if looked.look != self._asked:
            return
        self._asked = None
        if looked.look != self._wanted:
            self._look(self._wanted)
        elif looked.look.skip:
            self.tiles.add_goods(looked.goods, more=looked.more)
        else:
            text = looked.look.text
            self._chosen = False
            self.tiles.show_goods(looked.goods, pick_first=bool(text), empty=self._empty(text), more=looked.more)

    def _empty(self, text: str) -> str:
        if not self._shelves.stocked:
            return self.tr("There are no goods yet: import goods. Amounts can be rung up without them.")
        if text:
            return self.tr("Nothing found for {text}").format(text=text)
        return self.tr("Nothing stands here. Choose a shelf, or search.")

    def _fill(self) -> None:
        categories = self._shelves.categories
        self.tiles.set_categories(categories, english=self._english)
        self.chips.set_categories(categories, english=self._english)
        if not self.search.text():
            self.chips.choose(max(0, self.chips.chosen_position))
        else:
            self._find(self.search.text())

    def _look(self, look: Look) -> None:
        self._wanted = look
        if self._asked is None:
            self._asked = look
            self.look_requested.emit(look)

    @Slot(int)
    def _look_further(self, shown: int) -> None:
        if self._asked is None:
            self._look(replace(self._wanted, turn=self._wanted.turn + 1, skip=shown))

    def reject(self, remark: str) -> None:
        """Say in the search field why something came to nothing, unless the next thing is being searched for."""
        if not self.search.hasFocus():
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
        words = text.strip()
        self._chosen = False
        self.search.setEchoMode(QLineEdit.EchoMode.Normal)
        if isinstance(read_scan(words), PaymentCode):
            self.search.clear()  # at once: it is money (M11)
            self._enter(words)
        elif is_hidden(words):
            self.search.setEchoMode(QLineEdit.EchoMode.Password)
        elif words:
            self.chips.clear_choice()
            self._look(Look(turn=self._wanted.turn + 1, text=words))
        else:
            self.chips.choose(max(0, self.chips.chosen_position))

    @Slot(object)
    def _turn_to(self, category: Category | None) -> None:
        self._look(Look(turn=self._wanted.turn + 1, category=category))

    def _take_found(self) -> None:
        text = self.search.text().strip()
        goods = self.tiles.picked()
        if self._chosen and goods is not None:
            self._take(goods)
        elif text:
            self._enter(text)

    def _enter(self, text: str) -> None:
        self.search.clear()
        self.retranslate()
        self.left.emit()
        self.words_entered.emit(text)

    @Slot(object)
    def _take(self, goods: Goods) -> None:
        self.search.clear()
        self.retranslate()
        self.goods_chosen.emit(goods)
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move the pick while the field is being typed in, and Enter end it."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.search.text():
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take_found()
                return True  # the page would take it for its own
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.tiles.pick_next(step)
                self._chosen = True
                return True
        return super().eventFilter(watched, event)
