"""A folder with one of each kind, a page and a feed: into a ledger, checked, out, in again."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.clean.documents import pdfs
from tests.clean.documents.test_office import docx, p
from tests.cli.conftest import Run, run
from tests.collect.archives.warc_files import answer, packed, record
from tests.collect.web.conftest import Page, Site, site

from rashomon.collect.web import Limits
from rashomon.ledger import Ledger
from rashomon.pipeline import Step, add, build
from rashomon.read import open_reader
from rashomon.records import CaptureMethod, Report
from rashomon.verifying import verify

__all__ = ["run", "site"]

FILE, MEMBER, RECORD = CaptureMethod.FILE, CaptureMethod.MEMBER, CaptureMethod.RECORD
LINE, ROW, FETCH = CaptureMethod.LINE, CaptureMethod.ROW, CaptureMethod.FETCH
TOLD_BY_HAND = "file,outlet,published\na.txt,The Hand-Written Herald,2018-02-09\n"
SPANISH = (
    "Al menos doce personas murieron el miércoles en un bombardeo en la ciudad de Idlib, según "
    "fuentes médicas. Los vecinos dijeron que los aviones atacaron el mercado por la mañana y que "
    "muchos de los heridos fueron llevados a hospitales de otras ciudades de la provincia."
)


@dataclass(frozen=True)
class Kind:
    """A file of the folder, and what its report must tell."""

    content: Callable[[str], bytes]
    method: CaptureMethod = FILE
    outlet: str | None = None
    published: date | None = None
    found_by: str | None = None
    noise: str | None = None
    locator: str | None = None


def number_of(name: str) -> int:
    """Return how many the report of this file says were killed."""
    return 10 + list(KINDS).index(name)


def told(name: str) -> str:
    """Return a report that no other file holds."""
    number = number_of(name)
    return (
        f"Shelling killed {number} people in the town of Idlib on 7 February 2018, a medic said. "
        f"The district office spoke of {number + 40} more who were wounded near the bridge."
    )


def text(name: str) -> bytes:
    """Return a text with a line that invites to share it."""
    return f"{told(name)}\n\nShare this article on Facebook\n".encode()


def page(name: str) -> bytes:
    """Return a page with a menu and what schema.org has of it."""
    told_of_it = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": f"Shelling of Idlib {number_of(name)}",
        "datePublished": "2018-02-08T10:00:00Z",
        "dateModified": "2019-01-01T10:00:00Z",
        "publisher": {"@type": "Organization", "name": "Example Courier"},
    }
    return (
        f"<html><head><title>Shelling of Idlib</title>"
        f'<script type="application/ld+json">{json.dumps(told_of_it)}</script></head><body>'
        f"<nav><a href=/>Home</a> <a href=/w>Weather</a></nav>"
        f"<article><h1>Shelling of Idlib {number_of(name)}</h1><p>{told(name)}</p>"
        f"</article><footer>About us</footer></body></html>"
    ).encode()


def dated(name: str) -> bytes:
    """Return a page whose dateline tells another day than its metadata."""
    return page(name).replace(b"<p>Shelling", b"<p>IDLIB, Syria, Feb 7 (Reuters) - Shelling")


def saved(name: str) -> bytes:
    """Return a page as browsers save it."""
    return (
        b"From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/d\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="b"'
        b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/d\r\n\r\n"
        + page(name)
        + b"\r\n--b--\r\n"
    )


def mail(name: str) -> bytes:
    """Return a message with a signature."""
    head = (
        "From: Desk <desk@example.org>\r\nTo: b@example.org\r\nSubject: Shelling of Idlib\r\n"
        "Date: Thu, 8 Feb 2018 12:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return f"{head}{told(name)}\r\n\r\n-- \r\nThe desk, 12 Example Street\r\n".encode()


def markdown(name: str) -> bytes:
    """Return a note with front matter."""
    return (
        "---\noutlet: The Front Matter\npublished: 2018-02-10\n---\n"
        f"# Shelling of Idlib\n\n{told(name)}\n"
    ).encode()


def zipped(**members: bytes) -> bytes:
    """Return an archive; names are given with "__" for "/" and "_" for "."."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def wacz(name: str) -> bytes:
    """Return an archive as crawlers write it."""
    pages = packed(record(answer(page(name)), "https://example.org/k"))
    return zipped(archive__data_warc_gz=pages, datapackage_json=b'{"resources": []}')


COURIER = ("Example Courier", date(2018, 2, 8), "schema.org")
KINDS = {
    "a.txt": Kind(text, FILE, "The Hand-Written Herald", date(2018, 2, 9), "sidecar",
                  "Share this article on Facebook"),
    "b.html": Kind(page, FILE, *COURIER),
    "c.md": Kind(markdown, FILE, "The Front Matter", date(2018, 2, 10), "front matter"),
    "d.mhtml": Kind(saved, FILE, *COURIER),
    "e.pdf": Kind(lambda name: pdfs.of_pages([pdfs.text_page(told(name))])),
    "f.eml": Kind(mail, FILE, None, date(2018, 2, 8), "header", "The desk, 12 Example Street"),
    "g.docx": Kind(lambda name: docx(p(told(name)))),
    "h.jsonl": Kind(
        lambda name: json.dumps(
            {"id": "h", "text": told(name), "outlet": "Liners", "published": "2018-02-11"}
        ).encode() + b"\n",
        LINE, "Liners", date(2018, 2, 11), "sidecar", None, "line 1",
    ),
    "i.csv": Kind(
        lambda name: f'id,outlet,date,text\ni,Tabulators,2018-02-12,"{told(name)}"\n'.encode(),
        ROW, "Tabulators", date(2018, 2, 12), "sidecar", None, "row 2",
    ),
    "j.warc.gz": Kind(lambda n: packed(record(answer(page(n)), "https://example.org/j")),
                      RECORD, *COURIER),
    "k.wacz": Kind(wacz, RECORD, *COURIER),
    "l.zip": Kind(lambda n: zipped(within__l_txt=text(n)), MEMBER,
                  noise="Share this article on Facebook", locator="within/l.txt"),
    "m.warc": Kind(lambda n: record(answer(page(n)), "https://example.org/m"), RECORD, *COURIER),
    "n.htm": Kind(dated, FILE, "Example Courier", date(2018, 2, 7), "dateline, in the year"),
    "o.tsv": Kind(lambda n: f"url\ttext\nhttps://example.org/o\t{told(n)}\n".encode(), ROW),
    "p.txt.gz": Kind(lambda name: gzip.compress(text(name), mtime=0), MEMBER),
}  # fmt: skip


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path) -> Path:
    """Return a folder with a report in each kind of file, copies, and what cannot be read."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, kind in KINDS.items():
        (folder / name).write_bytes(kind.content(name))
    (folder / "reports.csv").write_text(TOLD_BY_HAND)
    (folder / "spanish.txt").write_text(SPANISH, encoding="utf-8")
    (folder / "exact copy of b.html").write_bytes(page("b.html"))
    (folder / "near copy of b.html").write_bytes(page("b.html").replace(b"Weather", b"Sport"))
    (folder / "scanned.pdf").write_bytes(pdfs.of_pages([b""]))
    return folder


@pytest.fixture(name="counted")
def counted_fixture(folder: Path, tmp_path: Path) -> Iterator[tuple[Ledger, dict[str, int]]]:
    """Return a ledger of that folder, with how many sources came to which end."""
    ends: dict[str, int] = {}

    def count(step: Step) -> None:
        ends[step.outcome] = ends.get(step.outcome, 0) + 1

    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([folder], ledger, by="A. Documenter", on_step=count)
        yield ledger, ends


def report_of(name: str, ledger: Ledger) -> Report:
    """Return the one report that tells what the file of this name tells."""
    number = f"killed {number_of(name)} people"
    (found,) = (r for r in ledger.reports() if number in " ".join(r.text.split()))
    return found


def test_each_kind_is_kept_read_and_can_be_checked(
    counted: tuple[Ledger, dict[str, int]], folder: Path, tmp_path: Path, run: Run
) -> None:
    """Text, outlet, date, noise, claims, custody and offsets are right; all is derived again."""
    ledger, ends = counted
    noted = ends.pop("noted")
    assert ends == {**dict.fromkeys(("foreign", "copy", "near", "skipped"), 1),
                    "added": len(KINDS) + 1, "read": len(KINDS)}  # fmt: skip
    assert noted == 5, "two tables say their columns, three archives what they held"
    captures = {note.report_id: note for note in reversed(list(ledger.captures()))}
    for name, kind in KINDS.items():
        report = report_of(name, ledger)
        assert report.language == "en", name
        assert kind.outlet in (None, report.outlet), name
        assert (report.published_on, name) == (kind.published, name)
        assert report.found_by.get("published_on", "").startswith(kind.found_by or ""), name
        noise = "\n".join(span.of(report.text) for span in report.noise)
        assert (kind.noise or "") in noise, name
        assert "killed" not in noise, name
        reading = ledger.reading(report.report_id)
        assert reading, name
        tolls = [claim for claim in reading.claims if claim.facet.value == "killed"]
        assert any(str(number_of(name)) in claim.evidence.quote for claim in tolls), name
        for claim in reading.claims:
            assert claim.evidence.is_in(report.text), name
        note = captures[report.report_id]
        assert note.custody, name
        assert (note.custody.method, note.custody.by) == (kind.method, "A. Documenter"), name
        assert (note.custody.container is None) == (kind.method is FILE), name
        assert kind.locator in (None, note.custody.locator), name
        original = ledger.content(note.sha256)
        assert kind.method is not FILE or original == (folder / name).read_bytes(), name
    verdict = verify(ledger)
    assert (verdict.problems, verdict.older) == ((), {})
    ledger.close()
    for command in (
        ("verify", "--ledger", tmp_path / "ledger.db"),
        ("custody", "b", "--ledger", tmp_path / "ledger.db"),
    ):
        ran = run(*command)
        assert ran.code == 0, ran.err
    archive = tmp_path / "out.warc.gz"
    ran = run("export", "--ledger", tmp_path / "ledger.db", "-f", "warc", "-o", archive)
    assert ran.code == 0, ran.err
    with Ledger.open(tmp_path / "other.db") as other, Ledger.open(tmp_path / "ledger.db") as first:
        assert add([archive], other).added == len(KINDS)
        assert other.report_ids() == first.report_ids()
        for report in first.reports():
            again = other.derivation(report.report_id)
            assert again
            assert (again.report.text, again.report.noise) == (report.text, report.noise)
        assert verify(other).problems == ()


def test_an_interrupted_build_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    """Ctrl-C in the middle keeps what was taken; again takes the rest; a third time nothing."""
    path, reader, seen = tmp_path / "ledger.db", open_reader("rules"), 0

    def stop(step: Step) -> None:
        nonlocal seen
        seen += step.outcome in ("added", "read")
        if seen == 12:
            raise KeyboardInterrupt

    with Ledger.open(path) as ledger, pytest.raises(KeyboardInterrupt):
        build([folder], ledger, reader=reader, on_step=stop)
    with Ledger.open(path) as ledger:
        assert verify(ledger).problems == ()
        assert len(ledger.report_ids()) == 12
        summary = build([folder], ledger, reader=reader)
        assert (summary.read, summary.foreign) == (len(KINDS), 1)
        captures = len(list(ledger.captures()))
        summary = build([folder], ledger, reader=reader)
        assert (summary.read, summary.added, summary.renewed) == (0, 0, 0)
        assert len(list(ledger.captures())) == captures
        assert verify(ledger).problems == ()


def test_a_changed_file_is_another_report(folder: Path, tmp_path: Path) -> None:
    """What an outlet rewrites is evidence: both states stay; only the sidecar's word renews."""
    reader = open_reader("rules")
    for path in folder.iterdir():
        if path.name not in ("a.txt", "b.html", "reports.csv"):
            path.unlink()
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        build([folder], ledger, reader=reader)
        (folder / "b.html").write_bytes(page("b.html").replace(b"killed 11", b"killed 19"))
        (folder / "reports.csv").write_text(TOLD_BY_HAND.replace("Herald", "Gazette"))
        summary = build([folder], ledger, reader=reader)
        assert (summary.read, summary.known) == (2, 0)
        assert report_of("a.txt", ledger).outlet == "The Hand-Written Gazette"
        assert {"killed 11" in r.text for r in ledger.reports() if r.name == "b"} == {True, False}
        assert verify(ledger).problems == ()


FEED_DAY = "Fri, 09 Feb 2018 06:30:00 GMT"


def test_a_page_and_a_feed_stand_beside_the_files(folder: Path, tmp_path: Path, site: Site) -> None:
    """What servers answer is kept with its address; a dateline holds over what a feed tells."""
    there = [("/page", "b.html"), ("/dated", "n.htm"), ("/bare", "g.docx")]
    for path, name in there:
        content = dated(name) if path == "/dated" else page(name)
        if path == "/bare":
            content = f"<html><body><article><p>{told(name)}</p></article></body></html>".encode()
        site.pages[path] = Page(content)
    items = "".join(
        f"<item><title>Shelling of Idlib</title><link>{site.url}{path}</link><guid>{path}</guid>"
        f"<pubDate>{FEED_DAY}</pubDate></item>"
        for path, _ in there[1:]
    )
    head = "<?xml version='1.0'?><rss version='2.0'><channel><title>Example Courier</title>"
    kind = {"Content-Type": "application/rss+xml"}
    site.pages["/feed"] = Page(f"{head}{items}</channel></rss>".encode(), headers=kind)
    sources = [f"{site.url}/page", f"{site.url}/feed"]
    limits = Limits(allow_private=True)
    with Ledger.open(tmp_path / "ledger.db") as ledger:
        summary = build(sources, ledger, web=limits, reader=open_reader("rules"))
        assert (summary.read, summary.skipped) == (3, 0)
        for note in ledger.captures():
            assert note.custody
            assert note.custody.exchange
            assert (note.custody.method, note.custody.exchange.url) == (FETCH, note.address)
        assert report_of("b.html", ledger).published_on == date(2018, 2, 8)
        report = report_of("n.htm", ledger)
        assert report.published_on == date(2018, 2, 7), report.found_by
        report = report_of("g.docx", ledger)
        assert (report.published_on, report.found_by["published_on"]) == (date(2018, 2, 9), "feed")
        assert report.published_at == datetime(2018, 2, 9, 6, 30, tzinfo=UTC)
        add([folder / "b.html"], ledger)  # the same bytes on the disk: another capture of it
        methods = [note.custody.method for note in ledger.captures() if note.custody]
        assert methods == [FETCH, FETCH, FETCH, FILE]
        assert len(ledger.report_ids()) == 3
        assert verify(ledger).problems == ()
