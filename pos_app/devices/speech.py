"""What the till says aloud: an amount and a ticket, as the names of recordings, in the order of playing."""

from __future__ import annotations

import enum

from pos_app.core.money import Money

TAIL = 2  # digits of the ticket that are said

_GROUPS = ("", "10000", "100000000")  # 万 and 亿
_PLACES = ("", "10", "100", "1000")
_TEENS = 20
_SCALES = ((1_000_000_000, "billion"), (1_000_000, "million"), (1000, "1000"), (100, "100"))


class Phrase(enum.Enum):
    """What an announcement begins with; the value names its recording."""

    PAID = "paid"
    REFUND = "refund"


def announcement(phrase: Phrase, amount: Money, ticket: str, language: str) -> tuple[str, ...]:
    """Name the recordings that say: money came, or goes back, so much, for this ticket.

    Args:
        phrase: how it begins.
        amount: at least one fen.
        ticket: its number, of which the last two digits are said.
        language: ``zh-CN`` or ``en``.
    """
    said = _chinese_amount(amount.fen) if language == "zh-CN" else _english_amount(amount.fen)
    return (phrase.value, *said, "tail", *ticket[-TAIL:])


def _chinese_amount(fen: int) -> list[str]:
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    words: list[str] = []
    if yuan:
        words += [*(["liang"] if yuan == 2 else _chinese_number(yuan)), "yuan"]
    if jiao:
        words += [str(jiao), "jiao"]
    if rest:
        words += [*(["0"] if yuan and not jiao else []), str(rest), "fen"]
    return words


def _chinese_number(number: int) -> list[str]:
    words: list[str] = []
    for group in reversed(range(len(_GROUPS))):
        here = number // 10_000**group % 10_000 if group < 2 else number // 10_000**2
        if not here:
            continue
        if words and (here < 1000 or number // 10_000 ** (group + 1) % 10_000 == 0):
            words.append("0")  # a place is skipped
        words += _four_digits(here, first=not words)
        if _GROUPS[group]:
            words.append(_GROUPS[group])
    return words


def _four_digits(number: int, *, first: bool) -> list[str]:
    words: list[str] = []
    for place in reversed(range(4)):
        digit = number // 10**place % 10
        if not digit:
            continue
        if words and number // 10 ** (place + 1) % 10 == 0:
            words.append("0")
        if not (first and not words and place == 1 and digit == 1):  # 十二, but 一百一十二
            words.append(str(digit))
        if _PLACES[place]:
            words.append(_PLACES[place])
    return words


def _english_amount(fen: int) -> list[str]:
    yuan, rest = divmod(fen, 100)
    words = _english_number(yuan)
    if rest:
        words += ["point", *f"{rest:02d}".removesuffix("0")]
    return [*words, "yuan"]


def _english_number(number: int) -> list[str]:
    for scale, name in _SCALES:
        if number >= scale:
            rest = number % scale
            return [*_english_number(number // scale), name, *(_english_number(rest) if rest else [])]
    if number < _TEENS:
        return [str(number)]
    return [str(number // 10 * 10), *([str(number % 10)] if number % 10 else [])]
