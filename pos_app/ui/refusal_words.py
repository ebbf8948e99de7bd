"""What the provider refuses, and the limits of refunds, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def still_asking() -> str:
    """Say that nobody needs to do anything."""
    return QCoreApplication.translate("Sentence", "The till keeps asking by itself.")


def call_installer() -> str:
    """Say who can mend it."""
    return QCoreApplication.translate("Sentence", "Call whoever set up this till.")


def refusal_words(code: str) -> tuple[str, str]:
    """Say what the provider refused, and what to do; by name where a person can do something about it."""
    translate = QCoreApplication.translate
    busy = (translate("Sentence", "WeChat Pay is busy."), still_asking())
    keys = (translate("Sentence", "WeChat Pay does not accept this till's signature."), call_installer())
    rights = (translate("Sentence", "WeChat Pay does not allow this merchant to do that."), call_installer())
    known = {
        "SYSTEM_ERROR": busy,
        "FREQUENCY_LIMITED": busy,
        "RATELIMIT_EXCEEDED": busy,
        "SIGN_ERROR": keys,
        "NO_AUTH": rights,
        "ACCOUNT_ERROR": rights,
        "APPID_MCHID_NOT_MATCH": rights,
        "NOT_ENOUGH": (
            translate("Sentence", "The merchant account holds too little for this refund."),
            translate("Sentence", "Top it up; the till sends the same refund again."),
        ),
        "USER_ACCOUNT_ABNORMAL": (
            translate("Sentence", "The customer's account cannot take the refund."),
            translate("Sentence", "Tell the manager."),
        ),
        "RULE_LIMIT": (
            translate("Sentence", "A limit at WeChat Pay stops this payment."),
            translate("Sentence", "Use another way to pay."),
        ),
    }
    other = (
        translate("Sentence", "WeChat Pay refused."),
        translate("Sentence", "Try again; if it stays so, call whoever set up this till."),
    )
    return known.get(code, other)


def ceiling_words(limit: str) -> tuple[str, str, str]:
    """Say which limit of refunds was passed, what to do, and the code for support."""
    translate = QCoreApplication.translate
    return {
        "amount": (
            translate("Sentence", "That is more than is left to refund."),
            translate("Sentence", "Enter a smaller amount."),
            "REF-01",
        ),
        "lines": (
            translate("Sentence", "More of a line would come back than is left of it."),
            translate("Sentence", "Look at what has come back, and choose less."),
            "REF-05",
        ),
        "count": (
            translate("Sentence", "This payment has had 50 refunds; WeChat Pay allows no more."),
            translate("Sentence", "Tell the manager."),
            "REF-02",
        ),
        "interval": (
            translate("Sentence", "Two refunds of one payment must be a minute apart."),
            translate("Sentence", "Wait a minute and try again."),
            "REF-03",
        ),
    }.get(
        limit,
        (
            translate("Sentence", "The payment is older than a year; WeChat Pay no longer refunds it."),
            translate("Sentence", "Tell the manager."),
            "REF-04",
        ),
    )
