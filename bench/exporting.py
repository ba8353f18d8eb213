"""How long exports of a large ledger take, and how much memory.

    python bench/exporting.py [INCIDENTS] [--seed N] [--only WHAT…]

The ledger is made up as in bench/linking.py: so many happenings, each told by some three reports,
placed as it is known that they belong. Each format is written by a process of its own, whose peak
memory is that of all of it, Python and libraries too; "nothing" is that of opening the ledger.
"whole" is jsonl as it would be with every reading and dossier in memory at once.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from linking import Key, made, store

from rashomon.ledger import Ledger
from rashomon.link import LINKER
from rashomon.locate.zones import open_zones
from rashomon.publish import FORMATS, export, export_claims
from rashomon.publish.release import write_release
from rashomon.reconcile import POLICY, find_policy
from rashomon.reconciling import dossiers, each_dossier
from rashomon.records import Dossier, Incident, Linkage
from rashomon.stored_claims import each_claim
from rashomon.stored_readings import StoredReadings

_TELLINGS = 2.66  # reports' incidents for each happening that bench/linking.py makes


def fill(path: Path, incidents: int, seed: int) -> tuple[int, int]:
    """Make the ledger; return how many incidents and claims it holds."""
    readings, truth = made(round(incidents * _TELLINGS), seed)
    with Ledger.open(path) as ledger:
        stored = store(ledger, readings)
        members: defaultdict[int, list[Key]] = defaultdict(list)
        told = {}
        for before, after in zip(readings, stored, strict=True):
            for own in after.incidents:
                number = truth[before.report.report_id, own.number]
                members[number].append(own.key)
                told.setdefault(number, own)
        found = [
            Incident(f"made-{n}", told[n].kind, told[n].date, told[n].place, tuple(sorted(keys)))
            for n, keys in members.items()
        ]
        ledger.save_linkage(Linkage(tuple(found), ()), made_by="bench")
    return len(found), sum(len(reading.claims) for reading in stored)


def measure(path: Path, what: str, folder: Path) -> tuple[float, float, float]:
    """Return the seconds, the peak memory in MiB, and the size of what was written in MB."""
    began = time.perf_counter()
    with Ledger.open(path, create=False) as ledger:
        write(ledger, what, folder)
    seconds = time.perf_counter() - began
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size


def write(ledger: Ledger, what: str, folder: Path) -> None:
    """Write one format, a release, or nothing."""
    readings, zones = StoredReadings(ledger), open_zones()

    def each(policy: str) -> Iterator[Dossier]:
        return each_dossier(ledger, policy=policy, zones=zones, readings=readings)

    if what == "release":
        names = {
            None: POLICY,
            **{n: find_policy(n).full_name for n in ("ucdp", "acled", "airwars")},
        }
        write_release(ledger, folder / what, each, readings, policies=names, linker=LINKER)
    elif what == "whole":
        found = dossiers(ledger, zones=zones)
        held = {reading.report.report_id: reading for reading in ledger.readings()}
        with (folder / what).open("w", encoding="utf-8") as stream:
            export(found, held, "jsonl", stream)
    elif what != "nothing":
        is_binary = FORMATS[what].is_binary
        encoding = None if is_binary else "utf-8"
        with (folder / what).open("wb" if is_binary else "w", encoding=encoding) as stream:
            if FORMATS[what].write_claims is not None:
                export_claims(each_claim(ledger, readings.today), what, stream)
            else:
                export(each(POLICY), readings, what, stream)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("incidents", nargs="?", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    every = ["nothing", *FORMATS, "whole", "release"]
    parser.add_argument("--only", nargs="+", choices=every, default=every)
    asked = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as made_in:
        path = Path(made_in) / "bench.db"
        with context.Pool(1) as pool:
            incidents, claims = pool.apply(fill, (path, asked.incidents, asked.seed))
        print(f"{incidents} incidents, {claims} claims")
        print(f"{'':10} {'seconds':>8} {'MiB':>6} {'MB':>7}")
        for what in asked.only:
            with tempfile.TemporaryDirectory() as folder, context.Pool(1) as pool:
                seconds, peak, size = pool.apply(measure, (path, what, Path(folder)))
            print(f"{what:10} {seconds:8.1f} {peak:6.0f} {size:7.1f}", flush=True)


if __name__ == "__main__":
    main()
