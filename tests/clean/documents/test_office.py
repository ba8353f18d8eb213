"""Word processors' documents in, their text out."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clean.conftest import Cleaner

from rashomon.clean import clean
from rashomon.clean.documents.office import DOCX
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

STORY = (
    "Two people were killed on Thursday when a shell struck a bus station in the northern town "
    "of Samplehrad, the regional governor said."
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="{}"/></Relationships>'
)


def p(words: str, style: str = "") -> str:
    """Return a paragraph."""
    told = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{told}<w:r><w:t>{words}</w:t></w:r></w:p>"


def docx(body: str, /, **members: str | bytes) -> bytes:
    """Return a document; members are named by their path, with __ for / and _ for a stop."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
        )
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def core(**told: str) -> str:
    """Return the properties' member."""
    inner = "".join(f"<d:{name}>{words}</d:{name}>" for name, words in told.items())
    return f'<cp:coreProperties xmlns:cp="urn:c" xmlns:d="urn:d">{inner}</cp:coreProperties>'


def capture_of(content: bytes) -> Capture:
    """Return a capture of a document."""
    return Capture(content, "name", "in/a.docx", DOCX, datetime(2024, 5, 1, 12, tzinfo=UTC))


def refusal(content: bytes) -> str:
    """Return why a document is not read."""
    with pytest.raises(UnreadableReport) as caught:
        clean(capture_of(content))
    return caught.value.reason


def test_paragraphs_and_tables_are_told_apart(cleaned: Cleaner) -> None:
    """A row has its line; what stands in cells of cells stands in the row."""
    cell = "<w:tc>{}</w:tc>"
    inner = f"<w:tbl><w:tr>{cell.format(p('2'))}{cell.format(p('3'))}</w:tr></w:tbl>"
    table = "<w:tbl>" + "".join(
        f"<w:tr>{cell.format(p(town))}{cell.format(killed)}</w:tr>"
        for town, killed in (("Town", p("Killed")), ("Samplehrad", inner))
    ) + "</w:tbl>"  # fmt: skip
    report = cleaned(docx(p(STORY) + table + p("Nobody claimed it.")), DOCX)
    assert report.text == (f"{STORY}\n\nTown | Killed\nSamplehrad | 2 | 3\n\nNobody claimed it.")
    assert report.found_by["text"] == "docx"


def test_deleted_words_are_out_and_inserted_ones_in(cleaned: Cleaner) -> None:
    """As if all changes were accepted; a note says what was left out."""
    body = (
        "<w:p><w:r><w:t>At least </w:t></w:r>"
        "<w:del><w:r><w:delText>nine</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>two</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> children</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> people</w:t></w:r>'
        "<w:r><w:tab/><w:t>died in Novo</w:t><w:noBreakHyphen/><w:t>Town.</w:t></w:r></w:p>"
    )
    report = cleaned(docx(body), DOCX)
    assert report.text == "At least two people died in Novo-Town."
    assert report.found_by["notes"] == (
        "1 deleted not in the text; 1 hidden not in the text; 1 moved away not in the text"
    )


def test_a_deleted_paragraph_mark_deletes_no_words(cleaned: Cleaner) -> None:
    """It only joins two paragraphs, which are left apart here."""
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One died.</w:t></w:r></w:p>"
    assert cleaned(docx(body), DOCX).text == "One died."


def test_what_is_drawn_twice_is_read_once(cleaned: Cleaner) -> None:
    """A box of text stands in the file for new and for old programs."""
    box = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    body = f"<w:p><w:r>{both}</mc:AlternateContent><w:t>Around.</w:t></w:r></w:p>"
    assert cleaned(docx(body), DOCX).text == "In a box.\n\nAround."


def test_footnotes_stand_at_the_end_as_noise(cleaned: Cleaner) -> None:
    """The lines that part them from the page are none."""
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{p("-")}</w:footnote>'
        f"<w:footnote>{p('Example News, 3 March 2022.')}</w:footnote></w:footnotes>"
    )
    report = cleaned(docx(p(STORY), word__footnotes_xml=notes), DOCX)
    assert report.text == f"{STORY}\n\nExample News, 3 March 2022."
    assert report.noise[0].of(report.text) == "Example News, 3 March 2022."
    assert "1 footnotes at the end" in report.found_by["notes"]


def test_damaged_footnotes_cost_themselves_alone(cleaned: Cleaner) -> None:
    """And it is said."""
    report = cleaned(docx(p(STORY), word__endnotes_xml="<a"), DOCX)
    assert (report.text, "endnotes damaged" in report.found_by["notes"]) == (STORY, True)


@pytest.mark.parametrize(
    ("style", "styles"),
    [
        ("Title", ""),
        ("berschrift1", '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'),
    ],
    ids=["own-name", "named"],
)
def test_a_first_heading_is_the_headline(cleaned: Cleaner, style: str, styles: str) -> None:
    """By the style's name, which is English in any language."""
    told = f"<w:styles {W}>{styles}</w:styles>"
    report = cleaned(docx(p("Shell hits station", style) + p(STORY), word__styles_xml=told), DOCX)
    assert report.headline
    assert report.headline.of(report.text) == report.title == "Shell hits station"
    assert report.found_by["headline"] == "style"


def test_properties_tell_title_author_and_a_weak_date(cleaned: Cleaner) -> None:
    """With the method that found them."""
    told = core(title="Shell hits station", creator="R. Porter", created="2022-03-04T01:30:00Z")
    content = docx(p("Shell hits station") + p(STORY), docProps__core_xml=told)
    report = cleaned(content, DOCX)
    assert report.headline
    assert (report.title, report.byline) == ("Shell hits station", "R. Porter")
    assert (report.published_on, report.published_at) == (
        date(2022, 3, 4),
        datetime(2022, 3, 4, 1, 30, tzinfo=UTC),
    )
    by = report.found_by
    assert by["title"] == by["published_on"] == by["byline"] == "properties"


def test_a_dateline_holds_over_the_properties(cleaned: Cleaner) -> None:
    """Files are made before or after what they hold."""
    told = core(created="2022-03-04T01:30:00Z", creator="Office User", title="a.docx")
    words = "KYIV, 2 March 2022 (Reuters) - Two people were killed in the town."
    report = cleaned(docx(p(words), docProps__core_xml=told), DOCX)
    assert (report.published_on, report.byline, report.title) == (date(2022, 3, 2), None, None)


def test_damaged_properties_cost_nothing_else(cleaned: Cleaner) -> None:
    """Nor do damaged styles."""
    content = docx(p(STORY), docProps__core_xml="<a", word__styles_xml="<b")
    assert cleaned(content, DOCX).text == STORY


def test_the_archive_names_its_document(cleaned: Cleaner) -> None:
    """Some programs call it otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("_rels/.rels", RELS.format("/word/document2.xml"))
        archive.writestr("word/document2.xml", f"<w:document {W}>{p(STORY)}</w:document>")
    assert cleaned(made.getvalue(), DOCX).text == STORY


def zipped(**members: bytes) -> bytes:
    """Return an archive of these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(100), "encrypted or of the old kind"),
        (b"PK\x03\x04", "damaged"),
        (b"Two people were killed.", "damaged"),
        (zipped(a=b"b"), "no text document"),
        (docx(""), "no text"),
        (docx(p(STORY))[:-40], "damaged"),
        (docx("<w:p>"), "damaged"),
        (docx(f"</w:body></w:document>{LAUGHS}"), "entities"),
        (docx("<w:p>" * 5000), "damaged"),
        (b"PK\x01\x02" * 20_000, "more members"),
        (docx(p(" " * 60_000_000)), "unpacks to more"),
    ],
    ids="old cut text foreign empty truncated open laughs deep members bomb".split(),
)
def test_what_is_no_document_is_refused(content: bytes, words: str) -> None:
    """In words that say why, before it takes much time or memory."""
    began = time.process_time()
    assert words in refusal(content)
    assert time.process_time() - began < 10


def test_entities_of_the_disk_are_not_read() -> None:
    """Nor in the encoding that hides them."""
    outside = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    body = f"<w:document {W}><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:document>"
    for encoded in (f"{outside}{body}".encode(), f"{outside}{body}".encode("utf-16")):
        assert "entities" in refusal(zipped(**{"word/document.xml": encoded}))


def test_the_longest_text_is_read_in_part(
    cleaned: Cleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a note."""
    monkeypatch.setattr("rashomon.clean.documents.office._MOST_CHARACTERS", 200)
    report = cleaned(docx(p(STORY) * 10), DOCX)
    assert report.text == f"{STORY}\n\n{STORY}"[: len(report.text)]
    assert "beyond the most" in report.found_by["notes"]


SAMPLE = docx(p("Shell hits station", "Title") + p(STORY), docProps__core_xml=core(title="A b"))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.binary(max_size=6)), max_size=8),
    st.integers(0, len(SAMPLE)),
)
def test_no_damage_to_the_archive_harms_us(changes: list[tuple[int, bytes]], cut: int) -> None:
    """A document with bytes changed and its end cut off is read or refused."""
    content = bytearray(SAMPLE)
    for at, new in changes:
        content[at : at + len(new)] = new
    with suppress(UnreadableReport):
        clean(capture_of(bytes(content[:cut] if cut > len(content) // 2 else content)))


INNER = (p("A", "Title") + p("B") + f"<w:tbl><w:tr><w:tc>{p('C')}</w:tc></w:tr></w:tbl>").encode()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(INNER) - 1), st.binary(max_size=6)), max_size=8))
def test_no_damage_to_the_markup_harms_us(changes: list[tuple[int, bytes]]) -> None:
    """Nor does what is wrong within."""
    content = bytearray(INNER)
    for at, new in changes:
        content[at : at + len(new)] = new
    whole = f"<w:document {W}>".encode() + bytes(content) + b"</w:document>"
    with suppress(UnreadableReport):
        clean(capture_of(zipped(**{"word/document.xml": whole})))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(["p", "/p", "tbl", "/tbl", "tr", "/tr", "tc", "/tc", "del", "/del"]))
)
def test_tags_in_any_order_are_read(tags: list[str]) -> None:
    """What is not closed is closed; what was never opened is left."""
    made, opened = [], []
    for tag in tags:
        if not tag.startswith("/"):
            opened.append(tag)
            made.append(f"<w:{tag}>")
        elif opened and opened[-1] == tag[1:]:
            made.append(f"<w:{opened.pop()}>".replace("<", "</"))
    made += [f"</w:{tag}>" for tag in reversed(opened)]
    with suppress(UnreadableReport):
        clean(capture_of(docx("".join(made) + p(STORY))))
