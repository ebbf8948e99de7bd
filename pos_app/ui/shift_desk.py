"""The shift desk: joins the pages of the shift to whoever may allow what is done there, and the till to its shift."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.errors import PosError
from pos_app.core.money import ZERO, Money
from pos_app.core.shift import CashCount, CashMove, CashOrder, Shift, ShiftReport, close_request, no_sale_request
from pos_app.core.staff import Act, Request
from pos_app.ui.cash_panel import CashPanel
from pos_app.ui.front_door import FrontDoor
from pos_app.ui.glass import Glass
from pos_app.ui.i18n import sentence_for
from pos_app.ui.marks import Mark
from pos_app.ui.printing import Printing
from pos_app.ui.readings import DrawerStanding, ShiftList
from pos_app.ui.sale_page import SalePage
from pos_app.ui.shift_page import ShiftPage
from pos_app.ui.shift_words import move_word, since_words
from pos_app.ui.shifts_page import ShiftsPage
from pos_app.ui.staff_deeds import Go
from pos_app.ui.theme import Theme
from pos_app.ui.x_panel import XPanel


class ShiftDesk(QObject):
    """Knows which shift is open. Adds to each wish who has it, and asks for leave where it needs some.

    Signals (requests to the shift worker, but for the last three):
        standing_requested: who. list_requested: how many to leave out.
        open_requested: ``CashCount`` or None, who.
        close_requested: ``Shift``, ``CashCount``, ``Money`` that stays, who, approval.
        move_requested: ``CashOrder``, who, approval.
        drawer_requested: why, who, approval.
        x_requested: who.
        changed: which shift is open is known, or another one is.
        paper_requested: ``Shift`` or ``ShiftReport`` to be printed.
        count_begun: ``Shift`` whose drawer is to be counted, who: the printer opens it, once for each shift.
    """

    standing_requested = Signal(str)
    list_requested = Signal(int)
    open_requested = Signal(object, str)
    close_requested = Signal(object, object, object, str, str)
    move_requested = Signal(object, str, str)
    drawer_requested = Signal(str, str, str)
    x_requested = Signal(str)
    changed = Signal()
    paper_requested = Signal(object)
    count_begun = Signal(object, str)

    def __init__(self, theme: Theme, glass: Glass, page: ShiftPage, sale: SalePage, door: FrontDoor) -> None:
        super().__init__(page)
        self._glass, self._page, self._sale, self._door = glass, page, sale, door
        self.list = ShiftsPage(theme)
        glass.add_page(self.list)
        self.x = XPanel(theme, glass.pages)
        self.cash = CashPanel(theme, glass.pages)
        self._known = False  # whether the ledger has said which shift is open
        self._shift: Shift | None = None
        self._counted = ""  # the shift whose drawer was opened for its count
        self._has_printer = False
        self._join()

    def _join(self) -> None:
        page = self._page
        page.left.connect(self._leave)
        page.standing_requested.connect(self._read)
        page.open_requested.connect(self._open)
        page.close_requested.connect(self._close)
        page.x_requested.connect(self._show_x)
        page.cash_requested.connect(self.cash.ask_cash)
        page.drawer_requested.connect(self.ask_drawer)
        page.shifts_requested.connect(self._show_list_page)
        page.difference_requested.connect(self._show_difference)
        page.print_requested.connect(self.paper_requested)
        self.list.left.connect(self.show_page)
        self.list.list_requested.connect(self.list_requested)
        self.list.print_requested.connect(self.paper_requested)
        self.x.print_requested.connect(self._take_x)
        self.cash.ordered.connect(self._move)
        self.cash.drawer_wanted.connect(self._open_drawer)

    # ---------------------------------------------------------------- how it stands

    @property
    def _closed(self) -> bool:
        return self._known and self._shift is None

    @property
    def words(self) -> str:
        """Which shift is open, and since when; nothing while none is."""
        return since_words(self._shift) if self._shift is not None else ""

    @property
    def _blind(self) -> bool:
        return not self._door.may(Act.SHIFTS)

    def _who(self) -> str:
        member = self._door.session.member
        return member.name if member is not None else ""

    # ---------------------------------------------------------------- what a person wants

    def tell(self) -> None:
        """Say in the language of now which shift is open; without one nothing is sold."""
        self._sale.set_no_shift(self.tr("Open a shift first") if self._closed else "")
        self.changed.emit()

    @Slot()
    def show_page(self) -> None:
        """Turn to the shift: to open one, to close it, or to move cash."""
        if not self._door.shut:
            self._glass.pages.setCurrentWidget(self._page)

    @Slot()
    def _leave(self) -> None:
        self._glass.pages.setCurrentWidget(self._sale)

    @Slot()
    def _show_list_page(self) -> None:
        self._glass.pages.setCurrentWidget(self.list)

    @Slot()
    def _read(self) -> None:
        self.standing_requested.emit(self._who())

    @Slot(object)
    def _open(self, count: CashCount | None) -> None:
        self.open_requested.emit(count, self._who())

    @Slot(object, object, object)
    def _close(self, shift: Shift, count: CashCount, left: Money) -> None:
        if shift.opened_by == self._who():
            self.close_requested.emit(shift, count, left, self._who(), "")
            return
        self._door.allow(
            close_request(shift),
            lambda who, approval: self.close_requested.emit(shift, count, left, who, approval),
            facts=((self.tr("Shift"), shift.number), (self.tr("Opened by"), shift.opened_by)),
            given_up=self._page.release,
        )

    @Slot(object)
    def _show_difference(self, shift: Shift) -> None:
        self._look_into(
            shift, self.tr("Over or short"), lambda _who, _approval: self._page.show_closed(shift, blind=False)
        )

    @Slot()
    def _show_x(self) -> None:
        self.x.open()
        self._read()

    @Slot()
    def _take_x(self) -> None:
        """Have the X printed: the paper tells how much cash there should be to those alone who may see it."""
        if self._shift is not None:
            self.x_requested.emit(self._who())

    def _look_into(self, shift: Shift, what: str, go: Go) -> None:
        """Show somebody what should be in the drawer, if they may see it."""
        request = Request(act=Act.SHIFTS, subject=shift.number, amount=ZERO, reason=what)
        self._door.allow(request, go, facts=((self.tr("Shift"), shift.number),))

    @Slot(object)
    def _move(self, order: CashOrder) -> None:
        request = order.request
        if request is None:
            self.move_requested.emit(order, self._who(), "")
        else:
            self._door.allow(request, lambda who, approval: self.move_requested.emit(order, who, approval))

    @Slot()
    def ask_drawer(self) -> None:
        """Open the drawer for the count, once; otherwise ask why it opens without a sale."""
        if self._door.shut:
            return
        shift = self._shift
        counting = shift is not None and self._page.isVisible() and self._has_printer
        if shift is not None and counting and self._counted != shift.number:
            self._counted = shift.number
            self.count_begun.emit(shift, self._who())
        else:
            self.cash.ask_drawer()

    @Slot(str)
    def _open_drawer(self, why: str) -> None:
        self._door.allow(no_sale_request(why), lambda who, approval: self.drawer_requested.emit(why, who, approval))

    # ---------------------------------------------------------------- what it is told

    @Slot(object)
    def show_shift(self, shift: Shift | None) -> None:
        """Take which shift is open."""
        opened = self._closed and shift is not None
        self._known, self._shift = True, shift
        self._page.show_shift(shift)
        self.tell()
        if opened and self._glass.pages.currentWidget() is self._page:
            self._leave()
        self._come()

    def show_member(self) -> None:
        """Somebody else is at the till, or nobody: what was shown was for whoever was there before."""
        self._page.forget()
        self.list.forget()
        self._come()

    def _come(self) -> None:
        """Turn to the shift by itself when somebody is at the till, and nothing else is being done."""
        if self._closed and self._who() and self._glass.pages.currentWidget() is self._sale:
            self.show_page()

    @Slot(object)
    def show_standing(self, standing: DrawerStanding) -> None:
        """Show how the drawer stands, as far as whoever is signed in may see it."""
        self._page.show_standing(standing, blind=self._blind)
        if standing.report is not None:
            self.x.show_report(standing.report, blind=self._blind)

    @Slot(object)
    def show_list(self, shifts: ShiftList) -> None:
        """List shifts."""
        self.list.show_list(shifts, blind=self._blind)

    @Slot(object)
    def show_closed(self, shift: Shift) -> None:
        """Show what came of the count, and print the Z."""
        self._page.show_closed(shift, blind=self._blind)
        self.paper_requested.emit(shift)

    @Slot(object)
    def show_x(self, report: ShiftReport) -> None:
        """Print the X that was written down."""
        self.x.show_report(report, blind=self._blind)
        self.paper_requested.emit(report)

    @Slot(object)
    def show_moved(self, move: CashMove) -> None:
        """Say that cash moved; how the drawer stands has changed."""
        words = self.tr("{what} ¥{amount}: written down. {reason}")
        self._glass.banner.say(
            words.format(what=move_word(move.kind), amount=move.amount, reason=move.reason), Mark.SAFE,
            button=self.tr("Close"),
        )  # fmt: skip
        self._read()

    @Slot(object)
    def show_printing(self, printing: Printing) -> None:
        """Take how the printer stands."""
        self._has_printer = printing.ready
        self._page.set_printing(printing)
        self.list.set_printer(printing.ready)
        self.x.set_printer(printing.ready)
        self.cash.set_printer(printing.ready)

    @Slot(object)
    def show_failed(self, error: PosError) -> None:
        """Say why a press came to nothing, and give the keys back."""
        self._page.release()
        self._glass.banner.say(sentence_for(error), button=self.tr("Close"))
