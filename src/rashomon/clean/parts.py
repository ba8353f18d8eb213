"""One capture in; a capture for each report that its bytes hold out."""

from __future__ import annotations

from dataclasses import replace

from rashomon.clean.formats import count_parts
from rashomon.errors import UnreadableReport
from rashomon.records import Capture

__all__ = ["parts"]


def parts(capture: Capture) -> tuple[Capture, ...]:
    """Return a capture with `part` 1..n for each report, or the capture itself if it holds one.

    A pure function of the capture. What holds no readable text is one part: `clean` says why.
    A capture that is a part already has no parts of its own.
    """
    if capture.part:
        return (capture,)
    try:
        count = count_parts(capture)
    except UnreadableReport:
        return (capture,)
    if count < 2:
        return (capture,)
    return tuple(replace(capture, part=part) for part in range(1, count + 1))
