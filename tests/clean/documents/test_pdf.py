"""PDFs in, the text of their text layer out."""

from __future__ import annotations

import io
import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner
from tests.clean.documents.pdfs import lines_at, of_objects, of_pages, stream, text_page

from rashomon.clean import clean
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Sidecar

PDF = "application/pdf"
STORY = (
    "Two people were killed on Thursday when a shell struck a bus sta-",
    "tion in the northern town of Samplehrad, the regional governor said.",
    "",
    "He said that three others were hurt. The Iran-",
    "backed group did not comment on the strike.",
)
TEXT = (
    "Two people were killed on Thursday when a shell struck a bus station in the northern town of "
    "Samplehrad, the regional governor said.\n\n"
    "He said that three others were hurt. The Iran-backed group did not comment on the strike."
)
IMAGE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/Length 0>>\nstream\n\nendstream"
SHOWS_IMAGE = b"/XObject<</I 4 0 R>>"


def capture_of(content: bytes) -> Capture:
    """Return a capture of a PDF."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    return Capture(content, "name", "in/name.pdf", PDF, noon)


def refusal(content: bytes) -> str:
    """Return why a PDF is not read."""
    with pytest.raises(UnreadableReport) as caught:
        clean(capture_of(content))
    return caught.value.reason


def test_lines_become_paragraphs_and_broken_words_whole(cleaned: Cleaner) -> None:
    """A gap parts paragraphs; a hyphen that is the word's own stays."""
    report = cleaned(of_pages([text_page(*STORY)]), PDF)
    assert report.text == TEXT
    assert report.found_by["text"] == "text layer"


def test_a_sentence_goes_on_over_pages_and_running_lines_do_not_part_it(cleaned: Cleaner) -> None:
    """What runs along is kept once, as noise; page numbers are left out."""
    pages = [
        lines_at((72, 760, 9, "Example Monitor"), (300, 30, 9, f"Page {at} of 3")) + b"\n" + body
        for at, body in enumerate(
            (
                text_page("Two people were killed when a shell", top=60),
                text_page("struck a station in the town of Samplehrad."),
                text_page("Nobody claimed the attack."),
            ),
            1,
        )
    ]
    report = cleaned(of_pages(pages), PDF)
    assert report.text == (
        "Example Monitor\n\nTwo people were killed when a shell struck a station in the town of "
        "Samplehrad.\n\nNobody claimed the attack."
    )
    assert report.noise[0].of(report.text) == "Example Monitor"
    assert "5 running lines and page numbers left out" in report.found_by["text"]


def test_what_browsers_print_around_a_page_is_noise_and_tells_its_address(
    cleaned: Cleaner,
) -> None:
    """Its date is that of printing, not of publication."""
    page = lines_at(
        (20, 780, 8, "3/4/24, 10:15 AM Shell hits station"),
        (20, 20, 8, "https://example.org/2022/03/03/shell 1/1"),
    )
    report = cleaned(of_pages([page + b"\n" + text_page(*STORY)]), PDF)
    assert report.url == "https://example.org/2022/03/03/shell"
    assert (report.published_on, report.found_by["published_on"]) == (date(2022, 3, 3), "address")
    assert len(report.noise) == 2
    assert report.found_by["url"] == "foot of the page"


def test_large_type_above_the_body_is_a_headline(cleaned: Cleaner) -> None:
    """Over two lines, too."""
    page = lines_at((72, 740, 20, "Shell Hits Bus Station In"), (72, 717, 20, "Samplehrad Town"))
    report = cleaned(of_pages([page + b"\n" + text_page(*STORY, top=690)]), PDF)
    assert report.headline
    assert report.headline.of(report.text) == "Shell Hits Bus Station In Samplehrad Town"
    assert report.found_by["headline"] == "type size"


def test_properties_date_and_title_a_report_that_does_not_itself(cleaned: Cleaner) -> None:
    """The method is told; a title that the text has is its headline."""
    info = b"/Title(Two people dead in the north)/Author(R. Porter)"
    info += b"/CreationDate(D:20220304013000+03'00')"
    page = text_page("Two people dead in the north", "", *STORY)
    report = cleaned(of_pages([page], info), PDF)
    assert report.headline
    assert report.headline.of(report.text) == report.title == "Two people dead in the north"
    assert (report.published_on, report.byline) == (date(2022, 3, 4), "R. Porter")
    assert report.published_at == datetime(2022, 3, 3, 22, 30, tzinfo=UTC)
    by = report.found_by
    assert by["title"] == by["published_on"] == by["byline"] == "properties"


@pytest.mark.parametrize(
    "info", [b"/Title(report.docx)", b"/Title(Untitled document)", b"/Title()"]
)
def test_titles_that_programs_make_up_are_none(cleaned: Cleaner, info: bytes) -> None:
    """Names of files and the like."""
    assert cleaned(of_pages([text_page(*STORY)], info), PDF).title is None


@pytest.mark.parametrize(
    "told",
    [b"(D:20229999)", b"(yesterday)", b"(D:20300101)", b"4 0 R", b"(D:20220304999999)"],
    ids=["no-day", "words", "after-capture", "reference", "no-time"],
)
def test_a_date_that_cannot_be_is_not_taken(cleaned: Cleaner, told: bytes) -> None:
    """Nor does it cost the report."""
    report = cleaned(of_pages([text_page(*STORY)], b"/CreationDate" + told), PDF)
    assert (report.text, report.published_on) == (TEXT, None)


def test_a_dateline_holds_over_the_date_of_the_file(cleaned: Cleaner) -> None:
    """Files are made anew when they are sent on."""
    page = text_page("KYIV, 2 March 2022 (Reuters) - Two people were killed in the town.")
    report = cleaned(of_pages([page], b"/CreationDate(D:20220304)"), PDF)
    assert report.published_on == date(2022, 3, 2)
    assert report.found_by["published_on"] == "dateline"


def test_a_context_date_does_not_hide_a_weak_date(cleaned: Cleaner) -> None:
    """It dates a report only where nothing else does."""
    told = Sidecar(context_date=date(2022, 1, 1))
    content = of_pages([text_page(*STORY)], b"/CreationDate(D:20220304)")
    report = cleaned(content, PDF, told)
    assert (report.published_on, report.context_date) == (date(2022, 3, 4), date(2022, 1, 1))


def test_ligatures_are_letters(cleaned: Cleaner) -> None:
    """As a search for the word would have it."""
    key = (
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 1 beginbfchar <01> <FB01> endbfchar endcmap end"
    )
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 5 0 R>>"
    )
    content = of_pages(
        [b"BT /F2 12 Tf 72 700 Td (Heavy \\001ghting went on.) Tj ET"],
        resources=b"/Font<</F2 4 0 R>>",
        more=[font, stream(key)],
    ).replace(b"/Font<</F1 3 0 R>>", b"")
    assert cleaned(content, PDF).text == "Heavy fighting went on."


def test_a_scanned_pdf_is_refused_with_the_way_out() -> None:
    """A picture is no text."""
    reason = refusal(of_pages([b"/I Do"] * 2, resources=SHOWS_IMAGE, more=[IMAGE]))
    assert reason.startswith("the PDF has no text layer (2 pages, scanned)")
    assert "ocrmypdf" in reason


def test_pages_that_cannot_be_read_are_named(cleaned: Cleaner) -> None:
    """The others are read."""
    drawings = [text_page(*STORY), b"/I Do", b"/I Do", b""]
    report = cleaned(of_pages(drawings, resources=SHOWS_IMAGE, more=[IMAGE]), PDF)
    assert report.text == TEXT
    assert report.found_by["notes"] == "pages 2-3 of 4 not read: scanned"


def test_many_unread_runs_are_named_in_part(cleaned: Cleaner) -> None:
    """A note stays short."""
    drawings = [b"/I Do", text_page("Shells fell on the town again.")] * 12
    report = cleaned(of_pages(drawings, resources=SHOWS_IMAGE, more=[IMAGE]), PDF)
    assert report.found_by["notes"].endswith("15, and others of 24 not read: scanned")


def test_letters_without_a_key_are_no_text() -> None:
    """Fonts that do not tell their letters give control characters."""
    reason = refusal(of_pages([b"BT /F1 12 Tf (\\001\\002\\003\\004\\005\\006) Tj ET"]))
    assert "do not tell which letters" in reason


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "damaged"),
        (b"Two people were killed.", "no PDF"),
        (of_pages([b""]), "no text (one page)"),
        (of_pages([]), "none of its pages"),
        (of_objects([b"<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>"]), "damaged"),
        (of_objects([b"<</Type/Catalog/Pages 9 0 R>>"]), "damaged"),
        (b"%PDF-1.7\n" + b"[" * 200_000, "damaged"),
    ],
    ids=["empty", "text", "blank", "pageless", "own-child", "no-pages", "deep"],
)
def test_what_holds_no_text_is_refused(content: bytes, words: str) -> None:
    """In words that say why."""
    assert words in refusal(content)


def test_an_encrypted_pdf_is_refused_with_the_way_out() -> None:
    """One that any reader opens, with the empty password, is read."""
    from pypdf import PdfReader, PdfWriter

    def locked(password: str) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(of_pages([text_page(*STORY)]))))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        made = io.BytesIO()
        writer.write(made)
        return made.getvalue()

    assert "qpdf --decrypt" in refusal(locked("secret"))
    opens = locked("")
    assert clean(capture_of(opens)).text == TEXT
    key = b"/V 4/CF<</StdCF<</CFM/AESV2/Length 16>>>>/StmF/StdCF/StrF/StdCF"
    stronger = opens.replace(b"/V 2", key).replace(b"/R 3", b"/R 4")
    assert stronger != opens
    # Where the library for AES is there, what was never encrypted so decrypts to nothing.
    told = refusal(stronger)
    assert any(words in told for words in ("“cryptography”", "damaged", "holds no text"))


def test_a_broken_table_of_objects_is_mended(cleaned: Cleaner) -> None:
    """As every reader of PDFs does."""
    content = of_pages([text_page(*STORY)])
    for broken in (content[: content.rindex(b"xref\n0")], content.replace(b"\nxref", b"\nxxxx")):
        assert cleaned(broken, PDF).text == TEXT


def test_pages_that_loop_end() -> None:
    """A tree of pages that leads back to its root."""
    looped = of_objects(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9>>",
            b"<</Type/Pages/Kids[2 0 R]/Count 9/Parent 3 0 R>>",
        ]
    )
    assert "damaged" in refusal(looped)


def test_forms_that_draw_themselves_end(cleaned: Cleaner) -> None:
    """A drawing within itself, and ten that each draw the next ten times."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</I %d 0 R>>>>"
    own = stream(b"/I Do", form % 4)
    page = text_page(*STORY) + b"\n/I Do"
    assert cleaned(of_pages([page], resources=SHOWS_IMAGE, more=[own]), PDF).text == TEXT
    chain = [stream(b"/I Do " * 10, form % (5 + at)) for at in range(10)]
    chain.append(stream(b"", form % 4))
    began = time.monotonic()
    cleaned(of_pages([page], resources=SHOWS_IMAGE, more=chain), PDF)
    assert time.monotonic() - began < 60


def test_a_bomb_costs_its_page_alone(cleaned: Cleaner) -> None:
    """Forty megabytes of spaces, and a million drawn lines."""
    drawings = [text_page(*STORY), b" " * 40_000_000, b"0 0 m " * 1_000_000]
    report = cleaned(of_pages(drawings), PDF)
    assert report.text == TEXT
    assert report.found_by["notes"] == "pages 2-3 of 3 not read: damaged"


def test_ten_thousand_pages_are_read_in_part(cleaned: Cleaner) -> None:
    """The note says how far."""
    content = of_pages([text_page("Shells fell on the town.")] * 10_000)
    began = time.monotonic()
    report = cleaned(content, PDF)
    assert time.monotonic() - began < 60
    assert "pages 1001-10000 of 10000 not read: beyond" in report.found_by["notes"]


def test_a_table_of_contents_of_lies_is_no_harm() -> None:
    """A count of pages that no machine holds."""
    content = of_pages([text_page(*STORY)]).replace(b"/Count 1>>", b"/Count 999999999999>>")
    began = time.monotonic()
    with suppress(UnreadableReport):
        clean(capture_of(content))
    assert time.monotonic() - began < 60


PLAIN = of_pages([text_page(*STORY)], b"/Title(A)").replace(b"/Filter/FlateDecode", b"")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.binary(max_size=6)), max_size=8),
    st.integers(0, len(PLAIN)),
)
def test_no_damage_harms_us(changes: list[tuple[int, bytes]], cut: int) -> None:
    """A PDF with bytes changed and its end cut off is read or refused."""
    content = bytearray(PLAIN)
    for at, new in changes:
        content[at : at + len(new)] = new
    kept = bytes(content[:cut] if cut > len(content) // 2 else content)
    with suppress(UnreadableReport):
        clean(capture_of(kept))
