"""The goods worker: finds goods in the ledger for the sale page, so that no disk is touched on the GUI thread (M10).

It has a thread of its own: whoever scans never waits behind a report.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.errors import PosError
from pos_app.core.goods import Goods
from pos_app.ui.readings import PAGE_OF_GOODS, Look, Looked, Seek, Shelves, Sought
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger_goods import GoodsBook

log = logging.getLogger(__name__)


class GoodsWorker(QObject):
    """Answers every question about goods, in the order in which they come, once there is a ledger.

    Signals:
        shelves_read: ``Shelves``.
        looked: ``Looked``; without goods if they could not be read.
        sought: ``Sought``.
        trouble: ``PosError``: the ledger cannot be read.
    """

    shelves_read = Signal(object)
    looked = Signal(object)
    sought = Signal(object)
    trouble = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._book: GoodsBook | None = None

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._book = deeds.ledger.goods
        self.read_shelves()

    @Slot()
    def read_shelves(self) -> None:
        """Read which shelves there are: at the start, and when goods were changed."""
        if (book := self._book) is None:
            return
        try:
            shelves = Shelves(categories=book.categories(), stocked=bool(len(book)))
        except PosError as error:
            self._complain(error)
        else:
            self.shelves_read.emit(shelves)

    @Slot(object)
    def look(self, look: Look) -> None:
        """Read what the tiles are to show."""
        if (book := self._book) is None:
            return
        try:
            goods = _goods(book, look)
        except PosError as error:
            self._complain(error)
            goods = ()
        self.looked.emit(Looked(look=look, goods=goods, more=_pages(look) and len(goods) == PAGE_OF_GOODS))

    @Slot(object)
    def seek(self, seek: Seek) -> None:
        """Find what a code stands for. There is always an answer: the ticket waits for it."""
        try:
            sought = _sought(self._book, seek)
        except PosError as error:
            self._complain(error)
            sought = Sought(seek=seek, failed=True)
        self.sought.emit(sought)

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _complain(self, error: PosError) -> None:
        log.warning("goods: %s", error)
        self.trouble.emit(error)


def _pages(look: Look) -> bool:
    return not look.text and look.category is not None


def _goods(book: GoodsBook, look: Look) -> tuple[Goods, ...]:
    if look.text:
        return book.search(look.text, limit=PAGE_OF_GOODS)
    if look.category is not None:
        return book.shelf(look.category.name, limit=PAGE_OF_GOODS, skip=look.skip)
    return book.favourites(limit=PAGE_OF_GOODS)


def _sought(book: GoodsBook | None, seek: Seek) -> Sought:
    if book is None:
        return Sought(seek=seek, failed=True)
    label = seek.label
    if label is not None and (found := book.scanned(label.code)) is not None:
        return Sought(seek=seek, goods=found[0], label=label)
    if (found := book.scanned(seek.text)) is not None:
        return Sought(seek=seek, goods=found[0], quantity_milli=found[1])
    nearest = book.search(seek.text, limit=1) if seek.named else ()
    return Sought(seek=seek, goods=nearest[0] if nearest else None)
