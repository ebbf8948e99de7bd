"""The scan desk: takes every scan to the page that is open, or says why it means nothing there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_app.core.goods import Goods, goods_request
from pos_app.core.money import Money
from pos_app.core.scanning import PaymentCode, read_scan
from pos_app.core.staff import Act
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.i18n import sentence_for
from pos_app.ui.option_panel import OptionPanel
from pos_app.ui.readings import NewGoods
from pos_app.ui.sale_page import SalePage
from pos_app.ui.scan_words import not_goods
from pos_app.ui.scanner import Scanner
from pos_app.ui.theme import Theme
from pos_app.ui.unknown_panel import UnknownPanel
from pos_app.ui.wedge import Caught
from pos_app.ui.widgets.frames import Overlay

_SAID_MS = 6000  # how long a remark stands under the title bar

Taker = Callable[[Caught], None]


class ScanDesk(QObject):
    """Between the scanner and the pages.

    ``takers`` says what a page does with a scan; on any other page, and under anything that lies over a page, it is
    refused with words and a tone, and goes nowhere. ``trial`` is the page that takes any, to show what it is.

    It makes what is scanned with, and what lies over the page while something has to be said about it.

    Signals:
        refused: a scan came to nothing: for the voice.
        goods_added: ``NewGoods``, who, the number of the approval or nothing: for the worker that keeps goods.
    """

    refused = Signal()
    goods_added = Signal(object, str, str)

    def __init__(
        self,
        theme: Theme,
        glass: Glass,
        sale: SalePage,
        door: FrontDoor,
        takers: Mapping[QWidget, Taker],
        trial: QWidget,
    ) -> None:
        super().__init__(glass)
        self._pages, self._banner, self._sale, self._door = glass.pages, glass.banner, sale, door
        self._unknown = unknown = UnknownPanel(theme, glass.pages)
        options = OptionPanel(theme, glass.pages)
        sale.options_asked.connect(options.ask)
        options.picked.connect(sale.ring_up_chosen)
        self.scanner = Scanner(self)
        self.scanner.caught.connect(self.take)
        self._takers, self._trial = takers, trial
        self._said = ""
        self._forget = QTimer(self)
        self._forget.setSingleShot(True)
        self._forget.setInterval(_SAID_MS)
        self._forget.timeout.connect(self._unsay)
        sale.scan_refused.connect(self._refuse)
        sale.code_unknown.connect(self._ask)
        unknown.add_requested.connect(self._add)

    @Slot(object)
    def take(self, caught: Caught) -> None:
        """Take a scan to where it belongs."""
        self._unsay()
        reason = self._reason(caught)
        if reason:
            self._refuse(reason)
            return
        if self._unknown.isVisible():
            self._unknown.dismissed.emit()  # the cashier carries on
        if (taker := self._taker()) is not None:
            taker(caught)

    def _taker(self) -> Taker | None:
        page = self._pages.currentWidget()
        return self._takers.get(page) if page is not None else None

    def _reason(self, caught: Caught) -> str:
        """Say why a scan cannot be taken as things are; nothing if it can."""
        if self._door.shut:
            return self.tr("Sign in first, then scan")
        tried = self._pages.currentWidget() is self._trial
        if not caught.whole and not tried:
            return self.tr("Half of the scan was lost: scan again")
        if self._covered():
            return self.tr("That scan was not taken: close what is open first")
        if self._taker() is None:
            return self.tr("That scan was not taken: it means nothing on this page")
        scan = read_scan(caught.text)
        elsewhere = self._pages.currentWidget() is not self._sale and not tried
        return not_goods(scan) if isinstance(scan, PaymentCode) and elsewhere else ""

    def _covered(self) -> bool:
        over = [overlay for overlay in self._pages.findChildren(Overlay) if overlay.isVisible()]
        return any(overlay is not self._unknown for overlay in over) or self._unknown.adding

    @Slot(str)
    def _refuse(self, remark: str) -> None:
        shelf = self._sale.stage.shelf
        if shelf.search.isVisible() and not self._covered():
            shelf.reject(remark)
        else:
            self._said = remark
            self._banner.say(remark, button=self.tr("Close"))
            self._forget.start()
        self.refused.emit()

    @Slot()
    def _unsay(self) -> None:
        self._forget.stop()
        if self._said and self._banner.text() == self._said:
            self._banner.clear()
        self._said = ""

    # ---------------------------------------------------------------- what nobody knows

    @Slot(str)
    def _ask(self, code: str) -> None:
        self._unknown.ask(code, may_add=self._door.may(Act.GOODS))
        self.refused.emit()

    @Slot(object)
    def _add(self, goods: NewGoods) -> None:
        price = self.tr("asked for at the till") if goods.price == Money(0) else f"¥{goods.price}"
        self._door.allow(
            goods_request(""),
            lambda who, approval: self.goods_added.emit(goods, who, approval),
            facts=((self.tr("New goods"), goods.name), (self.tr("Price"), price)),
            given_up=lambda: self._unknown.refuse(""),
        )

    @Slot(object)
    def show_added(self, goods: Goods) -> None:
        """Ring up what was just added."""
        if self._unknown.isVisible():
            self._unknown.dismissed.emit()
        self._sale.ring_up(goods)

    @Slot(object)
    def show_not_added(self, error: Exception) -> None:
        """Say why it was not added."""
        self._unknown.refuse(str(sentence_for(error)))
