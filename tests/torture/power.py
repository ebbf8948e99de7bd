"""Power cuts: a book is taken from every state in which the disk may be found, and asked what it remembers."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pos_app.core import ledger_engine
from pos_app.core.errors import LedgerError
from pos_app.core.ledger import Ledger
from tests.torture.cases import forgotten
from tests.torture.disk import Disk, Files, Op
from tests.torture.till import BOOK, TILL


class PowerCuts:
    """One life of a till, which ends again and again, at any moment."""

    def __init__(self, life: Sequence[Op], folder: Path) -> None:
        self._life = life
        self._place = folder / "found"
        self._seen: set[bytes] = set()
        # One for all states: SQLAlchemy's translations cost more than the questions.
        self._engine = ledger_engine.open_engine(self._place / BOOK)
        self._ledger = Ledger(self._engine, till=TILL, clock=_now)

    def cut(self, seed: int, count: int) -> tuple[int, list[str]]:
        """Cut the power so many times; give how many states were new, and what was wrong with them."""
        dice, disk = random.Random(seed), Disk()
        moments = sorted(dice.randrange(len(self._life) + 1) for _ in range(count))
        new, wrong, taken = 0, list[str](), 0
        for moment in moments:
            while taken < moment or (disk.settled and taken < len(self._life)):
                disk.take(self._life[taken])
                taken += 1
            files = disk.after_power_loss(dice)
            if self._is_new(files, disk.said):
                new += 1
                wrong += [f"after {taken} deeds: {flaw}" for flaw in self._flaws(files, disk.said)]
        return new, wrong

    def _is_new(self, files: Files, said: Sequence[str]) -> bool:
        print_ = hashlib.sha256(repr((len(said), sorted(files))).encode())
        for name in sorted(files):
            print_.update(files[name])
        known = print_.digest() in self._seen
        self._seen.add(print_.digest())
        return not known

    def _flaws(self, files: Files, said: Sequence[str]) -> list[str]:
        shutil.rmtree(self._place)
        self._place.mkdir()
        (self._place / BOOK).touch()  # as every start does
        for name, content in files.items():
            (self._place / name).write_bytes(content)
        try:
            ledger_engine.bring_up_to_date(self._engine, now=_now())
            return [*_unsound(self._ledger), *forgotten(_last_words(said), self._ledger)]
        except LedgerError as error:
            return [f"the book does not open: {error}"]
        finally:
            self._engine.dispose()


def _unsound(ledger: Ledger) -> Iterator[str]:
    yield from (f"{flaw.where}: {flaw.what}" for flaw in ledger.verify().flaws)
    with ledger._readers.connect() as db:
        pages = [row[0] for row in db.exec_driver_sql("PRAGMA integrity_check")]
    yield from (page for page in pages if page != "ok")


def _last_words(said: Iterable[str]) -> Iterable[str]:
    """Keep the last thing that was said of each payment and refund."""
    return {(words := json.loads(line)).get("payment") or words["refund"]: line for line in said}.values()


def _now() -> datetime:
    return datetime.now(UTC)
