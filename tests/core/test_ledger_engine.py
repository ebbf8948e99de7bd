"""Opening the ledger: in the right version, durably, by one program; and what is said when it cannot be."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import alembic.autogenerate
import alembic.command
import alembic.config
import alembic.runtime.migration
import alembic.script
import pytest
import sqlalchemy as sa

from pos_app.core import ledger_engine, schema
from pos_app.core.errors import (
    InvalidInputError,
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerReadOnlyError,
    LedgerTooNewError,
)
from pos_app.core.ledger import Ledger, open_ledger
from pos_app.core.ledger_engine import bring_up_to_date, ledger_errors, open_engine, sqlite_driver
from tests.core.conftest import Where
from tests.core.till import HandClock, begun, paid

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)
MIGRATIONS = Path(ledger_engine.__file__).parent / "migrations"

OLD_SALE = {
    "number": "012611230001", "till": "01", "business_date": "2026-11-23", "sequence": 1, "state": "open",
    "total_fen": 1, "cashier": "林晓燕", "attempts": 0, "opened_at": "2026-11-23T01:00:00.000000+00:00",
}  # fmt: skip


def alembic_config(db: sa.Connection | None = None) -> alembic.config.Config:
    config = alembic.config.Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = db
    return config


@contextmanager
def at_version(where: Where, version: str) -> Iterator[sa.Engine]:
    """Build a ledger as the migrations do, up to a version."""
    engine = open_engine(where)
    with engine.begin() as db:
        alembic.command.upgrade(alembic_config(db), version)
    yield engine
    engine.dispose()


def sqlite_shape(db: sa.Connection) -> Iterator[object]:
    """Give what SQLite keeps of tables, without the words in which a table was made or altered."""
    for kind, name, sql in db.exec_driver_sql("SELECT type, name, sql FROM sqlite_master").all():
        if kind != "table":
            yield kind, name, sql
            continue
        for column in db.exec_driver_sql(f"PRAGMA table_xinfo({name})"):
            yield name, *column
        for key in db.exec_driver_sql(f"PRAGMA foreign_key_list({name})"):
            yield name, *key[2:]
        for constraint in re.finditer(r"CONSTRAINT (\w+) ((?:CHECK|UNIQUE|PRIMARY KEY) \()", sql):
            yield name, constraint[1], balanced(sql, constraint.start(2))


def balanced(sql: str, start: int) -> str:
    """Cut out what begins at ``start``, up to the bracket that closes its first one."""
    depth, at = 1, sql.index("(", start) + 1
    while depth:
        depth += {"(": 1, ")": -1}.get(sql[at], 0)
        at += 1
    return sql[start:at]


def shape(engine: sa.Engine) -> set[object]:
    """Everything that the database knows of its tables, as it keeps it."""
    with engine.connect() as db:
        if engine.dialect.name == "sqlite":
            return set(sqlite_shape(db))
        place = db.exec_driver_sql("SELECT current_schema()").scalar_one()
        found = [
            *db.exec_driver_sql(
                "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns "
                "WHERE table_schema = current_schema()"
            ),
            *db.exec_driver_sql("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()"),
            *db.exec_driver_sql(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = current_schema()::regnamespace"
            ),
            *db.exec_driver_sql(
                "SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
                "WHERE NOT tgisinternal AND c.relnamespace = current_schema()::regnamespace"
            ),
        ]
        return {str(row).replace(place, "HERE") for row in found}


def is_read_back(_thing: object, name: str | None, kind: str, _reflected: bool, _beside: object) -> bool:
    """Whether Alembic compares something: not indices of expressions, which `shape` sees as the database keeps them."""
    return kind != "index" or not str(name).endswith("_tail")


# ---------------------------------------------------------------- versions


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_a_new_ledger_has_exactly_the_tables_to_which_the_migrations_lead(
    where: Where, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fresh = open_engine(where)
    bring_up_to_date(fresh, now=NOW)
    elsewhere: Where = tmp_path / "migrated.sqlite3"
    if isinstance(where, str):
        elsewhere = request.getfixturevalue("cluster").new_place()

    with at_version(elsewhere, "head") as migrated:
        assert shape(fresh) == shape(migrated)
        with migrated.connect() as db:
            context = alembic.runtime.migration.MigrationContext.configure(db, opts={"include_object": is_read_back})
            assert alembic.autogenerate.compare_metadata(context, schema.metadata) == []
    fresh.dispose()


def test_the_program_knows_every_version_in_order() -> None:
    scripts = alembic.script.ScriptDirectory.from_config(alembic_config())

    assert tuple(reversed([script.revision for script in scripts.walk_revisions()])) == schema.SCHEMA_VERSIONS


def test_an_older_ledger_is_backed_up_and_migrated_with_all_that_is_in_it(where: Where, clock: HandClock) -> None:
    with at_version(where, "0001") as engine, engine.begin() as db:
        db.execute(schema.sales.insert().values(OLD_SALE))

    with open_ledger(where, till="01", clock=clock) as ledger:
        paid(ledger, clock)
        assert ledger.sale("012611230001").cashier == "林晓燕"

    if isinstance(where, Path):
        (copy,) = (where.parent / "backups").iterdir()
        assert copy.name == "ledger-0001-20261124T020000.sqlite3"
        assert copy.stat().st_mode & 0o077 == 0
        backup = sqlite_driver().connect(copy)
        assert backup.execute("SELECT number FROM sales").fetchall() == [("012611230001",)]
        assert backup.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        backup.close()


def test_an_older_ledger_that_cannot_be_backed_up_is_not_migrated(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "ledger.sqlite3"
    with at_version(where, "0001"):
        (tmp_path / "backups").write_text("in the way")

    with pytest.raises(LedgerReadOnlyError, match="cannot be backed up"):
        open_ledger(where, till="01", clock=clock)

    engine = open_engine(where)
    assert not sa.inspect(engine).has_table("refunds")
    engine.dispose()


def test_another_till_may_have_migrated_in_the_meantime(where: Where) -> None:
    with at_version(where, "0001") as engine:
        bring_up_to_date(engine, now=NOW)
        again = open_engine(where)
        ledger_engine._migrate_if_older(again)
        assert sa.inspect(again).has_table("refunds")
        again.dispose()


def test_a_newer_ledger_is_refused_and_left_alone(where: Where, clock: HandClock) -> None:
    with at_version(where, "head") as engine, engine.begin() as db:
        db.execute(schema.versions.update().values(version_num="9999"))

    with pytest.raises(LedgerTooNewError, match="update the program"):
        open_ledger(where, till="01", clock=clock)

    engine = open_engine(where)
    with engine.connect() as db:
        assert db.execute(sa.select(schema.versions)).scalar_one() == "9999"
    engine.dispose()


def test_a_database_of_something_else_is_refused_and_left_alone(where: Where, clock: HandClock) -> None:
    engine = open_engine(where)
    with engine.begin() as db:
        db.exec_driver_sql("CREATE TABLE recipes (name TEXT)")

    with pytest.raises(LedgerDamagedError, match="something else"):
        open_ledger(where, till="01", clock=clock)

    assert sa.inspect(engine).get_table_names() == ["recipes"]
    engine.dispose()


def test_a_ledger_opens_again_as_it_was_left(where: Where, clock: HandClock) -> None:
    with open_ledger(where, till="01", clock=clock) as ledger:
        payment = paid(ledger, clock)

    with open_ledger(where, till="01", clock=clock) as ledger:
        assert ledger.payment(payment.out_trade_no) == payment
        assert begun(ledger)[0].sequence == 2


@pytest.mark.parametrize("before", ["", "open_ledger(path, till='01', clock=clock).close()"])
def test_neither_a_new_nor_a_present_ledger_costs_the_import_of_alembic(tmp_path: Path, before: str) -> None:
    program = f"""
import sys, pathlib, datetime
from pos_app.core.ledger import open_ledger
path, clock = pathlib.Path({str(tmp_path / "ledger.sqlite3")!r}), lambda: datetime.datetime.now(datetime.UTC)
{before}
open_ledger(path, till='01', clock=clock).close()
assert not [name for name in sys.modules if name.split('.')[0] in ('alembic', 'mako', 'requests', 'PySide6')]
assert 'sqlalchemy.orm' not in sys.modules
"""

    subprocess.run([sys.executable, "-c", program], check=True)


# ---------------------------------------------------------------- durability and SQLite's own version


def test_m1_a_commit_is_on_the_disk_before_it_is_acknowledged(where: Where) -> None:
    engine = open_engine(where)
    with engine.connect() as db:
        if engine.dialect.name == "sqlite":
            assert db.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
            assert db.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
            assert db.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        else:
            assert db.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"
    engine.dispose()


def test_the_ledgers_file_is_its_owners_alone(tmp_path: Path, clock: HandClock) -> None:
    with open_ledger(tmp_path / "deep" / "ledger.sqlite3", till="01", clock=clock) as ledger:
        begun(ledger)
        modes = {file.name: file.stat().st_mode & 0o077 for file in (tmp_path / "deep").glob("ledger.sqlite3*")}

    assert modes["ledger.sqlite3"] == modes["ledger.sqlite3-wal"] == 0


def test_this_sqlite_is_free_of_the_wal_reset_bug() -> None:
    assert ledger_engine.sound_sqlite(sqlite_driver().sqlite_version_info)


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 51, 3), True), ((3, 54, 1), True), ((3, 51, 2), False), ((3, 50, 7), True), ((3, 50, 6), False),
        ((3, 44, 6), True), ((3, 44, 5), False), ((3, 40, 1), False), ((3, 45, 9), False),
    ],
)  # fmt: skip
def test_r15_only_versions_with_the_bug_mended_are_trusted(version: tuple[int, int, int], sound: bool) -> None:
    assert ledger_engine.sound_sqlite(version) is sound


def test_r15_without_a_sound_sqlite_no_ledger_is_opened(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_engine, "_SQLITE_FLOORS", ((9, 0, 0),))

    with pytest.raises(LedgerError, match="install pysqlite3"):
        open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock)


def test_r15_without_pysqlite3_pythons_own_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)
    monkeypatch.setattr(ledger_engine, "_SQLITE_FLOORS", ((3, 0, 0),))

    assert sqlite_driver().__name__ == "sqlite3"


# ---------------------------------------------------------------- what can be wrong with the place


@pytest.mark.parametrize(
    "url", ["mysql://till/ledger", "sqlite:///ledger", "ledger.sqlite3", "", "postgresql", "postgresql:till:secret"]
)
def test_an_address_that_is_not_postgresqls_is_refused(url: str, clock: HandClock) -> None:
    with pytest.raises(InvalidInputError) as caught:
        open_ledger(url, till="01", clock=clock)

    assert caught.value.field == "ledger.url"


def test_without_postgresqls_driver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(LedgerError, match=r"pos-app\[postgresql\]"):
        open_engine("postgresql://till@shop/ledger")


def test_a_folder_may_have_any_name(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "收银 50% off? #1" / "ledger.sqlite3"

    with open_ledger(where, till="01", clock=clock) as ledger:
        begun(ledger)

    assert where.stat().st_size > 0


def test_a_wrong_till_number_leaves_the_file_free(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "ledger.sqlite3"

    with pytest.raises(InvalidInputError):
        open_ledger(where, till="1", clock=clock)

    open_ledger(where, till="01", clock=clock).close()


def test_a_file_is_not_opened_twice_by_one_program_either(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "ledger.sqlite3"

    with open_ledger(where, till="01", clock=clock), pytest.raises(LedgerBusyError):
        open_ledger(where, till="01", clock=clock)


def test_a_second_program_on_the_same_file_is_refused(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "ledger.sqlite3"
    with open_ledger(where, till="01", clock=clock) as ledger:
        program = (
            "import pathlib, datetime; from pos_app.core.ledger import open_ledger; "
            f"open_ledger(pathlib.Path({str(where)!r}), till='02', clock=lambda: datetime.datetime.now(datetime.UTC))"
        )

        second = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

        assert "LedgerBusyError: another program holds the ledger" in second.stderr
        begun(ledger)
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("where", ["postgresql"], indirect=True)
def test_two_tills_may_open_one_server_at_once(clock: HandClock, where: Where) -> None:
    with open_ledger(where, till="01", clock=clock) as one, open_ledger(where, till="02", clock=clock) as two:
        assert begun(one)[0].number != begun(two)[0].number


def test_a_file_that_is_no_database_is_named(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "ledger.sqlite3"
    where.write_bytes(b"Dear diary, " * 1000)

    with pytest.raises(LedgerDamagedError, match="not a database"):
        open_ledger(where, till="01", clock=clock)

    assert where.read_bytes() == b"Dear diary, " * 1000


def test_a_damaged_file_is_named(tmp_path: Path, clock: HandClock) -> None:
    where = tmp_path / "ledger.sqlite3"
    with open_ledger(where, till="01", clock=clock) as ledger:
        for _ in range(20):
            begun(ledger)
    whole = where.read_bytes()
    where.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    with pytest.raises(LedgerDamagedError, match="damaged"), open_ledger(where, till="01", clock=clock) as ledger:
        ledger.verify()


def test_a_full_disk_is_named_and_nothing_is_half_written(tmp_path: Path, clock: HandClock) -> None:
    with open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock) as ledger:
        first = paid(ledger, clock)

        full = pytest.raises(LedgerFullError, match="disk is full")
        with on_every_connection(ledger, "PRAGMA max_page_count = 30"), full:
            write_on(ledger)

        assert ledger.verify().sound
        assert ledger.payment(first.out_trade_no) == first


@contextmanager
def on_every_connection(ledger: Ledger, statement: str) -> Iterator[None]:
    """Let new connections begin with a statement."""

    def say(connection: Any, _record: object) -> None:
        connection.cursor().execute(statement)
        connection.commit()

    sa.event.listen(ledger._engine, "connect", say)
    ledger._desk.clear()
    ledger._engine.dispose()
    yield
    sa.event.remove(ledger._engine, "connect", say)
    ledger._desk.clear()
    ledger._engine.dispose()


def write_on(ledger: Ledger) -> None:
    for _ in range(1000):
        begun(ledger)


def test_a_place_where_nothing_may_be_written_is_named(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(LedgerReadOnlyError, match="cannot be made"):
        open_ledger(tmp_path / "file" / "ledger.sqlite3", till="01", clock=clock)


def test_a_place_where_no_lock_can_be_kept_is_named(tmp_path: Path, clock: HandClock) -> None:
    (tmp_path / "ledger.sqlite3.lock").mkdir()

    with pytest.raises(LedgerReadOnlyError, match="cannot be held"):
        open_ledger(tmp_path / "ledger.sqlite3", till="01", clock=clock)


def test_a_ledger_that_may_only_be_read_is_named(where: Where, clock: HandClock) -> None:
    with open_ledger(where, till="01", clock=clock) as ledger:
        begun(ledger)

        lock = "PRAGMA query_only = ON" if isinstance(where, Path) else "SET default_transaction_read_only = on"
        with on_every_connection(ledger, lock), pytest.raises(LedgerReadOnlyError):
            begun(ledger)


def test_a_server_that_is_not_there_is_named(tmp_path: Path, clock: HandClock) -> None:
    with pytest.raises(LedgerError, match="the ledger failed"):
        open_ledger(f"postgresql://postgres@/till?host={tmp_path}", till="01", clock=clock)


def test_a_writer_that_keeps_everybody_waiting_is_named(where: Where, ledger: Ledger) -> None:
    other = open_engine(where)
    with other.begin() as db:
        if isinstance(where, str):
            db.exec_driver_sql("LOCK TABLE sales IN ACCESS EXCLUSIVE MODE")

        impatiently = "PRAGMA busy_timeout = 20" if isinstance(where, Path) else "SET lock_timeout = '20ms'"
        with on_every_connection(ledger, impatiently), pytest.raises(LedgerBusyError):
            begun(ledger)
    other.dispose()
    begun(ledger)


@pytest.mark.parametrize(
    ("said", "sqlstate", "kind"),
    [
        ("database is locked", None, LedgerBusyError),
        ("database or disk is full", None, LedgerFullError),
        ("attempt to write a readonly database", None, LedgerReadOnlyError),
        ("unable to open database file", None, LedgerReadOnlyError),
        ("database disk image is malformed", None, LedgerDamagedError),
        ("file is not a database", None, LedgerDamagedError),
        ("deadlock detected", "40P01", LedgerBusyError),
        ("lock timeout", "55P03", LedgerBusyError),
        ("could not extend file", "53100", LedgerFullError),
        ("read-only transaction", "25006", LedgerReadOnlyError),
        ("permission denied", "42501", LedgerReadOnlyError),
        ("invalid page", "XX001", LedgerDamagedError),
        ("disk I/O error", None, LedgerError),
    ],
)
def test_every_way_to_fail_is_named_by_what_the_caller_may_do(
    said: str, sqlstate: str | None, kind: type[LedgerError]
) -> None:
    class Said(Exception):  # noqa: N818 - stands for a driver's own error
        pass

    cause = Said(said)
    cause.sqlstate = sqlstate  # type: ignore[attr-defined]

    with pytest.raises(LedgerError) as caught, ledger_errors():
        raise sa.exc.OperationalError("SELECT", {}, cause)

    assert type(caught.value) is kind
