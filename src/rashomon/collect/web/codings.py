"""Content codings undone, piece by piece, so that no answer unpacks to more than it may."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

__all__ = ["ACCEPTED", "BrokenCoding", "Unpacking", "coding_of"]

ACCEPTED = "gzip, deflate"
_GZIP = {"gzip", "x-gzip"}
_PIECE = 65_536


class BrokenCoding(ValueError):
    """What was sent is not in the coding that it claims, or breaks off."""


def coding_of(told: str) -> str | None:
    """Return the coding that a Content-Encoding field tells, None where there is none.

    Raises:
        BrokenCoding: If it was not asked for, or there are several. Nobody packs a page twice
            in good faith, and what lies between two layers can be a thousand times either end.

    """
    names = [name.strip().lower() for name in told.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > 1:
        raise BrokenCoding(f"it is packed {len(names)} times over")
    for name in names:
        if name not in _GZIP | {"deflate"}:
            raise BrokenCoding(f"it is sent in the coding {name!r}, which was not asked for")
    return names[0] if names else None


class Unpacking:
    """Undoes one coding; `feed` yields pieces of bounded size, whatever the ratio is."""

    def __init__(self, coding: str) -> None:
        self._is_gzip = coding in _GZIP
        self._inflating = zlib.decompressobj(31) if self._is_gzip else None
        self._is_begun = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """Yield what more of the packed bytes gives.

        Raises:
            BrokenCoding: If they are not in this coding.

        """
        while packed:
            self._is_begun = True
            if self._inflating is None:
                self._inflating = zlib.decompressobj(_deflate_window(packed))
            if self._inflating.eof:
                if not self._is_gzip or not packed.startswith(b"\x1f\x8b"):
                    return  # bytes behind the end, which browsers ignore too
                self._inflating = zlib.decompressobj(31)  # gzip files may be joined
            try:
                piece = self._inflating.decompress(packed, _PIECE)
            except zlib.error as error:
                raise BrokenCoding("what was sent cannot be unpacked") from error
            packed = self._inflating.unconsumed_tail or self._inflating.unused_data
            if piece:
                yield piece

    def end(self) -> None:
        """Make sure that nothing is missing.

        Raises:
            BrokenCoding: If the packed bytes break off.

        """
        if self._is_begun and (self._inflating is None or not self._inflating.eof):
            raise BrokenCoding("what was sent breaks off")


def _deflate_window(packed: bytes) -> int:
    """Tell "deflate" as the standard has it (in a zlib wrapper) from the bare kind in use."""
    is_wrapped = packed[0] & 0x0F == 8 and (
        len(packed) < 2 or int.from_bytes(packed[:2], "big") % 31 == 0
    )
    return zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS
