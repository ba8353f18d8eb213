from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from rashomon.errors import LedgerError
from rashomon.ledger import Ledger
from rashomon.records import Capture, Sidecar

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
    ],
)
def test_a_capture_that_differs_is_another(ledger: Ledger, other: Capture) -> None:
    """A change of address, sidecar or bytes is kept beside the first."""
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


def test_bytes_come_back_by_their_hash(ledger: Ledger) -> None:
    """The evidentiary copy is returned bit by bit."""
    ledger.add_capture(CAPTURE)
    assert ledger.content(CAPTURE.sha256) == CAPTURE.content


def test_an_unknown_hash_is_an_error(ledger: Ledger) -> None:
    """Nothing is made up for a hash that was never captured."""
    with pytest.raises(LedgerError, match="no bytes of the hash"):
        ledger.content("0" * 64)
