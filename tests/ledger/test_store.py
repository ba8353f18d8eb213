from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import rashomon.ledger
from rashomon.errors import LedgerError
from rashomon.ledger import Ledger

HERE = Path(__file__).parent

WRITE = """
import sys
sys.path.insert(0, sys.argv[1])
from conftest import add, linkage, told
from rashomon.ledger import Ledger

path, name, count = sys.argv[2], sys.argv[3], int(sys.argv[4])
print("opening", flush=True)
with Ledger.open(path) as ledger:
    for n in range(count):
        reading = add(ledger, told(f"{name} {n}", claims_each=20))
        print(reading.report.report_id, flush=True)
        if n % 3 == 0:
            key = reading.incidents[0].key
            ledger.save_linkage(linkage((f"i-{key[0]}", [key])), made_by="machine: link-1")
"""


def writer(path: str | Path, name: str, count: int) -> subprocess.Popen[str]:
    """Start a process that adds reports and prints the id of each once it is committed."""
    command = [sys.executable, "-c", WRITE, str(HERE), str(path), name, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_killed_writer_loses_nothing_that_was_committed(address: str) -> None:
    """However often a writer is killed, every report that it saw committed is there."""
    chance = random.Random(20310307)
    committed: set[str] = set()
    for attempt in range(5):
        with writer(address, f"attempt {attempt}", 100_000) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "opening\n"
            for _ in range(chance.randint(1, 40)):
                committed.add(process.stdout.readline().strip())
            process.send_signal(signal.SIGKILL)
            committed |= {line.strip() for line in process.stdout if line.endswith("\n")}
        with Ledger.open(address, create=False) as ledger:
            held = {report.report_id for report in ledger.reports()}
            assert committed <= held
            assert len(held) <= len(committed) + attempt + 1  # those in flight at a kill
            assert ledger.verify() == []


def test_a_creation_that_is_killed_can_be_repeated(tmp_path: Path) -> None:
    """At whatever moment it happens, the path becomes a ledger at the next opening."""
    chance = random.Random(20310308)
    for attempt in range(4):
        path = tmp_path / f"{attempt}.db"
        with writer(path, "one", 1) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "opening\n"
            try:
                process.wait(chance.uniform(0.1, 0.5))
            except subprocess.TimeoutExpired:
                process.kill()
        with Ledger.open(path) as ledger:
            assert ledger.verify() == []


def test_two_processes_write_at_once(address: str) -> None:
    """They make one ledger together, wait for each other, and lose nothing."""
    with writer(address, "left", 40) as left, writer(address, "right", 40) as right:
        printed = [process.communicate()[0].split()[1:] for process in (left, right)]
    assert (left.returncode, right.returncode) == (0, 0)
    with Ledger.open(address) as ledger:
        assert {report.report_id for report in ledger.reports()} == {*printed[0], *printed[1]}
        assert len(ledger.incidents()) == 28
        assert ledger.verify() == []


def test_threads_share_a_ledger(address: str, tell: Any, add: Any) -> None:
    """Writers queue up, readers see whole reports only."""
    with Ledger.open(address) as ledger:

        def work(name: str) -> None:
            for n in range(10):
                reading = add(ledger, tell(f"{name} {n}"))
                assert ledger.reading(reading.report.report_id) == reading

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(list(ledger.readings())) == 40
        assert ledger.verify() == []


def test_a_ledger_in_memory_is_shared_by_threads_too(tell: Any, add: Any) -> None:
    """It has one connection, and is gone when closed."""
    with Ledger.open(":memory:") as ledger:
        thread = threading.Thread(target=add, args=(ledger, tell("one")))
        thread.start()
        thread.join()
        assert len(list(ledger.readings())) == 1
    with Ledger.open(":memory:") as ledger:
        assert list(ledger.readings()) == []
    assert not Path(":memory:").exists()


def test_a_failed_transaction_leaves_the_next_one_alone(
    ledger: Ledger, tell: Any, add: Any, linkage: Any
) -> None:
    """After an error the ledger can still be used."""
    with pytest.raises(LedgerError):
        ledger.save_linkage(linkage(("a", [("r0", 0)])), made_by="machine: link-1")
    add(ledger, tell("one"))
    assert len(list(ledger.readings())) == 1


def test_readings_can_be_added_while_they_are_listed(ledger: Ledger, tell: Any, add: Any) -> None:
    """A listing holds no lock while its user thinks."""
    for n in range(3):
        add(ledger, tell(f"report {n}"))
    for reading in ledger.readings():
        add(ledger, tell(f"on {reading.report.name}"))
    assert len(list(ledger.readings())) == 6


def test_a_closed_ledger_says_so(address: str) -> None:
    """It is neither opened again behind one's back nor hurt by a second closing."""
    ledger = Ledger.open(address)
    ledger.close()
    ledger.close()
    with pytest.raises(LedgerError, match="has been closed"):
        ledger.incidents()


def test_a_closed_ledger_is_one_file(path: Path, tell: Any, add: Any) -> None:
    """What is copied or sent to somebody is whole."""
    with Ledger.open(path) as ledger:
        add(ledger, tell("one"))
    assert list(path.parent.iterdir()) == [path]


def test_importing_the_ledger_loads_no_database() -> None:
    """Only who uses it pays for it."""
    script = (
        "import sys, rashomon.ledger, rashomon.records; "
        "assert not {'sqlalchemy', 'alembic', 'cattrs'} & set(sys.modules); "
        "rashomon.ledger.Ledger; assert 'sqlalchemy' in sys.modules; "
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_public_names_are_there() -> None:
    """What is exported can be had, and nothing else."""
    for name in rashomon.ledger.__all__:
        assert getattr(rashomon.ledger, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        rashomon.ledger.Nothing  # noqa: B018
