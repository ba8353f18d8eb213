"""Writers that are killed, cut off, crowded or without room, with writes of every kind."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import column, insert, inspect, select, table
from tests.ledger.conftest import add, told
from tests.ledger.mixed_writes import KINDS, is_there, write
from tests.ledger.test_upgrade import MIGRATIONS
from tests.servers import Server, a_server_to_harm

from rashomon.errors import LedgerFull
from rashomon.ledger import Ledger, databases, schema
from rashomon.records import Capture

WRITES = 200
EACH = 60  # of two processes that write at once
_KILLS = 4
HERE = Path(__file__).parent


@contextmanager
def writer(address: str, name: str, first: int, last: int) -> Iterator[subprocess.Popen[str]]:
    """Run a process that makes these writes."""
    command = [sys.executable, str(HERE / "mixed_writes.py"), address, name, str(first), str(last)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process


def printed(process: subprocess.Popen[str]) -> list[str]:
    """Return the whole lines that a process has still to give."""
    assert process.stdout is not None
    return [line.strip() for line in process.stdout if line.endswith("\n")]


def halves(ledger: Ledger) -> list[str]:
    """Return what only a write that was made in part can have left."""
    found = [note.report_id for note in ledger.captures()]
    found += ledger.incident_ids()
    whole = {*ledger.report_ids(), *(each.incident_id for each in ledger.incidents())}
    ruled = [one for one in ledger.decisions() if one.made_by.startswith("machine")]
    if len(ruled) != len(ledger.incidents()):
        found.append("incidents and rulings")
    return [each for each in found if each not in whole]


def test_a_ledger_outlives_kills_at_any_moment_of_two_hundred_writes(address: str) -> None:
    """What was committed is there, the rest is not, all verifies, and the next one goes on."""
    chance = random.Random(20310309)
    done, kills = 0, 0
    while done < WRITES:
        with writer(address, "ann", done, WRITES) as process:
            assert process.stdout is not None
            committed = []
            if kills < _KILLS:
                committed = [
                    process.stdout.readline().strip() for _ in range(chance.randint(5, 35))
                ]
                time.sleep(chance.uniform(0.0, 0.02))
                process.send_signal(signal.SIGKILL)
            committed += printed(process)
        assert process.returncode == (-signal.SIGKILL if kills < _KILLS else 0)
        kills += 1
        done = int(committed[-1]) + 1
        with Ledger.open(address, create=False) as ledger:
            assert ledger.verify() == []
            assert halves(ledger) == []
            since = 0 if done == WRITES else max(0, done - 12)
            assert all(is_there(ledger, "ann", number) for number in range(since, done))
            assert not any(
                is_there(ledger, "ann", n) for n in range(done + 1, min(done + 9, WRITES))
            )
    assert kills > _KILLS


def test_two_processes_make_all_their_writes(address: str) -> None:
    """Of every kind, at one time, into one chain of captures and one of decisions."""
    with writer(address, "ann", 0, EACH) as ann, writer(address, "ben", 0, EACH) as ben:
        told_each = [printed(process) for process in (ann, ben)]
    assert told_each == [[str(number) for number in range(EACH)]] * 2
    with Ledger.open(address) as ledger:
        assert all(
            is_there(ledger, name, number) for name in ("ann", "ben") for number in range(EACH)
        )
        assert ledger.verify() == []


def test_connections_that_break_cost_nothing_but_time(database: str, server: Server) -> None:
    """Whatever was being written is made again, once; the server ends connections at random."""
    chance = random.Random(20310310)
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = '{database.rpartition('/')[2]}'"
    )
    lines: list[str] = []
    with writer(database, "ann", 0, WRITES) as process:
        reading = threading.Thread(target=lambda: lines.extend(printed(process)))
        reading.start()
        for _ in range(200):
            time.sleep(chance.uniform(0.0, 0.08))
            if process.poll() is not None or lines.count("lost") >= 10:
                break
            server.execute(end)
        reading.join()
    assert process.returncode == 0
    assert "lost" in lines
    assert [line for line in lines if line != "lost"] == [str(n) for n in range(WRITES)]
    with Ledger.open(database) as ledger:
        assert all(is_there(ledger, "ann", number) for number in range(WRITES))
        assert ledger.verify() == []


def test_no_kind_of_write_is_half_made_where_there_is_no_room(path: Path) -> None:
    """Each is refused at some limit, leaves the ledger as it was, and is made with more room."""
    refused: set[str] = set()
    Ledger.open(path).close()
    number, pages = 0, path.stat().st_size // 4096
    while refused != set(KINDS) and number < WRITES:
        with Ledger.open(path, max_pages=pages) as ledger:
            try:
                write(ledger, "ann", number)
                number += 1
            except LedgerFull:
                refused.add(KINDS[number % len(KINDS)])
                assert not is_there(ledger, "ann", number)
                assert ledger.verify() == []
                pages += 1
    assert refused == set(KINDS)
    with Ledger.open(path) as ledger:
        write(ledger, "ann", number)
        assert all(is_there(ledger, "ann", each) for each in range(number + 1))
        assert ledger.verify() == []


@pytest.fixture(name="small_space")
def small_space_fixture() -> Iterator[tuple[str, Path]]:
    """Return a database on a disk of 24 megabytes, and a file there that can be taken away.

    On a server of its own: one whose disk is full serves nobody.
    """
    pytest.importorskip("psycopg")
    with a_server_to_harm() as found:
        if isinstance(found, str):
            pytest.skip(found)
        server, data = found
        owner = data.stat()
        disk = data.parent / "disk"
        disk.mkdir()
        options = f"size=24m,uid={owner.st_uid},gid={owner.st_gid},mode=0700"
        mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"needs the right to mount: {done.stderr.strip()}")
        try:
            ballast = disk / "ballast"
            ballast.write_bytes(b"\0" * 4_000_000)
            server.execute(f"CREATE TABLESPACE small LOCATION '{disk}'")
            server.execute("CREATE DATABASE small TEMPLATE template0 TABLESPACE small")
            yield server.address("small"), ballast
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_servers_full_disk_leaves_the_ledger_as_it_was(small_space: tuple[str, Path]) -> None:
    """What was committed stays; with room again, it goes on."""
    address, ballast = small_space
    chance = random.Random(20310311)
    noon = datetime(2031, 3, 11, 12, tzinfo=UTC)
    kept = 0

    def fill(ledger: Ledger) -> None:
        nonlocal kept
        for number in range(200):
            content = chance.randbytes(100_000)
            ledger.add_capture(Capture(content, f"c{number}", "c", "text/plain", noon))
            kept += 1

    with Ledger.open(address) as ledger:
        add(ledger, told("one"))
        with pytest.raises(LedgerFull, match="no room is left"):
            fill(ledger)
        assert kept > 3
        assert len(list(ledger.captures())) == kept + 1
        assert ledger.verify() == []
        ballast.unlink()
        add(ledger, told("two"))
        ledger.add_capture(Capture(chance.randbytes(100_000), "more", "c", "text/plain", noon))
        assert len(list(ledger.captures())) == kept + 3
        assert ledger.verify() == []


OLDEST = {"sqlite": "0001", "postgresql": "0004"}  # the first that was kept in each
TABLES = ("blobs", "captures", "reports", "readings", "mentions", "report_incidents", "claims")


def make_old(address: str, version: str, source: Ledger) -> None:
    """Make a ledger as the tables of a version had it, with what `source` holds."""
    database = databases.by_address(address)
    engine = database.open_engine(address, create=True, busy_seconds=5, max_pages=None)
    with database.writing(engine).begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        there = inspect(connection)
        guarded = [each for each in schema.APPEND_ONLY if there.has_table(each.name)]
        database.keep_append_only(connection, tuple(guarded))
        database.mark_as_ledger(connection)
        with source._reading() as stored:
            for name in TABLES:
                known = schema.metadata.tables[name].c
                own = [known[each["name"]] for each in there.get_columns(name)]
                old = table(name, *(column(each.name, each.type) for each in own))
                rows = [dict(row) for row in stored.execute(select(*own)).mappings()]
                connection.execute(insert(old), rows)
        database.after_copying(connection, [schema.captures])
    engine.dispose()


def revision(address: str) -> str:
    """Return of which version a ledger's tables are, without opening it as one."""
    database = databases.by_address(address)
    engine = database.open_engine(address, create=False, busy_seconds=5, max_pages=None)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
    return str(found)


@pytest.fixture(name="old_ledger")
def old_ledger_fixture(request: pytest.FixtureRequest, kind: str, path: Path) -> str:
    """Return the address of a ledger of the oldest version, with two reports in it."""
    address = str(path)
    if kind == "postgresql":
        address = str(request.getfixturevalue("empty_database"))
    with Ledger.open(":memory:") as source:
        for name in ("one", "two"):
            add(source, told(name))
        make_old(address, OLDEST[kind], source)
    return address


def check_upgraded(address: str) -> None:
    """Make sure that the next opening brings all up to date and loses nothing."""
    with Ledger.open(address, create=False) as ledger:
        assert list(ledger.readings()) == sorted(
            (told(name)[1] for name in ("one", "two")), key=lambda each: each.report.report_id
        )
        assert ledger.verify() == []
        add(ledger, told("three"))
        assert ledger.verify() == []
    assert revision(address) == schema.REVISION


OPEN = """
import sys, time
from alembic import command
from rashomon.ledger import Ledger

whole = command.upgrade

def half_way(config, _):
    whole(config, sys.argv[2])
    print("half way", flush=True)
    time.sleep(60)

if len(sys.argv) > 2:
    command.upgrade = half_way
print("opening", flush=True)
Ledger.open(sys.argv[1], create=False)
"""


@pytest.mark.parametrize(
    ("kind", "reached"),
    [("sqlite", "0002"), ("sqlite", schema.REVISION), ("postgresql", schema.REVISION)],
)
def test_an_upgrade_that_is_killed_half_way_has_not_begun(
    old_ledger: str, kind: str, reached: str
) -> None:
    """All steps are one transaction, in each database; the next opening takes them all."""
    opening = [sys.executable, "-c", OPEN, old_ledger, reached]
    with subprocess.Popen(opening, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.read(len("opening\nhalf way\n")) == "opening\nhalf way\n"
        process.kill()
    assert revision(old_ledger) == OLDEST[kind]
    check_upgraded(old_ledger)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_upgrade_is_whole_or_has_not_begun_whenever_it_is_killed(
    old_ledger: str, kind: str
) -> None:
    """At whatever moment; one that was killed is no hindrance to the next."""
    chance = random.Random(20310312)
    for _ in range(2):
        opening = [sys.executable, "-c", OPEN, old_ledger]
        with subprocess.Popen(opening, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "opening\n"
            time.sleep(chance.uniform(0.0, 0.6))
            process.kill()
        assert revision(old_ledger) in (OLDEST[kind], schema.REVISION)
    check_upgraded(old_ledger)
