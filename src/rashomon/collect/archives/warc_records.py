"""A WARC's bytes in, its records out, one at a time and each of bounded size."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rashomon.collect.archives.warc_bytes import Damaged, WarcBytes
from rashomon.collect.content import LARGEST_REPORT_BYTES

__all__ = ["LARGEST_BLOCK_BYTES", "WarcRecord", "read_record", "read_records"]

# The headers of a record take 1 KB; those of an answer with cookies 8 at most.
_LONGEST_HEADERS_BYTES = 65_536
_MOST_HEADERS = 200  # lines; records have ten
LARGEST_BLOCK_BYTES = LARGEST_REPORT_BYTES + _LONGEST_HEADERS_BYTES
_VERSION = re.compile(rb"WARC/\d\.\d\s*$")
_SWALLOWED = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d\r?\n)")
_LENGTH = re.compile(r"\d{1,15}")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A record: its headers by their names in small letters, and its block.

    `length` is what the record says of its block. `block` is shorter where the file is cut or
    damaged there (`is_cut`), and empty where it is larger than a report may be.
    """

    position: tuple[int, int]
    headers: Mapping[str, str]
    block: bytes
    length: int
    is_cut: bool = False

    @property
    def is_too_large(self) -> bool:
        """Tell whether the block was left out for its size."""
        return self.length > LARGEST_BLOCK_BYTES

    @property
    def locator(self) -> str:
        """Where the record begins: the byte of the file, and of what its gzip member unpacks to."""
        at, inner = self.position
        return f"record at {at}" + (f", {inner} bytes unpacked" if inner else "")


def read_records(
    stream: WarcBytes, on_damage: Callable[[tuple[int, int], str], None]
) -> Iterator[WarcRecord]:
    """Yield every record that can be found; where bytes are none is told to `on_damage`."""
    is_told = False  # damage is told once until a record is found again
    while True:
        position = stream.position
        try:
            line = stream.readline(_LONGEST_HEADERS_BYTES)
            if not line:
                return
            if not line.strip():
                continue
            position = _begin(stream, line)
            if not _VERSION.match(line):
                if not is_told:
                    on_damage(position, "bytes that are no record; reading on at the next one")
                is_told = True
                continue
            is_told = False
            record = read_record(stream, position)
        except Damaged as error:
            if not is_told:
                on_damage(position, f"damaged ({error}); reading on at the next record")
            is_told = True
            continue
        if record is None:
            on_damage(position, "a record without a length; reading on at the next one")
            is_told = True
        else:
            yield record


def _begin(stream: WarcBytes, line: bytes) -> tuple[int, int]:
    """Return where the line just read began."""
    at, inner = stream.position
    return (at, inner - len(line)) if stream.is_packed else (at - len(line), 0)


def read_record(stream: WarcBytes, position: tuple[int, int]) -> WarcRecord | None:
    """Return the record whose first line was read; None if it tells no length.

    Raises:
        Damaged: If the stream breaks within its headers.
    """
    headers: dict[str, str] = {}
    left, last = _LONGEST_HEADERS_BYTES, ""
    for _ in range(_MOST_HEADERS):
        line = stream.readline(left)
        left -= len(line)
        words = line.decode("utf-8", "replace").rstrip("\r\n")
        if not words.strip():
            break
        name, colon, value = words.partition(":")
        if words[:1] in (" ", "\t") and last:
            headers[last] += " " + words.strip()
        elif colon:
            last = name.strip().lower()
            headers.setdefault(last, value.strip())
    told = headers.get("content-length", "")
    if not _LENGTH.fullmatch(told):
        return None
    length = int(told)
    block, is_cut = _block(stream, length)
    return WarcRecord(position, headers, block, length, is_cut)


def _block(stream: WarcBytes, length: int) -> tuple[bytes, bool]:
    """Return a record's block, empty if too large, and whether it is cut short."""
    is_kept = length <= LARGEST_BLOCK_BYTES
    pieces: list[bytes] = []
    left = length
    try:
        while left and not (left < length and stream.begins_record()):
            piece = stream.read(left)
            if not piece:
                break
            left -= len(piece)
            if is_kept:
                pieces.append(piece)
    except Damaged:
        return b"".join(pieces), True
    block = b"".join(pieces)
    if left and is_kept and not stream.is_packed:
        # A length that is too large has swallowed the records that follow.
        found = _SWALLOWED.search(block)
        if found:
            stream.push_back(block[found.end() :])
            block = block[: found.start()]
    return block, bool(left)
