"""What a shop sold, as a list of lines: read, and gathered into baskets. Knows nothing of the till."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

BEIJING = timezone(timedelta(hours=8))
SCALE = "21"  # what the labels of the shop's scales begin with
GAP = timedelta(seconds=20)  # a longer one is a new customer
_LINE = re.compile(
    r"(\d{4}-\d\d-\d\d),(\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?,(\d{15}),"
    r"(\d+)\.(\d{3}) ,(\d+)\.(\d\d) ,(?:销售|退货),(是|否)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """One line of the list: grams, or thousandths of a piece, and what a kilogram or a piece cost."""

    at: datetime
    code: str
    milli: int
    price_fen: int
    reduced: bool

    @property
    def fen(self) -> int:
        """What it came to, half a fen rounded up."""
        return priced(self.price_fen, self.milli)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Goods of a day: the price without reductions, and whether they are weighed."""

    code: str
    name: str
    fen: int
    weighed: bool
    plu: str  # the number by which the scales know it

    @property
    def barcode(self) -> str:
        """The thirteen digits on the shelf."""
        return self.code.removeprefix("10")

    def label(self, grams: int) -> str:
        """Give the digits on the label that a scale prints: of which goods, how many grams, and the check digit."""
        digits = f"{SCALE}{self.plu}{grams:05d}"
        weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        return f"{digits}{-weighted % 10}"


def priced(fen: int, milli: int) -> int:
    """Multiply out, half a fen rounded up."""
    return (2 * fen * milli + 1000) // 2000


def read_sales(path: Path) -> Mapping[date, tuple[Sold, ...]]:
    """Read the list by days, each in the order of the clock. Lines that are broken are left out."""
    days: dict[date, list[Sold]] = defaultdict(list)
    for line in path.read_text("utf-8-sig").splitlines():
        if (found := _LINE.fullmatch(line)) is not None:
            one = _sold(*found.groups())
            days[one.at.date()].append(one)
    return {day: tuple(sorted(days[day], key=lambda one: one.at)) for day in sorted(days)}


def _sold(day: str, time: str, part: str | None, code: str, *numbers: str) -> Sold:
    whole, thousandths, yuan, cents, reduced = numbers
    at = datetime.strptime(f"{day} {time}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
    return Sold(
        at=(at + timedelta(seconds=float(f"0.{part or 0}"))).astimezone(BEIJING),
        code=code,
        milli=int(whole + thousandths),
        price_fen=int(yuan + cents),
        reduced=reduced == "是",
    )


def read_names(path: Path) -> Mapping[str, str]:
    """Read what goods are called, by their codes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["单品编码"]: row["单品名称"].strip() for row in csv.DictReader(file)}


def baskets(sold: Iterable[Sold]) -> Iterator[tuple[Sold, ...]]:
    """Gather what one customer bought."""
    basket: list[Sold] = []
    for one in sold:
        if basket and one.at - basket[-1].at > GAP:
            yield tuple(basket)
            basket = []
        basket.append(one)
    if basket:
        yield tuple(basket)


def offered(sold: Sequence[Sold], names: Mapping[str, str], weighed: frozenset[str]) -> Mapping[str, Offered]:
    """Say what a day's goods cost without reductions: what most lines say."""
    prices: dict[str, Counter[int]] = defaultdict(Counter)
    for one in sold:
        prices[one.code][one.price_fen] += 1 if one.reduced else len(sold)
    return {
        code: Offered(
            code=code,
            name=names[code],
            fen=usual.most_common(1)[0][0],
            weighed=code in weighed,
            plu=f"{10_000 + sorted(names).index(code)}",
        )
        for code, usual in prices.items()
    }


def weighed_goods(sold: Iterable[Sold]) -> frozenset[str]:
    """Tell what is sold by weight: nobody buys a part of a piece."""
    return frozenset(one.code for one in sold if one.milli % 1000)


def epoch(at: datetime) -> float:
    """Give a moment in seconds, as clocks have it."""
    return at.astimezone(UTC).timestamp()
