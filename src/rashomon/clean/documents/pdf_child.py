"""The words of a PDF with where they stand on its pages: a program that `apart` runs.

It stands alone, as a process of its own with little memory and time, since a PDF is a graph of
objects in which a few bytes can ask for years of work. It takes a PDF on its standard input,
as eight bytes of length and the file, and answers with eight bytes of length and JSON, until
the input ends. All bounds below that count are the same on every machine; those of memory and
time, which are not, are only the last net.
"""

from __future__ import annotations

import io
import json
import os
import re
import struct
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["main", "read_pages", "serve"]

MOST_PAGES = 1000  # the longest reports of inquiries have some hundreds
_MOST_CHARACTERS = 5_000_000  # of the text: a thousand full pages
_MOST_LINES_IN_ALL = 200_000
_MOST_LINES = 2000  # of a page; a newspaper's has some hundreds
# A page of text has a hundred kilobytes of drawing at most, a map some millions; none is read
# for its drawings. pypdf takes about a second for each 100,000 operands.
_MOST_STREAM_BYTES = 20_000_000
_MOST_OPERANDS = 500_000
_MEMORY_BYTES = 1_000_000_000  # a long report takes a tenth
_CPU_SECONDS = 60  # at ten milliseconds a page, more than five times the longest report
_ENTRIES = ("/Title", "/Author", "/CreationDate", "/Creator", "/Producer")
_LONGEST_ENTRY = 1000


def read_pages(content: bytes) -> dict[str, Any]:
    """Return the pages' lines as [words, x, y, size], and what the PDF tells of itself.

    `error` stands alone where it cannot be opened: "encrypted", "cipher" (for which a library is
    missing) or "damaged". `failed` is true for a page that could not be read, `images` where one
    without words shows a picture.
    """
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    damage = (PyPdfError, *_DAMAGE)
    limits: dict[str, Any] = {
        "zlib_maximum_output_length": _MOST_STREAM_BYTES,
        "lzw_maximum_output_length": _MOST_STREAM_BYTES,
        "run_length_maximum_output_length": _MOST_STREAM_BYTES,
        "array_based_stream_maximum_output_length": _MOST_STREAM_BYTES,
        "stream_decoding_work_maximum_length": 4 * _MOST_STREAM_BYTES,
        "stream_parsing_work_maximum_count": _MOST_OPERANDS,
        "jbig2dec_binary": None,  # no program is started for what a file says
    }
    with apply_configuration(**limits):
        try:
            reader = _opened(content, PdfReader, damage)
            if reader.is_encrypted and not reader.decrypt(""):
                return {"error": "encrypted"}
            return {
                "count": len(reader.pages),
                "info": _info(reader, damage),
                "pages": list(_pages(reader, damage)),
            }
        except DependencyError:  # it opens without a password, by a library that is not here
            return {"error": "cipher"}
        except FileNotDecryptedError:
            return {"error": "encrypted"}
        except damage:
            return {"error": "damaged"}


def _opened(
    content: bytes, reader: type[PdfReader], damage: tuple[type[Exception], ...]
) -> PdfReader:
    """Open a PDF, and one that was cut off, or lost its trailer, by its last catalog."""
    try:
        opened = reader(io.BytesIO(content))
        _ = opened.is_encrypted or opened.pages[0]
    except damage:
        catalogs = _CATALOG.findall(content)
        if not catalogs:
            raise
        trailer = b"\nendobj\ntrailer\n<</Root %s 0 R>>\nstartxref\n0\n%%%%EOF\n" % catalogs[-1]
        return reader(io.BytesIO(content + trailer))
    return opened


_CATALOG = re.compile(
    rb"(?<!\d)(\d{1,9}) 0 obj\b(?:(?!endobj|stream).){0,500}?/Type\s*/Catalog\b", re.DOTALL
)

# What pypdf has been seen to raise on broken files beside its own errors.
_DAMAGE = (
    ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError,
    RecursionError, NotImplementedError, OSError, EOFError, StopIteration, zlib.error, struct.error,
)  # fmt: skip


def _info(reader: PdfReader, damage: tuple[type[Exception], ...]) -> dict[str, str]:
    try:
        entries: Any = reader.metadata or {}
        told = {name.strip("/"): str(entries[name]) for name in _ENTRIES if name in entries}
    except damage:
        return {}
    return {name: words[:_LONGEST_ENTRY] for name, words in told.items()}


def _pages(reader: PdfReader, damage: tuple[type[Exception], ...]) -> Iterator[dict[str, Any]]:
    left, lines_left = _MOST_CHARACTERS, _MOST_LINES_IN_ALL
    for number in range(min(len(reader.pages), MOST_PAGES)):
        if left <= 0 or lines_left <= 0:
            return
        try:
            page = reader.pages[number]
            lines = _lines(page)
            has_words = any(line[0].strip() for line in lines)
            left -= sum(len(line[0]) for line in lines)
            lines_left -= len(lines)
            yield {"lines": lines, "images": not has_words and _has_images(page)}
        except damage:
            yield {"lines": [], "failed": True}


def _lines(page: PageObject) -> list[list[Any]]:
    """The page's lines as it draws them: where the first word stands, the most letters' size."""
    lines: list[list[Any]] = []
    line: list[str] = []
    place: list[float] = []
    sizes: Counter[float] = Counter()

    def end_line() -> None:
        if place and len(lines) < _MOST_LINES:
            lines.append(["".join(line), *place, sizes.most_common(1)[0][0]])
        line.clear()
        place.clear()
        sizes.clear()

    def take(words: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        for number, piece in enumerate(words.split("\n")):
            if number:
                end_line()
            if piece.strip() and not place:
                x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                place.extend((_finite(x), _finite(y)))
            if piece.strip():
                scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
                sizes[_finite(abs(size * scale))] += len(piece)
            line.append(piece)

    page.extract_text(visitor_text=take)
    end_line()
    return lines


def _finite(value: float) -> float:
    """A coordinate that JSON can hold and that may be compared."""
    return round(value, 2) if abs(value) < 1e6 else 0.0


def _has_images(page: PageObject) -> bool:
    resources: Any = page.get("/Resources", {}).get_object()
    drawn: Any = resources.get("/XObject", {})
    drawn = drawn.get_object() if hasattr(drawn, "get_object") else drawn
    contents = page.get_contents()
    if contents is None or b"Do" not in contents.get_data():
        return False
    kinds = (drawn[name].get_object().get("/Subtype") for name in islice(drawn, 50))
    return any(kind in ("/Image", "/Form") for kind in kinds)


def main() -> None:
    """Answer one PDF after the other, from standard input to standard output."""
    source = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)  # whatever prints must not speak in between
    _bound_memory()
    serve(source, answers)


def serve(source: BinaryIO, answers: BinaryIO) -> None:
    """Answer one PDF after the other until `source` ends."""
    while content := _request(source):
        _bound_time()
        answer = json.dumps(read_pages(content)).encode()
        answers.write(struct.pack(">Q", len(answer)) + answer)
        answers.flush()


def _request(source: BinaryIO) -> bytes:
    head = source.read(8)
    return source.read(struct.unpack(">Q", head)[0]) if len(head) == 8 else b""


def _bound_memory() -> None:
    if sys.platform != "win32":  # which has no such limits: there, time alone is bound
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time() -> None:
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        allowed = int(used.ru_utime + used.ru_stime) + _CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main()
