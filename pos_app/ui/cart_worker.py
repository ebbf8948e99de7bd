"""The cart worker: keeps what is rung up in the ledger, so that no disk is touched on the GUI thread (M10).

It has a thread of its own: what is kept at every change never waits behind a report, nor a payment behind it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.cart import Cart, Draft, HeldCart
from pos_app.core.errors import PosError
from pos_app.ui.workers import Deeds

if TYPE_CHECKING:  # heavy: imported by whoever builds it, after the first paint
    from pos_app.core.ledger_carts import CartBook

log = logging.getLogger(__name__)


class CartWorker(QObject):
    """Does what the cashier wants done with carts, in the order in which it comes, once there is a ledger.

    Signals:
        kept: a draft is in the ledger, or cannot be; the next one may come.
        marked: ``Draft`` with what was taken off, or None: it came to nothing.
        let_go: what was in hand is put aside.
        taken_up: ``Draft`` that is in hand now.
        set_aside: ``HeldCart`` of somebody else, that was in hand when the till stopped.
        listed: ``tuple[HeldCart, ...]``.
        refused: what was in hand stays in hand: the press came to nothing.
        trouble: ``PosError``: why.
    """

    kept = Signal()
    marked = Signal(object)
    let_go = Signal()
    taken_up = Signal(object)
    set_aside = Signal(object)
    listed = Signal(object)
    refused = Signal()
    trouble = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._book: CartBook | None = None
        self._troubled = False  # told once: each change of the ticket would tell it again

    @Slot(object)
    def take_up(self, deeds: Deeds) -> None:
        """Start work on an open ledger."""
        self._book = deeds.ledger.carts
        self.read_list()

    # ---------------------------------------------------------------- in hand

    @Slot(object, str)
    def keep(self, draft: Draft, who: str) -> None:
        """Keep what is rung up. Whatever comes of it, selling goes on."""
        try:
            if self._book is not None:
                self._book.keep(draft, who)
            self._troubled = False
        except PosError as error:
            if not self._troubled:
                self._complain(error)
            self._troubled = True
        self.kept.emit()

    @Slot(object, object, str, str)
    def mark_down(self, before: Draft, after: Cart, who: str, approval: str) -> None:
        """Write down that something was allowed which takes money off."""
        if not self._try(lambda book: self.marked.emit(book.mark_down(before, after, who, approval=approval))):
            self.marked.emit(None)

    @Slot(object, str)
    def drop(self, draft: Draft, who: str) -> None:
        """Give up what is in hand; the ticket is empty by now."""
        self._try(lambda book: book.drop(draft, who))

    @Slot(str)
    def resume(self, who: str) -> None:
        """Find what this till had in hand when it last stopped."""
        self._try(self._resume(who))

    def _resume(self, who: str) -> Callable[[CartBook], None]:
        def find(book: CartBook) -> None:
            found = book.resume(who)
            if isinstance(found, HeldCart):
                self.set_aside.emit(found)
                self.listed.emit(book.held())
            elif found is not None:
                self.taken_up.emit(found)

        return find

    # ---------------------------------------------------------------- put aside

    @Slot()
    def read_list(self) -> None:
        """Read what is put aside."""
        self._try(lambda book: self.listed.emit(book.held()))

    @Slot(object, str)
    def hold(self, draft: Draft, who: str) -> None:
        """Put aside what is in hand."""
        if self._try(lambda book: book.hold(draft, who)):
            self.let_go.emit()
        else:
            self.refused.emit()
        self.read_list()

    @Slot(str, str, object, str)
    def recall(self, number: str, who: str, instead_of: Draft | None, approval: str) -> None:
        """Take up what was put aside, in place of what is in hand."""

        def take(book: CartBook) -> None:
            self.taken_up.emit(book.recall(number, who, instead_of=instead_of, approval=approval))

        if not self._try(take):
            self.refused.emit()
        self.read_list()

    @Slot(str, str, str)
    def drop_held(self, number: str, who: str, approval: str) -> None:
        """Give up what was put aside."""
        self._try(lambda book: book.drop_held(number, who, approval=approval))
        self.read_list()

    @Slot()
    def finish(self) -> None:
        """Nothing is ever in flight here. Connected to the thread's ``finished``."""

    def _try(self, deed: Callable[[CartBook], None]) -> bool:
        """Do something; False if it came to nothing, which is told."""
        if self._book is None:
            return False
        try:
            deed(self._book)
        except PosError as error:
            self._complain(error)
            return False
        return True

    def _complain(self, error: PosError) -> None:
        log.warning("carts: %s", error)
        self.trouble.emit(error)
