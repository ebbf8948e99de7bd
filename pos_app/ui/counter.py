"""The counter: joins the pages to each other. Records go in and are shown where they belong; requests go out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_app.core.payment import Payment, PaymentState
from pos_app.core.refund import Refund
from pos_app.core.sale import Sale
from pos_app.ui.customer_view import (
    CustomerScreen,
    CustomerView,
    view_of_lines,
    view_of_payment,
    view_of_refund,
    view_of_tendering,
)
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.i18n import sentence_for
from pos_app.ui.pay_requests import PayRequests
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.payments_page import PaymentsPage
from pos_app.ui.phone_panel import PhonePanel
from pos_app.ui.readings import Day, Found, Story
from pos_app.ui.recent import Recent
from pos_app.ui.refund_page import RefundPage
from pos_app.ui.sale_page import SalePage
from pos_app.ui.staff_deeds import Allow
from pos_app.ui.unfinished import Unfinished
from pos_app.ui.widgets.banner import Banner
from pos_app.ui.widgets.result_strip import ResultStrip
from pos_app.ui.widgets.title_bar import TitleBar

_LOOK_AGAIN_MS = 150  # several changes at once are read together


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Everything on the glass that is told about money."""

    sale: SalePage
    panels: PaymentPanels
    payments: PaymentsPage
    refund: RefundPage
    phone: PhonePanel
    title: TitleBar
    strip: ResultStrip
    banner: Banner
    customer: CustomerWindow


class Counter(QObject):
    """Shows each record where it belongs; what is asked of the money on the glass goes out by ``requests``.

    A payment belongs to the ticket if the ticket asked for it; every other one is only remembered, told in the
    strip, and goes on being watched by the worker.

    Signals (all of them are requests to the workers):
        query_requested, refund_query_requested: a number.
        sale_requested: the number of a ticket, to be read anew.
        today_requested. find_requested: ``Ask``. story_requested: a sale's number.
    """

    query_requested = Signal(str)
    refund_query_requested = Signal(str)
    sale_requested = Signal(str)
    today_requested = Signal()
    find_requested = Signal(object)
    story_requested = Signal(str)

    def __init__(
        self, places: Places, *, allow: Allow, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._at = places
        self.requests = PayRequests(places.sale, places.panels, allow, self)
        self._now = now
        self._recent = Recent()
        self._told: set[str] = set()  # what the checkout worker has spoken of; some kilobytes a day
        self._resumed: tuple[Sale, Payment] | None = None
        self._resuming = True
        self._refund_view: CustomerView | None = None
        self._unfinished = Unfinished(places.sale, places.banner, self)
        self._unfinished.chosen.connect(self._show_customer)
        self._look_again = QTimer(self)
        self._look_again.setSingleShot(True)
        self._look_again.setInterval(_LOOK_AGAIN_MS)
        self._look_again.timeout.connect(self.read_today)
        self._join()

    def _join(self) -> None:
        at = self._at
        at.sale.ordered.connect(at.banner.clear)
        at.sale.cart_changed.connect(self._show_customer)
        at.sale.ticket_begun.connect(self._begin_ticket)
        at.payments.story_requested.connect(self.story_requested)
        at.payments.query_requested.connect(self.query_requested)
        at.payments.find_requested.connect(self.find_requested)
        at.refund.story_requested.connect(self.story_requested)
        at.refund.query_requested.connect(self.refund_query_requested)
        at.refund.left.connect(self._leave_refund)
        at.customer.seen_changed.connect(at.panels.set_customer_screen)
        at.banner.acted.connect(at.banner.clear)

    @property
    def last_paid(self) -> Payment | None:
        """The payment that was proven last, of today."""
        return self._recent.last_paid()

    # ---------------------------------------------------------------- payments

    @Slot(object)
    def show_payment(self, told: tuple[Sale, Payment]) -> None:
        """Show how a payment stands, on the ticket if it is the ticket's own."""
        sale, payment = told
        mine = self._is_of_the_ticket(sale, payment)
        self._told.add(payment.out_trade_no)
        before = self._recent.note(payment)
        if mine:
            self._at.sale.show_payment(sale, payment)
            if not payment.tender.at_once:
                self._at.phone.show_payment(payment)
        else:
            self._at.panels.note_payment(payment)
            self._remember_for_resuming(sale, payment)
        self._show_around()
        self._show_customer()
        if before is None or (before.state, before.unconfirmed) != (payment.state, payment.unconfirmed):
            self._look_again.start()

    @Slot(object)
    def show_sale(self, told: tuple[Sale, tuple[Payment, ...]]) -> None:
        """Show how a ticket stands by the ledger; one that is paid in part and on no glass is offered."""
        sale, payments = told
        if self._at.sale.sale_number == sale.number:
            self._at.sale.money.show_sale(sale, payments)
            self._show_customer()
            return
        self._unfinished.note(sale, payments)
        if not self._resuming:
            self._unfinished.offer()

    def _is_of_the_ticket(self, sale: Sale, payment: Payment) -> bool:
        page = self._at.sale
        if page.sale_number:
            return page.money.owns(sale, payment)
        # Not asked of what is remembered: a reading of the day may have brought it there a moment before.
        fresh = payment.out_trade_no not in self._told
        return (
            fresh
            and (payment.state is PaymentState.CREATED or payment.tender.at_once)
            and page.money.owns(sale, payment)
        )

    def _remember_for_resuming(self, sale: Sale, payment: Payment) -> None:
        if self._resuming and not payment.settled and payment.time_expire > self._now():
            self._resumed = (sale, payment)

    @Slot()
    def take_up(self) -> None:
        """Begin to work; a code that a customer may be holding from before the start is shown again."""
        self._resuming = False
        self._at.sale.set_not_ready("")
        if self._resumed is not None and not self._at.sale.locked and not self._at.sale.cart:
            self._at.sale.show_payment(*self._resumed)
            self._at.phone.show_payment(self._resumed[1])
            self.sale_requested.emit(self._resumed[0].number)  # other parts of it may be paid
        self._resumed = None
        self._unfinished.offer()
        self._show_customer()
        self.read_today()

    @Slot(object)
    def show_question(self, told: tuple[str, float]) -> None:
        """Tell when a payment is asked about next."""
        self._at.panels.set_next_question(*told)

    @Slot(str)
    def show_asking(self, number: str) -> None:
        """Tell that a question about a payment has just left."""
        self._at.panels.set_asking(number)

    @Slot(object)
    def show_begin_failed(self, error: Exception) -> None:
        """Say why no payment was begun, and unlock the ticket."""
        self._at.sale.money.order_failed()
        self.show_trouble(error)

    @Slot(object)
    def show_trouble(self, error: Exception) -> None:
        """Say what went wrong, and give the panel's buttons back; a ticket that waits for its payment goes on."""
        self._at.panels.give_back()
        self.complain(error)

    @Slot(object)
    def complain(self, error: Exception) -> None:
        """Say what went wrong beside the work at hand."""
        self._at.banner.say(sentence_for(error), button=self.tr("Close"))

    @Slot()
    def _begin_ticket(self) -> None:
        self._at.phone.show_payment(None)
        self._show_around()
        self._unfinished.offer()

    # ---------------------------------------------------------------- refunds

    @Slot(object)
    def show_refund(self, told: tuple[Payment, Refund]) -> None:
        """Show how a refund stands."""
        payment, refund = told
        self._recent.note(payment)
        self._at.refund.show_refund(payment, refund)
        self._at.phone.show_refund(refund)
        if payment.undone:  # a part that went back before its ticket was paid: less of it is paid by now
            self.sale_requested.emit(payment.sale_number)
        self._look_again.start()

    @Slot(object)
    def show_refund_failed(self, error: Exception) -> None:
        """Say why a refund came to nothing, and give the button back."""
        self._at.refund.refund_failed()
        self.complain(error)

    @Slot()
    def _leave_refund(self) -> None:
        self._refund_view = None
        self._show_customer()

    # ---------------------------------------------------------------- what was read

    @Slot(object)
    def show_day(self, day: Day) -> None:
        """Count what waits for an answer or a manager; whoever looks at payments sees how they stand now."""
        self._recent.note_older(day.payments)
        self._at.payments.refresh()
        self._at.title.set_unresolved(day.unresolved)
        self._show_around()

    @Slot(object)
    def show_found(self, found: Found) -> None:
        """List what was looked for."""
        self._at.payments.show_found(found)

    @Slot(object)
    def show_story(self, story: Story) -> None:
        """Tell the pages a sale's story, and the customer how the refund stands."""
        self._at.payments.show_story(story)
        self._at.refund.show_story(story)
        if self._at.refund.isVisible() and story.refunds:
            view = view_of_refund(story.sale, story.refunds[-1])
            self._refund_view = view if view.screen is not CustomerScreen.IDLE else None
            self._show_customer()

    @Slot()
    def read_today(self) -> None:
        """Ask for today's figures anew."""
        self.today_requested.emit()

    # ---------------------------------------------------------------- around the pages

    def _show_around(self) -> None:
        """Tell the strip, the title bar and the refund key what is known now."""
        shown = self._at.sale.payment_number
        ended = tuple(p for p in self._recent.newest() if p.settled or p.unconfirmed or p.out_trade_no != shown)
        self._at.strip.set_payments(ended)
        self._at.title.set_channel(self._recent.channel())
        self._at.sale.set_refundable(self._recent.last_paid() is not None)

    @Slot()
    def _show_customer(self) -> None:
        page = self._at.sale
        if self._refund_view is not None:
            view = self._refund_view
        elif page.shown is not None:
            view = view_of_payment(*page.shown)
        elif (tendering := page.money.tendering) is not None:
            view = view_of_tendering(page.cart.lines, tendering)
        elif page.waiting:
            view = CustomerView(screen=CustomerScreen.WAIT, lines=page.cart.lines, amount=page.cart.total)
        else:
            view = view_of_lines(page.cart.lines)
        self._at.customer.show_view(view)
