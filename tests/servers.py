"""A PostgreSQL server for the tests, and a ledger's database of its own for each of them.

`RASHOMON_TEST_POSTGRES` names a server by an address of a role that may make databases; where it
is not set, a cluster is made with the server's own programs, on a port of this machine alone, and
thrown away at the end. Where there are none, the tests that need a server are skipped.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url

__all__ = ["Server", "a_server_to_harm", "running"]

GIVEN = "RASHOMON_TEST_POSTGRES"
_NUMBERS = count()


class Server:
    """A running server, by the address of a role that may make databases."""

    def __init__(self, address: str) -> None:
        self.url = make_url(address).set(drivername="postgresql+psycopg")
        self._engine: Engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self._template: str | None = None

    def execute(self, statement: str) -> None:
        """Run a statement outside of any transaction."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql(statement)

    def ask(self, statement: str) -> str:
        """Run a statement that gives one value, and return that in words."""
        with self._engine.connect() as connection:
            return str(connection.exec_driver_sql(statement).scalar())

    def address(
        self, database: str, *, username: str | None = None, password: str | None = None
    ) -> str:
        """Return the address of a database, for `Ledger.open`, by default as who made it."""
        url: URL = self.url.set(drivername="postgresql", database=database)
        if username is not None:
            url = url.set(username=username, password=password)
        return url.render_as_string(hide_password=False)

    def make_empty(self) -> str:
        """Make a database with nothing in it, in an order that no test may rely on."""
        name = f"rashomon_test_{os.getpid()}_{next(_NUMBERS)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return name

    def make_ledger(self) -> str:
        """Make a database with an empty ledger in it, by copying one that was made before."""
        if self._template is None:
            from rashomon.ledger import Ledger

            self._template = self.make_empty()
            Ledger.open(self.address(self._template)).close()
        name = f"rashomon_test_{os.getpid()}_{next(_NUMBERS)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY file_copy")
        return name

    def drop(self, database: str) -> None:
        """Throw a database away, whoever is still connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def close(self) -> None:
        """Throw the copied database away and let the server go."""
        if self._template is not None:
            self.drop(self._template)
        self._engine.dispose()


@contextmanager
def running() -> Iterator[Server | str]:
    """Yield a server, or in words why there is none."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        yield "needs psycopg: pip install 'rashomon[postgres]'"
        return
    given = os.environ.get(GIVEN)
    if given:
        server = Server(given)
        yield server
        server.close()
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        yield f"needs PostgreSQL: set {GIVEN}, or install Debian's postgresql"
        return
    with _cluster(programs[-1].parent) as address:
        if not address.startswith("postgresql://"):
            yield address
            return
        server = Server(address)
        yield server
        server.close()


@contextmanager
def a_server_to_harm() -> Iterator[tuple[Server, Path] | str]:
    """Yield a server of a test's own with its folder, or in words why there is none.

    For what must not happen to a server that others use.
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not programs:
        yield "needs PostgreSQL's own programs on this machine: install Debian's postgresql"
        return
    with _cluster(programs[-1].parent) as address:
        if not address.startswith("postgresql://"):
            yield address
            return
        server = Server(address)
        yield server, Path(server.ask("SHOW data_directory"))
        server.close()


@contextmanager
def _cluster(programs: Path) -> Iterator[str]:
    user: str | None = None
    if os.geteuid() == 0:  # the server refuses to run as root
        user = "postgres"
        try:
            pwd.getpwnam(user)
        except KeyError:
            yield "needs a user postgres to run PostgreSQL as, or not to be run by root"
            return
    folder = Path(tempfile.mkdtemp(prefix="rashomon-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        data, log = str(folder / "data"), str(folder / "log")
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        start = [str(programs / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", settings, "start"]
        initdb = [str(programs / "initdb"), "-D", data, "-U", "tester", "-A", "trust", "-N"]
        # A language's order, so that the tests see whether the ledger keeps its own.
        initdb += ["-E", "UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        for command in (initdb, start):
            subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        try:
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            stop = [str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop"]
            subprocess.run(stop, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
