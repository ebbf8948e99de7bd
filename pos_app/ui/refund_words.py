"""Refunds in words: when the money arrives, what happened, whether it is safe, and what to do; pure functions."""

from __future__ import annotations

import enum

from PySide6.QtCore import QCoreApplication

from pos_app.core.money import ZERO, Money
from pos_app.core.payment import Payment
from pos_app.core.refund import Refund, RefundState, Route
from pos_app.core.sale import Unit
from pos_app.ui.i18n import sentence_for
from pos_app.ui.refund_limits import Obstacle, Refusal
from pos_app.ui.refund_lines import left_words, milli_text
from pos_app.ui.refund_pick import Part
from pos_app.ui.tender_words import tender_word

_NAMED = 3  # goods that an approver reads; a ticket may have a hundred
_BALANCE = "零钱"  # how the provider's words for an account speak of the WeChat balance


class Next(enum.Enum):
    """What a person can do about a refund now."""

    WAIT = enum.auto()  # nothing: the till follows it
    SEND_AGAIN = enum.auto()  # mend what was refused, then the same number again
    OTHER_ACCOUNT = enum.auto()  # the customer's bank does not take it
    BEGIN_ANEW = enum.auto()  # it failed for good, and the money is free
    NOTHING = enum.auto()  # it has arrived


def next_for(refund: Refund) -> Next:
    """Say what a person can do about a refund now."""
    match refund.state:
        case RefundState.SUCCESS:
            return Next.NOTHING
        case RefundState.CLOSED:
            return Next.BEGIN_ANEW
        case RefundState.ABNORMAL:
            return Next.OTHER_ACCOUNT
        case _ if refund.short_of_money:
            return Next.SEND_AGAIN
    return Next.WAIT


def arrival_words(account: str | None) -> str:
    """Say when the money arrives on an account, which is told in the provider's words.

    Source: wechatpay-api.md, 6.2: balance about 5 minutes, bank cards 1 to 3 working days.
    """
    translate = QCoreApplication.translate
    if not account:
        return translate("Refunds", "Balance: about 5 minutes. Bank card: 1 to 3 working days")
    if _BALANCE in account:
        return translate("Refunds", "about 5 minutes")
    return translate("Refunds", "1 to 3 working days")


def steps_of(refund: Refund) -> tuple[str, str, str]:
    """Name the steps of a refund; cash has come to its end with the first."""
    translate = QCoreApplication.translate
    if refund.route is Route.CASH:
        return (
            translate("Refunds", "Written down"),
            translate("Refunds", "Taken from the drawer"),
            translate("Refunds", "Given to the customer"),
        )
    if refund.route is Route.RECORDED:
        return (
            translate("Refunds", "Written down"),
            translate("Refunds", "The way it came"),
            translate("Refunds", "Given to the customer"),
        )
    return (
        translate("Refunds", "Written down, and sent"),
        translate("Refunds", "Accepted: on its way"),
        translate("Refunds", "Arrived"),
    )


def step_of(refund: Refund) -> int:
    """Say which of the steps is going on, from 0; 3 when all are done."""
    return {
        RefundState.CREATED: 0,
        RefundState.CLOSED: 0,
        RefundState.PROCESSING: 1,
        RefundState.ABNORMAL: 1,
        RefundState.SUCCESS: 3,
    }[refund.state]


def under_step(refund: Refund) -> str:
    """Say more about the step that is going on."""
    translate = QCoreApplication.translate
    if refund.state is RefundState.PROCESSING:
        words = translate("Refunds", "To {account}: {arrival}")
        account = refund.received_account or translate("Refunds", "the way it came")
        return words.format(account=account, arrival=arrival_words(refund.received_account))
    if refund.state is RefundState.CREATED and refund.trouble is None:
        return translate("Refunds", "WeChat Pay has not answered yet")
    return ""


def notice_of(refund: Refund) -> str:
    """Say what happened, whether the money is safe and what to do; empty while all goes well."""
    translate = QCoreApplication.translate
    if refund.state is RefundState.ABNORMAL:
        return translate(
            "Refunds",
            "The customer's account does not take the money. It is safe at WeChat Pay. Send it to another account.",
        )
    if refund.state is RefundState.CLOSED:
        return translate(
            "Refunds",
            "WeChat Pay closed this refund: nothing was given back, and the money is free again. "
            "A new refund may begin, under a new number.",
        )
    if refund.state is not RefundState.CREATED or refund.trouble is None:
        return ""
    if refund.short_of_money:
        return translate(
            "Refunds",
            "Your merchant account holds too little. No money has moved. Top it up, then send again: "
            "it is the same number, so nothing is given back twice.",
        )
    return str(sentence_for(refund.trouble))


def route_words(route: Route, payment: Payment) -> str:
    """Say which way the money goes."""
    translate = QCoreApplication.translate
    if route is Route.CASH:
        return translate("Refunds", "Cash from the drawer")
    tender = tender_word(payment.tender, payment.label)
    return translate("Refunds", "{tender}, the way it came").format(tender=tender)


def goods_words(parts: tuple[Part, ...]) -> str:
    """Name what comes back and how many of it; without goods, it is a part of the amount."""
    if not parts:
        return QCoreApplication.translate("Refunds", "An amount, without goods")
    named = [f"{part.line.name} ×{milli_text(part.line, part.wanted_milli)}" for part in parts[:_NAMED]]
    return " · ".join(named) + (" …" if len(parts) > _NAMED else "")


def count_words(parts: tuple[Part, ...], rounding: Money = ZERO) -> str:
    """Count what comes back: kinds, and pieces, of which something weighed is one; and what was rounded off."""
    translate = QCoreApplication.translate
    if not parts:
        return translate("Refunds", "An amount, without goods")
    pieces = sum(part.wanted_milli // 1000 if part.line.unit is Unit.EACH else 1 for part in parts)
    words = translate("Refunds", "Kinds: {kinds} · Pieces: {pieces}").format(kinds=len(parts), pieces=pieces)
    let_go = translate("Refunds", "rounded off ¥{amount}").format(amount=rounding)
    return f"{words} · {let_go}" if rounding else words


def over_words(part: Part) -> str:
    """Say that more is wanted of a line than is left."""
    words = QCoreApplication.translate("Refunds", "Too many: {left}")
    return words.format(left=left_words(part))


def refusal_words(refusal: Refusal, payment: Payment, *, goods: bool, shared: bool = False) -> str:
    """Say what stands in the way of a refund.

    ``goods`` tells that lines are being chosen, ``shared`` that other payments paid for the same ticket.
    """
    translate = QCoreApplication.translate
    return {
        Obstacle.NOTHING_LEFT: translate("Refunds", "Nothing left to refund"),
        Obstacle.NO_AMOUNT: (
            translate("Refunds", "Choose what comes back") if goods else translate("Refunds", "Type an amount")
        ),
        Obstacle.TOO_MUCH: (
            translate("Refunds", "This payment holds ¥{left}; see the others")
            if shared
            else translate("Refunds", "Only ¥{left} is left")
        ).format(left=payment.refundable),
        Obstacle.WHOLE_ONLY: translate("Refunds", "The ticket is not paid: give all of it back"),
        Obstacle.TOO_SOON: translate("Refunds", "One a minute: wait {seconds} s").format(seconds=refusal.seconds),
        Obstacle.TOO_MANY: translate("Refunds", "50 refunds are the most"),
        Obstacle.TOO_OLD: translate("Refunds", "Older than 365 days"),
    }[refusal.obstacle]
