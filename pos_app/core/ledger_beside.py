"""Reading the book beside the till that has it open: no lock is taken, and nothing can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pos_app.core.ledger_engine import open_beside
from pos_app.core.ledger_staff import StaffReader


@contextmanager
def read_ledger(where: Path | str, *, clock: Callable[[], datetime]) -> Iterator[StaffReader]:
    """Open a ledger that is there already, to be read only, whether or not a till has it open.

    Args:
        where: a path, or ``postgresql://…``.
        clock: the time.

    Raises:
        InvalidInputError: the URL is wrong.
        LedgerError: the family says what to do.
    """
    engine = open_beside(where)
    try:
        yield StaffReader(engine, clock=clock)
    finally:
        engine.dispose()
