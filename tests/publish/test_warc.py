"""Originals given back as a web archive that others can read."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from rashomon.clean import clean, cleaner_version
from rashomon.ledger import Ledger
from rashomon.pipeline import add
from rashomon.publish.warc import write_warc
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar

NOON = datetime(2031, 3, 8, 12, 0, 0, 250, tzinfo=UTC)
FILE = Capture(
    b"\x00\xff raw \r\n\r\nWARC/1.1\r\n", "one", "/in/a b.pdf", "application/pdf", NOON,
    Sidecar(outlet="The Invented Times"), Custody(CaptureMethod.FILE, "ana"),
)  # fmt: skip
HEADERS = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("content-encoding", "gzip"),
    ("Content-Length", "17"),
    ("Transfer-Encoding", "chunked"),
    ("X-Odd", "one\r\nWARC-Type: two"),
)
PAGE = Capture(
    b"<p>The page</p>", "a", "https://a.example/x?y=1#z", "text/html", NOON, Sidecar(),
    Custody(CaptureMethod.FETCH, "ana", exchange=Exchange("https://a.example/x?y=1", 200, HEADERS)),
)  # fmt: skip


@pytest.fixture(name="ledger")
def ledger_fixture(tmp_path: Path) -> Iterator[Ledger]:
    """Open a new ledger."""
    with Ledger.open(tmp_path / "ledger.db") as opened:
        yield opened


def export(ledger: Ledger, *, packed: bool = False) -> bytes:
    """Return the archive of a ledger's captures."""
    stream = io.BytesIO()
    write_warc(ledger, stream, now=NOON, packed=packed)
    return stream.getvalue()


def records(archive: bytes) -> list[tuple[Any, bytes]]:
    """Read an archive with another's reader, which checks the digests of all records."""
    found = []
    for record in ArchiveIterator(io.BytesIO(archive), check_digests="raise"):
        found.append((record, record.content_stream().read()))
    return found


@pytest.mark.parametrize("packed", [False, True])
def test_the_bytes_come_back_as_they_came_in(ledger: Ledger, packed: bool) -> None:
    """A file is a resource, an answer a response; digests are those of the ledger."""
    for capture in (FILE, PAGE):
        ledger.add_capture(capture)
    archive = export(ledger, packed=packed)
    assert archive.startswith(b"\x1f\x8b") == packed
    found = records(archive)
    assert [record.rec_type for record, _ in found] == [
        "warcinfo", "resource", "metadata", "response", "metadata",
    ]  # fmt: skip
    for (record, content), capture in zip((found[1], found[3]), (FILE, PAGE), strict=True):
        assert content == capture.content
        assert record.rec_headers["WARC-Payload-Digest"] == f"sha256:{capture.sha256}"
        assert record.rec_headers["WARC-Date"] == "2031-03-08T12:00:00.000250Z"
    assert b"software: rashomon/" in found[0][1]


def test_an_answer_has_its_headers_but_no_coding_that_was_undone(ledger: Ledger) -> None:
    """Nobody unpacks a body a second time, and a stranger's header opens no other."""
    ledger.add_capture(PAGE)
    record, content = records(export(ledger))[1]
    assert record.rec_headers["WARC-Target-URI"] == "https://a.example/x?y=1"
    assert record.http_headers.get_statuscode() == "200"
    assert record.http_headers.headers == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Rashomon-Sent-content-encoding", "gzip"),
        ("X-Rashomon-Sent-Content-Length", "17"),
        ("X-Rashomon-Sent-Transfer-Encoding", "chunked"),
        ("X-Odd", "one WARC-Type: two"),
        ("Content-Length", str(len(content))),
    ]


def test_the_chain_of_custody_goes_along(ledger: Ledger) -> None:
    """Each record is followed by what the ledger knows of the capture, as JSON."""
    ledger.add_capture(FILE)
    (_, (original, _), (record, content)) = records(export(ledger))
    assert record.rec_headers["WARC-Refers-To"] == original.rec_headers["WARC-Record-ID"]
    told = json.loads(content)
    assert told["custody"]["by"] == "ana"
    assert told["sidecar"]["outlet"] == "The Invented Times"
    assert told["address"] == "/in/a b.pdf"
    assert told["reports"] == {FILE.report_id: FILE.report_id}
    assert original.rec_headers["WARC-Target-URI"] == "file:///in/a%20b.pdf"


def test_articles_of_one_page_are_one_record(ledger: Ledger) -> None:
    """They came in at once; another page of the same bytes did not."""
    for part in (1, 2):
        ledger.add_capture(replace(PAGE, part=part))
    ledger.add_capture(replace(PAGE, part=1, captured_at=NOON + timedelta(days=1)))
    found = records(export(ledger))
    assert [record.rec_type for record, _ in found[1::2]] == ["response", "response"]
    assert json.loads(found[2][1])["parts"] == [1, 2]


def test_what_an_archive_tells_is_the_date_of_its_records(ledger: Ledger) -> None:
    """When we opened that archive is told beside it."""
    at = datetime(2021, 1, 1, tzinfo=UTC)
    custody = replace(PAGE.custody, method=CaptureMethod.RECORD, taken_at=at)
    ledger.add_capture(replace(PAGE, custody=custody))
    (_, (record, _), (_, metadata)) = records(export(ledger))
    assert record.rec_headers["WARC-Date"] == "2021-01-01T00:00:00Z"
    assert json.loads(metadata)["captured_at"].startswith("2031-03-08T12")


def test_two_exports_of_one_ledger_are_the_same(ledger: Ledger) -> None:
    """Who has the hash of an archive can tell that a later export holds the same."""
    ledger.add_capture(FILE)
    assert export(ledger, packed=True) == export(ledger, packed=True)


def test_what_is_taken_in_again_has_the_same_ids(ledger: Ledger, tmp_path: Path) -> None:
    """From the archive, packed or not, come the reports that the ledger holds, and no others."""
    told = b"Shelling killed four people in the town of Alder Ford on 7 March 2031, a medic said."
    html = b"<html><head><title>Alder Ford</title></head><body><p>" + told + b"</p></body></html>"
    line = b'{"id": "a", "text": "' + told.replace(b"four", b"five") + b'"}'
    kept = [
        replace(FILE, content=told.replace(b"four", b"six"), media_type="text/plain"),
        replace(FILE, content=html, address="in/a.html", media_type="text/html"),
        replace(FILE, content=line, address="in.jsonl:3", media_type="application/json"),
        replace(PAGE, content=html.replace(b"four", b"nine")),
    ]
    for capture in kept:
        ledger.take_in(capture, clean(capture), cleaner=cleaner_version())
    for name, packed in (("a.warc", False), ("a.warc.gz", True)):
        (tmp_path / name).write_bytes(export(ledger, packed=packed))
        with Ledger.open(tmp_path / f"{name}.db") as other:
            summary = add([tmp_path / name], other)
            assert (summary.added, summary.skipped) == (4, 0)
            assert other.report_ids() == ledger.report_ids()
            for note, capture in zip(other.captures(), kept, strict=True):
                assert (note.sha256, note.name) == (capture.sha256, capture.name)
                assert (note.media_type, note.sidecar) == (capture.media_type, capture.sidecar)


@pytest.mark.parametrize("status", [204, 599, 200])
def test_any_status_is_written(ledger: Ledger, status: int) -> None:
    """Also one that no standard knows."""
    exchange = Exchange("https://a.example/x", status)
    ledger.add_capture(replace(PAGE, custody=replace(PAGE.custody, exchange=exchange)))
    record, content = records(export(ledger))[1]
    assert record.http_headers.get_statuscode() == str(status)
    assert content == PAGE.content


@settings(deadline=None, max_examples=40)  # each makes a database
@given(st.binary(max_size=200), st.text(max_size=30), st.text(max_size=30))
def test_any_bytes_address_and_header_come_back(content: bytes, address: str, value: str) -> None:
    """Whatever strangers wrote, the archive holds the bytes and can be read to its end."""
    words = value.encode("utf-8", "replace").decode()
    where = address.encode("utf-8", "replace").decode()
    exchange = Exchange("https://a.example/" + where, 200, (("X", words),))
    page = replace(PAGE, content=content, custody=replace(PAGE.custody, exchange=exchange))
    with Ledger.open(":memory:") as ledger:
        ledger.add_capture(page)
        ledger.add_capture(replace(FILE, content=content, address=where))
        found = records(export(ledger))
    assert [got for _, got in found[1::2]] == [content, content]
