"""A PDF in, the text of its text layer out, in the order in which the PDF draws it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from rashomon.clean.derived import Derived
from rashomon.clean.documents.apart import parse_apart
from rashomon.clean.documents.properties import told_author, told_title
from rashomon.clean.documents.typeset import Line, Typeset, set_text
from rashomon.errors import UnreadableReport
from rashomon.records import Capture, Span

__all__ = ["read_pdf"]

_PROGRAM = Path(__file__).with_name("pdf_child.py")
_MAGIC_WITHIN = 1024  # bytes; readers allow some rubbish before the header
_MOST_RUBBISH = 0.2  # of a page's characters; fonts without a key to their letters give more
_RUBBISH = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]|/g\\d+|\\(cid:\\d+\\)")
_MOST_NAMED = 8  # runs of pages that a note names
_WAY_OUT = "run text recognition over it (ocrmypdf in.pdf out.pdf) and add the result"
_LOCKED = {
    "encrypted": "take off its password (qpdf --decrypt in.pdf out.pdf)",
    "cipher": "it opens without a password: take the encryption off (qpdf --decrypt in.pdf "
    "out.pdf), or install the Python package “cryptography”",
}
# Programs that print pages of the web, years after these were published.
_BROWSER = re.compile(
    r"\b(?:mozilla|firefox|chrom(?:e|ium)|skia|safari|wkhtmltopdf|webkit|edge|princexml|weasyprint)",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"D?:?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?\s?(?:(Z)|([+-])(\d\d)'?:?(\d\d)?)?"
)


def read_pdf(capture: Capture) -> Derived:
    """Derive the text of a PDF's text layer.

    Raises:
        UnreadableReport: If it is no PDF, encrypted, damaged, or has no text layer.

    """
    where = capture.address
    if b"%PDF-" not in capture.content[:_MAGIC_WITHIN]:
        raise UnreadableReport(where, "no PDF: its header is missing")
    told = parse_apart(_PROGRAM, capture.content, where)
    if told.get("error") in _LOCKED:
        raise UnreadableReport(where, f"the PDF is encrypted; {_LOCKED[told['error']]}")
    pages: Sequence[Mapping[str, Any]] = told.get("pages") or ()
    if told.get("error") or not pages:
        raise UnreadableReport(where, "the PDF is damaged: none of its pages can be reached")
    count = max(int(told["count"]), len(pages))
    lines, unread = _sorted_out(pages)
    unread["beyond the most that are read"] = list(range(len(pages) + 1, count + 1))
    if not any(lines):
        why = _why_no_text(pages, unread)
        raise UnreadableReport(where, why)
    made = set_text(lines)
    return _derived(made, told["info"], unread, count)


def _sorted_out(
    pages: Sequence[Mapping[str, Any]],
) -> tuple[list[list[Line]], dict[str, list[int]]]:
    """The lines of the pages that can be read, and the numbers of the others, by why not."""
    kept: list[list[Line]] = []
    unread: dict[str, list[int]] = {"scanned": [], "damaged": [], "in letters without a key": []}
    for number, page in enumerate(pages, 1):
        lines = [Line(*line) for line in page["lines"]]
        words = "".join(line.words for line in lines)
        rubbish = sum(len(found) for found in _RUBBISH.findall(words))
        if page.get("failed"):
            unread["damaged"].append(number)
        elif page.get("images"):
            unread["scanned"].append(number)
        elif rubbish > _MOST_RUBBISH * len(words):
            unread["in letters without a key"].append(number)
            lines = []
        kept.append([Line(_printable(x.words), x.x, x.y, x.size) for x in lines])
    return kept, unread


def _printable(words: str) -> str:
    return re.sub("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]", "", words)


def _why_no_text(pages: Sequence[Mapping[str, Any]], unread: Mapping[str, list[int]]) -> str:
    of = f"{len(pages)} pages" if len(pages) > 1 else "one page"
    if unread["scanned"]:
        return f"the PDF has no text layer ({of}, scanned); {_WAY_OUT}"
    if unread["in letters without a key"]:
        return f"the PDF's fonts do not tell which letters they show ({of}); {_WAY_OUT}"
    if unread["damaged"]:
        return f"the PDF is damaged: none of its pages can be read ({of}); print it anew"
    return f"the PDF holds no text ({of})"


def _derived(
    made: Typeset, info: Mapping[str, str], unread: Mapping[str, list[int]], count: int
) -> Derived:
    method = "text layer"
    if made.left_out:
        method += f"; {made.left_out} running lines and page numbers left out"
    title, title_by, headline = _title(made, info.get("Title", ""))
    made_by = f"{info.get('Creator', '')} {info.get('Producer', '')}"
    made_at = None if _BROWSER.search(made_by) else _moment(info.get("CreationDate", ""))
    url = next((url for words in made.running if (url := _address(words))), None)
    return Derived(
        made.text,
        method,
        title=title,
        title_by=title_by,
        headline=headline,
        noise=made.noise,
        byline=told_author(info.get("Author", "")),
        byline_by="properties",
        url=url,
        url_by="foot of the page",
        published_on=made_at[0] if made_at else None,
        published_at=made_at[1] if made_at else None,
        published_by="properties",
        is_dated_weakly=True,
        notes=tuple(
            f"{_named(numbers)} of {count} not read: {why}"
            for why, numbers in unread.items()
            if numbers
        ),
    )


def _title(made: Typeset, told: str) -> tuple[str | None, str, Span | None]:
    """The title told or printed largest; the first is sure where the text has it too."""
    title = told_title(told)
    if title:
        pattern = r"\s+".join(map(re.escape, title.split()))
        found = re.search(rf"(?m)^{pattern}$", made.text[:5000], re.IGNORECASE)
        if found:
            return title, "properties", Span(found.start(), found.end())
        return title, "properties", made.headline
    if made.headline:
        return made.headline.of(made.text), "type size", made.headline
    return None, "", None


def _address(words: str) -> str | None:
    found = re.search(r"https?://[^\s\"<>]+", words)
    return found.group().rstrip(".,;)") if found else None


def _moment(words: str) -> tuple[date, datetime | None] | None:
    """The day as printed, and the moment in UTC where the offset is told, of a PDF's date."""
    found = _MOMENT.match(words.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(found[n] or 0) for n in range(1, 7))
    ahead = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    zone = timezone(-ahead if found[8] == "-" else ahead) if ahead < timedelta(days=1) else UTC
    try:
        at = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
        in_utc = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at.date(), in_utc if found[7] or found[8] else None


def _named(numbers: Sequence[int]) -> str:
    """Pages in words: "page 3", "pages 2-4, 7"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [f"{a}-{b}" if a < b else str(a) for a, b in runs[:_MOST_NAMED]]
    if len(runs) > _MOST_NAMED:
        named.append("and others")
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(named)}"
