"""E-mails taken in with what was sent with them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from tests.collect.conftest import Gathered

from rashomon.records import CaptureMethod

PDF = b"%PDF-1.7\n%%EOF\n"


def message(*names: str) -> bytes:
    """Return a message with attachments of these names."""
    made = EmailMessage()
    made["From"] = "A <a@example.org>"
    made["Subject"] = "Shells"
    made["Message-ID"] = "<1@example.org>"
    made["Date"] = "Fri, 04 Mar 2022 01:30:00 +0300"
    made.set_content("Two people were killed.")
    for name in names:
        made.add_attachment(PDF, maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


def test_documents_attached_are_reports_of_their_own(
    tmp_path: Path, gather: Callable[..., Gathered]
) -> None:
    """With the message as what they came out of; pictures are not taken."""
    content = message("a.pdf", "b.png", "../c.PDF")
    (tmp_path / "m.eml").write_bytes(content)
    captures, skipped = gather(tmp_path / "m.eml")
    assert skipped == []
    assert [c.name for c in captures] == ["m", "a", "c"]
    whole, first, _ = captures
    assert (whole.content, whole.media_type) == (content, "message/rfc822")
    assert (whole.custody.method, whole.custody.container) == (CaptureMethod.FILE, None)
    assert whole.custody.taken_at == datetime(2022, 3, 3, 22, 30, tzinfo=UTC)
    assert (first.content, first.media_type) == (PDF, "application/pdf")
    assert first.address.endswith("m.eml!/attachment 1: a.pdf")
    assert first.custody.method is CaptureMethod.MEMBER
    assert first.custody.container == hashlib.sha256(content).hexdigest()
    assert first.custody.locator == "attachment 1: a.pdf"


def test_parts_of_a_saved_page_are_its_own(tmp_path: Path, gather: Callable[..., Gathered]) -> None:
    """It is one capture, with the time of saving."""
    saved = (
        b"From: <Saved by Blink>\nDate: Mon, 4 Mar 2024 10:00:00 -0000\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; boundary="b"\n\n--b\n'
        b"Content-Type: text/html; name=a.html\n\n<p>Hi</p>\n--b--\n"
    )
    (tmp_path / "m.mhtml").write_bytes(saved)
    (capture,), skipped = gather(tmp_path)
    assert (skipped, capture.media_type) == ([], "multipart/related")
    assert capture.custody.taken_at == datetime(2024, 3, 4, 10, tzinfo=UTC)


def test_a_message_that_cannot_be_taken_apart_is_kept(
    tmp_path: Path, gather: Callable[..., Gathered]
) -> None:
    """What is wrong with it shows when it is cleaned."""
    (tmp_path / "m.eml").write_bytes(b"no headers\n")
    (capture,), _ = gather(tmp_path)
    assert capture.content == b"no headers\n"


def test_an_empty_message_is_refused(tmp_path: Path, gather: Callable[..., Gathered]) -> None:
    """As any empty file."""
    (tmp_path / "m.eml").write_bytes(b"")
    captures, (complaint,) = gather(tmp_path)
    assert (captures, "empty" in complaint.reason) == ([], True)


def test_messages_within_messages_end(tmp_path: Path, gather: Callable[..., Gathered]) -> None:
    """Messages attached as files are opened as deep as archives are."""
    content = message()
    for _ in range(8):
        outer = EmailMessage()
        outer["Subject"] = "Fwd"
        outer["Message-ID"] = "<1@example.org>"
        outer.set_content("See attached.")
        outer.add_attachment(
            content, maintype="application", subtype="octet-stream", filename="m.eml"
        )
        content = outer.as_bytes()
    (tmp_path / "m.eml").write_bytes(content)
    captures, (complaint,) = gather(tmp_path)
    assert (len(captures), "deep" in complaint.reason) == (4, True)
