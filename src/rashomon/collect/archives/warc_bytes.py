"""The bytes of a WARC as one stream, with or without gzip, that goes on after damage.

Why no library: on the same damaged files warcio 1.8 and fastwarc 2.0 both lose every record after
the first that is broken and neither tells of a record that is cut short; a header of 50 MB takes
warcio 44 seconds, and fastwarc is a compiled parser of hostile bytes. What is needed is small.
"""

from __future__ import annotations

import io
import zlib
from typing import Any

from rashomon.collect.holdings import Budget

__all__ = ["Damaged", "WarcBytes"]

_BLOCK_BYTES = 65_536
_PACKED_BYTES = 16_384  # fed at a time: what is lost at damage is no more than this unpacks to
_GZIP = b"\x1f\x8b\x08"
# One place in seventeen million looks like gzip by chance; a file that has ten thousand such is
# made to keep us busy.
_MOST_TRIES = 10_000
_AS_GZIP = 31  # what zlib calls a stream with gzip's header and trailer
_RECORD = b"WARC/"


class Damaged(Exception):
    """The stream is broken here; reading on begins at the next place that is whole."""


class WarcBytes:
    """A stream of unpacked bytes that knows where in the file each gzip member begins."""

    def __init__(self, source: io.BufferedReader[Any], budget: Budget, where: str) -> None:
        self._source, self._budget, self._where = source, budget, where
        self._start = source.tell() if source.seekable() else 0
        self.is_packed = source.peek(len(_GZIP)).startswith(_GZIP)
        self._restart(0)

    def _restart(self, at: int) -> None:
        self._buffer, self._at = b"", 0
        self._packed = b""  # read, not yet unpacked
        self._read = at  # bytes of the file that were read
        self._inflate: Any = None
        self._is_lost = False
        self._tries = 0
        self._member_at = at
        self._unpacked = 0  # bytes of the member, or of the plain file, in the buffer or before it

    def seek(self, position: tuple[int, int]) -> None:
        """Go to a position that `position` told, in a file that can be read again."""
        at, inner = position
        self._source.seek(self._start + at)
        self._restart(at)
        while inner > 0 and (skipped := len(self.read(min(inner, _BLOCK_BYTES)))):
            inner -= skipped

    @property
    def position(self) -> tuple[int, int]:
        """Where the next byte lies: in the file, and, if packed, after how many of its member."""
        left = len(self._buffer) - self._at
        if not self.is_packed:
            return self._member_at + self._unpacked - left, 0
        return self._member_at, self._unpacked - left

    def readline(self, limit: int) -> bytes:
        """Return the next line with its end, or `limit` bytes of it; none at the end.

        Raises:
            Damaged: If the stream breaks within it.
        """
        pieces: list[bytes] = []
        while limit > 0:
            if not self._has_more():
                break
            end = self._buffer.find(b"\n", self._at, self._at + limit) + 1
            piece = self._buffer[self._at : end or self._at + limit]
            self._at += len(piece)
            limit -= len(piece)
            pieces.append(piece)
            if end:
                break
        return b"".join(pieces)

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes of one member; none at the end.

        Raises:
            Damaged: If the stream breaks.
        """
        if size <= 0 or not self._has_more():
            return b""
        piece = self._buffer[self._at : self._at + size]
        self._at += len(piece)
        return piece

    def begins_record(self) -> bool:
        """Tell whether the next bytes are the first of a gzip member and of a record.

        Raises:
            Damaged: If the stream breaks here.
        """
        if not self.is_packed or not self._has_more():
            return False
        is_first = self._at == 0 and self._unpacked == len(self._buffer)
        return is_first and self._buffer.startswith(_RECORD)

    def push_back(self, content: bytes) -> None:
        """Put bytes that were read last before those that are read next."""
        self._buffer, self._at = content + self._buffer[self._at :], 0

    def _has_more(self) -> bool:
        while self._at == len(self._buffer):
            block = self._unpack() if self.is_packed else self._source.read(_BLOCK_BYTES)
            if not block:
                return False
            self._budget.spend(len(block), self._where)
            self._buffer, self._at = block, 0
            self._unpacked += len(block)
        return True

    def _unpack(self) -> bytes:
        """Return the next bytes of this member, or the first of the next; none at the end."""
        while True:
            if self._inflate is None and not self._next_member():
                return b""
            if not self._packed and not self._more_packed():
                block = bytes(self._inflate.flush())  # cut short: what there is
                self._inflate = None
                return block
            try:
                block = self._inflate.decompress(self._packed, _BLOCK_BYTES)
            except zlib.error as error:
                self._inflate = None
                self._packed = self._packed[1:]  # not this member's beginning again
                self._is_lost = True
                raise Damaged(str(error)) from error
            if self._inflate.eof:
                self._packed, self._inflate = self._inflate.unused_data, None
            else:
                self._packed = self._inflate.unconsumed_tail
            if block:
                return bytes(block)

    def _next_member(self) -> bool:
        while len(self._packed) < len(_GZIP) and self._more_packed():
            pass
        if not self._is_lost:
            self._packed = self._packed.lstrip(b"\0")  # padding of tapes and blocks
            if self._packed and not self._packed.startswith(_GZIP[: len(self._packed)]):
                self._is_lost = True
                raise Damaged("what stands between two records is no gzip")
        while self._is_lost:
            at = self._packed.find(_GZIP)
            if at >= 0:
                self._tries += 1
                if self._tries > _MOST_TRIES:
                    self._packed, self._is_lost = b"", False
                    while self._more_packed():
                        self._packed = b""
                    return False
                self._packed = self._packed[at:]
                if self._opens():
                    self._is_lost = False
                else:
                    self._packed = self._packed[1:]
                continue
            self._packed = self._packed[-len(_GZIP) + 1 :]
            if not self._more_packed():
                self._packed = b""
                return False
        if len(self._packed) < len(_GZIP):
            return False
        self._member_at = self._read - len(self._packed)
        self._unpacked = 0
        self._inflate = zlib.decompressobj(_AS_GZIP)
        return True

    def _opens(self) -> bool:
        """Tell whether a record can be unpacked from here."""
        while len(self._packed) < 1024 and self._more_packed():
            pass
        try:
            return (
                zlib.decompressobj(_AS_GZIP).decompress(self._packed[:1024], 16).startswith(_RECORD)
            )
        except zlib.error:
            return False

    def _more_packed(self) -> bool:
        block = self._source.read(_PACKED_BYTES)
        self._read += len(block)
        self._packed += block
        return bool(block)
