"""What is asked of the money on the glass: by whom, and with whose leave where a ticket is somebody else's."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.overview import take_over_request, void_request
from pos_app.core.sale import Sale
from pos_app.ui.order import Order
from pos_app.ui.payment_panels.stack import PaymentPanels
from pos_app.ui.sale_page import SalePage
from pos_app.ui.staff_deeds import Allow, Go


class PayRequests(QObject):
    """Turns presses on the sale page and its panels into requests to the checkout worker.

    Signals:
        pay_requested: ``Order``, cashier, the number of the approval or nothing.
        renew_requested: a number, cashier, approval.
        abandon_requested: a number, cashier. void_requested: ``Sale``, cashier, approval.
        query_requested: a number.
    """

    pay_requested = Signal(object, str, str)
    query_requested = Signal(str)
    abandon_requested = Signal(str, str)
    renew_requested = Signal(str, str, str)
    void_requested = Signal(object, str, str)

    def __init__(self, page: SalePage, panels: PaymentPanels, allow: Allow, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._panels, self._allow = page, panels, allow
        self._cashier = ""  # nobody yet
        page.ordered.connect(self._pay)
        page.switched.connect(self._abandon)
        page.void_requested.connect(self._void)
        panels.query_requested.connect(self._query)
        panels.cancel_requested.connect(self._abandon)
        panels.renew_requested.connect(self._renew)

    def set_cashier(self, name: str) -> None:
        """Take the name of whoever makes requests from now on."""
        self._cashier = name

    @Slot(object)
    def _pay(self, order: Order) -> None:
        if order.sale is None:
            self.pay_requested.emit(order, self._cashier, "")
        else:
            self._take_over(order.sale, lambda who, approval: self.pay_requested.emit(order, who, approval))

    @Slot(object)
    def _void(self, sale: Sale) -> None:
        self._allow(
            void_request(sale),
            lambda who, approval: self.void_requested.emit(sale, who, approval),
            facts=((self.tr("Ticket"), sale.ticket),),
        )

    @Slot(object)
    def _query(self, number: str) -> None:
        self.query_requested.emit(number)

    @Slot(object)
    def _abandon(self, number: str) -> None:
        self.abandon_requested.emit(number, self._cashier)

    @Slot(object)
    def _renew(self, number: str) -> None:
        shown = self._page.shown
        if shown is not None:
            self._take_over(shown[0], lambda who, approval: self.renew_requested.emit(number, who, approval))

    def _take_over(self, sale: Sale, go: Go) -> None:
        """Go on with a sale: whose it is, without a question; anybody else with the right to, or an approval."""
        if sale.cashier == self._cashier:
            go(self._cashier, "")
            return
        facts = ((self.tr("Ticket"), sale.ticket), (self.tr("Begun by"), sale.cashier))
        self._allow(take_over_request(sale.number), go, facts=facts, given_up=self._leave_it)

    def _leave_it(self) -> None:
        self._page.money.order_failed()
        self._panels.give_back()
