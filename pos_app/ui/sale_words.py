"""What the sale page says beside the ticket and over the keypad."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pos_app.core.payment import Payment, PaymentState
from pos_app.ui.entry import Entry
from pos_app.ui.goods_tiles import goods_name
from pos_app.ui.settling import Face


def note_for(face: Face, payment: Payment | None, *, begun: bool) -> tuple[str, str]:
    """Say what can be done with a ticket that is being paid, and with which icon; ``begun`` once money is involved."""
    translate = QCoreApplication.translate
    if face is Face.TENDERS and not begun:
        return translate("SalePage", "To change the ticket, go back to it, or just scan the next item."), "scan"
    if face is Face.TENDERS:
        return translate("SalePage", "The ticket is locked: some of it is paid, or is being paid."), "info"
    if payment is None:
        return translate("SalePage", "One moment: the sale is being written down."), "info"
    if payment.state is PaymentState.PAID:
        return translate("SalePage", "Ring up the next item, and a new ticket begins by itself."), "scan"
    return _note_on_unpaid(payment), "info"


def _note_on_unpaid(payment: Payment) -> str:
    translate = QCoreApplication.translate
    if payment.unconfirmed:
        return translate("SalePage", "Serve the next customer: this ticket goes on being asked about.")
    if payment.state is PaymentState.CLOSED:
        return translate("SalePage", "Nobody can pay this code any more.")
    return translate("SalePage", "The ticket is locked while it is being paid. To change it, cancel the payment first.")


def caption_for(entry: Entry, *, english: bool) -> str:
    """Say what is being typed."""
    translate = QCoreApplication.translate
    if (goods := entry.asked_for) is not None:
        weight, price = translate("SalePage", "Weight of {name}"), translate("SalePage", "Price of {name}")
        return (weight if entry.weighing is not None else price).format(name=goods_name(goods, english=english))
    return translate("SalePage", "Quantity") if entry.quantity else translate("SalePage", "Entry")
