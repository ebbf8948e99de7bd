"""The story of one sale, told from the journal: what happened, who did it, and on what evidence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pos_app.core.journal import Deed, Entry
from pos_app.core.payment import ClosingReason, PaymentState, Tender
from pos_app.ui.marks import Mark
from pos_app.ui.moments import Moment, amount_of, moment, money_in, tail_of, trouble_words
from pos_app.ui.status import ENTERING_PASSWORD
from pos_app.ui.tender_words import tender_word
from pos_app.ui.time_line_refunds import REFUND_TELLERS


def moments_of(entries: tuple[Entry, ...]) -> tuple[Moment, ...]:
    """Tell the journal's entries in the language of now, leaving out what says nothing new."""
    told = (_TELLERS[entry.deed](entry) for entry in entries if entry.deed in _TELLERS)
    return tuple(one for one in told if one is not None)


def _begun(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "WeChat Pay begun, {amount}").format(amount=amount_of(entry))
    under = translate("TimeLine", "{who} · no. {tail}").format(who=entry.who, tail=tail_of(entry.number))
    return moment(entry, Mark.LIVE, what, under)


def _taken(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    tender, label = Tender(str(entry.facts["tender"])), str(entry.facts["label"])
    what = translate("TimeLine", "{tender} taken, {amount}")
    handed_over, let_go = money_in(entry, "tendered_fen"), money_in(entry, "rounding_fen")
    under = [entry.who]
    if handed_over:
        under.append(translate("TimeLine", "handed over {amount}").format(amount=f"¥{handed_over}"))
    if let_go:
        under.append(translate("TimeLine", "rounded off {amount}").format(amount=f"¥{let_go}"))
    what = what.format(tender=tender_word(tender, label), amount=amount_of(entry))
    return moment(entry, Mark.OK, what, " · ".join(under), weighty=True)


def _undone(entry: Entry) -> Moment:
    what = QCoreApplication.translate("TimeLine", "Goes back before the ticket is paid: it pays for it no longer")
    return moment(entry, Mark.LIVE, what)


def _payment_moved(entry: Entry) -> Moment | None:
    return {
        PaymentState.PRESENTED.value: _presented,
        PaymentState.CLOSING.value: _closing,
        PaymentState.CLOSED.value: _closed,
        PaymentState.PAID.value: _paid,
    }[entry.after or ""](entry)


def _presented(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    return moment(entry, Mark.LIVE, translate("TimeLine", "Code shown"), translate("TimeLine", "To the customer"))


def _closing(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    if entry.facts.get("closing_reason") == ClosingReason.EXPIRED.value:
        what, under = translate("TimeLine", "Not paid in time"), translate("TimeLine", "Closing at WeChat Pay")
    else:
        what, under = translate("TimeLine", "Not paid, cancelled by the cashier"), entry.who
    return moment(entry, Mark.BAD, what, under, weighty=True)


def _closed(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "WeChat Pay confirmed that it is closed: safe to charge again")
    state = entry.facts.get("provider_state")
    if state:
        under = translate("TimeLine", "Closed, then asked: {state}").format(state=state)
    else:
        under = translate("TimeLine", "The code was never shown: nobody can pay it")
    return moment(entry, Mark.SAFE, what, under, weighty=True)


def _paid(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    transaction = str(entry.facts.get("transaction_id") or "")
    under = translate("TimeLine", "WeChat no. ends {tail} · amount agrees · signature verified")
    if entry.facts.get("surplus"):
        what = translate("TimeLine", "Paid once more: the ticket was settled already")
        return moment(entry, Mark.WARN, what, under.format(tail=transaction[-4:]), weighty=True)
    return moment(
        entry, Mark.OK, translate("TimeLine", "Paid"), under.format(tail=transaction[-4:]), weighty=True
    )  # fmt: skip


def _unconfirmed(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "Unconfirmed: do not charge again")
    return moment(entry, Mark.WARN, what, trouble_words(entry), weighty=True)


def _troubled(entry: Entry) -> Moment:
    return moment(
        entry, Mark.WARN, QCoreApplication.translate("TimeLine", "WeChat Pay gave no code"), trouble_words(entry)
    )


def _answered(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    state = str(entry.facts.get("provider_state") or "")
    if state.replace("_", "") == ENTERING_PASSWORD:
        what = translate("TimeLine", "Scanned; the customer enters the password")
    else:
        what = translate("TimeLine", "WeChat Pay answered: not paid yet")
    return moment(entry, Mark.LIVE, what, state)


def _voided(entry: Entry) -> Moment:
    return moment(entry, Mark.BAD, QCoreApplication.translate("TimeLine", "Sale given up unpaid"), weighty=True)


def _printed(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    copy = entry.facts.get("copy")
    if entry.facts.get("to") == "file":
        what = (
            translate("TimeLine", "Receipt saved as PDF, copy {copy}")
            if copy
            else translate("TimeLine", "Receipt saved as PDF")
        )
    else:
        what = (
            translate("TimeLine", "Receipt printed, copy {copy}") if copy else translate("TimeLine", "Receipt printed")
        )
    return moment(entry, Mark.LIVE, what.format(copy=copy))


_TELLERS: dict[Deed, Callable[[Entry], Moment | None]] = {
    Deed.PAYMENT_BEGUN: _begun,
    Deed.PAYMENT_TAKEN: _taken,
    Deed.PAYMENT_UNDONE: _undone,
    Deed.PAYMENT_MOVED: _payment_moved,
    Deed.PAYMENT_TROUBLED: _troubled,
    Deed.PAYMENT_UNCONFIRMED: _unconfirmed,
    Deed.PAYMENT_ANSWERED: _answered,
    Deed.SALE_VOIDED: _voided,
    **REFUND_TELLERS,
    Deed.PRINTED: _printed,
}
