from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from rashomon.errors import LedgerBusy, LedgerError, LedgerFull, NotALedger
from rashomon.ledger import Ledger
from rashomon.ledger.sqlite import APPLICATION_ID, explain

HERE = Path(__file__).parent


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    """The message names the folder."""
    with pytest.raises(NotALedger, match="is a folder"):
        Ledger.open(tmp_path)


def test_a_missing_ledger_is_not_made_unasked(path: Path) -> None:
    """Who only wants to read is told that there is nothing, and nothing is made."""
    with pytest.raises(NotALedger, match="there is no ledger at"):
        Ledger.open(path, create=False)
    assert not path.exists()


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    """A slip in a path does not leave folders behind."""
    with pytest.raises(LedgerError, match="does not exist; make it first"):
        Ledger.open(tmp_path / "absent" / "ledger.db")


def test_a_text_file_is_left_alone(path: Path) -> None:
    """Even one that happens to be called ledger.db."""
    path.write_text("Minutes of the invented committee.\n" * 20)
    before = path.read_bytes()
    with pytest.raises(NotALedger, match=r"ledger\.db is no ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_pipe_is_not_waited_for(path: Path) -> None:
    """What is no regular file is refused at once."""
    os.mkfifo(path)
    with pytest.raises(NotALedger, match="no regular file"):
        Ledger.open(path)


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_strangers_database_is_left_alone(path: Path, journal: str) -> None:
    """No byte changes, and no file appears beside it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(NotALedger, match="an SQLite database, but no ledger"):
        Ledger.open(path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_an_empty_file_becomes_a_ledger_only_when_making_is_meant(path: Path) -> None:
    """A creation that was cut short leaves an empty file; the next one takes it over."""
    path.touch()
    with pytest.raises(NotALedger, match="is empty"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []


def test_a_creation_that_was_rolled_back_can_be_repeated(path: Path) -> None:
    """Our mark without a table is what a kill at the wrong moment can leave."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    with pytest.raises(NotALedger, match="is empty"):
        Ledger.open(path, create=False)
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []


def test_every_commit_reaches_the_disk_and_readers_are_not_kept_waiting(path: Path) -> None:
    """These settings are what the promises of this ledger rest on."""
    with Ledger.open(path) as ledger, ledger._reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }


def test_a_reader_elsewhere_only_puts_the_better_journal_off(path: Path) -> None:
    """Where the journal cannot be changed just now, the ledger opens all the same."""
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = delete")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM reports").fetchone()
        with Ledger.open(path, busy_seconds=0.05) as ledger:
            assert list(ledger.readings()) == []
    assert path.read_bytes()[18] == 1  # the header's word for a rollback journal
    Ledger.open(path).close()
    assert path.read_bytes()[18] == 2  # and for the write-ahead log


@pytest.mark.parametrize("kept", [50, 4096, 20_000])
def test_a_truncated_ledger_is_told(path: Path, tell: Any, add: Any, kept: int) -> None:
    """A copy that broke off is not taken for a whole ledger."""
    with Ledger.open(path) as ledger:
        add(ledger, tell("one"))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(NotALedger, match=r"ledger\.db"):
        Ledger.open(path)


@pytest.mark.parametrize("name", ["a b%20?c#d.db", "قاعدة.db", "-memory-", "file:x.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str, tell: Any, add: Any) -> None:
    """No sign in a name is taken for a part of an address."""
    with Ledger.open(tmp_path / name) as ledger:
        add(ledger, tell("one"))
    assert (tmp_path / name).is_file()
    with Ledger.open(str(tmp_path / name), create=False) as ledger:
        assert len(list(ledger.readings())) == 1


def fill(ledger: Ledger, added: list[str], tell: Any, add: Any) -> None:
    """Add reports until there is no room, noting those that went in."""
    for n in range(1000):
        added.append(add(ledger, tell(f"report {n}", claims_each=30)).report.name)


def test_a_full_database_leaves_the_ledger_as_it_was(path: Path, tell: Any, add: Any) -> None:
    """The report that did not fit is gone wholly, the earlier ones are all there."""
    added: list[str] = []
    with Ledger.open(path, max_pages=100) as ledger:
        with pytest.raises(LedgerFull, match=r"no room is left for .*ledger\.db"):
            fill(ledger, added, tell, add)
        assert {report.name for report in ledger.reports()} == set(added)
        assert ledger.verify() == []
    with Ledger.open(path) as ledger:  # with room again, it goes on
        add(ledger, tell("one more"))
        assert len(list(ledger.readings())) == len(added) + 1
        assert ledger.verify() == []


def test_what_is_to_be_whole_is_not_kept_in_part_where_there_is_no_room(
    path: Path, tell: Any, add: Any
) -> None:
    """SQLite undoes the whole by itself; who goes on all the same keeps nothing."""
    with Ledger.open(path) as ledger:
        add(ledger, tell("one"))
    with Ledger.open(path, max_pages=path.stat().st_size // 4096 + 4) as ledger:

        def go_on() -> None:
            with ledger.at_once():
                add(ledger, tell("two", claims_each=1))
                with pytest.raises(LedgerFull, match="no room is left"):
                    add(ledger, tell("three", claims_each=900))
                add(ledger, tell("four", claims_each=1))

        with pytest.raises(LedgerError):
            go_on()
        assert [report.name for report in ledger.reports()] == ["one"]
        assert ledger.verify() == []
        with pytest.raises(LedgerFull, match="no room is left"), ledger.at_once():
            add(ledger, tell("three", claims_each=900))
        add(ledger, tell("two", claims_each=1))
        assert len(list(ledger.reports())) == 2


QUOTA = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from conftest import add, told
from rashomon.errors import LedgerFull
from rashomon.ledger import Ledger

with Ledger.open(sys.argv[2]) as ledger:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
    try:
        for n in range(1000):
            add(ledger, told(f"report {n}", claims_each=30))
            print(n, flush=True)
    except LedgerFull as error:
        print(type(error).__name__, error)
"""


def test_a_quota_leaves_the_ledger_as_it_was(path: Path) -> None:
    """A limit on the file's size reads as a full disk, and costs the report in flight alone."""
    run = subprocess.run(
        [sys.executable, "-c", QUOTA, str(HERE), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    *numbers, last = run.stdout.splitlines()
    assert last.startswith("LedgerFull")
    assert str(path) in last
    with Ledger.open(path) as ledger:
        assert {f"report {n}" for n in numbers} == {r.name for r in ledger.reports()}
        assert len(numbers) > 3
        assert ledger.verify() == []


@pytest.fixture(name="small_disk")
def small_disk_fixture(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of one megabyte, where the system allows it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs the mount command")
    if done.returncode:
        pytest.skip(f"needs the right to mount: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_ledger_as_it_was(small_disk: Path, tell: Any, add: Any) -> None:
    """On a disk that fills up, what was committed stays, and goes on once there is room."""
    path, ballast = small_disk / "ledger.db", small_disk / "ballast"
    ballast.write_bytes(b"\0" * 300_000)
    added: list[str] = []
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerFull, match="no room is left"):
            fill(ledger, added, tell, add)
        assert len(added) > 2
        assert {report.name for report in ledger.reports()} == set(added)
        ballast.unlink()
        add(ledger, tell("one more"))
    with Ledger.open(path) as ledger:
        assert {report.name for report in ledger.reports()} == {*added, "one more"}
        assert ledger.verify() == []


def test_a_disk_that_is_full_from_the_start_is_told(small_disk: Path) -> None:
    """No ledger is half made: with room, the same path becomes one."""
    ballast = small_disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    with pytest.raises(LedgerFull, match="no room is left"):
        Ledger.open(small_disk / "ledger.db")
    ballast.unlink()
    with Ledger.open(small_disk / "ledger.db") as ledger:
        assert ledger.verify() == []


READ_ONLY = """
import os, sys
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger

Ledger.open(":memory:").close()  # loads all there is to load before the rights are given up
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    Ledger.open(sys.argv[1])
except LedgerError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize(("folder", "file"), [(0o777, 0o444), (0o555, 0o666)], ids=["file", "dir"])
def test_what_cannot_be_written_is_told(folder: int, file: int) -> None:
    """A file or folder without the right to write is an error in words, at the opening."""
    with tempfile.TemporaryDirectory() as name:  # pytest's own are closed to other users
        path = Path(name) / "ledger.db"
        Ledger.open(path).close()
        path.chmod(file)
        path.parent.chmod(folder)
        run = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        path.parent.chmod(0o755)
    assert run.stdout.startswith("LedgerError"), run.stderr
    assert "cannot be written" in run.stdout


HOLD = """
import sys
sys.path.insert(0, sys.argv[1])
from conftest import add, told
from rashomon.ledger import Ledger

with Ledger.open(sys.argv[2]) as ledger:
    with ledger._writing():
        print("holding", flush=True)
        sys.stdin.readline()
"""


def test_a_writer_elsewhere_is_waited_for_and_then_told(path: Path, tell: Any, add: Any) -> None:
    """Readers go on; a second writer gives up in words, and can write once the first has."""
    Ledger.open(path).close()
    command = [sys.executable, "-c", HOLD, str(HERE), str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        with Ledger.open(path, busy_seconds=0.1) as ledger:
            assert list(ledger.readings()) == []
            with pytest.raises(LedgerBusy, match=r"ledger\.db is being written by another"):
                add(ledger, tell("one"))
            holder.stdin.write("\n")
            holder.stdin.flush()
            holder.wait()
            add(ledger, tell("one"))
            assert len(list(ledger.readings())) == 1


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        pytest.param(OSError(errno.ENOSPC, "No space left on device"), LedgerFull, id="disk"),
        pytest.param(OSError(errno.EDQUOT, "Quota exceeded"), LedgerFull, id="quota"),
        pytest.param(PermissionError(errno.EACCES, "Denied"), LedgerError, id="rights"),
        pytest.param(sqlite3.OperationalError("something else"), LedgerError, id="other"),
    ],
)
def test_every_error_gets_its_kind_and_the_ledgers_name(
    error: Exception, kind: type[LedgerError]
) -> None:
    """Whoever reads the message knows which file it is about."""
    explained = explain(error, "here.db")
    assert type(explained) is kind
    assert "here.db" in str(explained)
