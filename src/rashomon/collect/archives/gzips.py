"""A gzip file in, the one file that it holds out."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from rashomon.collect.archives.unpacked import unpacked
from rashomon.collect.holdings import Collecting, Held
from rashomon.collect.paths import is_beside_reports
from rashomon.records import Capture

__all__ = ["open_gzip"]


def open_gzip(held: Held, run: Collecting) -> Iterator[Capture | Held]:  # noqa: ARG001
    """Take the file out that a gzip file holds, by its own name without the ending."""
    name = held.name[:-3] if held.name.lower().endswith(".gz") else held.name
    if is_beside_reports(name) and not held.is_asked:
        return
    with (
        gzip.GzipFile(fileobj=held.source) as packed,
        unpacked(packed, held.address, held.budget) as source,
    ):
        yield held.member(source, name, 0)
