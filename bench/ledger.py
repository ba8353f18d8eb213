"""How fast a large ledger answers, on SQLite and on PostgreSQL, and how much room it takes.

    python bench/ledger.py [INCIDENTS] [--ledger ADDRESS] [--seed N] [--times N] [--only WHAT…]

A ledger is made up (see made_ledger.py), by default of 100,000 incidents with ten claims each: in
a file that is thrown away, and, where RASHOMON_TEST_POSTGRES names a server, in a database of its
own there. With `--ledger` that one is measured, and filled first where it is empty. Each figure
is the median and the 95th of a hundred of so many random incidents, queries or new reports, by the
clock and in seconds of this process; the server's own are in the clock's alone. "first" is the
first call in a new process. What is added stays in the ledger.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from made_catalog import fill_catalog
from made_ledger import KINDS, Made, make_ledger, maker_of, new_report

from rashomon.cataloging import refresh
from rashomon.cli import COLLECT_AFTER
from rashomon.ledger import Ledger
from rashomon.records import ApprovalLevel, Facet
from rashomon.records.queries import IncidentQuery

GOALS_MS = {"page": 50, "list": 200, "map": 300, "add": 100, "parquet": 60_000}
WHAT = ("page", "list", "map", "add", "parquet", "size")


@dataclass
class Timer:
    """What calls took, by name, in milliseconds of the clock and of this process."""

    clock: dict[str, list[float]] = field(default_factory=dict)
    process: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def of(self, *names: str) -> Iterator[None]:
        """Time what is within, under each of the names."""
        began, used = time.perf_counter(), time.process_time()
        yield
        took, spent = time.perf_counter() - began, time.process_time() - used
        for name in names:
            self.clock.setdefault(name, []).append(took * 1000)
            self.process.setdefault(name, []).append(spent * 1000)

    def show(self) -> None:
        """Print a line a name."""
        for name, took in self.clock.items():
            goal = GOALS_MS.get(name)
            first, later = took[0], took[1:] or took
            spent = self.process[name][1:] or self.process[name]
            told = f"under {goal}" if goal else ""
            print(
                f"{name:28} {statistics.median(later):9.1f} {high(later):9.1f} {first:9.1f} "
                f"{statistics.median(spent):9.1f} {told:>12}",
                flush=True,
            )


def high(values: Sequence[float]) -> float:
    """Return the value that 95 of a hundred do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def pages(ledger: Ledger, ids: Sequence[str], timer: Timer) -> None:
    """Load all that an incident's page shows, and then the parts of it one by one."""
    from rashomon.locate.zones import open_zones
    from rashomon.reconciling import dossier, incident_page, lineage
    from rashomon.reviewing import Today

    zones = open_zones()
    for incident_id in ids:
        with timer.of("page"):
            incident_page(ledger, incident_id, zones=zones)
    for incident_id in ids[: len(ids) // 2]:
        with timer.of("  today's decisions"):
            today = Today(ledger)
        with timer.of("  its incident"):
            incident = today.incident(incident_id)
        with timer.of("  its readings"):
            list(today.readings_of({report_id for report_id, _ in incident.members}))
        with timer.of("  its links"):
            today.links_of(incident)
        with timer.of("  its lineage"):
            lineage(ledger, incident_id)
        with timer.of("  its dossier"):
            dossier(ledger, incident_id, zones=zones)


def asking(ledger: Ledger, only: Sequence[str], times: int, seed: int, timer: Timer) -> None:
    """Ask for the first and later pages of lists, and for points of maps, in all sorts of ways.

    The catalog is brought up to date first, which is timed once.
    """
    with timer.of("catalog, what is left"):
        refresh(ledger)
    chance = random.Random(seed)
    queries = [query(chance) for _ in range(times)]
    for one in queries:
        if "list" in only:
            with timer.of("list"):
                page = ledger.find_incidents(one)
            if page.next is not None:
                with timer.of("  a later page"):
                    ledger.find_incidents(one, after=page.next)
            with timer.of("  how many they are"):
                ledger.count_incidents(one)
            with timer.of("  counts by party, kind…"):
                ledger.facet_counts(one)
        if "map" in only:
            with timer.of("map"):
                ledger.map_points(one, bbox=box(chance), zoom=chance.randrange(2, 10))
            with timer.of("  timeline"):
                ledger.timeline(one)


def query(chance: random.Random) -> IncidentQuery:
    """Return a query of one to three fields."""
    year = chance.randrange(2014, 2024)
    fields: dict[str, Any] = {
        "first": date(year, chance.randrange(1, 13), 1),
        "last": date(year + 1, 1, 1),
        "country": chance.choice(["SY", "IQ", "YE", "UA", "SD", "NG"]),
        "parties": (chance.choice(["Houthis", "Syrian government", "Ukraine", "Islamic State"]),),
        "kinds": (chance.choice(list(KINDS)),),
        "facets": (chance.choice([Facet.KILLED, Facet.RESPONSIBLE]),),
        "levels": (chance.choice(list(ApprovalLevel)),),
        "text": chance.choice(["market", "hospital convoy", "bakery", "drone school"]),
        "bbox": box(chance),
    }
    names = chance.sample(sorted(fields), chance.randrange(1, 4))
    if "last" in names and "first" not in names:
        names.append("first")
    return IncidentQuery(**{name: fields[name] for name in names})


def box(chance: random.Random) -> tuple[float, float, float, float]:
    """Return a box of a few degrees around the Middle East."""
    west, south = chance.uniform(20, 45), chance.uniform(5, 35)
    return west, south, west + chance.uniform(2, 15), south + chance.uniform(2, 12)


def adding(ledger: Ledger, times: int, seed: int, timer: Timer) -> None:
    """Add new reports of the ledger's last days one after another, and time the parts."""
    from rashomon.clean import cleaner_version
    from rashomon.intake import derive
    from rashomon.link import link_within
    from rashomon.locate import locate, open_gazetteer
    from rashomon.pipeline import add, build, link_added
    from rashomon.read import open_reader

    reader, gazetteer = open_reader(), open_gazetteer()
    maker = maker_of(seed, reader.version, gazetteer)
    base = len(ledger.report_ids())
    newest = last_day(ledger)
    with tempfile.TemporaryDirectory() as folder:

        def written(number: int) -> Path:
            path = Path(folder) / f"new-{number}.txt"
            path.write_text(new_report(maker, number, newest - timedelta(days=number % 7)))
            return path

        for number in range(base, base + times):
            path = written(number)
            with timer.of("add"):
                build([path], ledger, reader=reader, gazetteer=gazetteer)
        for number in range(base + times, base + times + times // 2):
            path = written(number)
            with timer.of("  taking in"):
                add([path], ledger)
            ((report_id, capture_id),) = ledger.waiting()
            with timer.of("  reading"):
                report, capture_id = derive(ledger, report_id, capture_id)
                read = reader.read(report)
            with timer.of("  locating"):
                reading = link_within(locate(read, gazetteer))
            with timer.of("  storing"):
                ledger.store_reading(
                    reading,
                    capture_id=capture_id,
                    gazetteer=gazetteer.version,
                    cleaner=cleaner_version(),
                )
            with timer.of("  linking"):
                link_added(ledger, [report_id])
            if not ledger.catalog_state().is_behind or number > base + times:
                with timer.of("  listing it"):
                    refresh(ledger, most=1000)


def last_day(ledger: Ledger) -> date:
    """Return the last day on which the made-up part of a ledger has an incident."""
    from made_ledger import A_DAY, START

    return START + timedelta(days=len(ledger.incident_ids()) // A_DAY)


def parquet(address: str, path: Path) -> tuple[float, float, int, float, float]:
    """Export all claims; return seconds, those of this process, rows, MB and MiB of memory."""
    import pyarrow.parquet

    from rashomon.publish import export_claims
    from rashomon.stored_claims import each_claim

    gc.set_threshold(COLLECT_AFTER)  # as in the command line
    with Ledger.open(address, create=False) as ledger:
        began, used = time.perf_counter(), time.process_time()
        with path.open("wb") as stream:
            export_claims(each_claim(ledger), "parquet", stream)
        took, spent = time.perf_counter() - began, time.process_time() - used
    rows = pyarrow.parquet.ParquetFile(path).metadata.num_rows
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took, spent, rows, path.stat().st_size / 1e6, peak


def sizes(ledger: Ledger, address: str) -> dict[str, float]:
    """Return what the tables take on disk with their indexes, the largest first, in MB."""
    from sqlalchemy import text

    with ledger._reading() as connection:
        if address.startswith("postgres"):
            found = connection.execute(
                text(
                    "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
                    "WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
                )
            ).all()
        else:
            (pages,) = connection.execute(text("SELECT page_count FROM pragma_page_count")).one()
            found = [("the file", pages * 4096)]
    taken = {str(name): size / 1e6 for name, size in found}
    return dict(sorted(taken.items(), key=lambda one: -one[1]))


def measure(address: str, only: Sequence[str], times: int, seed: int, like: int = 0) -> None:
    """Print a table of one ledger's figures."""
    with Ledger.open(address, create=False) as ledger:
        if like and {"list", "map", "add"} & set(only):
            began, used = time.perf_counter(), time.process_time()
            real, alike = fill_catalog(ledger, like, seed, progress)
            print(
                f"catalog: {real} rows reconciled, {alike} made like them, in "
                f"{time.perf_counter() - began:.0f} s ({time.process_time() - used:.0f} s of the "
                "process)",
                flush=True,
            )
        ids = sorted(ledger.incident_ids())
        chosen = random.Random(seed).sample(ids, min(times, len(ids)))
        print(f"{ledger.where}: {len(ids)} incidents; milliseconds")
        print(f"{'':28} {'median':>9} {'95 %':>9} {'first':>9} {'process':>9} {'goal':>12}")
        timer = Timer()
        if "page" in only:
            pages(ledger, chosen, timer)
        if "list" in only or "map" in only:
            asking(ledger, only, times, seed, timer)
        if "add" in only:
            adding(ledger, times, seed, timer)
        timer.show()
        if "size" in only:
            taken = sizes(ledger, address)
            told = ", ".join(f"{name} {size:.0f}" for name, size in list(taken.items())[:8])
            print(f"on disk: {sum(taken.values()):.0f} MB ({told})")
    if "parquet" in only:
        context = multiprocessing.get_context("spawn")
        with tempfile.TemporaryDirectory() as folder, context.Pool(1) as pool:
            took, spent, rows, size, peak = pool.apply(
                parquet, (address, Path(folder) / "claims.parquet")
            )
        print(
            f"parquet: {rows} claims in {took:.1f} s ({spent:.1f} s of the process, goal "
            f"{GOALS_MS['parquet'] // 1000}), {size:.1f} MB, {peak:.0f} MiB of memory at most"
        )


def filled(address: str, incidents: int, seed: int) -> Made | None:
    """Make the ledger at an address unless there is something in it."""
    with Ledger.open(address) as ledger:
        if ledger.incident_ids():
            return None
        began, used = time.perf_counter(), time.process_time()
        made = make_ledger(ledger, incidents, seed=seed, on_progress=progress)
        print(
            f"made {made.incidents} incidents, {made.reports} reports, {made.claims} claims, "
            f"{made.decisions} decisions of people in {time.perf_counter() - began:.0f} s "
            f"({time.process_time() - used:.0f} s of the writing process)",
            flush=True,
        )
        return made


def progress(done: int, of: int) -> None:
    """Say now and then how far making is."""
    if done % 10_000 < 270:
        print(f"  {done} of {of}", flush=True)


@contextmanager
def own_database() -> Iterator[str | None]:
    """Make a database on the server that the tests use, and throw it away in the end."""
    given = os.environ.get("RASHOMON_TEST_POSTGRES")
    if not given:
        yield None
        return
    import psycopg
    from sqlalchemy import make_url

    name = f"rashomon_bench_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield make_url(given).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main() -> None:
    """Make and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("incidents", nargs="?", type=int, default=100_000)
    parser.add_argument("--ledger", help="a file's path or postgresql://…; filled if empty")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument(
        "--rows-like", type=int, default=0, metavar="N",
        help="reconcile N incidents and make the catalog's other rows like theirs: minutes, no "
        "quarter of an hour",
    )  # fmt: skip
    parser.add_argument("--only", nargs="+", choices=WHAT, default=WHAT)
    asked = parser.parse_args()
    gc.set_threshold(COLLECT_AFTER)  # as in the command line

    def run(address: str) -> None:
        filled(address, asked.incidents, asked.seed)
        measure(address, asked.only, asked.times, asked.seed, asked.rows_like)

    if asked.ledger:
        run(asked.ledger)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(str(Path(folder) / "bench.db"))
    with own_database() as address:
        if address is not None:
            run(address)


if __name__ == "__main__":
    main()
