"""Bytes as they come out of an archive: counted, and what is wrong with them told in words."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rashomon.collect.holdings import Budget, Held
from rashomon.errors import UnreadableReport

__all__ = ["BROKEN", "seekable", "unpacked", "why_broken"]

_BLOCK_BYTES = 65_536
# What the standard library raises on damaged or hostile archives. RuntimeError is what zipfile
# says of encryption, NotImplementedError of packings and versions that it does not know.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class _Counted(io.RawIOBase):
    """A stream that spends its file's budget and raises nothing but `UnreadableReport`."""

    def __init__(self, source: _Readable, where: str, budget: Budget) -> None:
        self._source, self._where, self._budget = source, where, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        try:
            block = self._source.read(len(buffer))
        except BROKEN as error:
            raise UnreadableReport(self._where, why_broken(error)) from error
        self._budget.spend(len(block), self._where)
        buffer[: len(block)] = block
        return len(block)


def unpacked(source: _Readable, where: str, budget: Budget) -> io.BufferedReader[Any]:
    """Return what `source` unpacks to as a stream that can be peeked into."""
    return io.BufferedReader(_Counted(source, where, budget), _BLOCK_BYTES)


def why_broken(error: Exception) -> str:
    """Say in words what is wrong with an archive or with a file in one."""
    match error:
        case EOFError():
            return "it ends before its end"
        case _:
            words = str(error).partition("\n")[0][:200] or type(error).__name__
            return f"it is damaged: {words[:1].lower()}{words[1:]}"


@contextmanager
def seekable(held: Held) -> Iterator[io.BufferedReader[Any]]:
    """Give a file whose bytes can be read in any order; what lies in an archive is copied first.

    The copy has no name on the disk and is gone afterwards; the budget bounds it.
    """
    if held.source.seekable():
        yield held.source
        return
    with tempfile.TemporaryFile(buffering=0) as raw:
        while block := held.source.read(_BLOCK_BYTES):
            raw.write(block)
        raw.seek(0)
        with io.BufferedReader(raw, _BLOCK_BYTES) as copy:
            yield copy
