"""How fast pages become reports, and how much memory a large web archive takes.

    python bench/collecting.py DIR [--archive-mb 1000] [--cleaned 500] [--rounds 3]

DIR holds `html/ID.html.gz` of the article extraction benchmark. Prints pages a second on one
core from bytes to report, with what each step of it takes, then writes a web archive of these
pages, over and over under other addresses, and reads it in a process of its own: every record
is taken out and hashed, the first so many are cleaned. Times are of the processor, so that
other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rashomon.clean import clean, parts
from rashomon.clean.pages.bodies import body_of
from rashomon.clean.pages.markup import tree_of
from rashomon.clean.pages.metadata import metadata_of
from rashomon.collect import collect
from rashomon.errors import ReportSkipped
from rashomon.records import Capture

_NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


def pages_of(folder: Path) -> list[bytes]:
    """Return the bytes of every page."""
    return [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("html/*.html.gz"))]


def report(page: bytes) -> None:
    """Make reports of a page."""
    capture = Capture(page, "page", "page.html", "text/html", _NOON)
    for part in parts(capture):
        try:
            clean(part)
        except ReportSkipped:
            continue


def seconds(step: Callable[[bytes], object], pages: list[bytes], rounds: int) -> float:
    """Return the processor's seconds for all pages, the least of some rounds."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        for page in pages:
            step(page)
        took.append(time.process_time() - began)
    return min(took)


def speed(pages: list[bytes], rounds: int) -> None:
    """Print pages a second, and milliseconds a page of each step."""
    for page in pages[:10]:  # what is loaded on first use
        report(page)
    texts = {id(page): page.decode("utf-8", "replace") for page in pages}
    trees = {key: tree_of(text) for key, text in texts.items()}

    def metadata(page: bytes) -> None:
        if (tree := trees[id(page)]) is not None:
            metadata_of(tree, None)

    whole = seconds(report, pages, rounds)
    size = sum(map(len, pages)) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB: {len(pages) / whole:.0f} a second")
    steps: dict[str, Callable[[bytes], object]] = {
        "tree": lambda page: tree_of(texts[id(page)]),
        "metadata": metadata,
        "body, and its tree again": lambda page: body_of(texts[id(page)], tree_of(texts[id(page)])),
    }
    import trafilatura

    alone = seconds(
        lambda page: trafilatura.extract(texts[id(page)], include_comments=False), pages, rounds
    )
    print(f"  trafilatura alone, its defaults: {len(pages) / alone:.0f} a second")
    rest, trees_took = whole, 0.0
    for name, step in steps.items():
        took = seconds(step, pages, rounds)
        rest -= took if name != "body, and its tree again" else took - trees_took
        trees_took = took if name == "tree" else trees_took
        print(f"  {name:30} {1000 * took / len(pages):5.1f} ms a page")
    print(f"  {'decoding, parts, noise, opening':30} {1000 * rest / len(pages):5.1f} ms a page")


def write_archive(path: Path, pages: list[bytes], megabytes: int) -> int:
    """Write a web archive of so many megabytes; return the number of its records."""
    count = written = 0
    with path.open("wb") as file:
        while written < megabytes * 1_000_000:
            page = pages[count % len(pages)] + b"<!-- %d -->" % count
            http = (
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
                b"Content-Length: %d\r\n\r\n" % len(page)
            ) + page
            head = (
                b"WARC/1.0\r\nWARC-Type: response\r\n"
                b"WARC-Target-URI: https://site%d.example/report/%d\r\n"
                b"WARC-Date: 2024-01-01T12:00:00Z\r\n"
                b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n"
                b"Content-Type: application/http; msgtype=response\r\n"
                b"Content-Length: %d\r\n\r\n" % (count % 50, count, count, len(http))
            )
            written += file.write(head + http + b"\r\n\r\n")
            count += 1
    return count


def read_archive(path: Path, cleaned: int) -> dict[str, float]:
    """Take every record out, clean the first so many; return counts, seconds and memory."""
    skipped: list[ReportSkipped] = []
    began = time.process_time()
    count = taken = 0
    for capture in collect([path], on_skip=skipped.append):
        count += 1
        taken += len(capture.content)
        _ = capture.sha256
        if count <= cleaned:
            for part in parts(capture):
                try:
                    clean(part)
                except ReportSkipped as error:
                    skipped.append(error)
    return {
        "records": count,
        "skipped": len(skipped),
        "bytes": taken,
        "seconds": time.process_time() - began,
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """Return the most memory that this process held.

    Linux counts into `ru_maxrss` what the parent held before it started us.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        held = status.read_text().partition("VmHWM:")[2].split()[0]
        return int(held) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the speed, then the memory."""
    parser = argparse.ArgumentParser(description="Time the way from bytes to reports.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--archive-mb", type=int, default=1000)
    parser.add_argument("--cleaned", type=int, default=500, help="records that are cleaned")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.read:
        print(json.dumps(read_archive(asked.read, asked.cleaned)))
        return
    pages = pages_of(asked.folder)
    speed(pages, asked.rounds)
    if not asked.archive_mb:
        return
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "pages.warc"
        count = write_archive(path, pages, asked.archive_mb)
        told = subprocess.run(
            [sys.executable, __file__, str(asked.folder), "--read", str(path),
             "--cleaned", str(asked.cleaned)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        found = json.loads(told.stdout.splitlines()[-1])
        print(
            f"archive of {path.stat().st_size / 1e6:.0f} MB, {count:,} records: "
            f"{found['records']:,} taken out, {found['skipped']} skipped, "
            f"{min(asked.cleaned, count):,} cleaned, in {found['seconds']:.0f} s of one core, "
            f"peak {found['peak_mb']:.0f} MB"
        )


if __name__ == "__main__":
    main()
