"""A word processor's document (.docx) in, its text out: as it would be printed with all changes
accepted, tables a line for each row, footnotes at its end.

The document is XML within a ZIP archive. Few of its members are read, each up to a limit, as a
stream of tags by a parser that knows no entities and no network.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from typing import Any

from rashomon.clean.derived import Derived
from rashomon.clean.documents.properties import told_author, told_title
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Span
from rashomon.reference.iso_days import parse_day, parse_moment

__all__ = ["DOCX", "read_office"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_MOST_MEMBERS = 10_000  # of the archive; a document with all its pictures has some hundreds
# A page takes 20 KB of XML, so that this holds the longest reports; a bomb holds gigabytes.
_MOST_XML_BYTES = 40_000_000
_MOST_CHARACTERS = 5_000_000  # of the text, as of a PDF's
_SKIPPED = {
    "del": "deleted",
    "moveFrom": "moved away",
    "Fallback": "",
    "pPrChange": "",
    "rPrChange": "",
}
_WAY_OUT = "open it and save it anew as .docx, without a password"
_HEADING = re.compile(r"(?:heading|title|headline|überschrift|titre|título)", re.IGNORECASE)


@dataclass(slots=True)
class _Text:
    """What has been read so far: paragraphs, the rows of the tables that are open, and counts."""

    paragraphs: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    open_paragraphs: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    style: str = ""
    is_hidden: bool = False
    size: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def end_paragraph(self) -> None:
        """Put the innermost paragraph where it belongs: a cell or the text."""
        words = "".join(self.open_paragraphs.pop()) if self.open_paragraphs else ""
        words = "\n".join(" ".join(line.split()) for line in words.split("\n")).strip()
        if words and self.cells:
            self.cells[-1].append(words.replace("\n", " "))
        elif words:
            self.paragraphs.append(words)
            self.styles.append(self.style)

    def end_row(self) -> None:
        """Put a row's cells into one line, within the cell that its table stands in."""
        words = " | ".join(self.rows.pop()) if self.rows else ""
        if words.strip(" |") and self.cells:
            self.cells[-1].append(words)
        elif words.strip(" |"):
            self.paragraphs.append(words)
            self.styles.append("table row")


def read_office(capture: Capture) -> Derived:
    """Derive the text of a .docx document.

    Raises:
        UnreadableReport: If it is none, damaged, encrypted, or holds no text.

    """
    where = capture.address
    with _opened(capture.content, where) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        main = _main_part(archive, names)
        if main is None:
            raise UnreadableReport(where, "the archive holds no text document (word/document.xml)")
        folder = main.rpartition("/")[0]
        styles = _styles(archive, names.get(f"{folder}/styles.xml".casefold()))
        body = _Text()
        try:
            _read(_member(archive, main, where), styles, body)
        except _damage() as error:
            raise UnreadableReport(where, f"the document is damaged; {_WAY_OUT}") from error
        notes = _Text()
        for kind in ("footnotes", "endnotes"):
            name = names.get(f"{folder}/{kind}.xml".casefold())
            try:
                _read(_member(archive, name, where) if name else b"", styles, notes)
            except _losses():
                body.left_out[f"{kind} damaged"] += 1
        told = _properties(archive, names.get("docprops/core.xml"))
    if not body.paragraphs:
        raise UnreadableReport(where, "the document holds no text")
    return _derived(body, notes.paragraphs, told)


def _opened(content: bytes, where: str) -> zipfile.ZipFile:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableReport(where, f"the document is encrypted or of the old kind; {_WAY_OUT}")
    if content.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise UnreadableReport(where, "the document's archive has more members than documents have")
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableReport(where, f"the document is damaged; {_WAY_OUT}") from error


def _damage() -> tuple[type[Exception], ...]:
    from lxml.etree import LxmlError

    return (LxmlError, ValueError, LookupError, zipfile.BadZipFile, zlib.error, OSError,
            EOFError, NotImplementedError, RuntimeError)  # fmt: skip


def _losses() -> tuple[type[Exception], ...]:
    """What costs a member that can be done without."""
    return (*_damage(), UnreadableReport)


def _member(archive: zipfile.ZipFile, name: str, where: str = "") -> bytes:
    """Return a member's bytes.

    Raises:
        UnreadableReport: If there are more than a document has, or it tells of entities.

    """
    with archive.open(name) as member:
        content = member.read(_MOST_XML_BYTES + 1)
    if len(content) > _MOST_XML_BYTES:
        raise UnreadableReport(where, f"{name} unpacks to more than {_MOST_XML_BYTES:,} bytes")
    # No program writes one, and all that is harmful in XML begins with it.
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content.replace(b"\0", b""), re.IGNORECASE):
        raise UnreadableReport(where, f"{name} declares entities, as no word processor does")
    return content


def _tags(content: bytes) -> Iterator[tuple[str, str, Any]]:
    """Yield "start" or "end", the name without its namespace, and the element."""
    from lxml import etree

    if not content:
        return
    walk = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for event, element in walk:
        yield event, str(element.tag).rpartition("}")[2], element
        if event == "end":  # what was read is given back: a tree would take ten times its bytes
            element.clear(keep_tail=False)
            while element.getprevious() is not None:
                del element.getparent()[0]


def _attribute(element: Any, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _read(content: bytes, styles: Mapping[str, str], text: _Text) -> None:
    """Take a part's paragraphs in."""
    skipping = 0
    separator = False
    for event, name, element in _tags(content):
        if skipping:
            skipping += 1 if event == "start" else -1
            continue
        if event == "start" and name in _SKIPPED and not _is_mark(element):
            skipping = 1
            if _SKIPPED[name]:
                text.left_out[_SKIPPED[name]] += 1
        elif event == "start":
            if name in {"footnote", "endnote"}:
                separator = bool(_attribute(element, "type"))
            _start(name, element, text)
        elif not separator:
            _end(name, element, styles, text)
        if text.size > _MOST_CHARACTERS:
            text.left_out["beyond the most that is read"] += 1
            return


def _is_mark(element: Any) -> bool:
    """Tell `w:del` as a mark on a paragraph's or row's own properties from deleted words."""
    parent = element.getparent()
    return parent is not None and str(parent.tag).rpartition("}")[2] in {"rPr", "trPr", "numPr"}


def _start(name: str, element: Any, text: _Text) -> None:
    match name:
        case "p":
            text.open_paragraphs.append([])
            text.style = ""
        case "tr":
            text.rows.append([])
        case "tc":
            text.cells.append([])
        case "r":
            text.is_hidden = False
        case "vanish":
            text.is_hidden = _attribute(element, "val") not in {"0", "false", "off"}


def _end(name: str, element: Any, styles: Mapping[str, str], text: _Text) -> None:
    match name:
        case "t" if text.is_hidden:
            text.left_out["hidden"] += 1
        case "t" | "tab" | "br" | "cr" | "noBreakHyphen" if text.open_paragraphs:
            words = (element.text or "") if name == "t" else _SIGNS[name]
            text.open_paragraphs[-1].append(words)
            text.size += len(words)
        case "pStyle":
            style = _attribute(element, "val")
            text.style = styles.get(style, style)
        case "p":
            text.end_paragraph()
        case "tc" if text.cells:
            words = " ".join(text.cells.pop())
            if text.rows:
                text.rows[-1].append(words)
        case "tr":
            text.end_row()


_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _main_part(archive: zipfile.ZipFile, names: Mapping[str, str]) -> str | None:
    """The member that holds the text: the one that the archive names, else where it lies."""
    rels = names.get("_rels/.rels")
    try:
        for event, name, element in _tags(_member(archive, rels) if rels else b""):
            kind = _attribute(element, "Type")
            if event == "start" and name == "Relationship" and kind.endswith("/officeDocument"):
                target = normpath(_attribute(element, "Target").lstrip("/"))
                return names.get(target.casefold())
    except _losses():
        pass
    return names.get("word/document.xml")


def _styles(archive: zipfile.ZipFile, name: str | None) -> dict[str, str]:
    """The styles' names by their ids: names are English whatever the program's language."""
    found: dict[str, str] = {}
    style = ""
    try:
        for event, tag, element in _tags(_member(archive, name) if name else b""):
            if event == "start" and tag == "style":
                style = _attribute(element, "styleId")
            elif event == "start" and tag == "name" and style:
                found.setdefault(style, _attribute(element, "val"))
    except _losses():
        return {}
    return found


def _properties(archive: zipfile.ZipFile, name: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        for event, tag, element in _tags(_member(archive, name) if name else b""):
            if event == "end" and tag in {"title", "creator", "created"}:
                found.setdefault(tag, str(element.text or "")[:1000])
    except _losses():
        return {}
    return found


def _derived(body: _Text, footnotes: list[str], told: Mapping[str, str]) -> Derived:
    pieces: list[str] = []
    for at, words in enumerate(body.paragraphs):
        is_next_row = at and body.styles[at] == body.styles[at - 1] == "table row"
        pieces.append(("\n" if is_next_row else "\n\n" if at else "") + words)
    text = "".join(pieces)
    noise: tuple[Span, ...] = ()
    if footnotes:
        start = len(text) + 2
        text = "\n\n".join((text, *footnotes))
        noise = (Span(start, len(text)),)
    title, title_by, headline = _title(body, told.get("title", ""))
    created = told.get("created", "")
    notes = [f"{count} {what} not in the text" for what, count in sorted(body.left_out.items())]
    if footnotes:
        notes.append(f"{len(footnotes)} footnotes at the end, as noise")
    return Derived(
        text,
        "docx",
        title=title,
        title_by=title_by,
        headline=headline,
        noise=noise,
        byline=told_author(told.get("creator", "")),
        byline_by="properties",
        published_on=parse_day(created),
        published_at=parse_moment(created),
        published_by="properties",
        is_dated_weakly=True,
        notes=tuple(notes),
    )


def _title(body: _Text, told: str) -> tuple[str | None, str, Span | None]:
    """The first paragraph where it is set as a heading or is the title told."""
    first = body.paragraphs[0]
    title = told_title(told)
    is_told = title is not None and " ".join(first.split()).casefold() == title.casefold()
    if is_told or (_HEADING.match(body.styles[0]) and len(first.split()) > 1):
        return " ".join(first.split()), "properties" if is_told else "style", Span(0, len(first))
    return title, "properties" if title else "", None
