"""ZIP archives in, captures of what they hold out, whatever a stranger packed."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.collect.archives import zips
from rashomon.collect.holdings import Budget
from rashomon.errors import Noted, ReportSkipped, UnreadableReport
from rashomon.records import Capture, CaptureMethod

TEXT = b"Two people were killed in Exampletown on Monday."
Gather = Callable[..., tuple[list[Capture], list[ReportSkipped]]]


def packed(
    *members: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a ZIP archive of members in their order; names may come twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def write(tmp_path: Path, content: bytes, name: str = "pile.zip") -> Path:
    """Write a file."""
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_members_are_captured_in_the_custody_of_the_archive(tmp_path: Path, gather: Gather) -> None:
    """Bytes, name and address are the member's; the archive is told by its SHA-256."""
    path = write(tmp_path, packed(("b/two.html", b"<html>Two</html>"), ("a.txt", TEXT)))
    captures, skipped = gather(path)
    assert [(c.name, c.address) for c in captures] == [
        ("a", f"{path}!/a.txt"),
        ("two", f"{path}!/b/two.html"),
    ]
    assert captures[0].content == TEXT
    custody = captures[1].custody
    assert (custody.method, custody.locator) == (CaptureMethod.MEMBER, "b/two.html")
    assert custody.container == sha256(path.read_bytes()).hexdigest()
    assert skipped == []


def test_what_lies_beside_reports_is_passed_over(tmp_path: Path, gather: Gather) -> None:
    """Pictures, hidden files, folders and the resource forks of a Mac cost no word."""
    path = write(
        tmp_path,
        packed(
            ("a.txt", TEXT), ("folder/", b""), ("logo.png", b"x"), (".git/b.txt", TEXT),
            ("__MACOSX/._a.txt", b"x"),
        ),
    )  # fmt: skip
    captures, skipped = gather(path)
    assert [c.name for c in captures] == ["a"]
    assert skipped == []


def test_an_archive_without_reports_is_told(tmp_path: Path, gather: Gather) -> None:
    """As much as an empty folder."""
    for content in (packed(), packed(("logo.png", b"x"))):
        captures, (complaint,) = gather(write(tmp_path, content))
        assert captures == []
        assert "no reports" in complaint.reason


def test_an_archives_own_sidecars_tell_of_its_members(tmp_path: Path, gather: Gather) -> None:
    """The nearest reports.csv holds; the one beside the archive fills what it lacks."""
    inner = packed(
        ("reports.csv", b"file,outlet\na.txt,Alpha\nsub/b.txt,Beta\nmissing.txt,Nobody\n"),
        ("a.txt", TEXT),
        ("sub/b.txt", TEXT + b" B"),
        ("own/reports.csv", b"file,outlet\nc,Gamma\n"),
        ("own/c.txt", TEXT + b" C"),
    )
    path = write(tmp_path, inner)
    (tmp_path / "reports.csv").write_bytes(b"file,outlet,title\na,Outer,Told outside\n")
    captures, (complaint,) = gather(tmp_path)
    assert {c.name: c.sidecar.outlet for c in captures} == {"a": "Alpha", "b": "Beta", "c": "Gamma"}
    assert captures[0].sidecar.title == "Told outside"
    assert complaint.where == f"{path}!/reports.csv:4"


@pytest.mark.parametrize("content", [b"nonsense", b"file\n\xff\n"])
def test_a_bad_sidecar_in_an_archive_does_not_end_the_run(
    tmp_path: Path, gather: Gather, content: bytes
) -> None:
    """What a stranger packed is told, and the reports are read without it."""
    captures, (note,) = gather(write(tmp_path, packed(("reports.csv", content), ("a.txt", TEXT))))
    assert [c.name for c in captures] == ["a"]
    assert isinstance(note, Noted)
    assert "without it" in note.reason


@pytest.mark.parametrize("flag", [0, 12])
def test_a_sidecar_that_cannot_be_unpacked_is_told(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch, flag: int
) -> None:
    """Too large or in an unknown packing: the reports are read without it."""
    if flag:
        content = packed(("reports.csv", b"file,outlet\n"), ("a.txt", TEXT), method=flag)
    else:
        content = packed(("reports.csv", b"file,outlet\n" + b"x" * 100), ("a.txt", TEXT))
        monkeypatch.setattr(zips, "why_too_large", lambda size: "too large" if size > 60 else None)
    _, complaints = gather(write(tmp_path, content))
    assert "read without it" in complaints[0].reason


def test_archives_in_archives_are_opened_and_the_way_is_told(
    tmp_path: Path, gather: Gather
) -> None:
    """The custody names the file on disk and the whole way into it."""
    inner = packed(("sub/a.txt", TEXT), ("r.jsonl", b'{"id": "x", "text": "One."}\n'))
    path = write(tmp_path, packed(("in.zip", inner)))
    captures, skipped = gather(path)
    assert [c.address for c in captures] == [
        f"{path}!/in.zip!/r.jsonl:1",
        f"{path}!/in.zip!/sub/a.txt",
    ]
    assert [c.custody.locator for c in captures] == ["in.zip!/r.jsonl!/line 1", "in.zip!/sub/a.txt"]
    assert {c.custody.container for c in captures} == {sha256(path.read_bytes()).hexdigest()}
    assert skipped == []


def test_archives_nested_too_deep_are_not_opened(tmp_path: Path, gather: Gather) -> None:
    """Each level above is read."""
    content = packed(("a0.txt", TEXT))
    for level in range(1, 6):
        content = packed((f"a{level}.txt", TEXT), ("in.zip", content))
    captures, (complaint,) = gather(write(tmp_path, content))
    assert sorted(c.name for c in captures) == ["a2", "a3", "a4", "a5"]
    assert "deep" in complaint.reason


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../etc/cron.txt", "etc/cron.txt"),
        ("/etc/cron.txt", "etc/cron.txt"),
        ("C:\\reports\\cron.txt", "C:/reports/cron.txt"),
        ("..\\..\\cron.txt", "cron.txt"),
    ],
)
def test_names_that_lead_out_are_labels_and_told(
    tmp_path: Path, gather: Gather, name: str, path: str
) -> None:
    """Nothing is written anywhere; the address stays within the archive."""
    archive = write(tmp_path, packed((name, TEXT)))
    (capture,), (note,) = gather(archive)
    assert capture.address == f"{archive}!/{path}"
    assert isinstance(note, Noted)
    assert "leads out" in note.reason
    assert [p.name for p in tmp_path.iterdir()] == ["pile.zip"]


def test_a_name_of_nothing_but_dots_gets_one(tmp_path: Path, gather: Gather) -> None:
    """It tells no kind, so its bytes must."""
    captures, _ = gather(write(tmp_path, packed(("..", b"<html>Two</html>"))))
    assert [c.address.partition("!/")[2] for c in captures] == ["unnamed"]


def test_a_name_that_begins_with_a_nul_costs_nothing(tmp_path: Path, gather: Gather) -> None:
    """It is empty, which the standard library does not expect; found by fuzzing."""
    content = packed(("a.txt", b"<html>Two</html>"), ("b.txt", TEXT)).replace(b"a.txt", b"\0.txt")
    captures, _ = gather(write(tmp_path, content))
    assert [c.name for c in captures] == ["unnamed", "b"]


def test_unprintable_names_are_made_printable(tmp_path: Path, gather: Gather) -> None:
    """A terminal shows them."""
    (capture,), _ = gather(write(tmp_path, packed(("a\x1b[2J\u202eb.txt", TEXT))))
    assert capture.address.endswith("!/a\ufffd[2J\ufffdb.txt")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_all_taken(tmp_path: Path, gather: Gather) -> None:
    """Each is evidence; the second tells its number, and it is said."""
    path = write(tmp_path, packed(("a.txt", TEXT), ("a.txt", TEXT + b" Later.")))
    captures, (note,) = gather(path)
    assert [c.custody.locator for c in captures] == ["a.txt", "a.txt (2)"]
    assert captures[1].content != captures[0].content
    assert "several files" in note.reason


def without_the_mark_of_utf8(content: bytes) -> bytes:
    """Clear the flag in every header, as old tools leave it out."""
    made = bytearray(content)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(magic)
        while at >= 0:
            flags = struct.unpack_from("<H", made, at + offset)[0]
            struct.pack_into("<H", made, at + offset, flags & ~0x800)
            at = made.find(magic, at + 4)
    return bytes(made)


def test_names_in_utf8_without_its_mark_are_read(tmp_path: Path, gather: Gather) -> None:
    """Many tools write them so."""
    path = write(tmp_path, without_the_mark_of_utf8(packed(("تقرير.txt", TEXT))))
    (capture,), _ = gather(path)
    assert capture.name == "تقرير"


def test_names_in_the_first_code_page_are_read(tmp_path: Path, gather: Gather) -> None:
    """What is no UTF-8 is what the format says."""
    content = packed(("cafe.txt", TEXT)).replace(b"cafe.txt", b"caf\x82.txt")
    (capture,), _ = gather(write(tmp_path, content))
    assert capture.name == "café"


def test_names_marked_as_utf8_that_are_none_cost_their_letters_alone(
    tmp_path: Path, gather: Gather
) -> None:
    """The other members are read as well."""
    content = packed(("é.txt", TEXT), ("b.txt", TEXT)).replace("é.txt".encode(), b"\xff\xfe.txt")
    captures, _ = gather(write(tmp_path, content))
    assert "b" in [c.name for c in captures]
    assert len(captures) == 2


def test_encrypted_members_are_counted_in_one_line(tmp_path: Path, gather: Gather) -> None:
    """The others are read, and the way out is told."""
    content = bytearray(packed(("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)))
    at = -1
    for _ in range(2):
        at = content.find(b"PK\x01\x02", at + 1)
        content[at + 8] |= 1
    captures, (complaint,) = gather(write(tmp_path, bytes(content)))
    assert [c.name for c in captures] == ["c"]
    assert "2 of its 3 files" in complaint.reason
    assert "password" in complaint.reason


def test_an_encrypted_archive_is_told(tmp_path: Path, gather: Gather) -> None:
    """Its only file cannot be read."""
    content = bytearray(packed(("a.txt", TEXT)))
    content[content.find(b"PK\x01\x02") + 8] |= 1
    captures, (complaint,) = gather(write(tmp_path, bytes(content)))
    assert captures == []
    assert "its only file is encrypted" in complaint.reason


def test_links_in_archives_are_refused(tmp_path: Path, gather: Gather) -> None:
    """They may lead anywhere."""
    link = zipfile.ZipInfo("link.txt")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    captures, (complaint,) = gather(
        write(tmp_path, packed((link, b"/etc/passwd"), ("real.txt", TEXT)))
    )
    assert [c.name for c in captures] == ["real"]
    assert "link" in complaint.reason


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_could_take_all_memory_are_refused(
    tmp_path: Path, gather: Gather, method: int
) -> None:
    """They are named."""
    captures, (complaint,) = gather(write(tmp_path, packed(("a.txt", TEXT), method=method)))
    assert captures == []
    assert "not read" in complaint.reason


def test_a_member_that_unpacks_to_repetition_is_refused(tmp_path: Path, gather: Gather) -> None:
    """Before a byte of it is unpacked; the others are read."""
    content = packed(("bomb.txt", b"0" * 5_000_000), ("a.txt", TEXT))
    captures, (complaint,) = gather(write(tmp_path, content))
    assert [c.name for c in captures] == ["a"]
    assert "times its size" in complaint.reason


def test_a_member_larger_than_a_report_is_refused(tmp_path: Path, gather: Gather) -> None:
    """By the size that the directory tells."""
    noise = random.Random(1).randbytes(1_050_000) * 20
    captures, (complaint,) = gather(write(tmp_path, packed(("a.txt", noise), method=0)))
    assert captures == []
    assert "20,000,000" in complaint.reason


def test_what_one_file_unpacks_to_is_bounded(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is left and it is said once, through all archives within."""
    monkeypatch.setattr(Budget, "for_file", classmethod(lambda cls, _: cls(200_000)))
    words = random.Random(1).randbytes(90_000).hex()[:90_000].encode()
    inner = packed(*((f"{n}.txt", words + b"%d" % n) for n in range(5)))
    path = write(tmp_path, packed(("in.zip", inner), ("z.txt", TEXT), method=0))
    captures, (complaint,) = gather(path)
    assert len(captures) < 3
    assert "far more" in complaint.reason


def test_members_that_lie_over_each_other_are_refused(tmp_path: Path, gather: Gather) -> None:
    """Two entries of the directory for the same bytes are how bombs are built."""
    content = bytearray(packed(("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)))
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 1)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    captures, complaints = gather(write(tmp_path, bytes(content)))
    assert [c.name for c in captures] == ["c"]
    assert ["lies over" in c.reason for c in complaints] == [True, True]


def test_too_many_members_are_cut_off_and_told(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first ones are read."""
    monkeypatch.setattr(zips, "_MOST_MEMBERS", 2)
    captures, (complaint,) = gather(
        write(tmp_path, packed(*((f"{n}.txt", TEXT) for n in range(4))))
    )
    assert len(captures) == 2
    assert "holds 4 files" in complaint.reason


def test_a_directory_that_would_fill_the_memory_is_not_read(
    tmp_path: Path, gather: Gather, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused by its size."""
    monkeypatch.setattr(zips, "_LARGEST_DIRECTORY_BYTES", 300)
    captures, (complaint,) = gather(
        write(tmp_path, packed(*((f"{n}.txt", TEXT) for n in range(20))))
    )
    assert captures == []
    assert "more than reports need" in complaint.reason


def test_a_damaged_member_costs_itself(tmp_path: Path, gather: Gather) -> None:
    """Its checksum tells."""
    content = packed(("a.txt", TEXT), ("b.txt", TEXT + b"!"), method=0)
    content = content.replace(TEXT + b"!", b"X" + TEXT[1:] + b"!")
    captures, (complaint,) = gather(write(tmp_path, content))
    assert [c.name for c in captures] == ["a"]
    assert complaint.where.endswith("!/b.txt")
    assert "damaged" in complaint.reason


def test_a_local_header_that_belies_the_directory_costs_its_member(
    tmp_path: Path, gather: Gather
) -> None:
    """The two names must agree."""
    content = packed(("a.txt", TEXT), ("b.txt", TEXT)).replace(b"a.txt", b"x.txt", 1)
    captures, (complaint,) = gather(write(tmp_path, content))
    assert [c.name for c in captures] == ["b"]
    assert "damaged" in complaint.reason


@pytest.mark.parametrize("cut", [10, 60, 100, 200])
def test_a_cut_archive_is_told(tmp_path: Path, gather: Gather, cut: int) -> None:
    """Its directory stands at the end, which is missing."""
    captures, (complaint,) = gather(write(tmp_path, packed(("a.txt", TEXT), ("b.txt", TEXT))[:cut]))
    assert captures == []
    assert isinstance(complaint, UnreadableReport)
    assert "no ZIP archive that can be read" in complaint.reason


def test_a_zip_called_text_is_opened_and_it_is_said(tmp_path: Path, gather: Gather) -> None:
    """The bytes know better."""
    (capture,), (note,) = gather(write(tmp_path, packed(("a.txt", TEXT)), "a.txt"))
    assert capture.content == TEXT
    assert "ZIP" in note.reason


@pytest.mark.parametrize("name", ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])
def test_documents_that_are_zips_within_are_not_taken_apart(
    tmp_path: Path, gather: Gather, name: str
) -> None:
    """A spreadsheet's parts are no reports."""
    captures, complaints = gather(
        write(tmp_path, packed((name, b"x"), ("xl/a.txt", TEXT)), "a.odt")
    )
    assert captures == []
    assert "office document" in complaints[-1].reason


def test_a_word_document_is_one_report_whatever_its_name(tmp_path: Path, gather: Gather) -> None:
    """It is a ZIP archive within, but a file of its own, on disk and in an archive."""
    content = packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    path = write(tmp_path, content, "report.zip")
    (capture,), (note,) = gather(path)
    assert capture.content == content
    assert capture.media_type.endswith("wordprocessingml.document")
    assert (capture.custody.method, capture.custody.container) == (CaptureMethod.FILE, None)
    assert "Word" in note.reason
    outer = write(tmp_path, packed(("in/report.docx", content)))
    (capture,), skipped = gather(outer)
    assert (capture.content, capture.custody.locator) == (content, "in/report.docx")
    assert skipped == []


def test_a_gzipped_file_is_unpacked(tmp_path: Path, gather: Gather) -> None:
    """Under its name without the ending."""
    path = write(tmp_path, gzip.compress(TEXT, mtime=0), "a.txt.gz")
    (capture,), skipped = gather(path)
    assert (capture.name, capture.content) == ("a", TEXT)
    assert capture.address == f"{path}!/a.txt"
    assert skipped == []


def test_a_gzipped_file_that_ends_early_is_told(tmp_path: Path, gather: Gather) -> None:
    """Half of a text is no report; what is beside reports costs no word."""
    write(tmp_path, gzip.compress(TEXT, mtime=0)[:-20], "a.txt.gz")
    write(tmp_path, gzip.compress(b"{}", mtime=0), "data.json.gz")
    captures, (complaint,) = gather(tmp_path)
    assert captures == []
    assert complaint.where.endswith("a.txt.gz")
    assert "ends before its end" in complaint.reason


VALID = packed(
    ("reports.csv", b"file,outlet\na,Alpha\n"), ("a.txt", TEXT), ("sub/b.html", b"<html>B</html>"),
    ("in.zip", packed(("c.txt", TEXT))), ("r.jsonl", b'{"id": "x", "text": "One."}\n'),
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, len(VALID) - 1), st.integers(0, 255)), max_size=8),
    st.integers(0, len(VALID)),
)
def test_mutated_archives_give_captures_or_complaints(
    tmp_path: Path, gather: Gather, changes: list[tuple[int, int]], cut: int
) -> None:
    """Nothing else is raised, whatever bytes are changed or cut off."""
    content = bytearray(VALID)
    for at, byte in changes:
        content[at] = byte
    captures, complaints = gather(
        write(tmp_path, bytes(content[:cut] if cut % 3 == 0 else content))
    )
    assert captures or complaints
