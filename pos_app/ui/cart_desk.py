"""The cart desk: joins the ticket and the held page to whoever may allow things, and to the worker that keeps carts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.cart import Cart, Draft, HeldCart
from pos_app.core.markdown import drop_request, markdown_request
from pos_app.core.overview import take_over_request
from pos_app.core.staff import Act
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.held_page import HeldPage
from pos_app.ui.i18n import sentence_for
from pos_app.ui.mark_edit import MarkEdit, Way
from pos_app.ui.mark_panel import MarkPanel
from pos_app.ui.marks import Mark
from pos_app.ui.sale_page import SalePage
from pos_app.ui.staff_deeds import Fact
from pos_app.ui.theme import Theme


class CartDesk(QObject):
    """Adds to each request who makes it. What takes money off, and what is somebody else's, is asked for first.

    Signals (requests to the worker):
        keep_requested, drop_requested, hold_requested: ``Draft``, who.
        mark_down_requested: ``Draft`` before, ``Cart`` after, who, the number of the approval or nothing.
        recall_requested: a number, who, ``Draft`` that is in hand or None, approval.
        drop_held_requested: a number, who, approval.
        list_requested: nothing. resume_requested: who.
    """

    keep_requested = Signal(object, str)
    drop_requested = Signal(object, str)
    hold_requested = Signal(object, str)
    mark_down_requested = Signal(object, object, str, str)
    recall_requested = Signal(str, str, object, str)
    drop_held_requested = Signal(str, str, str)
    list_requested = Signal()
    resume_requested = Signal(str)

    def __init__(
        self, theme: Theme, glass: Glass, sale: SalePage, door: FrontDoor, now: Callable[[], datetime]
    ) -> None:  # fmt: skip
        super().__init__(glass)
        self._pages, self._banner = glass.pages, glass.banner
        self._sale, self._allow = sale, door.allow
        self.held = glass.add_page(HeldPage(theme, now))
        self._who = ""  # nobody yet
        self._resumed = False
        self.panel = MarkPanel(theme, sale)
        self.panel.given.connect(self._mark)
        sale.drafting.kept.connect(self._keep)
        sale.drafting.dropped.connect(self._drop)
        sale.ringing.leave_asked.connect(self._ask_leave)
        sale.ticket_begun.connect(self.list_requested)
        sale.stage.ticket.line_pressed_again.connect(self.mark_line)
        self.held.left.connect(self._leave)
        self.held.list_requested.connect(self.list_requested)
        self.held.recalled.connect(self._recall)
        self.held.dropped.connect(self._drop_held)

    def set_who(self, name: str) -> None:
        """Take the name of whoever is at the till; the first one after the start finds what was in hand."""
        self._who = name
        if not self._resumed:
            self._resumed = True
            self.resume_requested.emit(name)

    # ---------------------------------------------------------------- what a person does

    @Slot()
    def hold(self) -> None:
        """Put the ticket aside, once all of it is there."""
        self._sale.ringing.then(self._hold)

    def _hold(self) -> None:
        if self._sale.cart and not self._sale.locked:
            self.hold_requested.emit(self._sale.drafting.begin_move(), self._who)

    @Slot()
    def show_held(self) -> None:
        """Turn to what is put aside."""
        if not self._sale.locked:
            self.held.show_in_hand(self._sale.cart.pieces)
            self._pages.setCurrentWidget(self.held)

    @Slot()
    def mark_line(self) -> None:
        """Ask for a discount on the selected line."""
        self._open_line(Way.SHARE)

    @Slot()
    def mark_price(self) -> None:
        """Ask for another price of the selected line."""
        self._open_line(Way.PRICE)

    def _open_line(self, way: Way) -> None:
        at = self._sale.ringing.state.selected
        if at is not None and self._ringing_up():
            self.panel.mark_line(self._sale.cart, at, way)

    @Slot()
    def mark_all(self) -> None:
        """Ask for a discount on the whole ticket."""
        if self._sale.cart and self._ringing_up():
            self.panel.mark_all(self._sale.cart)

    def _ringing_up(self) -> bool:
        return self._pages.currentWidget() is self._sale and not self._sale.locked and not self._sale.ringing.waiting

    @Slot(object)
    def _mark(self, edit: MarkEdit) -> None:
        self._sale.ringing.change(edit.apply)

    # ---------------------------------------------------------------- what needs leave

    @Slot(object)
    def _ask_leave(self, after: Cart) -> None:
        before = self._sale.drafting.begin_move()
        request = markdown_request(before.number, before.cart, after) if before is not None else None
        if before is not None and request is not None:
            self._allow(
                request,
                lambda who, approval: self.mark_down_requested.emit(before, after, who, approval),
                facts=self._facts(before.cart, after, priced=request.act is Act.PRICE),
                given_up=self.refuse,
            )

    def _facts(self, before: Cart, after: Cart, *, priced: bool) -> tuple[Fact, ...]:
        """Say what the approver has to know: which goods, and what they cost before and after."""
        lines = zip(before.lines, after.lines, strict=True)
        changed = [new for old, new in lines if old != new]
        totals = (self.tr("Total"), f"¥{before.total} → ¥{after.total}")
        if after.off != before.off or len(changed) != 1:
            return (totals,)
        line = changed[0]
        goods = (self.tr("Goods"), line.name)
        if priced and line.list_price is not None:
            return goods, (self.tr("Price"), f"¥{line.list_price} → ¥{line.unit_price}"), totals
        return goods, (self.tr("Discount"), f"¥{line.discount}"), totals

    @Slot(object)
    def _recall(self, held: HeldCart) -> None:
        number, in_hand = held.draft.number, self._sale.drafting.begin_move()

        def go(who: str, approval: str) -> None:
            self.recall_requested.emit(number, who, in_hand, approval)

        if held.cashier == self._who:
            go(self._who, "")
        else:
            self._allow(take_over_request(number), go, facts=self._facts_of(held), given_up=self.refuse)

    @Slot(object)
    def _drop_held(self, held: HeldCart) -> None:
        self._allow(
            drop_request(held, self._who),
            lambda who, approval: self.drop_held_requested.emit(held.draft.number, who, approval),
            facts=self._facts_of(held),
            given_up=self.held.release,
        )

    def _facts_of(self, held: HeldCart) -> tuple[Fact, ...]:
        return (self.tr("Held by"), held.cashier), (self.tr("Total"), f"¥{held.draft.cart.total}")

    # ---------------------------------------------------------------- what is rung up

    @Slot(object)
    def _keep(self, draft: Draft) -> None:
        self.keep_requested.emit(draft, self._who)

    @Slot(object)
    def _drop(self, draft: Draft) -> None:
        self.drop_requested.emit(draft, self._who)

    # ---------------------------------------------------------------- what came of it

    @Slot(object)
    def show_marked(self, draft: Draft | None) -> None:
        """Show what was taken off, now that it is written down."""
        if draft is None:
            self.refuse()
        else:
            self._sale.drafting.confirm(draft)

    @Slot()
    def let_go(self) -> None:
        """Begin an empty ticket: the last one is put aside."""
        self._sale.drafting.put_away()

    @Slot(object)
    def take_up(self, draft: Draft) -> None:
        """Go on with a ticket; where there is no place for it, it is put aside."""
        if not self._sale.locked and (not self._sale.cart or self._sale.ringing.waiting):
            self._sale.drafting.take_up(draft)
            self._leave()
        else:
            self.hold_requested.emit(draft, self._who)
        self.held.release()

    @Slot(object)
    def show_set_aside(self, held: HeldCart) -> None:
        """Say that what was in hand when the till stopped is somebody else's."""
        words = self.tr("The ticket that {name} had in hand is put aside, with ¥{amount} on it: see Recall.")
        said = words.format(name=held.cashier, amount=held.draft.cart.total)
        self._banner.say(said, Mark.LIVE, button=self.tr("Close"))

    @Slot(object)
    def show_held_list(self, held: tuple[HeldCart, ...]) -> None:
        """Count and list what is put aside."""
        self._sale.stage.functions.set_held(len(held))
        self.held.show_held(held)
        self.held.release()

    @Slot()
    def refuse(self) -> None:
        """Leave everything as it is, and give the keys back."""
        self._sale.drafting.stay()
        self.held.release()

    @Slot(object)
    def complain(self, error: Exception) -> None:
        """Say why a press came to nothing."""
        self._banner.say(sentence_for(error), button=self.tr("Close"))

    @Slot()
    def _leave(self) -> None:
        if self._pages.currentWidget() is self.held:
            self._pages.setCurrentWidget(self._sale)
