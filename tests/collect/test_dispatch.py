"""What a file holds is told by its ending and checked by its bytes."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.collect import collect, content
from rashomon.collect.content import recognize, why_no_report
from rashomon.collect.paths import MEDIA_TYPES
from rashomon.errors import Noted, ReportSkipped
from rashomon.records import Capture, CaptureMethod

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PAGE = b"<!DOCTYPE html><html><body><p>Two people were killed.</p></body></html>"
TEXT = b"Two people were killed in Exampletown on Monday."


def gather(*paths: Path) -> tuple[list[Capture], list[ReportSkipped]]:
    """Collect with a stopped clock; return captures and complaints."""
    skipped: list[ReportSkipped] = []
    return list(collect(paths, on_skip=skipped.append, now=lambda: NOON)), skipped


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\n\n%PDF-1.4\n", "application/pdf"),
        (b"A text that quotes %PDF-1.4 as such", None),
        (b"PK\x03\x04rest", "application/zip"),
        (b"PK\x05\x06rest", "application/zip"),
        (b"\x1f\x8b\x08", "application/gzip"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo", "application/warc"),
        (b"WARC/1.1\nWARC-Type", "application/warc"),
        (b"WARC is a format", None),
        (b"\xef\xbb\xbf <!doctype HTML>", "text/html"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html lang='en'>", "text/html"),
        (b"<htmlish>", None),
        (b"From: a@b.org\r\nMIME-Version: 1.0\r\n\r\nText", "message/rfc822"),
        (b"Message-ID: <1@b.org>\r\nSubject: x\r\n\r\nText", "message/rfc822"),
        (b"From: Homs, news came late.\r\n\r\nMIME-Version: 1.0", None),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n",
         "multipart/related"),
        (b"", None),
    ],
)  # fmt: skip
def test_kinds_are_recognized_by_their_first_bytes(head: bytes, kind: str | None) -> None:
    """Only what begins as its kind does, not what speaks of it."""
    assert recognize(head) == kind


def test_a_page_of_comments_is_looked_at_in_no_time() -> None:
    """Comments that could end in many places are tried once."""
    assert recognize(b"<!--" + b"--><!--" * 500) is None


def test_every_kind_that_is_recognized_is_read() -> None:
    """None is told apart for nothing."""
    assert set(content._IN_WORDS) <= set(MEDIA_TYPES.values())


@given(st.binary(max_size=4096))
def test_any_first_bytes_are_looked_at(head: bytes) -> None:
    """Nothing is raised, and what is recognized is a media type."""
    assert "/" in (recognize(head) or "a/b")


def test_a_page_without_an_ending_is_taken_and_it_is_said(tmp_path: Path) -> None:
    """The bytes tell what it is."""
    path = tmp_path / "saved"
    path.write_bytes(PAGE)
    (capture,), (note,) = gather(path)
    assert (capture.media_type, capture.content) == ("text/html", PAGE)
    assert isinstance(note, Noted)
    assert "a web page" in note.reason


def test_a_page_of_an_unknown_ending_in_a_folder_is_taken(tmp_path: Path) -> None:
    """As much as one that is named."""
    (tmp_path / "article.aspx").write_bytes(PAGE)
    (capture,), (note,) = gather(tmp_path)
    assert capture.media_type == "text/html"
    assert "'.aspx'" in note.reason


def test_a_page_called_text_is_left_to_cleaning(tmp_path: Path) -> None:
    """It looks for pages in all text."""
    path = tmp_path / "a.txt"
    path.write_bytes(PAGE)
    (capture,), skipped = gather(path)
    assert capture.media_type == "text/plain"
    assert skipped == []


def test_a_file_is_in_the_custody_of_itself(tmp_path: Path) -> None:
    """No container and no place within one."""
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    (capture,), _ = gather(path)
    assert capture.custody.method is CaptureMethod.FILE
    assert (capture.custody.container, capture.custody.locator) == (None, None)


def test_a_line_tells_the_file_that_it_came_from(tmp_path: Path) -> None:
    """By the SHA-256 of the file and the number of the line."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\n{"id": "x", "text": "One."}\n')
    (capture,), _ = gather(path)
    assert capture.custody.method is CaptureMethod.LINE
    assert capture.custody.container == sha256(path.read_bytes()).hexdigest()
    assert capture.custody.locator == "line 2"


def test_what_is_no_text_need_not_be_one() -> None:
    """A kind with a reader of its own is only looked at for emptiness."""
    assert why_no_report(b"%PDF-1.7\x00", "application/pdf") is None
    assert why_no_report(b"", "application/pdf") == "the file is empty"
