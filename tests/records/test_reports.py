from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from rashomon.errors import InvalidRecord
from rashomon.records import Capture, Report, Sidecar, Span

CAPTURE = Capture(b"bytes", "one", "one.txt", "text/plain", datetime(2031, 3, 8, tzinfo=UTC))
REPORT = Report("r1", "one", "one.txt", "MENU A mill burned.", noise=(Span(0, 4),))


def test_a_reports_id_comes_of_its_bytes_alone() -> None:
    """The same bytes under another name and address are the same report."""
    moved = replace(CAPTURE, name="two", address="elsewhere.txt", sidecar=Sidecar(outlet="X"))
    assert moved.report_id == CAPTURE.report_id
    assert replace(CAPTURE, content=b"other").report_id != CAPTURE.report_id
    assert CAPTURE.sha256.startswith(CAPTURE.report_id[1:])


def test_a_capture_without_a_time_zone_is_refused() -> None:
    """A moment that could be any of twenty-four is no record."""
    with pytest.raises(InvalidRecord, match="needs a time zone"):
        replace(CAPTURE, captured_at=datetime(2031, 3, 8))


@pytest.mark.parametrize(
    "changed",
    [
        Sidecar(outlet="X"),
        Sidecar(published_on=date(2031, 3, 8)),
        Sidecar(context_date=date(2031, 3, 8)),
        Sidecar(url="https://example.org"),
        Sidecar(published_at=datetime(2031, 3, 8, 1, tzinfo=UTC)),
        Sidecar(listed_on=date(2031, 3, 8)),
    ],
    ids=repr,
)
def test_a_changed_sidecar_has_another_fingerprint(changed: Sidecar) -> None:
    """So that a report is read again when what is told beside it changes."""
    assert changed.fingerprint != Sidecar().fingerprint
    assert changed.fingerprint == replace(changed).fingerprint


def test_a_field_gained_since_leaves_fingerprints_as_they_were() -> None:
    """Else every report of every ledger would be read again for nothing."""
    assert "published_at" not in repr(Sidecar())
    assert "listed_on" not in repr(Sidecar())
    assert Sidecar(outlet="X").fingerprint == "0e52ad36ad7d513d"


def test_a_time_of_publication_without_a_zone_is_refused() -> None:
    """What is kept is a moment."""
    with pytest.raises(InvalidRecord, match="needs a time zone"):
        replace(REPORT, published_at=datetime(2031, 3, 8))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda span: replace(REPORT, noise=(span,)), id="noise"),
        pytest.param(lambda span: replace(REPORT, headline=span), id="headline"),
        pytest.param(lambda span: replace(REPORT, dateline=span), id="dateline"),
    ],
)
def test_a_span_must_lie_in_the_text(change: Callable[[Span], Report]) -> None:
    """Offsets into a text that is not there lead nowhere."""
    with pytest.raises(InvalidRecord, match="leaves a text of 19 characters"):
        change(Span(3, 90))


@pytest.mark.parametrize(("start", "end", "expected"), [(0, 3, True), (3, 9, True), (4, 9, False)])
def test_noise_is_told_by_any_character(start: int, end: int, expected: bool) -> None:
    """A stretch that only touches noise is free of it."""
    assert REPORT.is_noise(start, end) is expected


def test_relative_dates_rest_on_publication_first() -> None:
    """The librarian's date serves only where nothing tells when it was published."""
    told, supplied = date(2031, 3, 8), date(2031, 5, 1)
    assert REPORT.base_date is None
    assert replace(REPORT, context_date=supplied).base_date == supplied
    assert replace(REPORT, published_on=told, context_date=supplied).base_date == told


def test_each_article_of_a_page_is_a_report_of_its_own() -> None:
    """The bytes are one, the reports several; a page with one article keeps its old id."""
    whole = Capture(b"two articles", "a", "a.html", "text/html", datetime(2031, 3, 8, tzinfo=UTC))
    parts = [replace(whole, part=number) for number in (1, 2)]
    assert len({whole.report_id, *(part.report_id for part in parts)}) == 3
    assert {part.sha256 for part in parts} == {whole.sha256}
    with pytest.raises(InvalidRecord, match="counted from 1, not -1"):
        replace(whole, part=-1)
