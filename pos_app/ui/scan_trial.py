"""What the last scan was: as it came, as it is read, and how the scanner sent it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_app.core.goods import Goods
from pos_app.core.scanning import PlainCode, Scan
from pos_app.ui.fonts import Role
from pos_app.ui.scan_reading import advice, goods_words, pace_words, reading_words, shown_text
from pos_app.ui.theme import Theme
from pos_app.ui.wedge import Caught
from pos_app.ui.widgets.frames import Card
from pos_app.ui.widgets.labels import Label


class ScanTrial(Card):
    """Shows one scan; before the first one it says what to do."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setObjectName("scan_trial")
        self._caught: Caught | None = None
        self._scan: Scan = PlainCode("")
        self._goods: Goods | None = None
        self._sought = self._english = False
        self._title = Label(Role.SECTION)
        self.came = Label(Role.STRONG, wrap=True)
        self.came.setObjectName("trial_came")
        self.read = Label(Role.TITLE, wrap=True)
        self.read.setObjectName("trial_read")
        self.goods = Label(Role.CELL, wrap=True)
        self.goods.setObjectName("trial_goods")
        self.pace = Label(Role.SECONDARY, "muted", wrap=True)
        self.pace.setObjectName("trial_pace")
        self.advice = Label(Role.SECONDARY, "warn", wrap=True)
        self.advice.setObjectName("trial_advice")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        for label in (self._title, self.came, self.read, self.goods, self.pace, self.advice):
            column.addWidget(label)
        column.addStretch(1)
        self._show()

    def show_scan(self, caught: Caught, scan: Scan) -> None:
        """Show what came and how it is read; which goods that is comes later."""
        self._caught, self._scan, self._sought = caught, scan, False
        self._show()

    def show_goods(self, goods: Goods | None, *, english: bool) -> None:
        """Name the goods."""
        self._goods, self._english, self._sought = goods, english, True
        self._show()

    def read_again(self, scan: Scan) -> None:
        """Show how the same scan is read by other rules."""
        if self._caught is not None:
            self._scan = scan
            self._show()

    @property
    def caught(self) -> Caught | None:
        """The last scan."""
        return self._caught

    def _show(self) -> None:
        self._title.setText(self.tr("Try a scan"))
        caught = self._caught
        for label in (self.came, self.goods):
            label.setVisible(caught is not None)
        if caught is None:
            self.read.setText(self.tr("Scan anything"))
            self.pace.setText(self.tr("Here it goes nowhere: you see how it is read, and how the scanner sends it."))
            self.advice.hide()
            return
        self.came.setText(shown_text(caught, self._scan))
        self.read.setText(reading_words(self._scan))
        self.goods.setText(goods_words(self._goods, english=self._english) if self._sought else "")
        self.pace.setText(pace_words(caught))
        words = advice(caught)
        self.advice.setText(words)
        self.advice.setVisible(bool(words))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
