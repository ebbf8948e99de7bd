"""Copying a ledger while the till has it open: one snapshot, page by page, and the copy proven sound."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from pos_app.core.errors import LedgerDamagedError, LedgerFullError
from pos_app.core.ledger_engine import named, open_beside, sqlite_driver
from pos_app.core.ledger_verify_file import checking

_PAGES = 2000  # copied at a time: 8 MB


def copy_ledger(source: Path, copy: Path, watch: Callable[[int, int], None]) -> None:
    """Copy a SQLite ledger as it stands at this moment; the till goes on selling meanwhile.

    Args:
        source: the ledger.
        copy: where to; must not be there yet. Left over, incomplete, if anything is raised.
        watch: is told how many pages are copied, of how many; it may raise to end it.

    Raises:
        LedgerDamagedError: the ledger's pages do not hold together: earlier backups are worth more than this one.
        LedgerError: it cannot be read, or the copy not be written.
    """
    engine = open_beside(source)
    try:
        copy.touch(mode=0o600, exist_ok=False)
        with engine.execution_options(reading=True).connect() as db:
            db.execute(sa.text("SELECT count(*) FROM alembic_version"))  # from here on it is one snapshot
            with closing(sqlite_driver().connect(copy)) as target:
                db.connection.driver_connection.backup(  # type: ignore[union-attr]
                    target, pages=_PAGES, progress=lambda _state, left, of: watch(of - left, of)
                )
    except OSError as error:
        raise LedgerFullError(f"the copy cannot be written: {error.strerror}") from error
    except (sa.exc.SQLAlchemyError, sqlite_driver().Error) as error:
        raise named(error) from error
    finally:
        engine.dispose()
    _prove(copy)


def _prove(copy: Path) -> None:
    engine = open_beside(copy)
    try:
        with checking(engine) as damage:
            flaws = damage()
    finally:
        engine.dispose()
    if flaws:
        raise LedgerDamagedError(f"the ledger's file is damaged ({flaws[0].what})")
