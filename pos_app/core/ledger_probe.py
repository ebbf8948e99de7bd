"""How long a commit takes until it would outlive a power cut, tried where the ledger is and beside it."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from pos_app.core.errors import LedgerReadOnlyError
from pos_app.core.ledger_engine import ledger_errors, open_engine

_COMMITS = 9
# Source: PostgreSQL documents, "System Administration Functions": a transactional message is written ahead like a row.
_SERVER = "SELECT pg_logical_emit_message(true, 'pos_app', '')"


def durable_commit(where: Path | str) -> float:
    """Give the median seconds of a few small durable commits. The ledger itself is not touched.

    Args:
        where: the ledger's file, whose folder gets a book of its own for the moment; or ``postgresql://…``.

    Raises:
        InvalidInputError: the URL is wrong.
        LedgerError: nothing can be written there; the family says why.
    """
    if not isinstance(where, Path):
        return _timed(where, (), _SERVER)
    try:
        with tempfile.TemporaryDirectory(prefix="commit-", dir=where.parent, ignore_cleanup_errors=True) as folder:
            table = "CREATE TABLE entry (text TEXT)"
            return _timed(Path(folder) / "probe.sqlite3", (table,), "INSERT INTO entry VALUES ('0123456789')")
    except OSError as error:
        raise LedgerReadOnlyError(f"nothing can be written in {where.parent}: {error.strerror}") from error


def _timed(where: Path | str, before: tuple[str, ...], write: str) -> float:
    engine = open_engine(where)
    try:
        with ledger_errors():
            for statement in before:
                with engine.begin() as db:
                    db.execute(sa.text(statement))
            return statistics.median(_seconds(engine, write) for _ in range(_COMMITS))
    finally:
        engine.dispose()


def _seconds(engine: sa.Engine, write: str) -> float:
    began = time.perf_counter()
    with engine.begin() as db:
        db.execute(sa.text(write))
    return time.perf_counter() - began
