"""The shift worker: opens, looks at and closes shifts, and moves cash, on a thread of its own (M10)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.errors import PosError
from pos_app.core.money import Money
from pos_app.core.shift import CashCount, CashOrder, Kick, Shift
from pos_app.ui.readings import DrawerStanding, ShiftList
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger_shifts import ShiftBook

log = logging.getLogger(__name__)

PAGE_OF_SHIFTS = 100


class ShiftWorker(QObject):
    """Does one thing after the other, and says how the till's shift stands after each.

    Signals:
        shift_changed: ``Shift`` or None: the open one.
        standing_read: ``DrawerStanding``.
        listed: ``ShiftList``.
        closed: ``Shift``. x_taken: ``ShiftReport``. moved: ``CashMove``. drawer_opened: for no sale.
        failed: ``PosError``: a press came to nothing.
    """

    shift_changed = Signal(object)
    standing_read = Signal(object)
    listed = Signal(object)
    closed = Signal(object)
    x_taken = Signal(object)
    moved = Signal(object)
    drawer_opened = Signal()
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._book: ShiftBook | None = None

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._book = deeds.ledger.shifts
        self._do(self._tell)

    # ---------------------------------------------------------------- looking

    @Slot(str)
    def read_standing(self, who: str) -> None:
        """Read how the till's shift stands, or what the last one left."""
        self._do(lambda book: self.standing_read.emit(_standing(book, who)))

    @Slot(int)
    def read_list(self, skip: int) -> None:
        """Read a page of the shifts, the newest first."""
        self._do(lambda book: self.listed.emit(_list(book, skip)))

    # ---------------------------------------------------------------- doing

    @Slot(object, str)
    def open_shift(self, count: CashCount | None, who: str) -> None:
        """Begin a shift with a counted float, or with what the last one left in coins and notes that nobody counted."""
        self._do(lambda book: book.open(count or CashCount(coins=book.left()), who))
        self._do(self._tell)  # also when another hand was quicker

    @Slot(object, object, object, str, str)
    def close_shift(self, shift: Shift, count: CashCount, left: Money, who: str, approval: str) -> None:
        """End a shift."""
        self._do(lambda book: self.closed.emit(book.close(shift, count, who, left=left, approval=approval)))
        self._do(self._tell)

    @Slot(object, str, str)
    def move_cash(self, order: CashOrder, who: str, approval: str) -> None:
        """Put cash in or take some out, without a sale."""
        self._do(lambda book: self.moved.emit(book.move_cash(order, who, approval=approval)))

    @Slot(str, str, str)
    def open_drawer(self, reason: str, who: str, approval: str) -> None:
        """Write down that the drawer opens for no sale, before it does."""
        self._do(lambda book: self._kick(book, reason, who, approval))

    @Slot(str)
    def take_x(self, who: str) -> None:
        """Write the figures so far down, to be printed."""
        self._do(lambda book: self.x_taken.emit(book.x(who)))

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _tell(self, book: ShiftBook) -> None:
        self.shift_changed.emit(book.current())

    def _kick(self, book: ShiftBook, reason: str, who: str, approval: str) -> None:
        book.kick(Kick.NO_SALE, who, reason=reason, approval=approval)
        self.drawer_opened.emit()

    def _do(self, deed: Callable[[ShiftBook], object]) -> None:
        if (book := self._book) is None:
            return
        try:
            deed(book)
        except PosError as error:
            log.warning("shift: %s", error)
            self.failed.emit(error)


def _standing(book: ShiftBook, who: str) -> DrawerStanding:
    shift = book.current()
    return DrawerStanding(
        report=book.standing(who) if shift is not None else None, left=book.left(), last=book.last()
    )  # fmt: skip


def _list(book: ShiftBook, skip: int) -> ShiftList:
    shifts = book.listed(limit=PAGE_OF_SHIFTS, skip=skip)
    return ShiftList(skip=skip, shifts=shifts, more=len(shifts) == PAGE_OF_SHIFTS)
