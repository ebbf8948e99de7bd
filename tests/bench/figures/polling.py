"""P9: how soon a payment is seen and how many questions that takes, beside asking every 2 s.

A simulation over the program's own schedule. Nobody publishes how long customers take, so three shops are assumed:
shifted log-normal times to pay; 6 % never do. As in the checkout worker, a delay begins when the answer before it is
home; the peer is the same till with another schedule.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import repeat
from math import exp, log

from pos_app.core.polling import presented_delays
from tests.bench.table import Plan, Row
from tests.bench.timing import Sample

MEAN, P95, QUERIES = 0.9, 0.95, 0.9  # of what the peer takes
EXPIRES_IN = 300.0  # seconds
PEER_GAP = 2.0
SOONEST = 2.5  # seconds in which nobody has paid
NEVER = 0.06
LATENCY_MEDIAN, LATENCY_SIGMA = 0.09, 0.35
Z95 = 1.6449  # of the normal distribution
SEED = 20260104
SHOPS = {"quick shop": (8.0, 25.0), "usual shop": (12.0, 45.0), "slow shop": (20.0, 75.0)}  # median, p95 in seconds


@dataclass(slots=True)
class Watching:
    """What watching many payments gave."""

    waits: list[float]  # from the payment to the till's knowing, in seconds
    queries: int = 0
    unseen: int = 0
    orders: int = 0


def measure(plan: Plan) -> list[Row]:
    """Send the same customers to both tills."""
    rows = []
    for shop, times in SHOPS.items():
        customers = _customers(*times, count=plan.times(60_000, 10_000))
        ours = _watch(customers, lambda: presented_delays(EXPIRES_IN))
        peer = _watch(customers, lambda: repeat(PEER_GAP))
        rows += _rows(shop, ours, peer)
    return rows


def _customers(median: float, p95: float, *, count: int) -> list[float | None]:
    """Say when each customer pays, in seconds after the code is shown; None never does."""
    chance = random.Random(SEED)
    centre = log(median - SOONEST)
    sigma = (log(p95 - SOONEST) - centre) / Z95
    times = (SOONEST + exp(chance.gauss(centre, sigma)) for _ in range(count))
    return [time if chance.random() >= NEVER and time < EXPIRES_IN else None for time in times]


def _watch(customers: list[float | None], schedule: Callable[[], Iterator[float]]) -> Watching:
    chance = random.Random(SEED + 1)
    found = Watching(waits=[], orders=len(customers))
    for pays_at in customers:
        seen_at = 0.0
        for delay in schedule():
            latency = LATENCY_MEDIAN * exp(chance.gauss(0, LATENCY_SIGMA))
            asked = seen_at + delay + latency / 2  # the provider looks half-way
            seen_at += delay + latency
            found.queries += 1
            paid = pays_at is not None and pays_at <= asked
            if paid or asked >= EXPIRES_IN:
                break
        if pays_at is not None:
            found.unseen += not paid
            found.waits.append(seen_at - pays_at)
    return found


def _rows(shop: str, ours: Watching, peer: Watching) -> list[Row]:
    mine, theirs = Sample(tuple(ours.waits)), Sample(tuple(peer.waits))
    means = sum(mine.values) / len(mine.values), sum(theirs.values) / len(theirs.values)
    tails = mine.quantile(0.95), theirs.quantile(0.95)
    asked = ours.queries / ours.orders, peer.queries / peer.orders
    every = f"every {PEER_GAP:.0f} s"
    return [
        _row(f"{shop}: payment → seen, mean", means, MEAN, f"{means[0]:.2f} s; {every} {means[1]:.2f} s"),
        _row(f"{shop}: payment → seen, p95", tails, P95, f"{tails[0]:.2f} s; {every} {tails[1]:.2f} s"),
        _row(f"{shop}: questions an order", asked, QUERIES, f"{asked[0]:.1f}; {every} {asked[1]:.1f}"),
        Row(figure="P9", what=f"{shop}: paid and never seen", value=ours.unseen, limit=0, unit="",
            beside=f"of {len(mine.values)} paid"),
    ]  # fmt: skip


def _row(what: str, pair: tuple[float, float], limit: float, beside: str) -> Row:
    mine, theirs = pair
    return Row(figure="P9", what=what, value=mine / theirs, limit=limit, beside=beside,
               numbers={"ours": mine, "peer": theirs})  # fmt: skip
