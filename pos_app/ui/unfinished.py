"""Tickets that are paid in part and have left the glass: offered again whenever the till is free."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_app.core.payment import Payment
from pos_app.core.sale import Sale
from pos_app.core.settlement import due_of
from pos_app.ui.sale_page import SalePage
from pos_app.ui.widgets.banner import Banner

Told = tuple[Sale, tuple[Payment, ...]]


class Unfinished(QObject):
    """Keeps what the ledger says of such tickets, and speaks of the oldest one.

    Signals:
        chosen: the cashier goes on with one; it is on the sale page by then.
    """

    chosen = Signal()

    def __init__(self, page: SalePage, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._banner = page, banner
        self._tickets: dict[str, Told] = {}
        self._offered, self._words = "", ""
        banner.acted.connect(self._go_on)

    def note(self, sale: Sale, payments: tuple[Payment, ...]) -> None:
        """Take note of how a ticket stands that is not on the glass."""
        due = due_of(sale, payments)
        if sale.settled or due.live or not due.paid:
            self._tickets.pop(sale.number, None)
        else:
            self._tickets[sale.number] = (sale, payments)

    @Slot()
    def offer(self) -> None:
        """Speak of the oldest one, if the till is free."""
        page = self._page
        if not self._tickets or page.locked or page.cart or self._banner.text():
            return
        sale, payments = self._tickets[min(self._tickets)]
        due = due_of(sale, payments)
        words = self.tr(
            "Ticket {ticket} is paid in part: ¥{paid} of ¥{total}. The rest is due, or what was paid goes back."
        )
        self._offered = sale.number
        self._words = words.format(ticket=sale.ticket, paid=due.paid, total=due.total)
        self._banner.say(self._words, button=self.tr("Go on"))

    @Slot()
    def _go_on(self) -> None:
        """Put the ticket on the glass, if the banner still speaks of it and the till is still free."""
        if self._banner.text() != self._words:
            return
        told, self._offered = self._tickets.pop(self._offered, None), ""
        if told is not None and not self._page.locked and not self._page.cart:
            self._page.money.show_sale(*told)
            self.chosen.emit()
