"""A folder with one document of each kind, from the files to a ledger that can be checked."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.clean.documents import pdfs, test_markdown, test_message, test_office
from tests.clean.pages import test_saved_page

from rashomon.collect import collect
from rashomon.errors import Noted, ReportSkipped
from rashomon.intake import Step, take_in
from rashomon.ledger import Ledger
from rashomon.verifying import verify

IMAGE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 0>>\nstream\n\nendstream"
PAGE = pdfs.text_page("Four people were killed near the bridge of Alder Ford on Monday.")


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path) -> Path:
    """Return a folder with documents, some of which cannot be read."""
    scanned = {"resources": b"/XObject<</I 4 0 R>>", "more": [IMAGE]}
    files = {
        "a.docx": test_office.SAMPLE,
        "b.eml": test_message.SAMPLE,
        "c.mhtml": test_saved_page.SAMPLE,
        "d.md": f"---\noutlet: Example\ndate: soon\n---\n{test_markdown.NOTE}".encode(),
        "e.pdf": pdfs.of_pages([PAGE]),
        "f.pdf": pdfs.of_pages([PAGE.replace(b"Four", b"Five"), b"/I Do"], **scanned),  # type: ignore[arg-type]
        "g.pdf": pdfs.of_pages([b"/I Do"], **scanned),  # type: ignore[arg-type]
        "h.doc": b"\xd0\xcf\x11\xe0",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_documents_become_reports_that_can_be_derived_again(folder: Path, tmp_path: Path) -> None:
    """What is lost of a document is told, and each loses only itself."""
    steps: list[Step] = []
    told: list[ReportSkipped] = []
    noon = datetime(2031, 3, 8, 12, tzinfo=UTC)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        captures = collect([folder], on_skip=told.append, now=lambda: noon)
        take_in(captures, ledger, by="ana", on_step=steps.append, on_skip=told.append)
        assert [(Path(step.address).name, step.outcome) for step in steps] == [
            (name, "added") for name in ("a.docx", "b.eml", "c.mhtml", "d.md", "e.pdf", "f.pdf")
        ]
        assert verify(ledger).problems == ()
        assert verify(ledger).rederived == 6
    reasons = {
        error.where.rpartition("/")[2]: (isinstance(error, Noted), error.reason) for error in told
    }
    assert reasons["b.eml"] == (True, "not part of the text: attached a.pdf")
    assert reasons["d.md"] == (True, "front matter: date 'soon' is no date (write 2018-06-17)")
    assert reasons["f.pdf"] == (True, "page 2 of 2 not read: scanned")
    assert reasons["g.pdf"][1].startswith("the PDF has no text layer")
    assert "save it as .docx" in reasons["h.doc"][1]
    assert reasons["attachment 1: a.pdf"][0] is False
