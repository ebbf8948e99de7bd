"""Drafting: gives what is rung up its number, and sees that the ledger has it as it is at every change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.cart import Cart, Draft
from pos_app.ui.ringing import Ringing


class Drafting(QObject):
    """Follows the ticket. One draft is on its way to the ledger at a time; of those that wait the newest goes next.

    Signals:
        kept: ``Draft``, to be kept as it is now.
        dropped: ``Draft`` that was given up, as it was last.
    """

    kept = Signal(object)
    dropped = Signal(object)

    def __init__(self, ringing: Ringing, parent: QObject) -> None:
        super().__init__(parent)
        self._ringing = ringing
        self._draft: Draft | None = None  # None while the ticket is empty, or a sale
        self._in_flight = False
        self._newest: Draft | None = None  # goes as soon as the one in flight is home

    @property
    def draft(self) -> Draft | None:
        """What is in hand, under its number; None while there is nothing, or it is a sale already."""
        return self._draft

    def follow(self, *, sold: bool) -> None:
        """See what the ticket is now. Once it is ``sold`` there is nothing to keep, and a change begins another."""
        cart = self._ringing.state.cart
        if sold:
            self._draft = self._newest = None
        elif self._draft is None or cart != self._draft.cart:
            self._change(cart)

    def _change(self, cart: Cart) -> None:
        before = self._draft
        if cart:
            self._draft = (before or Draft.new()).with_cart(cart)
            self._send(self._draft)
        elif before is not None:
            self._draft = self._newest = None
            self.dropped.emit(before)

    def _send(self, draft: Draft) -> None:
        if self._in_flight:
            self._newest = draft
        else:
            self._in_flight = True
            self.kept.emit(draft)

    @Slot()
    def next(self) -> None:
        """Send what waits, now that the last one is home."""
        self._in_flight = False
        draft, self._newest = self._newest, None
        if draft is not None:
            self._send(draft)

    # ---------------------------------------------------------------- moves in the ledger, which hands wait for

    def begin_move(self) -> Draft | None:
        """Give what is in hand, to be moved as it is: hands wait, and so does nothing else that was to be kept.

        Call it in its turn, see `Ringing.then`, and end it with one of the others.
        """
        if self._draft is None and self._ringing.state.cart:
            self._ringing.edited.emit()  # an unpaid sale gives way
            self.follow(sold=False)
        self._newest = None
        self._ringing.wait()
        return self._draft

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft that the ledger has in hand as it is."""
        self._draft = draft
        self._ringing.take_up(draft.cart, selected=True)
        self._ringing.answer(allowed=False)

    def confirm(self, draft: Draft) -> None:
        """Make the change that was asked for; the ledger has it."""
        self._draft = draft
        self._ringing.answer(allowed=True)

    def put_away(self) -> None:
        """Begin an empty ticket: what was in hand is put aside."""
        self._draft = None
        self._ringing.take_up(Cart(), selected=False)
        self._ringing.answer(allowed=False)

    def stay(self) -> None:
        """Leave everything as it was, and keep it after all."""
        if self._draft is not None:
            self._send(self._draft)
        self._ringing.answer(allowed=False)
