from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.records import Capture, CaptureMethod, Custody, Exchange, Sidecar

CAPTURE = Capture(
    b"\x00\xff raw",
    "one",
    "reports/one.html",
    "text/html",
    datetime(2031, 3, 8, 23, 30, 1, 7, tzinfo=timezone(timedelta(hours=3))),
    Sidecar(outlet="The Invented Times"),
)


def test_the_very_same_capture_is_stored_once(ledger: Ledger) -> None:
    """Bytes, address and sidecar make a capture; when it was taken again does not matter."""
    assert ledger.add_capture(CAPTURE)
    assert not ledger.add_capture(replace(CAPTURE, captured_at=datetime(2032, 1, 1).astimezone()))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(CAPTURE, address="copies/one.html"), id="address"),
        pytest.param(replace(CAPTURE, sidecar=Sidecar()), id="sidecar"),
        pytest.param(replace(CAPTURE, content=b"other"), id="bytes"),
        pytest.param(replace(CAPTURE, part=2), id="part"),
    ],
)
def test_a_capture_that_differs_is_another(ledger: Ledger, other: Capture) -> None:
    """A change of address, sidecar, bytes or part is kept beside the first."""
    ledger.add_capture(CAPTURE)
    assert ledger.add_capture(other)


def test_captures_come_back_with_moment_and_sidecar(ledger: Ledger) -> None:
    """Who asks for a report's captures gets the bytes' hash and all else, to the microsecond."""
    ledger.add_capture(CAPTURE)
    ledger.add_capture(replace(CAPTURE, address="copies/one.html"))
    first, second = ledger.captures_of(CAPTURE.report_id)
    assert (first.captured_at, first.sidecar) == (CAPTURE.captured_at, CAPTURE.sidecar)
    assert (first.address, second.address) == (CAPTURE.address, "copies/one.html")
    assert first.tool_version


def test_the_chain_of_custody_comes_back_whole(ledger: Ledger) -> None:
    """How, by whom, out of what, and what the server answered, with order and case."""
    headers = (("Content-Type", "text/html"), ("set-cookie", "a=1"), ("set-cookie", "b=2"))
    exchange = Exchange("https://a.example/2", 200, headers, ("https://a.example/1",))
    custody = Custody(
        CaptureMethod.RECORD, "ana", "c" * 64, "record at 10240", CAPTURE.captured_at, exchange
    )
    ledger.add_capture(replace(CAPTURE, custody=custody, part=3))
    (note,) = ledger.captures_of(replace(CAPTURE, part=3).report_id)
    assert (note.custody, note.part, note.sha256) == (custody, 3, CAPTURE.sha256)


@pytest.mark.parametrize("method", [CaptureMethod.FETCH, CaptureMethod.RECORD])
def test_what_a_server_answers_again_is_another_capture(
    ledger: Ledger, method: CaptureMethod
) -> None:
    """That a page was still the same at a later time is evidence; one answer is kept once."""

    def answered(day: int) -> Capture:
        at = datetime(2031, 3, day, tzinfo=UTC)
        return replace(CAPTURE, captured_at=at, custody=Custody(method, taken_at=at))

    assert [ledger.add_capture(answered(day)) for day in (8, 9, 9)] == [True, True, False]
    assert [n.captured_at.day for n in ledger.captures_of(CAPTURE.report_id)] == [8, 9]


def test_an_archive_met_again_gives_the_same_captures(ledger: Ledger) -> None:
    """Of a record, the time that the archive tells counts, not when we opened the archive."""
    at = datetime(2031, 3, 8, tzinfo=UTC)
    record = replace(CAPTURE, custody=Custody(CaptureMethod.RECORD, taken_at=at))
    assert ledger.add_capture(record)
    assert not ledger.add_capture(replace(record, captured_at=datetime(2032, 1, 1, tzinfo=UTC)))


def test_bytes_come_back_by_their_hash(ledger: Ledger) -> None:
    """The evidentiary copy is returned bit by bit."""
    ledger.add_capture(CAPTURE)
    assert ledger.content(CAPTURE.sha256) == CAPTURE.content


def test_an_unknown_hash_is_an_error(ledger: Ledger) -> None:
    """Nothing is made up for a hash that was never captured."""
    with pytest.raises(LedgerError, match="no bytes of the hash"):
        ledger.content("0" * 64)
