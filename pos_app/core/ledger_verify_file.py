"""Looking the file over, below the book: pages, indices and values, by SQLite's own account (rule M9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pos_app.core.journal import Flaw
from pos_app.core.ledger_engine import connect_to_check, named

_MOST = 20  # complaints: one is enough to act upon


@contextmanager
def checking(engine: sa.Engine) -> Iterator[Callable[[], tuple[Flaw, ...]]]:
    """Check a SQLite file on a thread of its own, which costs Python nothing; the given function waits for the result.

    Whatever ends the block early ends the check too. A server looks after its own files.
    """
    if engine.dialect.name != "sqlite":
        yield tuple
        return
    with (
        closing(connect_to_check(Path(str(engine.url.database)))) as connection,
        ThreadPoolExecutor(1, thread_name_prefix="ledger-file") as thread,
    ):
        result = thread.submit(_check, connection, engine.dialect.loaded_dbapi.Error)
        try:
            yield result.result
        finally:
            connection.interrupt()


def _check(connection: Any, database_error: type[Exception]) -> tuple[Flaw, ...]:
    try:
        said = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
        connection.execute("SELECT sql FROM sqlite_master").fetchall()  # SQLite takes rules that are no words, too
    except (database_error, UnicodeDecodeError) as error:
        said = [str(named(error))]
    return tuple(Flaw(where="file", what=words) for words in said if words != "ok")
