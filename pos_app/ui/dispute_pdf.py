"""The dispute pack on paper: the story of a sale as a PDF that a customer, a bank or a court can read."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument

from pos_app.core.business_day import BEIJING
from pos_app.core.dispute import Dispute
from pos_app.core.money import Money
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund
from pos_app.core.sale import Line, Unit
from pos_app.ui import fonts
from pos_app.ui.moments import request_id
from pos_app.ui.status import refund_status_of, status_of, status_word
from pos_app.ui.tender_words import tender_word
from pos_app.ui.theme import LIGHT
from pos_app.ui.time_line import moments_of

_DOTS_AN_INCH = 300
_POINTS = 10.0
_STYLE = (
    "h1 { font-size: 17pt; } h2 { font-size: 12pt; margin-top: 16px; } "
    f"td {{ padding: 2px 12px 2px 0; }} .small {{ color: {LIGHT.muted}; font-size: 8pt; }}"
)


def to_pdf(dispute: Dispute) -> bytes:
    """Draw the pack in the language of now. May be called on any thread, and takes some tenths of a second."""
    paper = QByteArray()
    buffer = QBuffer(paper)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF())  # the document leaves two centimetres of its own
    writer.setResolution(_DOTS_AN_INCH)
    writer.setTitle(dispute.sale.number)
    document = QTextDocument()
    document.setDefaultFont(_font())
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml("".join(_parts(dispute)))
    document.print_(writer)
    buffer.close()
    return bytes(paper.data())


def _font() -> QFont:
    """Give the till's type without its other shapes of figures and signs: what is copied must be what is read."""
    font = QFont(fonts.sized(16))
    font.setPointSizeF(_POINTS)
    font.clearFeatures()
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _parts(dispute: Dispute) -> Iterator[str]:
    translate = QCoreApplication.translate
    sale = dispute.sale
    title = translate("DisputePack", "The story of a sale")
    yield f"<h1>{_safe(dispute.shop)} · {_safe(title)}</h1>"
    made = translate("DisputePack", "Made {at}, Beijing time, from the till's ledger. Nothing secret is in it.")
    yield f"<p class='small'>{_safe(made.format(at=f'{dispute.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}'))}</p>"
    yield _table(
        (translate("DisputePack", "Ticket"), f"{sale.ticket} · {sale.number}"),
        (translate("DisputePack", "Day"), f"{sale.business_date}"),
        (translate("DisputePack", "Cashier"), sale.cashier),
        (translate("DisputePack", "Total"), _yuan(sale.total)),
    )
    yield _heading(translate("DisputePack", "Goods"))
    yield _table(*((line.name, _quantity(line), _yuan(line.amount)) for line in sale.lines))
    for payment in dispute.payments:
        yield _heading(translate("DisputePack", "Payment {tail}").format(tail=payment.tail))
        yield _payment(payment)
    for refund in dispute.refunds:
        yield _heading(translate("DisputePack", "Refund {number}").format(number=refund.sequence))
        yield _refund(refund)
    yield _heading(translate("DisputePack", "What happened"))
    yield from _story(dispute)


def _payment(payment: Payment) -> str:
    translate = QCoreApplication.translate
    rows = [
        (translate("DisputePack", "State"), status_word(status_of(payment))),
        (translate("DisputePack", "Tender"), tender_word(payment.tender, payment.label)),
        (translate("DisputePack", "Amount"), _yuan(payment.amount)),
        (translate("DisputePack", "Merchant's number"), payment.out_trade_no),
    ]
    if payment.transaction_id is not None:
        rows.append((translate("DisputePack", "WeChat Pay's number"), payment.transaction_id))
    if payment.payer_total is not None:
        rows.append((translate("DisputePack", "Paid by the customer"), _yuan(payment.payer_total)))
    if payment.tendered is not None:
        rows.append((translate("DisputePack", "Handed over"), _yuan(payment.tendered)))
    if payment.rounding:
        rows.append((translate("DisputePack", "Rounded off"), _yuan(payment.rounding)))
    if payment.reserved:
        rows.append((translate("DisputePack", "Given back"), _yuan(payment.reserved)))
    return _table(*rows)


def _refund(refund: Refund) -> str:
    translate = QCoreApplication.translate
    rows = [
        (translate("DisputePack", "State"), status_word(refund_status_of(refund))),
        (translate("DisputePack", "Amount"), _yuan(refund.amount)),
        (translate("DisputePack", "Merchant's number"), refund.out_refund_no),
        (translate("DisputePack", "Reason"), refund.reason),
        (translate("DisputePack", "Asked for by"), refund.requested_by),
    ]
    if refund.refund_id is not None:
        rows.append((translate("DisputePack", "WeChat Pay's number"), refund.refund_id))
    if refund.received_account:
        rows.append((translate("DisputePack", "Paid to"), refund.received_account))
    return _table(*rows)


def _story(dispute: Dispute) -> Iterator[str]:
    """Tell each entry as the time line does, with the whole number of the reply and the entry's place and hash."""
    translate = QCoreApplication.translate
    yield "<table width='100%' cellspacing='0'>"
    for entry in dispute.entries:
        for moment in moments_of((entry,)):
            proof = translate("DisputePack", "Ledger {place}, hash {hash}").format(
                place=f"{entry.till}:{entry.sequence}", hash=entry.hash
            )
            number = request_id(entry)
            if number:
                reply = translate("DisputePack", "Signed reply of WeChat Pay, request {number}").format(number=number)
                proof = f"{reply} · {proof}"
            at = f"{entry.at.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
            yield (
                f"<tr><td width='22%'>{at}</td><td><b>{_safe(moment.what)}</b><br/>{_safe(moment.under)}"
                f"<br/><span class='small'>{_safe(proof)}</span></td></tr>"
            )
    yield "</table>"


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{_safe(cell)}</td>" for cell in row) for row in rows)
    return f"<table cellspacing='0'>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _heading(words: str) -> str:
    return f"<h2>{_safe(words)}</h2>"


def _quantity(line: Line) -> str:
    whole = f"{line.quantity_milli // 1000}"
    return whole if line.unit is Unit.EACH else f"{whole}.{line.quantity_milli % 1000:03d} kg"


def _yuan(money: Money) -> str:
    return f"¥{money}"


def _safe(text: str) -> str:
    return escape(text)
