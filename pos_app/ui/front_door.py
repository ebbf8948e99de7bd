"""The front door: who is let in, who is locked out, and who lets somebody do what they may not do alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_app.core.errors import InvalidInputError, PosError
from pos_app.core.money import ZERO, Money
from pos_app.core.payment import PaymentState
from pos_app.core.staff import Act, Approval, Member, Request, needs_code
from pos_app.ui.authority_words import entry_words
from pos_app.ui.pin_pop_over import PinPopOver
from pos_app.ui.sale_page import SalePage
from pos_app.ui.session import Session
from pos_app.ui.sign_in_page import SignInPage
from pos_app.ui.staff_deeds import Ask, Fact, Go, Proof, Roster
from pos_app.ui.theme import Theme
from pos_app.ui.waits import Waits
from pos_app.ui.widgets.frames import Overlay


@dataclass(frozen=True, slots=True)
class _Pending:
    """What happens with the answer to a request."""

    go: Go
    given_up: Callable[[], None] | None


class FrontDoor(QObject):
    """Guards the pages. It decides nothing about rights: what it lets through, the ledger checks again.

    Signals (requests to the worker, but for the last two):
        founded: ``NewPin``. sign_in_requested: ``Proof``. signed_out: ``Member``, why.
        approval_requested: ``Proof``, ``Ask``.
        member_changed: ``Member`` or None.
        trouble: ``Exception``: a press came to nothing.
    """

    founded = Signal(object)
    sign_in_requested = Signal(object)
    signed_out = Signal(object, str)
    approval_requested = Signal(object, object)
    member_changed = Signal(object)
    trouble = Signal(object)

    def __init__(
        self,
        theme: Theme,
        pages: QStackedWidget,
        page: SignInPage,
        sale: SalePage,
        *,
        pins: str = "",
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(pages)
        self._pages = pages
        self._sale = sale
        self._roster = Roster(members=())
        self._came_from: QWidget = sale
        self._owner: Member | None = None  # whose work waits behind the lock
        self._pending: _Pending | None = None
        self._setup: QWidget | None = None  # in place of the sign-in page while nobody works here
        self.page = page
        self.pop_over = PinPopOver(theme, pages, Waits(monotonic), pins=pins)
        self.session = Session(lambda: self.busy, monotonic, self)
        self.session.over.connect(self.lock)
        self.page.proven.connect(self._prove)
        self.page.founded.connect(self.founded)
        self.pop_over.proven.connect(self.approval_requested)
        self.pop_over.given_up.connect(self._give_up)

    # ---------------------------------------------------------------- how it stands

    @property
    def shut(self) -> bool:
        """Whether somebody has to prove who they are first."""
        return self._pages.currentWidget() in {self.page, self._setup}

    @property
    def busy(self) -> bool:
        """Whether a customer is paying: then nobody is locked out."""
        return self._sale.money.busy

    def may(self, act: Act, amount: Money = ZERO) -> bool:
        """Whether whoever is signed in may do something alone, without proving anew who they are."""
        member = self.session.member
        if member is None or self.session.stale:
            return False
        return member.may(act, amount) and not needs_code(member, act, amount)

    # ---------------------------------------------------------------- what others ask of it

    def allow(
        self,
        request: Request,
        go: Go,
        *,
        facts: tuple[Fact, ...] = (),
        given_up: Callable[[], None] | None = None,
    ) -> None:
        """Let something be done, at once or when somebody who may has approved it with their PIN.

        The pop-over lies over whatever page is shown; the work on it stays.

        Args:
            request: exactly what is to be done; an approval is good for nothing else.
            go: does it, with the name of whoever is signed in, and the number of the approval or nothing.
            facts: what else the approver reads, as names and values: the ticket, the goods.
            given_up: called when nobody approves, so that the page gets its button back.
        """
        member = self.session.member
        if member is None:
            return
        if self.may(request.act, request.amount):
            go(member.name, "")
            return
        self._pending = _Pending(go, given_up)
        self.pop_over.ask(Ask(request=request, asked_by=member.name, facts=facts), self._roster.approvers(request))

    # ---------------------------------------------------------------- what it is told

    def begin_with(self, setup: QWidget) -> None:
        """Show a page that sets a new till up; behind it nothing can be reached, as behind the sign-in page."""
        self._setup = setup
        self._pages.setCurrentWidget(setup)

    def explain(self, reason: str) -> None:
        """Say what is waited for before anybody can come in; nothing when it is over."""
        self.page.explain(reason)

    @Slot(object)
    def show_roster(self, roster: Roster) -> None:
        """Take who works here."""
        self._roster = roster
        self.page.show_roster(roster)
        self.pop_over.show_roster(roster)
        member = self.session.member
        known = next((one for one in roster.present if member is not None and one.number == member.number), None)
        if member is not None and known is None:
            self.lock("left")
        elif known != member:
            self.session.member = known
            self.member_changed.emit(known)

    @Slot(object)
    def let_in(self, member: Member) -> None:
        """Open the door; whoever was locked away finds everything as it was."""
        self.session.begin(member)
        if self.shut:
            same = self._owner is not None and self._owner.number == member.number
            self._pages.setCurrentWidget(self._came_from if same else self._sale)
        self.page.pad.free()
        self.member_changed.emit(member)

    @Slot(object)
    def refuse_pin(self, error: PosError) -> None:
        """Say that a PIN is wrong, where it was typed."""
        if self.pop_over.asked is not None:
            self.pop_over.refuse(error)
        elif self.shut:
            self.page.refuse(error)
        else:
            self.trouble.emit(error)

    @Slot(object)
    def refuse_entry(self, error: InvalidInputError) -> None:
        """Say that the first manager's name or PIN breaks a rule."""
        if self.shut:
            self.page.form.refuse(entry_words(error))

    @Slot(object)
    def take_approval(self, approval: Approval) -> None:
        """Let through what was approved, if it is still wanted; otherwise nobody uses it."""
        ask, pending = self.pop_over.asked, self._pending
        if ask is None or pending is None or (ask.request, ask.asked_by) != (approval.request, approval.asked_by):
            return
        self._pending = None
        self.pop_over.finish()
        pending.go(approval.asked_by, approval.number)

    @Slot(object)
    def complain(self, error: Exception) -> None:
        """Say that a press came to nothing, and be usable again."""
        self.page.pad.free()
        self.pop_over.give_up()
        self.trouble.emit(error)

    # ---------------------------------------------------------------- what a person does

    @Slot(str)
    def lock(self, why: str) -> None:
        """Shut the door; what is on the pages stays."""
        member = self.session.member
        if member is None:
            return
        for overlay in self._pages.findChildren(Overlay):
            if overlay.isVisible():
                overlay.dismissed.emit()
        self._owner, self._came_from = member, self._pages.currentWidget() or self._sale
        self.session.end()
        self._pages.setCurrentWidget(self.page)
        self.page.lock(member)
        self.member_changed.emit(None)
        self.signed_out.emit(member, why)

    @Slot()
    def _give_up(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None and pending.given_up is not None:
            pending.given_up()

    @Slot(object)
    def _prove(self, proof: Proof) -> None:
        """Pass a PIN on, unless the ticket on the till is somebody else's to finish."""
        owner = self._owner
        member = next((one for one in self._roster.present if one.number == proof.number), None)
        mine = owner is None or member is None or owner.number == member.number or member.may(Act.TAKE_OVER)
        if owner is not None and not mine and self._unfinished():
            self.page.say(self.tr("The ticket is {name}'s: they, or a lead, must unlock").format(name=owner.name))
        else:
            self.sign_in_requested.emit(proof)

    def _unfinished(self) -> bool:
        shown = self._sale.shown
        return bool(self._sale.cart) and (shown is None or shown[1].state is not PaymentState.PAID)
