"""A PostgreSQL server that the tests start themselves."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import psycopg

_USER = "postgres"


class Cluster:
    """A running server with nothing in it but what the tests put there."""

    def __init__(self, sockets: Path) -> None:
        self._sockets = sockets
        self._numbers = itertools.count(1)

    @classmethod
    @contextmanager
    def start(cls) -> Iterator[Self]:
        """Make a cluster, run it, and remove it in the end."""
        binaries = _binaries()
        home = Path(tempfile.mkdtemp(prefix="pg-"))  # a socket's path has room for 107 characters
        try:
            if os.geteuid() == 0:
                shutil.chown(home, _USER, _USER)
            data = home / "data"
            _run(binaries / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
            # fsync off: what the tests prove on a server is order, not its disk.
            options = f"-k {home} -c listen_addresses= -c fsync=off -c max_connections=200"
            control = binaries / "pg_ctl"
            _run(control, "-D", data, "-l", home / "log", "-o", options, "-w", "start")
            try:
                yield cls(home)
            finally:
                _run(control, "-D", data, "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(home)

    def new_place(self) -> str:
        """Make a user with an empty schema, which is all that a ledger sees; give its URL.

        A database for each test would copy 7 MB each time.
        """
        name = f"shop{next(self._numbers)}"
        with psycopg.connect(host=str(self._sockets), user=_USER, dbname=_USER, autocommit=True) as db:
            db.execute(f"CREATE ROLE {name} LOGIN SUPERUSER")
            db.execute(f"CREATE SCHEMA {name} AUTHORIZATION {name}")
        return f"postgresql://{name}@/{_USER}?host={self._sockets}"


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    assert on_path is not None, "no PostgreSQL server here: install the package postgresql, as make test does"
    return Path(on_path).resolve().parent


def _run(*command: object) -> None:
    # PostgreSQL refuses to run as root.
    prefix = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd="/")
