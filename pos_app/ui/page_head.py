"""The head of every page but the sale page: the way back, the title, and a few words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.keys import Action
from pos_app.ui.sale_plan import margin_for
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.key_button import KeyButton, Kind
from pos_app.ui.widgets.labels import Label

HEIGHT = 56


class PageHead(QWidget):
    """Title at the left; what belongs to the page is added at the right.

    Signals:
        left: the person goes back.
    """

    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = KeyButton(theme, Kind.PLAIN, action=Action.BACK, icon="arrow-left", parent=self)
        self.back.setObjectName("back")
        self.back.set_spoken(self.tr("Back"))
        self.back.set_size(HEIGHT, HEIGHT)
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.back.clicked.connect(self.left)
        self.title = Label(Role.TITLE)
        self.title.setObjectName("page_title")
        self.words = Label(Role.CELL, "muted")
        self.words.setObjectName("page_words")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self.back)
        self._row.addWidget(self.title)
        self._row.addWidget(self.words)
        self._row.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.back.set_spoken(self.tr("Back"))

    def add(self, widget: QWidget) -> None:
        """Put something at the right."""
        self._row.addWidget(widget)


def fit_margins(width: int, page: QBoxLayout, *inside: QBoxLayout) -> None:
    """Give a page the margin of its width, and the same gap between its columns and rows."""
    margin = margin_for(width)
    page.setContentsMargins(margin, margin, margin, margin)
    for layout in (page, *inside):
        layout.setSpacing(margin)
