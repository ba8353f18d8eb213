"""A folder with one of each kind: into a ledger, out as an archive, and in again."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.clean import pdfs
from tests.clean.test_office import docx, p
from tests.collect.warc_files import answer, packed, record

from rashomon.ledger import Ledger
from rashomon.pipeline import Step, add, build
from rashomon.publish.warc import write_warc
from rashomon.read import open_reader
from rashomon.verifying import verify

KINDS = (
    "a.txt b.html c.md d.mhtml e.pdf f.eml g.docx h.jsonl i.csv j.warc.gz k.wacz l.zip m.warc"
).split()


def told(name: str) -> str:
    """Return a report that no other file holds."""
    number = 10 + KINDS.index(name)
    return (
        f"Shelling killed {number} people in the town of Idlib on 7 February 2018, a medic said. "
        f"The district office spoke of {number + 40} more who were wounded near the bridge."
    )


def page(name: str) -> bytes:
    """Return a page that tells it."""
    head = f"<html><head><title>Shelling of Idlib {KINDS.index(name)}</title></head>"
    return f"{head}<body><article><p>{told(name)}</p></article></body></html>".encode()


def zipped(**members: bytes) -> bytes:
    """Return an archive; names are given with "__" for "/" and "_" for "."."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path) -> Path:
    """Return a folder with a report in each kind of file."""
    mail = (
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: Shelling of Idlib\r\n"
        "Date: Thu, 8 Feb 2018 12:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    saved = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/d\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n'
        "\r\n--b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/d\r\n\r\n"
    )
    wacz_page = packed(record(answer(page("k.wacz")), "https://example.org/k"))
    contents = {
        "a.txt": told("a.txt").encode(),
        "b.html": page("b.html"),
        "c.md": f"# Shelling of Idlib\n\n{told('c.md')}\n".encode(),
        "d.mhtml": saved.encode() + page("d.mhtml") + b"\r\n--b--\r\n",
        "e.pdf": pdfs.of_pages([pdfs.text_page(told("e.pdf"))]),
        "f.eml": f"{mail}{told('f.eml')}\r\n".encode(),
        "g.docx": docx(p(told("g.docx"))),
        "h.jsonl": json.dumps({"id": "h", "text": told("h.jsonl")}).encode() + b"\n",
        "i.csv": f'id,outlet,text\ni,The Invented Times,"{told("i.csv")}"\n'.encode(),
        "j.warc.gz": packed(record(answer(page("j.warc.gz")), "https://example.org/j")),
        "k.wacz": zipped(archive__data_warc_gz=wacz_page, datapackage_json=b'{"resources": []}'),
        "l.zip": zipped(within__l_txt=told("l.zip").encode()),
        "m.warc": record(answer(page("m.warc")), "https://example.org/m"),
    }
    assert sorted(contents) == sorted(KINDS)
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def test_one_of_each_kind_is_kept_read_and_given_back(folder: Path, tmp_path: Path) -> None:
    """Each is read, derived again to the same, and yields the same report out of the archive."""
    steps: list[Step] = []
    archive = tmp_path / "out.warc.gz"
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        summary = build([folder], ledger, reader=open_reader("rules"), on_step=steps.append)
        assert (summary.read, summary.skipped) == (len(KINDS), 0), steps
        for number in range(10, 10 + len(KINDS)):
            assert any(f"killed {number} people" in r.text for r in ledger.reports()), number
        verdict = verify(ledger)
        assert (verdict.problems, verdict.rederived) == ((), len(KINDS))
        contained = [n.custody.container for n in ledger.captures() if n.custody]
        assert sum(sha256 is not None for sha256 in contained) == 6
        with archive.open("wb") as stream:
            write_warc(ledger, stream, now=datetime(2031, 3, 8, tzinfo=UTC), packed=True)
        with Ledger.open(tmp_path / "other.db") as other:
            again = add([archive], other)
            assert (again.added, again.skipped) == (len(KINDS), 0)
            assert other.report_ids() == ledger.report_ids()
            assert verify(other).problems == ()
            for report_id in other.report_ids():
                derived, read = other.derivation(report_id), ledger.derivation(report_id)
                assert derived is not None
                assert read is not None
                assert derived.report.text == read.report.text
