"""JSON Lines in, captures out."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.collect import LARGEST_REPORT_BYTES, collect_jsonl
from rashomon.errors import BadSidecar, ReportSkipped, UnreadableReport
from rashomon.records import Capture

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def gather(content: bytes) -> tuple[list[Capture], list[ReportSkipped]]:
    """Collect from a stream called "in"."""
    skipped: list[ReportSkipped] = []
    stream = io.BytesIO(content)
    return list(collect_jsonl(stream, "in", skipped.append, now=lambda: NOON)), skipped


def test_a_line_is_kept_byte_for_byte() -> None:
    """The content is the line's bytes; its fields become the sidecar."""
    line = json.dumps(
        {
            "id": "x", "text": "Two died.", "outlet": "Alpha", "published": "2018-06-17",
            "url": "https://a.org", "context_date": None, "title": "Two died", "carried_from": "AP",
        }
    ).encode()  # fmt: skip
    (capture,), skipped = gather(line + b"\r\n")
    assert (capture.content, capture.name, capture.address) == (line, "x", "in:1")
    assert (capture.media_type, capture.captured_at) == ("application/json", NOON)
    sidecar = capture.sidecar
    assert (sidecar.outlet, sidecar.published_on) == ("Alpha", date(2018, 6, 17))
    assert (sidecar.url, sidecar.title, sidecar.carried_from) == ("https://a.org", "Two died", "AP")
    assert sidecar.context_date is None
    assert skipped == []


def test_a_time_of_publication_is_kept_in_utc() -> None:
    """The day is the one printed."""
    line = b'{"id": "x", "text": "Two died.", "published": "2018-06-17T23:30-05:00"}'
    (capture,), _ = gather(line)
    assert capture.sidecar.published_on == date(2018, 6, 17)
    assert capture.sidecar.published_at == datetime(2018, 6, 18, 4, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[1, 2]", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b'{"id": "x"', "no JSON:"),
        (b'{"text": "a"}', "'id' is missing"),
        (b'{"id": "x"}', "'text' is missing"),
        (b'{"id": 5, "text": "a"}', "'id' is a number"),
        (b'{"id": null, "text": "a"}', "'id' is null"),
        (b'{"id": "x", "text": ["a"]}', "'text' is a list"),
        (b'{"id": "x", "text": "a", "outlet": true}', "'outlet' is true or false"),
        (b'{"id": "x", "text": "a", "url": {}}', "'url' is an object"),
        (b'{"id": "x", "text": ""}', "the text is empty"),
        (b'{"id": "x", "text": " \\n"}', "white space"),
        (b'{"id": "x", "text": "a\\u0000b"}', "binary"),
        (b'{"id": " ", "text": "a"}', "'id' is empty"),
        (b'{"id": "a\\nb", "text": "a"}', "cannot be printed"),
        (b'{"id": "\\ud800", "text": "a"}', "cannot be printed"),
        (b'{"id": "x", "text": "a", "n": NaN}', "NaN"),
        (b'{"id": "x", "text": "caf\xe9"}', "not UTF-8"),
        (b'{"id": "x", "text": "a", "n": ' + b"9" * 5000 + b"}", "no JSON:"),
        (b"[" * 200_000, "nested too deep"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(line: bytes, reason: str) -> None:
    """Path, line and reason; the rest of the stream is unharmed."""
    captures, (complaint,) = gather(line + b'\n{"id": "next", "text": "Fine."}\n')
    assert [c.name for c in captures] == ["next"]
    assert isinstance(complaint, UnreadableReport)
    assert complaint.where == "in:1"
    assert reason in complaint.reason


def test_blank_lines_and_a_byte_order_mark_are_passed_over() -> None:
    """Lines are still counted."""
    captures, skipped = gather(
        b'\xef\xbb\xbf{"id": "a", "text": "x"}\n\n \n{"id": "b", "text": "y"}'
    )
    assert [(c.name, c.address) for c in captures] == [("a", "in:1"), ("b", "in:4")]
    assert skipped == []


def test_a_bad_date_costs_the_date_alone() -> None:
    """The report is read without it."""
    (capture,), (complaint,) = gather(b'{"id": "a", "text": "x", "published": "yesterday"}\n')
    assert capture.sidecar.published_on is None
    assert isinstance(complaint, BadSidecar)
    assert "yesterday" in complaint.reason


def test_unknown_fields_are_named_once() -> None:
    """Not on every line."""
    line = b'{"id": "a", "text": "x", "mood": 1}\n'
    captures, (complaint,) = gather(line * 3)
    assert len(captures) == 3
    assert "mood" in complaint.reason


def test_a_line_that_is_too_long_is_passed_over() -> None:
    """It is not held in memory, and the next line keeps its number."""
    long = b'{"id": "a", "text": "' + b"x" * LARGEST_REPORT_BYTES + b'"}'
    captures, (complaint,) = gather(long + b'\n{"id": "b", "text": "y"}\n')
    assert [(c.name, c.address) for c in captures] == [("b", "in:2")]
    assert "too long" in complaint.reason


@given(st.binary(max_size=200))
def test_any_bytes_are_captured_or_named(content: bytes) -> None:
    """No stream raises: each line that is not blank is either a capture or a complaint."""
    captures, skipped = gather(content)
    lines = content.split(b"\n")
    assert len(captures) + len(skipped) <= len(lines)


@given(st.text(min_size=1, max_size=50))
def test_every_text_that_says_something_is_captured(text: str) -> None:
    """Whatever the characters, as long as they are text."""
    line = json.dumps({"id": "x", "text": f"said: {text}".replace("\0", "")}).encode()
    captures, skipped = gather(line + b"\n")
    controls = sum(c < " " for c in text)
    assert captures or (controls and skipped)
