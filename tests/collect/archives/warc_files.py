"""Records and answers as crawlers write them, for tests."""

from __future__ import annotations

import base64
import gzip
import hashlib

__all__ = ["PAGE", "answer", "packed", "record", "sha1"]

PAGE = b"<!DOCTYPE html><html><body><p>Two people were killed in Exampletown.</p></body></html>"


def answer(
    body: bytes = PAGE, *headers: str, status: str = "200 OK", kind: str = "text/html"
) -> bytes:
    """Return an answer of a server; no content type where `kind` is empty."""
    told = ([f"Content-Type: {kind}"] if kind else []) + list(headers)
    return "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *told, "")).encode() + body


def record(
    block: bytes,
    uri: str = "https://example.org/a.html",
    *headers: str,
    kind: str = "response",
    length: int | str | None = None,
    date: str = "2016-07-05T10:00:00Z",
) -> bytes:
    """Return a record with its block and the blank lines after it."""
    told = [
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {uri}",
        f"WARC-Date: {date}",
        f"WARC-Record-ID: <urn:{hashlib.sha1(block + uri.encode()).hexdigest()}>",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return ("WARC/1.0\r\n" + "\r\n".join(told) + "\r\n\r\n").encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """Return a WARC with each record a gzip member, as the format has it."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def sha1(content: bytes) -> str:
    """Return a digest as WARCs write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()
