"""The disk, the database, and the book on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pos_app.core.errors import InvalidInputError, LedgerDamagedError, LedgerError
from pos_app.core.journal import Verified
from pos_app.core.ledger_beside import read_ledger
from pos_app.core.ledger_engine import sqlite_driver
from pos_app.core.ledger_probe import durable_commit
from pos_app.doctor import outcomes
from pos_app.doctor.case import Case
from pos_app.doctor.finding import Finding, Verdict, found

SPACE_SHORT, SPACE_NONE = 1_000_000_000, 100_000_000  # bytes
SLOW, TOO_SLOW = 0.1, 1.0  # seconds of one commit: a sale makes several


def space(case: Case) -> Iterator[Finding]:
    """Look how much room is left where the till writes."""
    try:
        free = shutil.disk_usage(case.profile.directory).free
    except OSError as error:
        yield found(outcomes.SPACE_UNSEEN, reason=error.strerror or error)
        return
    outcome = (
        outcomes.SPACE_NONE
        if free < SPACE_NONE
        else outcomes.SPACE_SHORT
        if free < SPACE_SHORT
        else outcomes.SPACE_GOOD
    )
    yield found(outcome, free=_size(free))


def _size(count: int) -> str:
    for unit in ("kB", "MB"):
        count //= 1000
        if count < 10_000:
            return f"{count} {unit}"
    return f"{count // 1000} GB"


def commit(case: Case) -> Iterator[Finding]:
    """Write as a sale is written, beside the book, and take the time."""
    try:
        seconds = durable_commit(case.ledger)
    except (LedgerError, InvalidInputError) as error:
        yield found(outcomes.COMMIT_REFUSED, reason=error)
        return
    outcome = outcomes.COMMIT_QUICK if seconds < SLOW else outcomes.COMMIT_SLOW
    verdict = Verdict.RED if seconds >= TOO_SLOW else None
    yield found(outcome, verdict, milliseconds=f"{seconds * 1000:.1f}")


def sqlite(case: Case) -> Iterator[Finding]:
    """See that SQLite is one that does not spoil files; nothing where a server keeps the book."""
    if isinstance(case.ledger, str):
        return
    try:
        version = sqlite_driver().sqlite_version
    except LedgerError as error:
        yield found(outcomes.SQLITE_OLD, reason=error)
    else:
        yield found(outcomes.SQLITE_GOOD, version=version)


def ledger(case: Case) -> Iterator[Finding]:
    """Look the whole book over, beside the till that may have it open."""
    place = case.ledger
    if isinstance(place, Path) and not place.exists():
        yield found(outcomes.LEDGER_NONE, place=place)
        return
    try:
        with read_ledger(place, clock=lambda: datetime.fromtimestamp(case.clock(), UTC)) as book:
            yield _said_of(book.verify(known=(), watch=case.watch))
    except LedgerDamagedError as error:
        yield found(outcomes.LEDGER_DAMAGED, reason=error)
    except (LedgerError, InvalidInputError) as error:
        yield found(outcomes.LEDGER_UNSEEN, reason=error)


def _said_of(verified: Verified) -> Finding:
    if verified.sound:
        return found(outcomes.LEDGER_SOUND, entries=verified.entries)
    first = verified.flaws[0]
    return found(outcomes.LEDGER_FLAWED, count=len(verified.flaws), where=first.where, what=first.what)
