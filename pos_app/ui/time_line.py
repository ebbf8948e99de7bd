"""The story of one sale, told from the journal: what happened, who did it, and on what evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pos_app.core.journal import Deed, Entry
from pos_app.core.money import Money
from pos_app.core.payment import ClosingReason, PaymentState
from pos_app.core.refund import RefundState
from pos_app.ui.marks import Mark
from pos_app.ui.status import ENTERING_PASSWORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One thing that happened. ``weighty`` ones are set in bold: they moved money, or might have."""

    at: datetime
    mark: Mark
    what: str
    under: str
    weighty: bool = False


def moments_of(entries: tuple[Entry, ...]) -> tuple[Moment, ...]:
    """Tell the journal's entries in the language of now, leaving out what says nothing new."""
    told = (_TELLERS[entry.deed](entry) for entry in entries if entry.deed in _TELLERS)
    return tuple(moment for moment in told if moment is not None)


def _moment(entry: Entry, mark: Mark, what: str, under: str = "", *, weighty: bool = False) -> Moment:
    return Moment(at=entry.at, mark=mark, what=what, under=under or entry.who, weighty=weighty)


def tail_of(number: str) -> str:
    """Give ticket and attempt of an ``out_trade_no`` as people say them: ``0412-1``."""
    sale, _, rest = number.partition("-")
    return f"{sale[8:]}-{rest.partition('-')[0]}"


def _amount(entry: Entry) -> str:
    fen = entry.facts.get("amount_fen")
    return f"¥{Money(fen)}" if isinstance(fen, int) else ""


def _begun(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "WeChat Pay begun, {amount}").format(amount=_amount(entry))
    under = translate("TimeLine", "{who} · no. {tail}").format(who=entry.who, tail=tail_of(entry.number))
    return _moment(entry, Mark.LIVE, what, under)


def _payment_moved(entry: Entry) -> Moment | None:
    return {
        PaymentState.PRESENTED.value: _presented,
        PaymentState.CLOSING.value: _closing,
        PaymentState.CLOSED.value: _closed,
        PaymentState.PAID.value: _paid,
    }[entry.after or ""](entry)


def _presented(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    return _moment(entry, Mark.LIVE, translate("TimeLine", "Code shown"), translate("TimeLine", "To the customer"))


def _closing(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    if entry.facts.get("closing_reason") == ClosingReason.EXPIRED.value:
        what, under = translate("TimeLine", "Not paid in time"), translate("TimeLine", "Closing at WeChat Pay")
    else:
        what, under = translate("TimeLine", "Not paid, cancelled by the cashier"), entry.who
    return _moment(entry, Mark.BAD, what, under, weighty=True)


def _closed(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "WeChat Pay confirmed that it is closed: safe to charge again")
    state = entry.facts.get("provider_state")
    if state:
        under = translate("TimeLine", "Closed, then asked: {state}").format(state=state)
    else:
        under = translate("TimeLine", "The code was never shown: nobody can pay it")
    return _moment(entry, Mark.SAFE, what, under, weighty=True)


def _paid(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    transaction = str(entry.facts.get("transaction_id") or "")
    under = translate("TimeLine", "WeChat no. ends {tail} · amount agrees · signature verified")
    if entry.facts.get("surplus"):
        what = translate("TimeLine", "Paid once more: the ticket was settled already")
        return _moment(entry, Mark.WARN, what, under.format(tail=transaction[-4:]), weighty=True)
    return _moment(
        entry, Mark.OK, translate("TimeLine", "Paid"), under.format(tail=transaction[-4:]), weighty=True
    )  # fmt: skip


def _unconfirmed(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "Unconfirmed: do not charge again")
    return _moment(entry, Mark.WARN, what, _trouble(entry), weighty=True)


def _troubled(entry: Entry) -> Moment:
    return _moment(entry, Mark.WARN, QCoreApplication.translate("TimeLine", "WeChat Pay gave no code"), _trouble(entry))


def _trouble(entry: Entry) -> str:
    translate = QCoreApplication.translate
    words = {
        "not_sent": translate("TimeLine", "The network is down"),
        "unknown": translate("TimeLine", "No answer"),
        "bad_reply": translate("TimeLine", "The reply proves nothing"),
        "refused": translate("TimeLine", "WeChat Pay refused"),
    }
    kind, code = str(entry.facts.get("trouble_kind")), str(entry.facts.get("trouble_code") or "")
    return " · ".join(filter(None, [words.get(kind, kind), code]))


def _answered(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    state = str(entry.facts.get("provider_state") or "")
    if state.replace("_", "") == ENTERING_PASSWORD:
        what = translate("TimeLine", "Scanned; the customer enters the password")
    else:
        what = translate("TimeLine", "WeChat Pay answered: not paid yet")
    return _moment(entry, Mark.LIVE, what, state)


def _voided(entry: Entry) -> Moment:
    return _moment(entry, Mark.BAD, QCoreApplication.translate("TimeLine", "Sale given up unpaid"), weighty=True)


def _refund_begun(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "Refund begun, {amount}").format(amount=_amount(entry))
    under = translate("TimeLine", "{who} · {reason}")
    return _moment(entry, Mark.LIVE, what, under.format(who=entry.who, reason=entry.facts.get("reason", "")))


def _refund_moved(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    account = str(entry.facts.get("received_account") or "")
    mark, what = {
        RefundState.PROCESSING.value: (Mark.LIVE, translate("TimeLine", "WeChat Pay accepted the refund")),
        RefundState.SUCCESS.value: (Mark.SAFE, translate("TimeLine", "The refund has arrived")),
        RefundState.ABNORMAL.value: (Mark.BAD, translate("TimeLine", "The refund is stuck: tell the manager")),
        RefundState.CLOSED.value: (Mark.BAD, translate("TimeLine", "The refund failed; the money was not given back")),
    }[entry.after or ""]
    return _moment(entry, mark, what, account, weighty=True)


def _refund_troubled(entry: Entry) -> Moment:
    what = QCoreApplication.translate("TimeLine", "Refund unconfirmed: the till keeps asking")
    return _moment(entry, Mark.WARN, what, _trouble(entry), weighty=True)


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
    return _moment(entry, Mark.LIVE, what.format(copy=copy))


_TELLERS: dict[Deed, Callable[[Entry], Moment | None]] = {
    Deed.PAYMENT_BEGUN: _begun,
    Deed.PAYMENT_MOVED: _payment_moved,
    Deed.PAYMENT_TROUBLED: _troubled,
    Deed.PAYMENT_UNCONFIRMED: _unconfirmed,
    Deed.PAYMENT_ANSWERED: _answered,
    Deed.SALE_VOIDED: _voided,
    Deed.REFUND_BEGUN: _refund_begun,
    Deed.REFUND_MOVED: _refund_moved,
    Deed.REFUND_TROUBLED: _refund_troubled,
    Deed.PRINTED: _printed,
}
