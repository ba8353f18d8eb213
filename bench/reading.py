"""How many reports a second the reader takes in, and with how much memory.

    python bench/reading.py [FILE.jsonl]

Each line of the file is `{"text": …}`; without one, the bundled example is read over and over.
Prints reports and words a second for each stage, so that ratios within one run can be compared.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from rashomon.clean import clean
from rashomon.link import link, link_within
from rashomon.locate import locate, open_gazetteer
from rashomon.read import open_reader
from rashomon.records import Capture

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "khusham"


def texts() -> list[str]:
    """Return the texts to read."""
    if len(sys.argv) > 1:
        lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["text"] for line in lines if line.strip()]
    return [path.read_text(encoding="utf-8") for path in sorted(EXAMPLE.glob("*.txt"))] * 50


def main() -> None:
    """Time each stage over all texts."""
    started = time.perf_counter()
    reader, gazetteer = open_reader(), open_gazetteer()
    captures = [
        Capture(text.encode(), str(n), str(n), "text/plain", datetime.now(UTC))
        for n, text in enumerate(texts())
    ]
    words = sum(len(capture.content.split()) for capture in captures)
    print(f"{len(captures)} reports, {words} words; ready in {time.perf_counter() - started:.2f} s")
    records: list = captures  # type: ignore[type-arg]
    total = 0.0
    for name, stage in (
        ("clean", clean),
        ("read", reader.read),
        ("locate", lambda reading: locate(reading, gazetteer)),
        ("link within", link_within),
    ):
        started = time.perf_counter()
        records = [stage(record) for record in records]
        took = time.perf_counter() - started
        total += took
        print(f"{name:<12} {took:7.2f} s  {len(records) / took:8.1f} reports/s")
    print(f"{'all four':<12} {total:7.2f} s  {len(records) / total:8.1f} reports/s")
    started = time.perf_counter()
    incidents = link(records).incidents
    took = time.perf_counter() - started
    print(f"{'link':<12} {took:7.2f} s  {len(incidents)} incidents")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
