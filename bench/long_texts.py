"""What a kilobyte of a report costs, in short reports and in reports made long to do harm.

    python bench/long_texts.py [--reader NAME] [--kb 10,100,1000] [--kinds speakers,names]

Prints, for every kind of text and stage, the milliseconds of processor time a kilobyte takes at
each length, and how many times as many in the longest as in the shortest: 1 would be a time that
grows exactly with the length. Within one run ratios can be compared on a busy machine, too.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

from rashomon.clean import clean
from rashomon.link import link, link_within
from rashomon.locate import locate, open_gazetteer
from rashomon.read import READERS, open_reader
from rashomon.reconcile import reconcile, trace_lineage
from rashomon.records import Capture

TOWNS = [f"{a}{b}" for a in ("Ard", "Bel", "Cor", "Dun", "Fal") for b in ("ora", "ek", "insk")]
SOURCES = ("police", "a hospital official", "the army", "Col. Omar Tarin", "the Arda Monitor")
DAYS = ("Monday", "Tuesday", "Friday", "3 May 2014", "yesterday", "the next day")


def _repeated(words: str) -> Callable[[int], str]:
    return lambda size: (words * (size // len(words) + 1))[:size]


def happenings(size: int) -> str:
    """Return many happenings, told by many sources, some of them in quotations."""
    random = Random(7)
    told, length = [], 0
    while length < size:
        town, source, day = random.choice(TOWNS), random.choice(SOURCES), random.choice(DAYS)
        dead, hurt = random.randint(2, 30), random.randint(2, 60)
        told.append(
            f"Rebels fired rockets at the town of {town} on {day}, killing {dead} people and "
            f"wounding {hurt} others, {source} said. “The shelling hit a market near "
            f"{random.choice(TOWNS)},” {source} told reporters. “We counted {dead} dead.”\n\n"
        )
        length += len(told[-1])
    return "".join(told)[:size]


def speakers(size: int) -> str:
    """Return one happening, told by a new speaker in each sentence."""
    told, length = [], 0
    while length < size:
        told.append(
            f"Police officer Karim Na{len(told):05} said on Thursday that an air strike killed "
            f"{20 + len(told) % 30} people in Khusham on February 7, 2018. "
        )
        length += len(told[-1])
    return "".join(told)[:size]


KINDS: Mapping[str, Callable[[int], str]] = {
    "happenings": happenings,
    "one line": lambda size: happenings(size).replace("\n\n", " "),
    "one sentence": lambda size: happenings(size).replace("\n\n", " ").replace(".", ","),
    "speakers": speakers,
    "quotations": _repeated("“We saw 3 dead,” he said. "),
    "quotes within quotes": lambda size: "“" * (size // 2) + "”" * (size // 2),
    "numbers": _repeated("killed 3 people and "),
    "dates": _repeated("on February 7, 2018 and "),
    "names": _repeated("Omar Karim al-Tarin of the Arda Brigade "),
    "one word": lambda size: "A" * size,
    "dotted word": _repeated("A.b-"),
    "lines of a letter": _repeated("A\n"),
}


def measured(text: str, reader: Any, gazetteer: Any) -> Mapping[str, float]:
    """Return the seconds of processor time that each stage takes with a text."""
    found: dict[str, float] = {}

    def timed(name: str, stage: Callable[[Any], Any], given: Any) -> Any:
        began = time.process_time()
        made = stage(given)
        found[name] = time.process_time() - began
        return made

    def dossiers(reading: Any) -> list[Any]:
        by_report = {reading.report.report_id: reading}
        return [reconcile(incident, by_report) for incident in link([reading]).incidents]

    capture = Capture(text.encode(), "a", "a", "text/plain", datetime.now(UTC))
    report = timed("clean", clean, capture)
    reading = timed("read", reader.read, report)
    reading = timed("locate", lambda one: locate(one, gazetteer), reading)
    reading = timed("link within", link_within, reading)
    timed("reconcile", dossiers, reading)
    timed("lineage", trace_lineage, [report, replace(report, report_id="its-copy")])
    return found


def main() -> None:
    """Measure every kind at every length."""
    parser = argparse.ArgumentParser(description="What a kilobyte of long reports costs.")
    parser.add_argument("--reader", choices=READERS, default="rules")
    parser.add_argument("--kb", default="10,100,1000")
    parser.add_argument("--kinds", default=",".join(KINDS))
    asked = parser.parse_args()
    sizes = [int(size) for size in asked.kb.split(",")]
    reader, gazetteer = open_reader(asked.reader), open_gazetteer()
    measured(happenings(20_000), reader, gazetteer)  # fills the look-up tables
    print(f"{'':<22}{'stage':<12}" + "".join(f"{size:>9} kB" for size in sizes) + "   times")
    for kind in asked.kinds.split(","):
        took = [measured(KINDS[kind](1000 * size), reader, gazetteer) for size in sizes]
        took = [{**one, "all": sum(one.values())} for one in took]
        for stage in took[0]:
            each = [1000 * one[stage] / size for one, size in zip(took, sizes, strict=True)]
            times = f"{each[-1] / each[0]:7.1f}" if each[0] * sizes[0] >= 10 else "       "
            row = "".join(f"{ms:>12.2f}" for ms in each)
            print(f"{kind:<22}{stage:<12}{row} {times}", flush=True)


if __name__ == "__main__":
    main()
