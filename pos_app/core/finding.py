"""What a person types or scans to find a payment, and all that it may mean. Pure: the ledger looks.

``12.80`` is an amount, ``0412`` a ticket or the end of any number, ``11-23`` and 昨天 are days, ``14:30`` is a time.
Several words narrow each other down; a word that may mean several things is looked for in all of its meanings.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from pos_app.core.money import Money
from pos_app.core.payment import Tender

LONGEST_TEXT = 120  # characters; the longest number that a provider gives has 64
LONGEST_NUMBER = 64
SHORTEST_TAIL = 4
MOST_WORDS = 6
AROUND = timedelta(minutes=10)
"""How far a payment may lie from a time that was typed: people remember a quarter of an hour, not a minute."""


class Standing(enum.Enum):
    """How the payments stand that are looked for."""

    PAID = "paid"
    OPEN = "open"  # not settled, or paid once too often: somebody must look after it
    REFUNDED = "refunded"  # in part or whole, or on its way
    CLOSED = "closed"  # never paid


@dataclass(frozen=True, slots=True)
class Number:
    """The end of any number, or the whole of it: at least four characters, in capitals."""

    tail: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """The end of a sale's number, at least four digits, and perhaps which attempt on it: ``0412-1``."""

    tail: str
    attempt: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """What was asked for, what the customer paid after coupons, or what was given back in part."""

    money: Money


@dataclass(frozen=True, slots=True)
class Day:
    """A business day, in Beijing."""

    date: date


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day in Beijing; what lies `AROUND` it is meant too."""

    time: time


Meaning = Number | Ticket | Amount | Day | Time | Standing | Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word, and all that it may mean: of these, one must hold. One without a meaning finds nothing."""

    text: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which payments are looked for: each word must hold, and what was chosen beside them."""

    words: tuple[Word, ...] = ()
    day: date | None = None  # None is any day
    standing: Standing | None = None

    @property
    def not_understood(self) -> str:
        """The first word that means nothing to a till, or nothing."""
        return next((word.text for word in self.words if not word.meanings), "")


def understand(text: str, *, today: date, day: date | None = None, standing: Standing | None = None) -> Question:
    """Read what was typed or scanned. Nothing that a person can type makes it fail.

    Args:
        text: as it stands in the field; full-width characters count as their plain twins.
        today: the business day on which it was typed.
        day: only this business day, whatever was typed; None for any.
        standing: only payments that stand so; None for any.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).replace("。", ".")
    pieces = plain.split()
    if len(pieces) > MOST_WORDS:
        return Question(words=(Word(text=plain, meanings=()),), day=day, standing=standing)
    words = tuple(Word(text=piece, meanings=tuple(_meanings(piece, today))) for piece in pieces)
    if day is None and words and all(isinstance(meaning, Time) for word in words for meaning in word.meanings or ("",)):
        day = today  # a time by itself is of today: it would have to be looked for through every day there was
    return Question(words=words, day=day, standing=standing)


def _meanings(word: str, today: date) -> Iterator[Meaning]:
    """Give all that a word may mean; one that has a name means that alone."""
    named = _NAMED.get(word.casefold()) or _days_ago(word.casefold(), today)
    readings = (named,) if named else (_number(word), _ticket(word), _amount(word), _time(word), _day(word, today))
    yield from (meaning for meaning in readings if meaning is not None)


# ---------------------------------------------------------------- numbers

_NUMBER = re.compile(rf"[0-9A-Z_-]{{{SHORTEST_TAIL},{LONGEST_NUMBER}}}")
_TICKET = re.compile(r"([0-9]{1,12})(?:-([0-9]{1,2}))?")
_DATED = re.compile(r"(?:[0-9]{2,4}-)?[0-9]{1,2}-[0-9]{1,2}")


def _number(word: str) -> Number | None:
    capitals = word.upper()
    return Number(capitals) if _NUMBER.fullmatch(capitals) and not _DATED.fullmatch(capitals) else None


def _ticket(word: str) -> Ticket | None:
    match = _TICKET.fullmatch(word)
    if match is None:
        return None
    digits, attempt = match.groups()
    if attempt is None:  # a longer one is a number, and found as such
        return Ticket(digits.zfill(SHORTEST_TAIL)) if len(digits) < SHORTEST_TAIL else None
    return Ticket(digits, int(attempt)) if len(digits) >= SHORTEST_TAIL else None


# ---------------------------------------------------------------- amounts

_AMOUNT = re.compile(r"¥?((?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]{1,2})?)元?")


def _amount(word: str) -> Amount | None:
    match = _AMOUNT.fullmatch(word)
    if match is None:
        return None
    try:
        money = Money.parse(match[1].replace(",", ""))
    except ValueError:  # more yuan than a till can take
        return None
    return Amount(money) if money else None


# ---------------------------------------------------------------- days and times

_TIME = re.compile(r"([01]?[0-9]|2[0-3])(?::|点|时)([0-5][0-9])(?:分|:[0-5][0-9])?")
_YEAR_DAY = re.compile(
    r"(?:20)?([0-9]{2})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?|20([0-9]{2})([0-9]{2})([0-9]{2})"
)
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/月]([0-9]{1,2})[日号]?")
_DAYS_AGO = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_LEAP_YEARS_APART = 8  # at most: 1896 and 1904


def _time(word: str) -> Time | None:
    match = _TIME.fullmatch(word)
    return Time(time(int(match[1]), int(match[2]))) if match else None


def _days_ago(word: str, today: date) -> Day | None:
    ago = _DAYS_AGO.get(word)
    return None if ago is None else _or_none(lambda: today - timedelta(days=ago))


def _day(word: str, today: date) -> Day | None:
    if match := _YEAR_DAY.fullmatch(word):
        year, month, day = (int(part) for part in match.groups() if part is not None)
        return _or_none(lambda: date(2000 + year, month, day))
    if match := _MONTH_DAY.fullmatch(word):
        return _last(int(match[1]), int(match[2]), today)
    return None


def _last(month: int, day: int, today: date) -> Day | None:
    """Give the last day of that name that has been, today included."""
    for year in range(today.year, today.year - _LEAP_YEARS_APART - 1, -1):
        found = _or_none(lambda year=year: date(year, month, day))  # type: ignore[misc]
        if found is not None and found.date <= today:
            return found
    return None


def _or_none(make: Callable[[], date]) -> Day | None:
    try:
        return Day(make())
    except (ValueError, OverflowError):  # no such day
        return None


# ---------------------------------------------------------------- words

# In the languages of the till, as its own pills say them.
_NAMED: dict[str, Standing | Tender] = {
    "已收款": Standing.PAID,
    "paid": Standing.PAID,
    "待确认": Standing.OPEN,
    "unconfirmed": Standing.OPEN,
    "退款": Standing.REFUNDED,
    "已退款": Standing.REFUNDED,
    "refunded": Standing.REFUNDED,
    "作废": Standing.CLOSED,
    "已作废": Standing.CLOSED,
    "voided": Standing.CLOSED,
    "微信": Tender.WECHAT_QR,
    "wechat": Tender.WECHAT_QR,
    "现金": Tender.CASH,
    "cash": Tender.CASH,
    "其他": Tender.OTHER,
    "other": Tender.OTHER,
    "银行卡": Tender.OTHER,
    "card": Tender.OTHER,
}
