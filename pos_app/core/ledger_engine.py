"""Opening the ledger's database, durably, in the right version, and with its errors named for the caller."""

from __future__ import annotations

import importlib
import logging
import os
import types
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pos_app.core import ledger_guards, schema
from pos_app.core.errors import (
    InvalidInputError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerGoneError,
    LedgerReadOnlyError,
    LedgerTooNewError,
)

log = logging.getLogger(__name__)

# The WAL-reset bug corrupts files of every version before these (sqlite.org/wal.html#walresetbug).
_SQLITE_FLOORS = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
_BUSY_TIMEOUT = 5  # seconds
_MIGRATING = 0x706F735F617070  # the key of PostgreSQL's advisory lock: "pos_app" in ASCII


def open_engine(where: Path | str) -> sa.Engine:
    """Reach for the database: a SQLite file by its path, or PostgreSQL by its URL. Nothing is read yet.

    Raises:
        InvalidInputError: the URL is not one of PostgreSQL.
        LedgerError: the file cannot be made, SQLite is too old to trust with money, or PostgreSQL's driver is missing.
    """
    if isinstance(where, Path):
        return _open_sqlite(where)
    return _open_postgresql(where)


def _open_postgresql(address: str) -> sa.Engine:
    try:
        url = sa.make_url(address)
    except sa.exc.ArgumentError:  # its words would repeat the password
        raise InvalidInputError("ledger.url", "is not an address") from None
    if url.get_backend_name() != "postgresql":
        raise InvalidInputError("ledger.url", "must be a postgresql:// address")
    options = "-c synchronous_commit=on -c lock_timeout=5s"  # rule M1: whatever the server's default is
    try:
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"options": options, "connect_timeout": _BUSY_TIMEOUT},
        )
    except ModuleNotFoundError as error:
        raise LedgerError("a ledger on PostgreSQL needs the package psycopg: install pos-app[postgresql]") from error


def sqlite_driver() -> types.ModuleType:
    """Give the SQLite module whose library is free of the WAL-reset bug: ``pysqlite3``, or Python's own.

    Raises:
        LedgerError: neither is.
    """
    for name in ("pysqlite3.dbapi2", "sqlite3"):
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        if sound_sqlite(module.sqlite_version_info):
            return module
    raise LedgerError("this SQLite can corrupt a ledger: install pysqlite3, or Python with SQLite 3.51.3 or newer")


def sound_sqlite(version: tuple[int, int, int]) -> bool:
    """Whether a SQLite version has the WAL-reset bug mended."""
    return version >= _SQLITE_FLOORS[0] or any(
        version[:2] == floor[:2] and version >= floor for floor in _SQLITE_FLOORS[1:]
    )


def _open_sqlite(path: Path) -> sa.Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # the provider's words in it name customers; WAL files take the same mode
    except OSError as error:
        raise LedgerReadOnlyError(f"the ledger cannot be made at {path}: {error.strerror}") from error
    engine = _sqlite_engine(path, "rw")  # never "rwc": a ledger that is gone must not come back empty
    sa.event.listen(engine, "connect", _make_durable)
    return engine


def _sqlite_engine(path: Path, mode: str) -> sa.Engine:
    module = sqlite_driver()
    address = f"{path.absolute().as_uri()}?mode={mode}"
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        module=module,
        creator=lambda: module.connect(address, uri=True, timeout=_BUSY_TIMEOUT, check_same_thread=False),
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def open_beside(where: Path | str) -> sa.Engine:
    """Reach for a database that a till may have open, to read only: no lock is taken, nothing is made or changed.

    Raises:
        LedgerTooNewError: it was written by a newer program.
        LedgerDamagedError: it holds something else than a ledger.
        LedgerError: it cannot be read, or an older program wrote it and no till has brought it up to date yet.
    """
    engine, version = _reach_beside(where)
    if version != schema.SCHEMA_VERSIONS[-1]:
        engine.dispose()
        if version is None:
            raise LedgerDamagedError("the ledger is empty: there are no tables in it")
        raise LedgerError(f"the ledger is of version {version}: open the till once, which brings it up to date")
    return engine


def form_beside(where: Path | str) -> str:
    """Say of which version a ledger is; of the newest where there is none yet.

    Raises:
        LedgerTooNewError: it was written by a newer program.
        LedgerError: it cannot be read.
    """
    if isinstance(where, Path) and not where.exists():
        return schema.SCHEMA_VERSIONS[-1]
    engine, version = _reach_beside(where)
    engine.dispose()
    return version or schema.SCHEMA_VERSIONS[-1]


def _reach_beside(where: Path | str) -> tuple[sa.Engine, str | None]:
    if isinstance(where, Path):
        engine = _sqlite_engine(where, "ro")
        sa.event.listen(engine, "connect", _read_only)
    else:
        engine = _open_postgresql(where)
    try:
        with ledger_errors(), engine.execution_options(reading=True).connect() as db:
            return engine, _version(db, lock=False)
    except BaseException:
        engine.dispose()
        raise


def ledger_place(engine: sa.Engine) -> tuple[int, int] | None:
    """Say which file has a SQLite ledger's name now: its disk and its number there. None where a server keeps it.

    Raises:
        LedgerGoneError: none has.
    """
    if engine.dialect.name != "sqlite":
        return None
    try:
        found = os.stat(str(engine.url.database))  # noqa: PTH116 - before each write: a Path costs as much again
    except OSError as error:
        raise LedgerGoneError(f"the ledger {engine.url.database} is gone: {error.strerror}") from error
    return found.st_dev, found.st_ino


def connect_to_check(path: Path) -> Any:
    """Connect as one who might write, though it will not: only for such does SQLite look at a table's own rules.

    Where the file may not be written SQLite opens it to read.

    Raises:
        LedgerError: it cannot be opened at all.
    """
    module = sqlite_driver()
    try:
        connection = module.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_TIMEOUT, check_same_thread=False
        )
        _read_only(connection, None)
    except module.Error as error:
        raise named(error) from error
    return connection


def _read_only(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA query_only = ON")


def _make_durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin and end where we say, not where the driver guesses
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL loses acknowledged sales when the power fails
        # A log that is begun anew often is overwritten in place, which the disk does faster than growing a file.
        "wal_autocheckpoint = 100",
        "fullfsync = ON",  # macOS: past the disk's own cache
        "checkpoint_fullfsync = ON",
        "foreign_keys = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(db: sa.Connection) -> None:
    # IMMEDIATE: a writer that begins as a reader can be refused half-way.
    db.exec_driver_sql("BEGIN" if db.get_execution_options().get("reading") else "BEGIN IMMEDIATE")


# ---------------------------------------------------------------- errors

_SAID: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("journal.id", LedgerBusyError, "another program writes as this till"),  # SQLite
    ("journal_pkey", LedgerBusyError, "another program writes as this till"),  # PostgreSQL
    ("one_answer", LedgerBusyError, "another till answers for the same flaw"),
    ("is locked", LedgerBusyError, "another program holds the ledger"),
    ("is full", LedgerFullError, "the disk is full"),
    ("readonly database", LedgerReadOnlyError, "the ledger may not be written"),
    ("unable to open database", LedgerReadOnlyError, "the ledger cannot be opened for writing"),
    ("is malformed", LedgerDamagedError, "the ledger's file is damaged"),
    ("malformed database schema", LedgerDamagedError, "the ledger's file is damaged"),
    ("unsupported file format", LedgerDamagedError, "the ledger's file is damaged"),
    ("not decode to UTF-8", LedgerDamagedError, "the ledger's file is damaged"),
    ("cannot hold BLOB", LedgerDamagedError, "the ledger holds bytes where words should be"),
    ("no such ", LedgerDamagedError, "the ledger lacks a part of itself"),  # a table, a column
    ("not a database", LedgerDamagedError, "the ledger's file is not a database"),
)
# Source: PostgreSQL documents, appendix A, "PostgreSQL Error Codes".
_POSTGRESQL_SAYS: tuple[tuple[str, type[LedgerError], str], ...] = (
    ("40", LedgerBusyError, "another till was in the way"),
    ("55P03", LedgerBusyError, "another till holds the row"),
    ("53100", LedgerFullError, "the server's disk is full"),
    ("25006", LedgerReadOnlyError, "the server takes no writes"),
    ("42501", LedgerReadOnlyError, "the server's user may not write"),
    ("XX00", LedgerDamagedError, "the server's data are damaged"),
)


@contextmanager
def ledger_errors() -> Iterator[None]:
    """Let no database error out but as one of the LedgerError family."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, UnicodeDecodeError) as error:  # of what SQLite quotes from a spoilt schema
        raise named(error) from error


def named(error: Exception) -> LedgerError:
    """Name an error of SQLAlchemy or of a driver by what the caller may do about it."""
    if isinstance(error, UnicodeDecodeError):
        return LedgerDamagedError("the ledger's file is damaged (what should be words is none)")
    cause = getattr(error, "orig", None) or error
    said, sqlstate = str(cause), getattr(cause, "sqlstate", None) or ""
    for code, kind, sentence in _POSTGRESQL_SAYS:
        if sqlstate.startswith(code):
            return kind(f"{sentence} ({said})")
    for words, kind, sentence in _SAID:
        if words in said:
            return kind(f"{sentence} ({said})")
    return LedgerError(f"the ledger failed: {said}")


# ---------------------------------------------------------------- versions


def bring_up_to_date(engine: sa.Engine, *, now: datetime) -> None:
    """Build an empty database, migrate an older one after a backup, and refuse a newer one.

    Raises:
        LedgerTooNewError: it was written by a newer program.
        LedgerDamagedError: it holds something else than a ledger.
        LedgerError: it cannot be read or written.
    """
    with ledger_errors():
        with engine.begin() as db:
            version = _version(db)
            if version is None:
                ledger_guards.create_tables(db)
                return
        if version == schema.SCHEMA_VERSIONS[-1]:
            return
        _back_up(engine, version, now)
        _migrate_if_older(engine)


def _version(db: sa.Connection, *, lock: bool = True) -> str | None:
    """Read the schema's version; None is an empty database. The caller builds or migrates in the same transaction."""
    if lock and db.dialect.name == "postgresql":  # two tills may open a new ledger at once
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
    tables = sa.inspect(db).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise LedgerDamagedError("the database holds something else than a ledger")
    version = db.execute(sa.select(schema.versions.c.version_num)).scalar_one()
    if version not in schema.SCHEMA_VERSIONS:
        raise LedgerTooNewError(f"the ledger's version {version} is newer than this program: update the program")
    return str(version)


def _back_up(engine: sa.Engine, version: str, now: datetime) -> None:
    """Copy a SQLite ledger beside itself. PostgreSQL migrates in one transaction, and its owner keeps backups."""
    if engine.dialect.name != "sqlite":
        log.warning("migrating the ledger on the server from version %s", version)
        return
    path = Path(str(engine.url.database))
    copy = path.parent / "backups" / f"{path.stem}-{version}-{now:%Y%m%dT%H%M%S}.sqlite3"
    log.info("backing up the ledger to %s before migrating it from version %s", copy, version)
    try:
        copy.parent.mkdir(exist_ok=True)
        copy.touch(mode=0o600)
    except OSError as error:
        raise LedgerReadOnlyError(f"the ledger cannot be backed up to {copy}: {error.strerror}") from error
    with engine.connect() as db, closing(sqlite_driver().connect(copy)) as target:
        db.connection.driver_connection.backup(target)  # type: ignore[union-attr]


def _migrate_if_older(engine: sa.Engine) -> None:
    with engine.begin() as db:
        if _version(db) == schema.SCHEMA_VERSIONS[-1]:
            return  # another till was quicker
        # Alembic costs start-up time, and most starts have nothing to migrate.
        command = importlib.import_module("alembic.command")
        config = importlib.import_module("alembic.config").Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        config.attributes["connection"] = db
        command.upgrade(config, "head")


# ---------------------------------------------------------------- one program at a time


def hold(path: Path) -> Callable[[], None]:
    """Keep a SQLite ledger to this program until the returned function is called, or the program dies.

    Two tills of one shop share PostgreSQL, never a file. The lock is SQLite's own, on an empty database
    beside the ledger: it works alike on every system and never outlives the process that holds it.

    Raises:
        LedgerBusyError: another program holds it.
    """
    module = sqlite_driver()
    try:
        lock = module.connect(path.with_name(f"{path.name}.lock"), timeout=0, isolation_level=None,
                              check_same_thread=False)  # fmt: skip
        lock.execute("BEGIN EXCLUSIVE")
    except module.OperationalError as error:
        if "is locked" in str(error):
            raise LedgerBusyError(f"another program holds the ledger {path}") from error
        raise LedgerReadOnlyError(f"the ledger {path} cannot be held: {error}") from error
    return lock.close  # type: ignore[no-any-return]
