"""How many reports a second are read, on how many cores, and with how much memory.

    python bench/reading.py [FILE.jsonl] [--reader NAME] [--cores N] [--most N]

Each line of the file is `{"text": …}`; without one, the bundled example is read over and over.
Prints the time from a fresh start to the first claim, reports a second for each stage, so that
ratios within one run can be compared, and the peak of memory. `--cores` keeps the run to so many
processor cores (Linux).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rashomon.clean import clean
from rashomon.link import link, link_within
from rashomon.locate import locate, open_gazetteer
from rashomon.read import DEFAULT_READER, READERS, open_reader
from rashomon.records import Capture

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "khusham"
FIRST_CLAIM = """
import rashomon
reading = rashomon.read("A car bomb killed 12 people in Marib on Monday.", reader={reader!r})
assert reading.claims
"""


def texts(path: str | None) -> list[str]:
    """Return the texts to read."""
    if path:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines if line.strip()]
    return [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.glob("*.txt"))] * 50


def options() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(description="Time the stages of reading.")
    parser.add_argument("file", nargs="?")
    parser.add_argument("--reader", choices=READERS, default=DEFAULT_READER)
    parser.add_argument("--cores", type=int)
    parser.add_argument("--most", type=int, help="read no more reports than this")
    return parser.parse_args()


def to_first_claim(reader: str) -> float:
    """Return the seconds from starting Python to the first claim, the lesser of two runs."""
    took = []
    for _ in range(2):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST_CLAIM.format(reader=reader)], check=True)
        took.append(time.perf_counter() - began)
    return min(took)


def main() -> None:
    """Time each stage over all texts."""
    asked = options()
    if asked.cores:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: asked.cores])
        os.environ["RASHOMON_THREADS"] = str(asked.cores)
    captures = [
        Capture(text.encode(), str(n), str(n), "text/plain", datetime.now(UTC))
        for n, text in enumerate(texts(asked.file)[: asked.most])
    ]
    words = sum(len(capture.content.split()) for capture in captures)
    cores = len(os.sched_getaffinity(0))
    print(f"{asked.reader}: {len(captures)} reports, {words} words, {cores} cores")
    print(f"start to first claim {to_first_claim(asked.reader):.2f} s")
    reader, gazetteer = open_reader(asked.reader), open_gazetteer()
    stages: tuple[tuple[str, Callable[[Any], Any]], ...] = (
        ("clean", clean),
        ("read", reader.read),
        ("locate", lambda reading: locate(reading, gazetteer)),
        ("link within", link_within),
    )
    records: list[Any] = captures
    clock = processor = 0.0
    for name, stage in stages:
        began, spent = time.perf_counter(), time.process_time()
        records = [stage(record) for record in records]
        took, spent = time.perf_counter() - began, time.process_time() - spent
        clock, processor = clock + took, processor + spent
        row(name, took, spent, len(records))
    row("all four", clock, processor, len(records))
    began = time.perf_counter()
    incidents = link(records).incidents
    print(f"{'link':<12} {time.perf_counter() - began:7.2f} s  {len(incidents)} incidents")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def row(name: str, took: float, spent: float, reports: int) -> None:
    """Print one stage's time by the clock and by the processor."""
    print(
        f"{name:<12} {took:7.2f} s  {reports / took:8.1f} reports/s   "
        f"{1000 * spent / reports:6.1f} ms of processor a report"
    )


if __name__ == "__main__":
    main()
