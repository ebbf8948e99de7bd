"""How a scan is read, and how the scanner sent it, in words for whoever sets the till up."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication

from pos_app.core.goods import Goods
from pos_app.core.money import Money
from pos_app.core.scanning import Holds, PaymentCode, PlainCode, Priced, ReceiptCode, ScaleRule, Scan, Spoilt, Weighed
from pos_app.ui.wedge import PACE_MS, Caught, Ending

_SLOW_MS = 35  # from one character to the next: so near the limit that some scans will be taken for typing


def reading_words(scan: Scan) -> str:
    """Say what a scan is. A payment code is never repeated (rule M11)."""
    translate = QCoreApplication.translate
    match scan:
        case PlainCode(code):
            return translate("Reading", "Goods {code}").format(code=code)
        case Weighed(code, grams):
            words = translate("Reading", "Goods {code}, {kilograms} kg")
            return words.format(code=code, kilograms=f"{grams // 1000}.{grams % 1000:03d}")
        case Priced(code, price):
            return translate("Reading", "Goods {code}, ¥{price}").format(code=code, price=price)
        case PaymentCode():
            return translate("Reading", "A customer's payment code")
        case ReceiptCode(number):
            return translate("Reading", "One of our receipts, {number}").format(number=number)
    return _spoilt_words(scan)


def _spoilt_words(spoilt: Spoilt) -> str:
    translate = QCoreApplication.translate
    return {
        Spoilt.EMPTY: translate("Reading", "Nothing"),
        Spoilt.TOO_LONG: translate("Reading", "Too long for a code"),
        Spoilt.CHECK_DIGIT: translate("Reading", "The check digit is wrong: a digit was lost or misread"),
        Spoilt.LETTERS: translate("Reading", "Characters that no bar code has: an input method is in the way"),
    }[spoilt]


def goods_words(goods: Goods | None, *, english: bool) -> str:
    """Say which goods that is, if any."""
    if goods is None:
        return QCoreApplication.translate("Reading", "No goods carry this code")
    return goods.name_en if english else goods.name


def shown_text(caught: Caught, scan: Scan) -> str:
    """Give the characters as they came, made visible; of a payment code only how many there were."""
    if isinstance(scan, PaymentCode):
        return "•" * len(caught.text)
    return "".join(one if one.isprintable() else f"⟨{ord(one):02X}⟩" for one in caught.text)


def pace_words(caught: Caught) -> str:
    """Say how the scanner sent it."""
    translate = QCoreApplication.translate
    ending = {
        Ending.ENTER: translate("Reading", "ended by Enter"),
        Ending.TAB: translate("Reading", "ended by Tab"),
        Ending.NOTHING: translate("Reading", "ended by nothing"),
    }[caught.ending]
    gaps = caught.gaps_ms or (0,)
    words = translate("Reading", "{count} characters, {mean} ms apart, {most} ms at most, {ending}")
    mean = round(sum(gaps) / len(gaps))
    return words.format(count=len(caught.text), mean=mean, most=max(gaps), ending=ending)


def advice(caught: Caught) -> str:
    """Say what to set the scanner to; nothing if it is set well."""
    translate = QCoreApplication.translate
    if not caught.whole:
        return translate(
            "Reading", "A part of it was lost. Scan again; if it happens often, let the scanner send slower."
        )
    if any(unicodedata.east_asian_width(one) in "FW" or not one.isascii() for one in caught.text):
        return translate("Reading", "An input method has changed the characters. The till reads them all the same.")
    if caught.ending is Ending.NOTHING:
        return translate("Reading", "Set the scanner to send Enter after each code.")
    if sum(caught.gaps_ms) > _SLOW_MS * len(caught.gaps_ms):
        words = translate(
            "Reading", "Slow: above {most} ms the till takes it for typing. Set a shorter delay in the scanner."
        )
        return words.format(most=PACE_MS)
    return ""


def rule_words(rule: ScaleRule) -> str:
    """Write a rule as a pattern: ``21 PPPPP WWWWW C``."""
    value = "W" if rule.holds is Holds.WEIGHT else "¥"
    return f"{rule.prefix} {'P' * rule.code_digits} {value * rule.value_digits} C"


def value_words(rule: ScaleRule) -> str:
    """Say what the figures of a rule count."""
    translate = QCoreApplication.translate
    if rule.holds is Holds.WEIGHT:
        return translate("Reading", "Weight, by {grams} g").format(grams=rule.part)
    return translate("Reading", "Price, by ¥{yuan}").format(yuan=Money(rule.part))
