"""`rashomon custody`: how a report came in, and what was made of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from rashomon.clean import clean, cleaner_version
from rashomon.ledger import Ledger
from rashomon.pipeline import build
from rashomon.read import open_reader
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar

Run = Callable[..., Any]

BODY = "Shelling killed four people in the town of Alder Ford on 7 March 2031, a medic said.\n"
NOON = datetime(2031, 3, 8, 12, tzinfo=UTC)
PAGE = Capture(
    BODY.encode(), "alder", "https://a.example/alder", "text/plain", NOON,
    Sidecar(outlet="The Invented Times", url="https://a.example/alder"),
    Custody(
        CaptureMethod.RECORD, "ana", "c" * 64, "record at 10240", NOON,
        Exchange("https://a.example/alder", 200, (("Server", "odd"),), ("http://a.example/",)),
    ),
)  # fmt: skip


@pytest.fixture(name="path")
def path_fixture(tmp_path: Path) -> Path:
    """Make a ledger of a report that was read, a copy of it, and one that waits."""
    path = tmp_path / "ledger.db"
    copy = replace(PAGE, content=BODY.encode() + b"\n", address="b.txt", custody=Custody())
    later = replace(PAGE, content=BODY.replace("four", "five").encode(), part=2, name="later")
    with Ledger.open(path) as ledger:
        for capture in (PAGE, copy):
            ledger.take_in(capture, clean(capture), cleaner=cleaner_version())
        build((), ledger, reader=open_reader("rules"))
        report = replace(clean(replace(later, part=0)), report_id=later.report_id)
        ledger.take_in(later, report, cleaner=cleaner_version())
        other = replace(PAGE, sidecar=Sidecar(outlet="Another Paper"))
        ledger.take_in(other, clean(other), cleaner=cleaner_version())
    return path


def test_a_person_sees_the_whole_chain(run: Run, path: Path) -> None:
    """When, from where, how, by whom, out of what, the answer, the hashes, the versions."""
    ran = run("custody", PAGE.report_id, "--ledger", path)
    assert ran.code == 0
    for words in (
        "2031-03-08T12:00:00Z",
        "from    https://a.example/alder",
        f"sha256  {PAGE.sha256}",
        "a record of a web archive, by ana",
        f"out of  sha256 {'c' * 64}",
        "at      record at 10240",
        "asked   http://a.example/",
        "answer  200 from https://a.example/alder",
        "Server: odd",
        "told    outlet: The Invented Times",
        "capture 2, 2031-03-08T12:00:00Z, the same words in other bytes",
        "by nobody who is named",
        "by      clean-",
        "by rules-",
        "waits to be read",
    ):
        assert words in ran.out, words


def test_the_same_as_json(run: Run, path: Path) -> None:
    """The hashes are those of the bytes, and of the text as UTF-8."""
    told = json.loads(run("custody", PAGE.report_id[:9], "--ledger", path, "-f", "json").out)
    first, copy, other = told["captures"]
    assert first["sha256"] == hashlib.sha256(BODY.encode()).hexdigest()
    assert first["custody"]["exchange"]["headers"] == [["Server", "odd"]]
    assert (copy["is_near_copy"], copy["bytes"]) == (True, len(BODY) + 1)
    assert other["sidecar"]["outlet"] == "Another Paper"
    assert told["derived"]["text_sha256"] == hashlib.sha256(BODY.encode()).hexdigest()
    assert told["read"]["reader"].startswith("rules-")
    assert told["waits_to_be_read"]


def test_what_was_before_is_told(run: Run, path: Path) -> None:
    """A report that was read anew shows what it was derived from before."""
    run("build", "-o", path, "-q", "--reader", "rules")
    ran = run("custody", PAGE.report_id, "--ledger", path)
    assert "text before derived from capture 1" in ran.out
    assert "waits" not in ran.out


def test_a_report_is_found_by_name_and_by_the_id_of_a_copy(run: Run, path: Path) -> None:
    """Also by the address that it came from; what fits several or none is an error."""
    copy = "r" + hashlib.sha256(BODY.encode() + b"\n").hexdigest()[:15]
    for words in ("alder", copy, "b.txt", PAGE.address):
        ran = run("custody", words, "--ledger", path)
        if words == PAGE.address:  # the later report has it as well
            assert "may be any of 2" in ran.err
        else:
            assert PAGE.report_id in ran.out
    assert "article 2 of it" in run("custody", "later", "--ledger", path).out
    for words, message in (("nowhere", "no report that is called"), ("r", "may be any of 2")):
        ran = run("custody", words, "--ledger", path)
        assert ran.code == 1
        assert message in ran.err


def test_an_odd_format_and_an_old_capture(run: Run, path: Path) -> None:
    """A format that is none is an error; custody that nobody kept is said to be so."""
    assert run("custody", "later", "--ledger", path, "-f", "odd").code == 1
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER captures_no_update")
        connection.execute("UPDATE captures SET custody = NULL")
        connection.execute("UPDATE reports SET cleaner = NULL, derived_at = NULL")
    out = run("custody", "later", "--ledger", path).out
    assert "taken in before ledgers kept it" in out
    assert "a version that was not kept yet" in out
