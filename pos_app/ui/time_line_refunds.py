"""What the journal says of money after it was paid: refunds, late money that found its sale, a manager's answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from pos_app.core.journal import Deed, Entry
from pos_app.core.refund import RefundState
from pos_app.ui.marks import Mark
from pos_app.ui.moments import Moment, amount_of, moment, trouble_words


def _refund_begun(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "Refund begun, {amount}").format(amount=amount_of(entry))
    under = translate("TimeLine", "{who} · {reason}")
    return moment(entry, Mark.LIVE, what, under.format(who=entry.who, reason=entry.facts.get("reason", "")))


def _refund_moved(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    account = str(entry.facts.get("received_account") or "")
    mark, what = {
        RefundState.PROCESSING.value: (Mark.LIVE, translate("TimeLine", "WeChat Pay accepted the refund")),
        RefundState.SUCCESS.value: (Mark.SAFE, translate("TimeLine", "The refund has arrived")),
        RefundState.ABNORMAL.value: (Mark.BAD, translate("TimeLine", "The refund is stuck: tell the manager")),
        RefundState.CLOSED.value: (Mark.BAD, translate("TimeLine", "The refund failed; the money was not given back")),
    }[entry.after or ""]
    return moment(entry, mark, what, account, weighty=True)


def _refund_troubled(entry: Entry) -> Moment:
    what = QCoreApplication.translate("TimeLine", "Refund unconfirmed: the till keeps asking")
    return moment(entry, Mark.WARN, what, trouble_words(entry), weighty=True)


def _handed_out(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "Given back in cash, {amount}").format(amount=amount_of(entry))
    under = translate("TimeLine", "{who} · {reason}")
    return moment(
        entry, Mark.SAFE, what, under.format(who=entry.who, reason=entry.facts.get("reason", "")), weighty=True
    )


def _recorded(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "Given back the way it came, {amount}").format(amount=amount_of(entry))
    return moment(entry, Mark.SAFE, what, _why(entry), weighty=True)


def _redirected(entry: Entry) -> Moment:
    return moment(entry, Mark.LIVE, QCoreApplication.translate("TimeLine", "The stuck refund is sent another way"))


def _matched(entry: Entry) -> Moment:
    translate = QCoreApplication.translate
    what = translate("TimeLine", "The late money pays for ticket {ticket}")
    ticket = str(entry.facts.get("matched_to") or "")[8:]
    return moment(entry, Mark.OK, what.format(ticket=ticket), _why(entry), weighty=True)


def _paid_late(entry: Entry) -> Moment:
    what = QCoreApplication.translate("TimeLine", "Settled by late money")
    return moment(entry, Mark.OK, what, _why(entry), weighty=True)


def _resolved(entry: Entry) -> Moment:
    what = QCoreApplication.translate("TimeLine", "A manager has answered for it, until the bill agrees")
    return moment(entry, Mark.WARN, what, _why(entry), weighty=True)


def _why(entry: Entry) -> str:
    return " · ".join(filter(None, [entry.who, str(entry.facts.get("reason") or "")]))


REFUND_TELLERS: Mapping[Deed, Callable[[Entry], Moment]] = MappingProxyType(
    {
        Deed.REFUND_BEGUN: _refund_begun,
        Deed.REFUND_MOVED: _refund_moved,
        Deed.REFUND_TROUBLED: _refund_troubled,
        Deed.REFUND_HANDED_OUT: _handed_out,
        Deed.REFUND_RECORDED: _recorded,
        Deed.REFUND_REDIRECTED: _redirected,
        Deed.PAYMENT_MATCHED: _matched,
        Deed.SALE_MATCHED: _paid_late,
        Deed.RESOLVED: _resolved,
    }
)
