"""The Z of a day, added up from the list alone. Knows nothing of the till."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from tests.soak.visits import ERRANDS, Errand, Visit, Way

Figures = Mapping[str, int]
"""Counts, and amounts in fen, each under its name."""

_CASH, _WECHAT = frozenset({Way.EXACT, Way.GIVEN, Way.SPLIT}), frozenset({Way.WECHAT, Way.SPLIT})


def added_up(visits: Sequence[Visit], float_fen: int) -> dict[str, int]:
    """Say what the Z must say."""
    figures = {
        "tickets": len(visits) + sum(visit.walks_away for visit in visits),
        **_tally("sales", visits, lambda visit: visit.fen),
        **_tally("voids", (visit for visit in visits if visit.walks_away), lambda visit: visit.fen),
        "discounts, fen": sum(one.off_fen for visit in visits for one in visit.bought),
        "rounding, fen": sum(visit.rounding_fen for visit in visits),
        **_tally("cash", (visit for visit in visits if visit.way in _CASH), lambda visit: visit.cash_fen),
        **_tally("WeChat", (visit for visit in visits if visit.way in _WECHAT), _by_wechat),
        **_tally("cash back", _returned(visits, cash=True), lambda visit: visit.cash_fen),
        **_tally("WeChat back", _returned(visits, cash=False), _by_wechat),
    }
    for errand, fen in ERRANDS.items():
        figures |= {errand.name.lower(): 1, f"{errand.name.lower()}, fen": fen}
    return {**figures, "in the drawer, fen": float_fen + _moved(figures), "difference, fen": 0}


def by_goods(visits: Sequence[Visit]) -> Mapping[str, tuple[int, int]]:
    """Say of each thing for how much it was sold, and for how much it came back, in fen."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for visit in visits:
        for one in visit.bought:
            sums[one.sold.code][0] += one.sold.fen
            sums[one.sold.code][1] += one.sold.fen * visit.returns
    return {code: (sold, returned) for code, (sold, returned) in sums.items()}


def _moved(figures: Figures) -> int:
    came = figures["cash, fen"] + ERRANDS[Errand.PAID_IN]
    return came - figures["cash back, fen"] - ERRANDS[Errand.PAID_OUT] - ERRANDS[Errand.DROP]


def _returned(visits: Iterable[Visit], *, cash: bool) -> Iterable[Visit]:
    return (visit for visit in visits if visit.returns and (visit.way is not Way.WECHAT) is cash)


def _by_wechat(visit: Visit) -> int:
    return visit.fen - visit.cash_fen


def _tally(name: str, visits: Iterable[Visit], fen: Callable[[Visit], int]) -> dict[str, int]:
    amounts = [fen(visit) for visit in visits]
    return {name: len(amounts), f"{name}, fen": sum(amounts)}
