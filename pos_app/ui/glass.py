"""The whole glass: title bar, pages, result strip, and what floats over them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.ui.fonts import Role
from pos_app.ui.sale_plan import SMALLEST, plan_sale
from pos_app.ui.theme import Theme
from pos_app.ui.widgets.banner import Banner
from pos_app.ui.widgets.labels import Label, surface
from pos_app.ui.widgets.result_strip import ResultStrip
from pos_app.ui.widgets.title_bar import TitleBar

if TYPE_CHECKING:  # made after the first paint
    from pos_app.ui.phone_panel import PhonePanel

_SETTLED_MS = 100  # after the last step of a change of size

Page = TypeVar("Page", bound=QWidget)


class Glass(QWidget):
    """Lays the parts of the window out. Filled by whoever makes it: ``pages`` is empty at first."""

    def __init__(self, theme: Theme, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._theme = theme
        self.title = TitleBar(theme, now)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self.strip = ResultStrip(theme)
        self._phone: PhonePanel | None = None
        self.banner = Banner(theme, self)
        self._too_small = Label(Role.TITLE, wrap=True)
        self._too_small.setParent(self)
        self._too_small.setObjectName("too_small")
        self._too_small.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._too_small.hide()
        for widget in (self, self.pages, self._too_small):
            surface(widget, "ground")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self.pages, 1)
        column.addWidget(self.strip)
        for under in (self.pages, self.banner):
            under.installEventFilter(self)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._fit_sizes)
        self._retranslate()

    def add_page(self, page: Page) -> Page:
        """Take a page, and give it back. A window that is too small for it says so, rather than refuse to shrink."""
        page.setMinimumSize(1, 1)
        self.pages.addWidget(page)
        return page

    def take_phone(self, phone: PhonePanel) -> None:
        """Take the customer's phone, which floats over the ticket; hidden at first."""
        phone.hide()
        phone.installEventFilter(self)
        self._phone = phone

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the sizes to the window, or say that it is too small."""
        super().resizeEvent(event)
        self._settled.start()
        window = self.window()
        small = window.width() < SMALLEST.width() or window.height() < SMALLEST.height()
        self._too_small.setGeometry(self.rect())
        self._too_small.setVisible(small)
        self._too_small.raise_()

    @Slot()
    def _fit_sizes(self) -> None:
        """Take large or small sizes by the height that the window came to; dressing anew is too dear for each step."""
        self._theme.set_height(self.window().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place what floats over the pages whenever they change their size, or it appears."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show} and watched in {self.pages, self.banner, self._phone}:
            self._place_floating()
        return super().eventFilter(watched, event)

    def _place_floating(self) -> None:
        """Put the banner under the title bar, and the customer's phone over the ticket."""
        page = self.pages.geometry()
        height = max(self.banner.minimumHeight(), self.banner.heightForWidth(page.width()))
        self.banner.setGeometry(page.left(), page.top(), page.width(), height)
        if self._phone is not None:
            ticket = plan_sale(page.size()).ticket.translated(page.topLeft())
            self._phone.setGeometry(ticket.left(), ticket.top(), ticket.width(), page.bottom() + 1 - 8 - ticket.top())
            self._phone.raise_()
        self.banner.raise_()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self._too_small.setText(self.tr("This screen is too small: the till needs 960 × 680."))
