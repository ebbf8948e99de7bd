"""What waits for a manager, in plain words: what happened, is the money safe, what to do; pure functions."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from pos_app.core.business_day import business_date
from pos_app.core.overview import Remedy, Unresolved, UnresolvedKind
from pos_app.ui.i18n import sentence_for
from pos_app.ui.keys import Action
from pos_app.ui.status import Status
from pos_app.ui.when import hour_minute

KEYS = {
    Remedy.QUERY: Action.QUERY,
    Remedy.MATCH: Action.MATCH,
    Remedy.REFUND: Action.REFUND,
    Remedy.SEND_AGAIN: Action.SEND_AGAIN,
    Remedy.WITHDRAW: Action.WITHDRAW,
    Remedy.APPLY_ABNORMAL: Action.OTHER_ACCOUNT,
    Remedy.CALL: Action.CALL,
    Remedy.RESOLVE: Action.RESOLVE,
}
ICONS = {
    Remedy.QUERY: "search",
    Remedy.MATCH: "ticket",
    Remedy.REFUND: "undo",
    Remedy.SEND_AGAIN: "refresh",
    Remedy.WITHDRAW: "x",
    Remedy.APPLY_ABNORMAL: "bank",
    Remedy.CALL: "phone",
    Remedy.RESOLVE: "lock",
}


def pill_of(item: Unresolved) -> Status:
    """Choose the pill of an item."""
    if item.resolution is not None:
        return Status.RESOLVED
    if item.kind is UnresolvedKind.REFUND:
        refused = item.refund is not None and item.refund.trouble is not None and item.refund.trouble.kind == "refused"
        return Status.REFUND_REFUSED if refused else Status.REFUND_UNCONFIRMED
    return {
        UnresolvedKind.UNCONFIRMED: Status.UNCONFIRMED,
        UnresolvedKind.CLOSING: Status.NOT_CLOSED,
        UnresolvedKind.SURPLUS: Status.LATE,
        UnresolvedKind.ABNORMAL: Status.REFUND_ABNORMAL,
    }.get(item.kind, Status.BOOK)


def ticket_of(item: Unresolved) -> str:
    """Name the ticket, as people say it: ``0412-1``."""
    return item.payment.tail if item.payment is not None else item.number


def short_words(item: Unresolved) -> str:
    """Say in a few words what happened."""
    translate = QCoreApplication.translate
    refund = item.refund
    if item.kind is UnresolvedKind.REFUND and refund is not None:
        if refund.short_of_money:
            return translate("Unresolved", "Merchant account short")
        if refund.trouble is not None and refund.trouble.kind == "refused":
            return translate("Unresolved", "Refund refused")
        return translate("Unresolved", "No answer about refund")
    return {
        UnresolvedKind.UNCONFIRMED: translate("Unresolved", "No answer: paid or not?"),
        UnresolvedKind.CLOSING: translate("Unresolved", "Cancelled, not closed"),
        UnresolvedKind.SURPLUS: translate("Unresolved", "Paid after the end"),
        UnresolvedKind.ABNORMAL: translate("Unresolved", "Account refuses it"),
        UnresolvedKind.BOOK: translate("Unresolved", "Book was changed"),
    }.get(item.kind, "")


def what_way(item: Unresolved) -> str:
    """Say which way the money went: ``WeChat QR · 18:31``."""
    translate = QCoreApplication.translate
    if item.refund is not None:
        way, at = translate("Unresolved", "WeChat refund"), item.refund.created_at
    elif item.payment is not None:
        way, at = translate("Unresolved", "WeChat QR"), item.payment.created_at
    else:
        return item.flaw
    return f"{way} · {hour_minute(at)}"


def story_words(item: Unresolved) -> tuple[str, str, str]:
    """Say what happened, whether the money is safe, and what to do."""
    if item.resolution is not None:
        return _answered_words(item)
    if item.kind is UnresolvedKind.REFUND:
        return _refund_words(item)
    return _payment_words(item)


def _payment_words(item: Unresolved) -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    return {
        UnresolvedKind.UNCONFIRMED: (
            translate("Unresolved", "Nobody knows yet whether the customer has paid."),
            translate("Unresolved", "Do not charge again: the money may have moved."),
            translate("Unresolved", "The till keeps asking; ask now if the customer waits."),
        ),
        UnresolvedKind.CLOSING: (
            translate(
                "Unresolved", "The payment was given up here, but WeChat Pay has not confirmed that it is closed."
            ),
            translate("Unresolved", "Until then the customer could still pay it."),
            translate("Unresolved", "The till keeps closing it; ask now for the answer."),
        ),
        UnresolvedKind.SURPLUS: (
            translate("Unresolved", "The customer paid this after the ticket was settled or given up."),
            translate("Unresolved", "The money is in the shop's account, and belongs to no ticket."),
            translate("Unresolved", "Give it back, or match it to the ticket that it was for."),
        ),
        UnresolvedKind.ABNORMAL: (
            translate("Unresolved", "The refund cannot reach the customer: the card is closed or frozen."),
            translate("Unresolved", "The money is safe at WeChat Pay."),
            translate("Unresolved", "Send it to another account."),
        ),
    }.get(
        item.kind,
        (
            translate("Unresolved", "The journal does not agree with the records: somebody or something changed them."),
            translate("Unresolved", "No money has moved by it; what was sold may be told wrongly."),
            translate("Unresolved", "Call whoever looks after this till, and keep a backup."),
        ),
    )


def _refund_words(item: Unresolved) -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    trouble = item.refund.trouble if item.refund is not None else None
    if item.refund is not None and item.refund.short_of_money:
        return (
            translate("Unresolved", "Your merchant account holds too little for this refund."),
            translate("Unresolved", "No money has moved, and the amount stays reserved."),
            translate("Unresolved", "Top it up, then send again: it stays the same number."),
        )
    if trouble is None:
        return (
            translate("Unresolved", "WeChat Pay has not answered about this refund."),
            translate("Unresolved", "It is sent once at most, under one number."),
            translate("Unresolved", "The till keeps asking by itself."),
        )
    sentence = sentence_for(trouble)
    return sentence.what, translate("Unresolved", "The amount stays reserved, under one number."), sentence.todo


def _answered_words(item: Unresolved) -> tuple[str, str, str]:
    translate = QCoreApplication.translate
    resolution = item.resolution
    if resolution is None:
        return "", "", ""
    by = translate("Unresolved", "Marked as resolved by {who} at {time}: {reason}")
    return (
        by.format(who=resolution.resolved_by, time=hour_minute(resolution.at), reason=resolution.reason),
        translate("Unresolved", "The till goes on watching it; money that comes is listed anew."),
        translate("Unresolved", "It stays here until its cause is gone."),
    )


def fact_words(item: Unresolved) -> tuple[str, ...]:
    """List what somebody on the telephone is asked for: numbers, the last answer, how often it was asked."""
    translate = QCoreApplication.translate
    record = item.refund or item.payment
    facts = [translate("Unresolved", "Number {number}").format(number=item.number)]
    if item.payment is not None and item.payment.transaction_id:
        facts.append(translate("Unresolved", "WeChat number {number}").format(number=item.payment.transaction_id))
    if record is not None and record.trouble is not None:
        words = translate("Unresolved", "Last answer {time}: {code}")
        code = record.trouble.code or record.trouble.kind
        facts.append(words.format(time=hour_minute(record.trouble.at), code=code))
    if record is not None and record.unanswered:
        facts.append(translate("Unresolved", "Asked {times} times in a row").format(times=record.unanswered))
    if item.flaw:
        facts.append(item.flaw)
    return tuple(facts)


def remedy_word(remedy: Remedy) -> str:
    """Name what can be done, as a verb."""
    translate = QCoreApplication.translate
    return {
        Remedy.QUERY: translate("Unresolved", "Query now"),
        Remedy.MATCH: translate("Unresolved", "Match"),
        Remedy.REFUND: translate("Unresolved", "Refund"),
        Remedy.SEND_AGAIN: translate("Unresolved", "Send again"),
        Remedy.WITHDRAW: translate("Unresolved", "Take back"),
        Remedy.APPLY_ABNORMAL: translate("Unresolved", "Another account"),
        Remedy.CALL: translate("Unresolved", "Call"),
        Remedy.RESOLVE: translate("Unresolved", "Mark resolved"),
    }[remedy]


def call_words(item: Unresolved) -> str:
    """Say whom to call, and which numbers to have at hand."""
    translate = QCoreApplication.translate
    if item.kind is UnresolvedKind.BOOK:
        return translate("Unresolved", "Call whoever set up this till, and say: {place}").format(place=item.number)
    number = item.payment.transaction_id if item.payment is not None else None
    words = translate("Unresolved", "WeChat Pay answers under 95017. Have at hand: {number}")
    return words.format(number=number or item.number)


def age_words(since: datetime, now: datetime) -> str:
    """Say how long ago: minutes, hours and minutes, then the day."""
    translate = QCoreApplication.translate
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return translate("Unresolved", "{minutes} min").format(minutes=minutes)
    days = (business_date(now) - business_date(since)).days
    if days == 0:
        return translate("Unresolved", "{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
    if days == 1:
        return translate("Unresolved", "yesterday")
    return translate("Unresolved", "{days} days").format(days=days)
