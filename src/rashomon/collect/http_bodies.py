"""What a server answered, as it went over the wire: status, headers, and the body decoded."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from rashomon.collect.content import LARGEST_REPORT_BYTES

__all__ = ["Answer", "CodingError", "dechunked", "decode_body", "read_answer"]

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})\s*(?:;[^\r\n]{0,1000})?\r?\n")
_LONGEST_HEAD_BYTES = 65_536  # large sites send 4,000
_MOST_HEADERS = 500
_MOST_CODINGS = 3  # applied one over another; more are only met in bombs
_BLOCK_BYTES = 65_536


class CodingError(Exception):
    """A coding that is not known, or bytes that are not in it; the message says which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a server: its status, its headers as they came, and the bytes after them."""

    status: int
    headers: tuple[tuple[str, str], ...]
    raw: bytes

    def header(self, name: str) -> str:
        """Return the values of a header, joined; "" where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


def read_answer(block: bytes) -> Answer | None:
    """Return the answer that an HTTP message holds, None if it is none."""
    found = _STATUS.match(block)
    if found is None:
        return None
    end = _END.search(block, 0, _LONGEST_HEAD_BYTES)
    if end is None and len(block) > _LONGEST_HEAD_BYTES:
        return None
    head, raw = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: list[tuple[str, str]] = []
    for line in head.split(b"\n")[1 : _MOST_HEADERS + 1]:
        words = line.decode("latin-1").rstrip("\r")
        name, colon, value = words.partition(":")
        if words[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {words.strip()}")
        elif colon and name.strip():
            headers.append((name.strip(), value.strip()))
    return Answer(int(found[1]), tuple(headers), raw)


def dechunked(raw: bytes) -> bytes | None:
    """Return a body without the sizes of its chunks; None if it is not in chunks.

    Many archives keep the header and store the body without them. A last chunk that is cut
    is taken as far as it goes.
    """
    pieces: list[bytes] = []
    at = 0
    while at < len(raw):
        found = _CHUNK_SIZE.match(raw, at)
        if found is None:
            return b"".join(pieces) if pieces and not raw[at:].strip() else None
        size = int(found[1], 16)
        if not size:
            break
        pieces.append(raw[found.end() : found.end() + size])
        at = found.end() + size
        if raw.startswith(b"\r\n", at):
            at += 2
        elif raw.startswith(b"\n", at):
            at += 1
        elif at < len(raw):
            return None
    return b"".join(pieces)


def decode_body(answer: Answer) -> bytes:
    """Return the body with its transfer and content codings undone, of bounded size.

    Where a coding is told and the bytes are not in it, they are as the archive has decoded
    them; whether they can be read shows later. More than one byte over what a report may have
    is never returned.

    Raises:
        CodingError: If a coding is not known, or the bytes end in the midst of it.
    """
    body = answer.raw
    if "chunked" in answer.header("transfer-encoding").lower():
        whole = dechunked(body)
        body = body if whole is None else whole
    codings = [c.strip() for c in answer.header("content-encoding").lower().split(",")]
    codings = [c for c in codings if c not in ("", "identity", "none", "utf-8")]
    if len(codings) > _MOST_CODINGS:
        raise CodingError(f"{len(codings)} codings, one over another")
    for coding in reversed(codings):
        body = _undone(body, coding)
    return body


def _undone(body: bytes, coding: str) -> bytes:
    match coding:
        case "gzip" | "x-gzip":
            return _inflated(body, 31) if body.startswith(b"\x1f\x8b") else body
        case "deflate":
            if body[:1] == b"\x78":  # zlib's own header, as the standard says
                return _inflated(body, 15)
            return _inflated(body, -15)
        case "br":
            return _unbrotli(body)
        case _:
            raise CodingError(f"content coding {coding!r} is not known")


def _inflated(body: bytes, window: int) -> bytes:
    inflate = zlib.decompressobj(window)
    try:
        return inflate.decompress(body, LARGEST_REPORT_BYTES + 1)
    except zlib.error as error:
        # Damage behind the beginning: what comes before it is worth reading.
        taken = _before_damage(body, window)
        if taken:
            return taken
        if _is_text(body):
            return body
        raise CodingError(f"its content coding cannot be undone: {error}") from error


def _before_damage(body: bytes, window: int) -> bytes:
    inflate, pieces, size = zlib.decompressobj(window), [], 0
    try:
        step = 1 + len(body) // 65_536  # what is fed together with the damage is lost
        for at in range(0, len(body), step):
            piece = inflate.decompress(body[at : at + step])
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_REPORT_BYTES:
                break
    except zlib.error:
        pass
    return b"".join(pieces)


def _unbrotli(body: bytes) -> bytes:
    import brotli

    unpack = brotli.Decompressor()
    pieces: list[bytes] = []
    size = 0
    try:
        piece = unpack.process(body, output_buffer_limit=_BLOCK_BYTES)
        while size <= LARGEST_REPORT_BYTES:
            pieces.append(piece)
            size += len(piece)
            if unpack.is_finished() or (not piece and unpack.can_accept_more_data()):
                break
            piece = unpack.process(b"", output_buffer_limit=_BLOCK_BYTES)
    except brotli.error as error:
        if _is_text(body):
            return body
        raise CodingError("its content coding 'br' cannot be undone") from error
    return b"".join(pieces)[: LARGEST_REPORT_BYTES + 1]


def _is_text(body: bytes) -> bool:
    """Tell whether bytes can be text: the archive may have undone the coding and kept the word."""
    sample = body[:4096]
    return bool(sample) and b"\0" not in sample and sum(c < 9 for c in sample) * 100 < len(sample)
