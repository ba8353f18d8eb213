"""What the process that reads PDFs answers, asked within this one."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys

import pytest
from tests.clean.documents.pdfs import lines_at, of_objects, of_pages, text_page

from rashomon.clean.documents import pdf_child
from rashomon.clean.documents.pdf_child import read_pages

PAGE = text_page("Shells fell.")
IMAGE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 0>>\nstream\n\nendstream"


def lines(told: dict[str, object]) -> list[str]:
    """Return the words of the lines of all pages."""
    pages = told["pages"]
    assert isinstance(pages, list)
    return [line[0] for page in pages for line in page["lines"]]


def test_lines_have_place_and_size() -> None:
    """As JSON holds them."""
    told = read_pages(of_pages([lines_at((72, 700, 12, "Shells fell."))], b"/Title(A)"))
    assert told == {
        "count": 1,
        "info": {"Title": "A"},
        "pages": [{"lines": [["Shells fell.", 72.0, 700.0, 12.0]], "images": False}],
    }


def test_a_locked_file_is_told() -> None:
    """Not opened, not guessed."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(of_pages([PAGE]))))
    writer.encrypt("secret", "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    assert read_pages(made.getvalue()) == {"error": "encrypted"}


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        of_objects([b"<</Type/Catalog/Pages 9 0 R>>"]),
        of_objects([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"]),
    ],
    ids=["nothing", "no-pages", "loop"],
)
def test_a_damaged_file_is_told(content: bytes) -> None:
    """Or has no pages that can be reached."""
    told = read_pages(content)
    assert told.get("error") == "damaged" or not told["pages"]


def test_a_cut_file_is_opened_by_its_catalog() -> None:
    """As a download that broke off."""
    whole = of_pages([PAGE])
    assert lines(read_pages(whole[: whole.rindex(b"xref\n0")])) == ["Shells fell."]


def test_properties_that_are_none_cost_nothing() -> None:
    """A reference into the void."""
    told = read_pages(of_pages([PAGE]).replace(b"/Root 1 0 R", b"/Root 1 0 R/Info [1 2]"))
    assert (lines(told), told["info"]) == (["Shells fell."], {})


def test_a_page_too_large_costs_itself() -> None:
    """Its lines are none, and it is marked."""
    told = read_pages(of_pages([b" " * 30_000_000, PAGE]))
    assert told["pages"][0] == {"lines": [], "failed": True}
    assert lines(told) == ["Shells fell."]


def test_text_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """In characters, lines and pages."""
    monkeypatch.setattr(pdf_child, "_MOST_CHARACTERS", 20)
    assert len(read_pages(of_pages([PAGE] * 5))["pages"]) == 2
    monkeypatch.undo()
    monkeypatch.setattr(pdf_child, "_MOST_LINES_IN_ALL", 2)
    assert len(read_pages(of_pages([PAGE] * 5))["pages"]) == 2
    monkeypatch.setattr(pdf_child, "_MOST_LINES", 1)
    assert lines(read_pages(of_pages([text_page("One.", "Two.")]))) == ["One."]
    monkeypatch.setattr(pdf_child, "MOST_PAGES", 1)
    assert len(read_pages(of_pages([PAGE] * 5))["pages"]) == 1


@pytest.mark.parametrize(
    ("drawing", "resources", "shown"),
    [
        (b"/I Do", b"/XObject<</I 4 0 R>>", True),
        (b"", b"/XObject<</I 4 0 R>>", False),
        (b"/I Do", b"", False),
        (b"/I Do " + PAGE, b"/XObject<</I 4 0 R>>", False),
    ],
    ids=["shown", "not-drawn", "missing", "beside-words"],
)
def test_pages_that_show_but_pictures_are_told(
    drawing: bytes, resources: bytes, shown: bool
) -> None:
    """A picture beside words may be any picture."""
    told = read_pages(of_pages([drawing], resources=resources, more=[IMAGE]))
    assert told["pages"][0]["images"] is shown


def test_places_beyond_measure_are_none() -> None:
    """JSON holds no infinities, and nothing lies there."""
    told = read_pages(of_pages([b"BT /F1 12 Tf 1 0 0 1 9e30 -9e30 Tm (Shells fell.) Tj ET"]))
    assert told["pages"][0]["lines"] == [["Shells fell.", 0.0, 0.0, 12.0]]


def test_the_program_answers_until_its_input_ends() -> None:
    """One answer a document, each after its length."""
    content = of_pages([PAGE])
    asked = struct.pack(">Q", len(content)) + content
    done = subprocess.run(
        [sys.executable, "-P", pdf_child.__file__], input=asked * 2, capture_output=True, check=True
    )
    answer = json.dumps(read_pages(content)).encode()
    assert done.stdout == (struct.pack(">Q", len(answer)) + answer) * 2
    assert done.stderr == b""


def test_requests_are_answered_until_they_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request without its whole length ends them, too."""
    monkeypatch.setattr(pdf_child, "_bound_time", lambda: None)  # it would bound this process
    content = of_pages([PAGE])
    answers = io.BytesIO()
    pdf_child.serve(io.BytesIO(struct.pack(">Q", len(content)) + content + b"\0\0"), answers)
    told = json.loads(answers.getvalue()[8:])
    assert lines(told) == ["Shells fell."]


@pytest.mark.skipif(sys.platform == "win32", reason="the system keeps no such limits there")
@pytest.mark.parametrize(
    ("limit", "deed", "code", "words"),
    [
        ("_CPU_SECONDS = 1", "while True: pass", -24, b""),  # SIGXCPU
        ("_MEMORY_BYTES = 2**28", "bytearray(2**29)", 1, b"MemoryError"),
    ],
    ids=["loops", "swells"],
)
def test_the_system_ends_what_has_no_end(limit: str, deed: str, code: int, words: bytes) -> None:
    """A PDF that makes its reader loop or swell costs the process that reads it."""
    program = (
        "from rashomon.clean.documents import pdf_child",
        f"pdf_child.{limit}",
        "pdf_child._bound_memory()",
        "pdf_child._bound_time()",
        deed,
    )
    command = [sys.executable, "-c", "\n".join(program)]
    done = subprocess.run(command, capture_output=True, timeout=50)
    assert done.returncode == code
    assert words in done.stderr
