"""The goods page: everything that is sold; lists of it go in and out, and the last change can be taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.core.goods import Goods, GoodsChange
from pos_app.core.money import Money
from pos_app.core.sale import Unit
from pos_app.ui.fonts import Role
from pos_app.ui.goods_words import change_words, column_word
from pos_app.ui.import_panel import ImportPanel
from pos_app.ui.keys import Action
from pos_app.ui.page_head import PageHead, fit_margins
from pos_app.ui.readings import Listed
from pos_app.ui.search_field import SearchField
from pos_app.ui.tables import Column, DataTable, Look, TableModel
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

_FOOT = 64
_KILOGRAM = "/ kg"


def _price(goods: Goods) -> Money | str:
    return "—" if goods.asks_price else goods.price


COLUMNS: tuple[Column[Goods], ...] = (
    Column(title=lambda: column_word("code"), value=lambda goods: goods.code, look=Look.QUIET, share=20),
    Column(title=lambda: column_word("name"), value=lambda goods: goods.name, look=Look.STRONG, share=40),
    Column(title=lambda: column_word("category"), value=lambda goods: goods.category.name, share=20),
    Column(title=lambda: column_word("price"), value=_price, look=Look.AMOUNT, share=14),
    Column(
        title=lambda: "", value=lambda goods: _KILOGRAM if goods.unit is Unit.KILOGRAM else "", look=Look.QUIET, share=6
    ),
)


class GoodsPage(QWidget):
    """Lists goods. Everybody may look; what changes something is asked of others.

    Signals:
        left: back to the sale page.
        list_requested: what was typed in the search.
        plan_requested: the path of a file. import_requested: ``Planned``.
        undo_requested: ``GoodsChange``. export_requested: ``csv`` or ``xlsx``.
    """

    left = Signal()
    list_requested = Signal(str)
    plan_requested = Signal(str)
    import_requested = Signal(object)
    undo_requested = Signal(object)
    export_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goods_page")
        self._theme = theme
        self._listed = Listed(text="", goods=(), count=0, last=None)
        self._busy = False
        self.head = PageHead(theme, self)
        self.head.left.connect(self.left)
        self.search = SearchField(theme, self, action=Action.SEARCH)
        self.search.setObjectName("goods_search")
        self.search.textChanged.connect(self.list_requested)
        self.search.left.connect(self._leave_search)
        find = QShortcut(self)
        find.setKeys(list(theme.keys.sequences(Action.SEARCH)))
        find.activated.connect(self.search.setFocus)
        self.model: TableModel[Goods] = TableModel(COLUMNS)
        self.table = DataTable(theme, self.model, "goods_list")
        self.said = Label(Role.CELL, "muted", wrap=True)
        self.said.setObjectName("goods_said")
        self.undo = self._key(Action.GOODS_UNDO, "undo", self._undo, Kind.DANGER)
        self.csv = self._key(Action.GOODS_CSV, "list", self._export_csv)
        self.xlsx = self._key(Action.GOODS_XLSX, "grid", self._export_xlsx)
        self.add = self._key(Action.GOODS_IMPORT, "plus", self._import, Kind.PRIMARY)
        self._lay_out()
        self.importing = ImportPanel(theme, self)
        self.importing.plan_requested.connect(self.plan_requested)
        self.importing.import_requested.connect(self.import_requested)
        self._retranslate()

    # ---------------------------------------------------------------- what it is told

    @Slot(str)
    def look_for(self, text: str) -> None:
        """List what carries a scanned code."""
        self.search.setText(text)

    @Slot(object)
    def show_list(self, listed: Listed) -> None:
        """Show what was found, unless something else is being searched for by now."""
        if listed.text == self.search.text():
            self._listed = listed
            self.model.set_records(listed.goods)
            self._show()

    @Slot(object)
    def show_changed(self, change: GoodsChange) -> None:
        """Say what was written down, and list it."""
        self._listed = replace(self._listed, last=change)  # at once: nobody may take back an older one by mistake
        self.importing.release()
        self.importing.close_overlay()
        self._free(change_words(change))
        self.list_requested.emit(self.search.text())

    @Slot(object)
    def show_exported(self, file: Path) -> None:
        """Say where the file is."""
        self._free(self.tr("Saved: {file}").format(file=file))

    @Slot()
    def release(self) -> None:
        """Give the keys back: what was pressed came to nothing."""
        self._free("")
        self.importing.release()

    def _free(self, said: str) -> None:
        self._busy = False
        self.said.setText(said)
        self._show()

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def _import(self) -> None:
        self.importing.begin()

    @Slot()
    def _undo(self) -> None:
        if self._listed.last is not None:
            self._wait()
            self.undo_requested.emit(self._listed.last)

    @Slot()
    def _export_csv(self) -> None:
        self._export("csv")

    @Slot()
    def _export_xlsx(self) -> None:
        self._export("xlsx")

    def _export(self, kind: str) -> None:
        self._wait()
        self.export_requested.emit(kind)

    def _wait(self) -> None:
        self._busy = True
        self._show()

    @Slot()
    def _leave_search(self) -> None:
        self.table.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list anew, and be ready for what is typed."""
        super().showEvent(event)
        self.said.clear()
        self.search.setFocus()
        self.list_requested.emit(self.search.text())

    # ---------------------------------------------------------------- what it shows

    def _show(self) -> None:
        listed, last = self._listed, self._listed.last
        words = self.tr("{count} goods").format(count=f"{listed.count:,}")
        if len(listed.goods) < listed.count:
            words = self.tr("{shown} of {count} goods").format(shown=len(listed.goods), count=f"{listed.count:,}")
        self.head.words.setText(words)
        moment = self.tr("One moment") if self._busy else ""
        undone = self.tr("Taken back already") if last is not None and last.undoes is not None else ""
        self.undo.set_reason(moment or (self.tr("Nothing was changed yet") if last is None else undone))
        none = self.tr("There are no goods") if not listed.count else ""
        for key in (self.csv, self.xlsx):
            key.set_reason(moment or none)

    def _key(self, action: Action, icon: str, press: object, kind: Kind = Kind.PLAIN) -> KeyButton:
        key = KeyButton(self._theme, kind, action=action, icon=icon, parent=self)
        key.setObjectName(action.value)
        key.set_size(_FOOT, _FOOT, Role.BUTTON)
        key.clicked.connect(press)
        return key

    def _lay_out(self) -> None:
        card = Card(self._theme)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = QHBoxLayout()
        foot.addWidget(self.undo)
        foot.addSpacing(16)
        foot.addWidget(self.csv)
        foot.addWidget(self.xlsx)
        foot.addWidget(self.add)
        frame = QVBoxLayout(self)
        frame.addWidget(self.head)
        frame.addWidget(self.search)
        frame.addWidget(card, 1)
        frame.addWidget(self.said)
        frame.addLayout(foot)
        self._rows = (frame, foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit margins to the width."""
        super().resizeEvent(event)
        fit_margins(self.width(), *self._rows)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.head.title.setText(self.tr("Goods"))
        self.search.setPlaceholderText(self.tr("Name / initials / code"))
        self.undo.set_label(self.tr("Undo the last change"))
        self.csv.set_label(self.tr("Save as CSV"))
        self.xlsx.set_label(self.tr("Save as XLSX"))
        self.add.set_label(self.tr("Import goods"))
        self._show()
