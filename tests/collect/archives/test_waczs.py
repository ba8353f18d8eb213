"""Packed web archives in, captures of the pages that they list out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from hashlib import md5, sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.collect.archives.warc_files import PAGE, answer, packed, record

from rashomon.collect.archives import waczs
from rashomon.collect.holdings import Budget
from rashomon.errors import Noted, ReportSkipped, UnreadableReport
from rashomon.records import Capture

Gather = Callable[..., tuple[list[Capture], list[ReportSkipped]]]
WARC = packed(
    record(answer(), "https://example.org/a"),
    record(answer(PAGE.replace(b"Two", b"Three")), "https://example.org/frame"),
    record(answer(PAGE.replace(b"Two", b"Four")), "https://example.org/b"),
)


def lines(*objects: dict[str, Any]) -> bytes:
    """Return a list of pages, with the line that tells what it is."""
    first = {"format": "json-pages-1.0", "id": "pages"}
    return b"".join(json.dumps(o).encode() + b"\n" for o in (first, *objects))


PAGES = lines({"url": "http://example.org/a", "title": " A \n title "}, {"url": "https://x.org/"})


def wacz(
    more: dict[str, bytes] | None = None, *, hashes: dict[str, str] | None = None, **members: bytes
) -> bytes:
    """Return an archive; names are given with "__" for "/" and "_" for "."."""
    files = {"archive/data.warc.gz": WARC} | {
        name.replace("__", "/").replace("_", "."): content
        for name, content in {**(more or {}), **members}.items()
    }
    resources = [
        {"path": path, "hash": f"sha256:{sha256(content).hexdigest()}"}
        for path, content in files.items()
    ] + [{"path": path, "hash": told} for path, told in (hashes or {}).items()]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        if "datapackage.json" not in files:
            archive.writestr("datapackage.json", json.dumps({"resources": resources}))
    return made.getvalue()


def write(tmp_path: Path, content: bytes, name: str = "crawl.wacz") -> Path:
    """Write a file."""
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_the_listed_pages_are_captured_with_their_titles(tmp_path: Path, gather: Gather) -> None:
    """Found by either way of writing the address; a list's missing pages are told."""
    path = write(tmp_path, wacz(pages__pages_jsonl=PAGES))
    (capture,), (note, missing) = gather(path)
    assert capture.address == f"{path}!/https://example.org/a"
    assert capture.sidecar.title == "A title"
    assert capture.custody.locator == "archive/data.warc.gz!/record at 0"
    assert capture.custody.container == sha256(path.read_bytes()).hexdigest()
    assert "2 pages that are not listed" in note.reason
    assert "1 of 2 pages" in missing.reason
    assert "x.org" in missing.reason


def test_both_lists_of_pages_count(tmp_path: Path, gather: Gather) -> None:
    """Seeds in one, what they led to in the other; an address is no title."""
    extra = lines({"url": "https://example.org/b", "title": "https://example.org/b"})
    one = lines({"url": "https://example.org/a"})
    captures, _ = gather(
        write(tmp_path, wacz(pages__pages_jsonl=one, pages__extraPages_jsonl=extra))
    )
    assert [(c.name, c.sidecar.title) for c in captures] == [
        ("example.org/a", None), ("example.org/b", None),
    ]  # fmt: skip


@pytest.mark.parametrize("members", [{}, {"pages__pages_jsonl": lines()}])
def test_without_a_list_all_pages_are_taken(
    tmp_path: Path, gather: Gather, members: dict[str, bytes]
) -> None:
    """Or with one that lists nothing."""
    captures, (note,) = gather(write(tmp_path, wacz(members)))
    assert len(captures) == 3
    assert isinstance(note, Noted)


def test_an_archive_under_another_name_is_known_for_what_it_is(
    tmp_path: Path, gather: Gather
) -> None:
    """By what it holds, and it is said; within a ZIP as well."""
    captures, (said, _) = gather(write(tmp_path, wacz(), "crawl.zip"))
    assert len(captures) == 3
    assert "WACZ" in said.reason
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("in/crawl.wacz", wacz())
    captures, _ = gather(write(tmp_path, outer.getvalue(), "outer.zip"))
    assert captures[0].custody.locator == "in/crawl.wacz!/archive/data.warc.gz!/record at 0"


def test_wrong_hashes_and_missing_files_are_told(tmp_path: Path, gather: Gather) -> None:
    """The files are read as they are; kinds of hashes that are not known are passed over."""
    md5_of = md5(pages := lines()).hexdigest()
    told = {"archive/gone.warc.gz": "sha256:00", "other.txt": "sha256:00", "\x1b.txt": "sha256:1"}
    captures, complaints = gather(
        write(tmp_path, wacz(hashes=told, other_txt=b"x", pages__pages_jsonl=pages))
    )
    assert len(captures) == 3
    reasons = {c.where.partition("!/")[2]: c.reason for c in complaints if "!/" in c.where}
    assert "not in the archive" in reasons["archive/gone.warc.gz"]
    assert reasons.keys() == {"archive/gone.warc.gz", r"'\x1b.txt'"}
    for digest, count in (("sha256:00", 2), (f"md5:{md5_of}", 1), ("sha3:00", 1), ("00", 2)):
        package = {"resources": [{"path": "pages/pages.jsonl", "hash": digest}, "odd", {"path": 1}]}
        content = wacz(pages__pages_jsonl=pages, datapackage_json=json.dumps(package).encode())
        captures, complaints = gather(write(tmp_path, content))
        assert (len(captures), len(complaints)) == (3, count)


def test_the_hash_of_the_package_itself_is_checked(tmp_path: Path, gather: Gather) -> None:
    """Its digest is in a file of its own."""
    digest = json.dumps({"path": "datapackage.json", "hash": "sha256:00"}).encode()
    made = wacz({"datapackage-digest_json": digest})
    _, complaints = gather(write(tmp_path, made))
    assert any(c.where.endswith("!/datapackage.json") for c in complaints)


@pytest.mark.parametrize("package", [b"[" * 100_000, b"[]", b'{"resources": 1}', b"\xff"])
def test_a_package_that_is_none_is_passed_over(
    tmp_path: Path, gather: Gather, package: bytes
) -> None:
    """Its pages are there all the same."""
    captures, _ = gather(write(tmp_path, wacz(datapackage_json=package)))
    assert len(captures) == 3


def test_broken_lines_in_a_list_are_counted(tmp_path: Path, gather: Gather) -> None:
    """Those that are whole hold."""
    made = wacz(pages__pages_jsonl=PAGES + b"\n{broken\n[1]\n" + b'{"url": 5}\n')
    captures, complaints = gather(write(tmp_path, made))
    assert len(captures) == 1
    assert any("2 lines are no JSON" in c.reason for c in complaints)


def test_lists_of_too_many_pages_are_cut_off(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is said."""
    monkeypatch.setattr(waczs, "_MOST_PAGES", 1)
    captures, complaints = gather(write(tmp_path, wacz(pages__pages_jsonl=PAGES)))
    assert len(captures) == 1
    assert any("first 1 pages" in c.reason for c in complaints)


def damaged(content: bytes, name: bytes) -> bytes:
    """Change bytes of a member's content, behind its local header."""
    made = bytearray(content)
    at = made.find(name) + len(name) + 10
    made[at : at + 8] = bytes(8)
    return bytes(made)


def test_a_list_that_cannot_be_unpacked_is_told(tmp_path: Path, gather: Gather) -> None:
    """It holds as far as it goes, here nowhere, so all pages are taken."""
    content = damaged(wacz(pages__pages_jsonl=PAGES * 5), b"pages/pages.jsonl")
    captures, complaints = gather(write(tmp_path, content))
    assert captures
    assert any("as far as it goes" in c.reason for c in complaints)


def test_a_package_that_cannot_be_unpacked_is_passed_over(tmp_path: Path, gather: Gather) -> None:
    """There is nothing to check."""
    captures, _ = gather(write(tmp_path, damaged(wacz(), b"datapackage.json")))
    assert len(captures) == 3


def test_an_archive_without_records_is_told(tmp_path: Path, gather: Gather) -> None:
    """And one whose records cannot be unpacked."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("datapackage.json", "{}")
    captures, (complaint,) = gather(write(tmp_path, made.getvalue()))
    assert captures == []
    assert isinstance(complaint, UnreadableReport)
    assert "no WARC" in complaint.reason
    captures, complaints = gather(write(tmp_path, damaged(wacz(), b"archive/data.warc.gz")))
    assert any(isinstance(c, UnreadableReport) for c in complaints)


def test_what_it_unpacks_to_is_bounded(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the ZIP and the gzip within; one archive too many ends the file."""
    monkeypatch.setattr(Budget, "for_file", classmethod(lambda cls, _: cls(3_000)))
    bomb = packed(record(answer(b"0" * 5_000_000)))
    captures, complaints = gather(write(tmp_path, wacz(archive__b_warc=bomb)))
    assert len(captures) <= 3
    assert "far more" in complaints[-1].reason


VALID = wacz(pages__pages_jsonl=PAGES)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=8))
def test_mutated_archives_give_captures_or_complaints(
    tmp_path: Path, gather: Gather, changes: list[tuple[int, int]]
) -> None:
    """Nothing else is raised, whatever bytes are changed."""
    content = bytearray(VALID)
    for at, byte in changes:
        content[at] = byte
    captures, complaints = gather(write(tmp_path, bytes(content)))
    assert captures or complaints
