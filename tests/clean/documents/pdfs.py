"""PDFs written by hand, so that their bytes can be wrong in any way."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

__all__ = ["lines_at", "of_objects", "of_pages", "text_page"]

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def of_objects(objects: Sequence[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Return a PDF of these objects, numbered from 1."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d%s>>\n" % (len(objects) + 1, trailer)
    return bytes(made + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """Return a packed stream object."""
    packed = zlib.compress(content)
    head = b"<</Filter/FlateDecode/Length %d%s>>" % (len(packed), extra)
    return b"%s\nstream\n%s\nendstream" % (head, packed)


def lines_at(*lines: tuple[float, float, float, str]) -> bytes:
    """Return drawing instructions for lines of (x, y, size, words)."""
    drawn = []
    for x, y, size, words in lines:
        shown = words.encode("cp1252", "replace")
        for sign in (b"\\", b"(", b")"):
            shown = shown.replace(sign, b"\\" + sign)
        drawn.append(b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, x, y, shown))
    return b"\n".join(drawn)


def text_page(*lines: str, top: float = 700) -> bytes:
    """Return drawing instructions for lines of 12 points, 14 apart; an empty one is a gap."""
    placed = [(72.0, top - 14.0 * at, 12.0, line) for at, line in enumerate(lines)]
    return lines_at(*(line for line in placed if line[3]))


def of_pages(
    drawings: Sequence[bytes], info: bytes = b"", resources: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """Return a PDF with a page for each drawing; `more` objects come after number 3."""
    base = 4 + len(more)
    kids = b" ".join(b"%d 0 R" % (base + 2 * at) for at in range(len(drawings)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(drawings)),
        FONT,
        *more,
    ]
    for at, drawing in enumerate(drawings):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>%s>>>>" % (base + 2 * at + 1, resources)
        )
        objects.append(stream(drawing))
    if info:
        objects.append(b"<<%s>>" % info)
        return of_objects(objects, b"/Root 1 0 R/Info %d 0 R" % len(objects))
    return of_objects(objects)
