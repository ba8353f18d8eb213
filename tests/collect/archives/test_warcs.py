"""Web archives in, captures of their pages out."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.collect.archives.warc_files import PAGE, answer, packed, record, sha1

from rashomon.collect.archives import warc_bytes, warcs
from rashomon.collect.holdings import Budget
from rashomon.errors import Noted, ReportSkipped, UnreadableReport
from rashomon.records import Capture, CaptureMethod

Gather = Callable[..., tuple[list[Capture], list[ReportSkipped]]]


def write(tmp_path: Path, content: bytes, name: str = "crawl.warc.gz") -> Path:
    """Write a file."""
    path = tmp_path / name
    path.write_bytes(content)
    return path


def page(words: str) -> bytes:
    """Return a page of its own."""
    return PAGE.replace(b"Two", words.encode())


def test_an_answer_is_captured_with_what_the_server_said(tmp_path: Path, gather: Gather) -> None:
    """Body, address, time, status, headers in their order, and where in the file it lies."""
    first = record(b"software: x", kind="warcinfo")
    block = answer(PAGE, "X-Two: 2", "x-one: 1")
    path = write(tmp_path, packed(first, record(block)))
    (capture,), (note,) = gather(path)
    assert (capture.content, capture.media_type) == (PAGE, "text/html")
    assert capture.address == f"{path}!/https://example.org/a.html"
    assert capture.name == "example.org/a"
    custody = capture.custody
    assert custody.method is CaptureMethod.RECORD
    assert custody.container == sha256(path.read_bytes()).hexdigest()
    assert custody.locator == f"record at {len(packed(first))}"
    assert custody.taken_at == datetime(2016, 7, 5, 10, tzinfo=UTC)
    assert custody.exchange is not None
    assert (custody.exchange.url, custody.exchange.status) == ("https://example.org/a.html", 200)
    assert custody.exchange.headers == (
        ("Content-Type", "text/html"), ("X-Two", "2"), ("x-one", "1"),
    )  # fmt: skip
    assert isinstance(note, Noted)
    assert note.reason == "2 records, 1 taken; left aside: 1 warcinfo"


def test_a_resource_is_captured_with_its_address(tmp_path: Path, gather: Gather) -> None:
    """There was no server; the address is told as a sidecar's."""
    made = record(b"Two were killed.", "https://example.org/t", "Content-Type: text/plain",
                  kind="resource")  # fmt: skip
    (capture,), _ = gather(write(tmp_path, made, "a.warc"))
    assert (capture.content, capture.media_type) == (b"Two were killed.", "text/plain")
    assert capture.custody.exchange is None
    assert capture.sidecar.url == "https://example.org/t"
    assert capture.custody.locator == "record at 0"


def test_other_records_are_counted_not_told_one_by_one(tmp_path: Path, gather: Gather) -> None:
    """Requests, metadata, pictures, redirects, robots.txt and the like."""
    made = packed(
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(b"fetchTimeMs: 1", kind="metadata"),
        record(b"1.2.3.4", "dns:example.org", "Content-Type: text/dns", kind="resource"),
        record(answer(b"\x89PNG", kind="image/png"), "https://example.org/a.png"),
        record(answer(b"", status="302 Found"), "https://example.org/old"),
        record(answer(PAGE, status="404 Not Found"), "https://example.org/none"),
        record(answer(b"User-agent: *", kind="text/plain"), "https://example.org/robots.txt"),
        record(b"x", kind="strange"),
        record(answer()),
    )
    captures, (note,) = gather(write(tmp_path, made))
    assert len(captures) == 1
    for words in ("9 records, 1 taken", "1 request", "1 metadata", "2 dns or robots.txt",
                  "1 files of other kinds", "2 answers of another status",
                  "1 records of other types"):  # fmt: skip
        assert words in note.reason


@pytest.mark.parametrize(
    ("told", "body", "kind"),
    [
        ("text/html; charset=utf-8", PAGE, "text/html"),
        ("application/xhtml+xml", PAGE, "text/html"),
        ("text/plain", b"Two were killed.", "text/plain"),
        ("text/html", b"%PDF-1.7\n", "application/pdf"),
        ("application/octet-stream", b"%PDF-1.7\n", "application/pdf"),
        ("", PAGE, "text/html"),
        ("", b"Two were killed.", "text/html"),  # its address ends in .html
        ("image/png", b"%PDF-1.7\n", None),
        ("application/json", b"{}", None),
        ("text/csv", b"a,b\n", None),
    ],
)
def test_the_kind_is_the_one_told_unless_the_bytes_know_better(
    tmp_path: Path, gather: Gather, told: str, body: bytes, kind: str | None
) -> None:
    """Servers that tell nothing or call everything a page are common."""
    captures, _ = gather(write(tmp_path, packed(record(answer(body, kind=told)))))
    assert [c.media_type for c in captures] == ([kind] if kind else [])


def chunked(body: bytes) -> bytes:
    """Return a body in chunks of ten."""
    pieces = [body[at : at + 10] for at in range(0, len(body), 10)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE, mtime=0), ["Content-Encoding: gzip"]),
        (zlib.compress(PAGE), ["Content-Encoding: deflate"]),
        (zlib.compress(PAGE)[2:-4], ["Content-Encoding: deflate"]),
        (brotli.compress(PAGE), ["Content-Encoding: br"]),
        (chunked(PAGE), ["Transfer-Encoding: chunked"]),
        (
            chunked(gzip.compress(PAGE, mtime=0)),
            ["Transfer-Encoding: chunked", "Content-Encoding: x-gzip"],
        ),
        (gzip.compress(brotli.compress(PAGE), mtime=0), ["Content-Encoding: br, gzip"]),
        (PAGE, ["Transfer-Encoding: chunked", "Content-Encoding: gzip"]),
        (PAGE, ["Content-Encoding: br"]),
        (PAGE, ["Content-Encoding: identity"]),
        (chunked(PAGE)[:-5], ["Transfer-Encoding: chunked"]),
        (chunked(PAGE).replace(b"\r\n", b"\n"), ["Transfer-Encoding: chunked"]),
    ],
    ids=["gzip", "deflate", "bare deflate", "br", "chunked", "chunked gzip", "two codings",
         "undone by the crawler", "br undone by the crawler", "identity", "no last chunk",
         "line feeds"],
)  # fmt: skip
def test_codings_are_undone(
    tmp_path: Path, gather: Gather, body: bytes, headers: list[str]
) -> None:
    """The content is the page as its author wrote it, however it was sent."""
    (capture,), _ = gather(write(tmp_path, packed(record(answer(body, *headers)))))
    assert capture.content == PAGE


@pytest.mark.parametrize(
    ("body", "coding", "reason"),
    [
        (PAGE, "zstd", "'zstd' is not known"),
        (b"\xff" * 20 + b"\x00", "br", "cannot be undone"),
        (b"\xff" * 20 + b"\x00", "deflate", "cannot be undone"),
        (PAGE, "gzip, gzip, gzip, gzip", "4 codings"),
        (gzip.compress(b"0" * 25_000_000, mtime=0), "gzip", "20,000,000 at most"),
        (brotli.compress(b"0" * 25_000_000), "br", "20,000,000 at most"),
        (
            gzip.compress(gzip.compress(b"0" * 25_000_000, mtime=0), mtime=0),
            "gzip, gzip",
            "20,000,000 at most",
        ),
    ],
)
def test_codings_that_cannot_be_undone_cost_their_page(
    tmp_path: Path, gather: Gather, body: bytes, coding: str, reason: str
) -> None:
    """Bombs too; the next page is read."""
    made = packed(
        record(answer(body, f"Content-Encoding: {coding}")),
        record(answer(), "https://example.org/b"),
    )
    captures, (complaint, _) = gather(write(tmp_path, made))
    assert [c.name for c in captures] == ["example.org/b"]
    assert isinstance(complaint, UnreadableReport)
    assert reason in complaint.reason


def test_a_body_that_breaks_off_within_its_coding_is_taken_so_far(
    tmp_path: Path, gather: Gather
) -> None:
    """What can be unpacked before the damage is worth reading."""
    body = bytearray(gzip.compress(PAGE + bytes(range(32, 127)) * 50, mtime=0))
    body[-6] ^= 0xFF  # the checksum, behind all of the text
    (capture,), _ = gather(
        write(tmp_path, packed(record(answer(bytes(body), "Content-Encoding: gzip"))))
    )
    assert capture.content.startswith(b"<!DOCTYPE")


@pytest.mark.parametrize("name", ["WARC-Refers-To", "WARC-Payload-Digest", "target and date"])
def test_a_revisit_has_the_bytes_of_its_original(tmp_path: Path, gather: Gather, name: str) -> None:
    """It is a capture of its own time, with its own answer."""
    digest = f"WARC-Payload-Digest: {sha1(PAGE)}"
    original = record(answer(), "https://example.org/a", digest)
    refers = {
        "WARC-Refers-To": ["WARC-Refers-To: " + original.partition(b"WARC-Record-ID: ")[2]
                           .partition(b"\r\n")[0].decode()],
        "WARC-Payload-Digest": [digest],
        "target and date": ["WARC-Refers-To-Target-URI: https://example.org/a",
                            "WARC-Refers-To-Date: 2016-07-05T10:00:00Z"],
    }[name]  # fmt: skip
    again = record(
        answer(b"", "X-Again: 1", status="304 Not Modified"), "https://example.org/b", *refers,
        kind="revisit", date="2016-07-09T10:00:00Z",
    )  # fmt: skip
    for content, file in ((packed(original, again), "a.warc.gz"), (original + again, "b.warc")):
        captures, (note,) = gather(write(tmp_path, content, file))
        assert [c.content for c in captures] == [PAGE, PAGE]
        custody = captures[1].custody
        assert captures[1].address.endswith("!/https://example.org/b")
        assert custody.taken_at == datetime(2016, 7, 9, 10, tzinfo=UTC)
        assert custody.exchange is not None
        assert custody.exchange.status == 304
        assert "2 taken" in note.reason


def test_revisits_of_what_is_not_here_are_told_in_one_line(tmp_path: Path, gather: Gather) -> None:
    """With the first addresses and the way out."""
    made = [
        record(b"", f"https://example.org/{n}", f"WARC-Payload-Digest: sha1:{n}", kind="revisit")
        for n in range(5)
    ]
    captures, (complaint, _) = gather(write(tmp_path, packed(*made)))
    assert captures == []
    assert "5 revisits" in complaint.reason
    assert "https://example.org/2" in complaint.reason
    assert "https://example.org/4" not in complaint.reason


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_record_cut_by_the_files_end_is_taken_as_far_as_it_goes(
    tmp_path: Path, gather: Gather, is_packed: bool
) -> None:
    """And it is said how far."""
    long = page("x" * 100_000)
    made = [record(answer()), record(answer(long), "https://example.org/b")]
    content = packed(*made)[:-60] if is_packed else b"".join(made)[:-1000]
    captures, (complaint, _) = gather(write(tmp_path, content))
    assert [c.name for c in captures] == ["example.org/a", "example.org/b"]
    assert long.startswith(captures[1].content)
    assert "cut short" in complaint.reason


def test_a_cut_in_a_record_that_is_no_answer_is_told(tmp_path: Path, gather: Gather) -> None:
    """It says that the archive goes on elsewhere, though nothing of that record is taken."""
    asked = record(b"GET / HTTP/1.1" + b"\r\nA: b" * 100, kind="request")
    captures, (complaint, note) = gather(write(tmp_path, record(answer()) + asked[:-300]))
    assert len(captures) == 1
    assert "cut short" in complaint.reason
    assert "1 request" in note.reason


def test_a_record_that_the_crawler_cut_is_taken_and_told(tmp_path: Path, gather: Gather) -> None:
    """Its header says why."""
    made = record(answer(), "https://example.org/a", "WARC-Truncated: length")
    captures, (complaint, _) = gather(write(tmp_path, packed(made)))
    assert len(captures) == 1
    assert "(length)" in complaint.reason


def test_a_damaged_record_costs_itself(tmp_path: Path, gather: Gather) -> None:
    """Reading goes on at the next gzip member that holds a record."""
    made = [packed(record(answer(page(str(n) * 300)), f"https://e.org/{n}")) for n in range(4)]
    broken = bytearray(made[1])
    broken[30:60] = bytes(30)
    captures, complaints = gather(write(tmp_path, made[0] + bytes(broken) + b"".join(made[2:])))
    assert {"e.org/0", "e.org/2", "e.org/3"} <= {c.name for c in captures}
    assert len(complaints) >= 2


def test_what_stands_between_records_is_told_and_passed_over(
    tmp_path: Path, gather: Gather
) -> None:
    """Garbage and padding, and what looks like gzip and is none."""
    one, two = packed(record(answer())), packed(record(answer(), "https://example.org/b"))
    junk = b"garbage" * 10 + b"\x1f\x8b\x08 no gzip" + gzip.compress(b"no record", mtime=0)
    captures, (complaint, _) = gather(write(tmp_path, one + junk + two))
    assert len(captures) == 2
    assert "damaged" in complaint.reason
    captures, skipped = gather(write(tmp_path, one + bytes(5000) + two, "b.warc.gz"))
    assert len(captures) == 2
    assert len(skipped) == 1


def test_a_plain_file_is_read_on_at_the_next_record(tmp_path: Path, gather: Gather) -> None:
    """After lines that are no record, and a record without a length."""
    made = (
        record(answer()) + b"no record\r\n" * 50 + record(answer(), length="no number")
        + record(answer(), "https://example.org/b") + record(answer(), length=-5)
        + record(answer(), "https://example.org/c")
    )  # fmt: skip
    captures, complaints = gather(write(tmp_path, made, "a.warc"))
    assert [c.name[-1] for c in captures] == ["a", "b", "c"]
    assert len(complaints) == 4


def test_a_length_that_is_too_large_does_not_swallow_the_next_records(
    tmp_path: Path, gather: Gather
) -> None:
    """A record ends where its gzip member does, or where another begins."""
    made = [record(answer(), length=999_999), record(answer(), "https://example.org/b")]
    for content, name in ((packed(*made), "a.warc.gz"), (b"".join(made), "b.warc")):
        captures, (complaint, _) = gather(write(tmp_path, content, name))
        assert [c.name[-1] for c in captures] == ["a", "b"]
        assert captures[0].content.startswith(PAGE)
        assert "cut short" in complaint.reason


def test_a_length_that_is_too_small_costs_the_rest(tmp_path: Path, gather: Gather) -> None:
    """It is said that there are bytes of no record, and the next one is read."""
    made = [record(answer(), length=len(answer()) - 20), record(answer(), "https://example.org/b")]
    captures, (complaint, _) = gather(write(tmp_path, packed(*made)))
    assert [c.name[-1] for c in captures] == ["a", "b"]
    assert "no record" in complaint.reason


def test_all_records_in_one_gzip_member_are_read(tmp_path: Path, gather: Gather) -> None:
    """Against the format, but met; each tells where it lies."""
    made = [record(answer(), f"https://e.org/{n}") for n in range(3)]
    again = record(b"", "https://e.org/r", "WARC-Refers-To-Target-URI: https://e.org/1",
                   "WARC-Refers-To-Date: 2016-07-05T10:00:00Z", kind="revisit")  # fmt: skip
    captures, _ = gather(write(tmp_path, gzip.compress(b"".join([*made, again]), mtime=0)))
    assert [c.custody.locator for c in captures][:2] == [
        "record at 0", f"record at 0, {len(made[0])} bytes unpacked",
    ]  # fmt: skip
    assert captures[3].content == PAGE


@pytest.mark.parametrize("name", ["Block", "Payload"])
def test_a_wrong_digest_is_told_and_a_right_one_is_not(
    tmp_path: Path, gather: Gather, name: str
) -> None:
    """In base 32 or 16, of the body with or without its chunks; unknown kinds are passed over."""
    block = answer(chunked(PAGE), "Transfer-Encoding: chunked")
    of = {"Block": [block], "Payload": [PAGE, chunked(PAGE)]}[name]
    right = [sha1(c) for c in of] + ["sha-256:" + sha256(c).hexdigest() for c in of]
    for digest in (*right, "sha3:abc", "unlabelled", ""):
        made = record(block, "https://e.org/a", f"WARC-{name}-Digest: {digest}")
        _, complaints = gather(write(tmp_path, packed(made)))
        assert len(complaints) == 1
    for digest in (sha1(b"other"), "sha1:not base 32!"):
        made = record(block, "https://e.org/a", f"WARC-{name}-Digest: {digest}")
        (capture,), (complaint, _) = gather(write(tmp_path, packed(made)))
        assert capture.content == PAGE
        assert isinstance(complaint, Noted)
        assert name.lower() in complaint.reason


def test_a_record_larger_than_a_report_is_passed_over(tmp_path: Path, gather: Gather) -> None:
    """It is not held in memory, and the next is read."""
    large = b"<html>" + b"x" * 20_100_000
    made = packed(record(answer(large)), record(answer(), "https://example.org/b"))
    captures, (complaint, _) = gather(write(tmp_path, made))
    assert [c.name for c in captures] == ["example.org/b"]
    assert "20,000,000" in complaint.reason


def test_what_an_archive_unpacks_to_is_bounded(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A gzip bomb ends the file, not the run."""
    monkeypatch.setattr(Budget, "for_file", classmethod(lambda cls, _: cls(300_000)))
    bomb = write(tmp_path, packed(record(answer(b"0" * 5_000_000))))
    good = write(tmp_path, packed(record(answer())), "good.warc.gz")
    captures, (complaint, _) = gather(bomb, good)
    assert len(captures) == 1
    assert "far more" in complaint.reason


def test_pages_that_unpack_to_too_much_together_end_the_file(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bodies count as well as records."""
    monkeypatch.setattr(Budget, "for_file", classmethod(lambda cls, _: cls(300_000)))
    body = gzip.compress(b"<html>" + b"0" * 100_000, mtime=0)
    made = [record(answer(body, "Content-Encoding: gzip"), f"https://e.org/{n}") for n in range(9)]
    captures, complaints = gather(write(tmp_path, packed(*made)))
    assert len(captures) == 2
    assert "far more" in complaints[-1].reason


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no archive at all\n",
        packed(b"")[:9],
        gzip.compress(b"no record", mtime=0),
        b"\x1f\x8b\x08",
    ],
)
def test_what_is_no_archive_is_told(tmp_path: Path, gather: Gather, content: bytes) -> None:
    """Whatever its name says."""
    captures, complaints = gather(write(tmp_path, content))
    assert captures == []
    assert isinstance(complaints[-1], UnreadableReport)


def test_a_record_without_an_answer_costs_itself(tmp_path: Path, gather: Gather) -> None:
    """A response must be one."""
    made = packed(record(b"no answer"), record(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000),
                  record(answer(b"")), record(answer(), "https://example.org/b"))  # fmt: skip
    captures, complaints = gather(write(tmp_path, made))
    assert [c.name for c in captures] == ["example.org/b"]
    assert [("no answer" in c.reason, "empty" in c.reason) for c in complaints[:3]] == [
        (True, False), (True, False), (False, True),
    ]  # fmt: skip


def test_endless_headers_are_no_record(tmp_path: Path, gather: Gather) -> None:
    """They are cut off by length and by count, in no time."""
    long = b"WARC/1.0\r\nWARC-Type: " + b"x" * 5_000_000 + b"\r\n\r\n"
    many = b"WARC/1.0\r\n" + b"a: b\r\n c\r\n" * 50_000 + b"\r\n"
    captures, complaints = gather(write(tmp_path, long + many + record(answer()), "a.warc"))
    assert len(captures) == 1
    assert len(complaints) == 3


def test_folded_headers_are_joined(tmp_path: Path, gather: Gather) -> None:
    """Old writers fold long lines, in records and in answers."""
    block = b"HTTP/1.0 200\r\n folded\r\nContent-Type: text/html;\r\n charset=x\r\n\r\n" + PAGE
    made = record(block, "https://example.org/\r\n a")
    (capture,), _ = gather(write(tmp_path, packed(made)))
    assert capture.custody.exchange is not None
    assert capture.custody.exchange.url == "https://example.org/ a"
    assert capture.custody.exchange.headers == (("Content-Type", "text/html; charset=x"),)


def test_a_file_that_only_looks_like_gzip_ends(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many beginnings are tried and no more."""
    monkeypatch.setattr(warc_bytes, "_MOST_TRIES", 20)
    content = packed(record(answer())) + b"\x1f\x8b\x08\xff" * 50_000
    captures, complaints = gather(write(tmp_path, content))
    assert len(captures) == 1
    assert len(complaints) == 2


def test_addresses_of_any_characters_can_be_shown(tmp_path: Path, gather: Gather) -> None:
    """Or of none at all; dates that are none are left out."""
    made = packed(
        record(answer(), "http://[broken/\x1b[2J", date="yesterday"),
        record(answer(page("One")), "", date="2016-07-05"),
    )
    captures, _ = gather(write(tmp_path, made))
    assert all(c.address.isprintable() and c.name.isprintable() for c in captures)
    assert captures[0].custody.taken_at is None
    assert captures[1].custody.taken_at == datetime(2016, 7, 5, tzinfo=UTC)


def test_a_sidecar_tells_of_a_page_by_its_address(tmp_path: Path, gather: Gather) -> None:
    """Whole, as `id`."""
    write(tmp_path, packed(record(answer())))
    (tmp_path / "reports.csv").write_bytes(b"id,outlet\nhttps://example.org/a.html,Alpha\n")
    (capture,), _ = gather(tmp_path)
    assert capture.sidecar.outlet == "Alpha"


def test_originals_are_remembered_up_to_a_bound(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A revisit of one that is not is told."""
    monkeypatch.setattr(warcs, "_MOST_ORIGINALS", 0)
    made = packed(
        record(answer(), "https://e.org/a", "WARC-Payload-Digest: sha1:X"),
        record(b"", "https://e.org/b", "WARC-Payload-Digest: sha1:X", kind="revisit"),
    )
    captures, complaints = gather(write(tmp_path, made))
    assert len(captures) == 1
    assert any("1 revisits" in c.reason for c in complaints)


VALID = packed(
    record(b"software: x", kind="warcinfo"),
    record(answer(), "https://e.org/a", f"WARC-Payload-Digest: {sha1(PAGE)}"),
    record(answer(chunked(gzip.compress(PAGE, mtime=0)), "Transfer-Encoding: chunked",
                  "Content-Encoding: gzip"), "https://e.org/b"),
    record(b"", "https://e.org/c", f"WARC-Payload-Digest: {sha1(PAGE)}", kind="revisit"),
)  # fmt: skip
PLAIN = gzip.decompress(VALID)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([VALID, PLAIN]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8),
    st.integers(1, 10_000),
)
def test_mutated_archives_give_captures_or_complaints(
    tmp_path: Path, gather: Gather, valid: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    """Nothing else is raised, whatever bytes are changed or cut off."""
    content = bytearray(valid)
    for at, byte in changes:
        content[at % len(content)] = byte
    captures, complaints = gather(
        write(tmp_path, bytes(content[: cut % len(content)] if cut % 3 == 0 else content))
    )
    assert captures or complaints
