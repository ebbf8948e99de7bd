"""Races: many tills, each a process, on one PostgreSQL; and what the book says of them afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pos_app.core.ledger import open_ledger
from pos_app.core.ledger_reading import LedgerReader
from tests.core.postgresql import Cluster
from tests.torture.cases import Stage, examine
from tests.torture.rivals import CROWD
from tests.torture.till import HEARD, Till

RIVALS, STEPS = 4, 25
CROWD_SIZE, CROWD_MOVES = 64, 10
_LONGEST = 5.0  # seconds: the server's lock_timeout, after which a till is told that another was in the way


def race(on: Stage, cluster: Cluster, seed: int) -> list[str]:
    """Let some tills fight for the same payments; one of them may die. The first till settles what is left."""
    where = cluster.new_place()
    with on.shop("race") as (home, far_end):
        open_ledger(where, till="01", clock=_now).close()
        homes = [_home(home, number) for number in range(1, RIVALS + 1)]
        pids = [
            on.nursery.rival(place, home / "provider", far_end.url, number=place.name, where=where,
                             seed=seed * RIVALS + index, steps=STEPS)
            for index, place in enumerate(homes)
        ]  # fmt: skip
        ended = zip(homes, on.nursery.let_go(*pids), strict=True)
        wrong = [f"till {place.name}: {(place / 'said').read_text()}" for place, code in ended if code not in {0, -9}]
        last = Till(homes[0], home / "provider", far_end.url, where=where)
        last.settle()
        lines = [line for place in homes for line in (place / HEARD).read_text().splitlines()]
        wrong += examine(lines, far_end, last.ledger)
        last.close()
        return wrong


def crowd(
    on: Stage, cluster: Cluster, seed: int, *, tills: int = CROWD_SIZE, moves: int = CROWD_MOVES
) -> tuple[int, list[str]]:
    """Let many tills move payments that all of them want; give how many moves there were, and what is wrong."""
    where = cluster.new_place()
    with on.shop("race") as (home, _), open_ledger(where, till="99", clock=_now) as ledger:
        homes = [_home(home, number) for number in range(1, tills + 1)]
        pids = [
            on.nursery.rival(place, home, "", number=place.name, where=where, seed=seed * tills + index,
                             steps=moves)
            for index, place in enumerate(homes)
        ]  # fmt: skip
        ended = zip(homes, on.nursery.let_go(*pids), strict=True)
        wrong = [f"till {place.name}: {(place / 'said').read_text()}" for place, code in ended if code != 0]
        told = [json.loads(path.read_text()) for place in homes if (path := place / CROWD).exists()]
        longest = max(one["longest"] for one in told)
        wrong += [f"a till waited {longest:.1f} s"] if longest > _LONGEST else []
        wrong += [*_lost(ledger, sum(one["won"] for one in told))]
        return sum(one["won"] for one in told), wrong


def _lost(ledger: LedgerReader, won: int) -> Iterator[str]:
    """See that every move that was won is in the book once: each is an entry, and a payment that pays a sale is two."""
    verified = ledger.verify()
    yield from (f"{flaw.where}: {flaw.what}" for flaw in verified.flaws)
    with ledger._reading() as db:
        paid = db.exec_driver_sql("SELECT count(*) FROM payments WHERE state = 'paid'").scalar_one()
        sales = db.exec_driver_sql("SELECT count(*) FROM sales").scalar_one()
    if verified.entries != won + paid + sales:
        yield f"{won} moves were won, and the book has {verified.entries - paid - sales}"


def _home(folder: Path, number: int) -> Path:
    home = folder / f"{number:02d}"
    home.mkdir()
    return home


def _now() -> datetime:
    return datetime.now(UTC)
