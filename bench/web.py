"""How fast the web application answers on a large ledger, with many people at it at once.

    python bench/web.py LEDGER [--users N] [--think S…] [--seconds S] [--fill] [--only KIND…]

LEDGER is one that `python bench/ledger.py --ledger LEDGER --only size` made: 100,000 incidents.
It is served as `rashomon serve` does, but that programs may ask at any pace, in a process of its
own, and asked over the loopback by users in processes of theirs, each one thing after another:
lists, filtered in many ways, maps, timelines, pages of incidents and reports at random. `--think`
is the pause between an answer and the next question in seconds, on average; half to one and a half
of it by chance. 2 is what people at work do, who look at what they were shown; 0 is harder than
people: each asks again the moment that the answer is there. Each line is what users waited by the
clock, from asking to the last byte. Server and users share the processors, so the seconds that the
server itself used stand beside. `--fill` lists incidents that the catalog lacks, or has of an
earlier version, by rows made up after those that it has, in minutes instead of an hour; their pages
are their own.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

from rashomon.cataloging import basis_of
from rashomon.ledger import Ledger
from rashomon.locate.zones import open_zones
from rashomon.reconcile import POLICY
from rashomon.records import CatalogRow, IncidentQuery

GOALS_MS = {"list": 300, "map": 300, "incident": 300}
KINDS = {"list": 6, "map": 4, "timeline": 2, "incident": 6, "report": 3, "API list": 2}
PROCESSES = 2  # of users: more would take from the server's processors
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Waited:
    """One request: of which kind, milliseconds to the last byte, bytes as sent, and the status."""

    kind: str
    ms: float
    size: int
    status: int


def query(chance: random.Random) -> list[tuple[str, str]]:
    """Return what a person might ask for: often all, else one to three filters."""
    year = chance.randrange(2014, 2024)
    west, south = chance.uniform(20, 45), chance.uniform(5, 35)
    kinds = ["air_strike", "shelling", "bombing", "drone_strike", "shooting"]
    ways = [
        [("from", f"{year}-01-01"), ("to", f"{year}-12-31")],
        [("from", f"{year}-0{chance.randrange(1, 9)}-01"), ("to", f"{year}-09-30")],
        [("country", chance.choice(["SY", "IQ", "YE", "UA", "SD", "NG"]))],
        [("kind", chance.choice(kinds))],
        [("kind", one) for one in chance.sample(kinds, 2)],
        [("party", chance.choice(["Houthis", "Syrian government", "Ukraine", "Islamic State"]))],
        [("contested", chance.choice(["killed", "responsible"]))],
        [("q", chance.choice(["market", "hospital convoy", "bakery", "drone school"]))],
        [("bbox", f"{west:.3f},{south:.3f},{west + 8:.3f},{south + 6:.3f}")],
    ]
    times = chance.choice([0, 0, 1, 1, 1, 2, 2, 3])
    return [pair for way in chance.sample(ways, times) for pair in way]


def address(
    kind: str, chance: random.Random, incidents: Sequence[str], reports: Sequence[str]
) -> str:
    """Return what a user asks for next."""
    if kind == "incident":
        return f"/incidents/{chance.choice(incidents)}"
    if kind == "report":
        return f"/reports/{chance.choice(reports)}"
    pairs = query(chance)
    if len({name for name, _ in pairs} & {"from"}) and sum(n == "from" for n, _ in pairs) > 1:
        pairs = [pair for pair in pairs if pair[0] not in ("from", "to")]
    path = {
        "list": "/incidents",
        "map": "/data/incidents/map.json",
        "timeline": "/data/incidents/timeline.json",
        "API list": "/api/v1/incidents",
    }[kind]
    if kind == "list":
        pairs += chance.choice([[], [], [("page", "2")], [("order", "killed")]])
    if kind == "map" and chance.random() < 0.5:
        west, south = chance.uniform(20, 45), chance.uniform(5, 35)
        pairs += [("view", f"{west:.2f},{south:.2f},{west + 6:.2f},{south + 4:.2f}"), ("zoom", "6")]
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def one_user(
    port: int, seed: int, until: float, think: float, kinds: dict[str, int],
    incidents: Sequence[str], reports: Sequence[str],
) -> list[Waited]:  # fmt: skip
    """Ask for one thing after another until the time is over."""
    chance = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    found = []
    time.sleep(chance.uniform(0, min(think, 1.0)))
    while time.time() < until:
        (kind,) = chance.choices(list(kinds), list(kinds.values()))
        path = address(kind, chance, incidents, reports)
        began = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        size = len(answer.read())
        found.append(Waited(kind, (time.perf_counter() - began) * 1000, size, answer.status))
        if answer.status != 200:
            print(f"{answer.status} {path}", flush=True)
        if think:
            time.sleep(chance.uniform(0.5 * think, 1.5 * think))
    connection.close()
    return found


def some_users(
    port: int, seeds: Sequence[int], until: float, think: float, kinds: dict[str, int],
    incidents: Sequence[str], reports: Sequence[str],
) -> tuple[list[Waited], float]:  # fmt: skip
    """Be several users in one process; return what each waited, and this process's seconds."""
    used = time.process_time()
    with ThreadPoolExecutor(len(seeds)) as pool:
        users = [
            pool.submit(one_user, port, seed, until, think, kinds, incidents, reports)
            for seed in seeds
        ]
        waited = [one for user in users for one in user.result()]
    return waited, time.process_time() - used


@contextmanager
def serving(ledger: str) -> Iterator[tuple[int, int]]:
    """Serve a ledger in processes of their own; yield port and the first one's id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, __file__, ledger, "--serve", str(port)])
    try:
        while True:
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=60).request("GET", "/health")
                break
            except OSError:
                if server.poll() is not None:
                    raise SystemExit("the server did not start") from None
                time.sleep(0.1)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def family(pid: int) -> list[int]:
    """Return the ids of a process and of those that it began."""
    found = [pid]
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text().split():
            found += family(int(child))
    return found


def used_of(pid: int) -> float:
    """Return the seconds that processors worked for a server."""
    total = 0
    for one in family(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> float:
    """Return a server's resident memory in MiB."""
    total = 0
    for one in family(pid):
        status = Path(f"/proc/{one}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        total += int(found[1]) if found else 0
    return total / 1024


def high(values: Sequence[float], share: float) -> float:
    """Return the value that this share does not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(ledger: str, asked: argparse.Namespace) -> None:
    """Serve, be asked, and print a table for each pause between requests."""
    with Ledger.open(ledger, create=False) as opened:
        chance = random.Random(asked.seed)
        incidents = chance.sample(sorted(opened.incident_ids()), 5000)
        reports = chance.sample(sorted(opened.report_ids()), 5000)
        state = opened.catalog_state()
    print(
        f"{state.rows} incidents listed; {asked.users} users; load {os.getloadavg()[0]:.1f} before"
    )
    kinds = {kind: KINDS[kind] for kind in asked.only}
    with serving(ledger) as (port, pid):
        before, began = memory_of(pid), time.perf_counter()
        first = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        first.request("GET", "/incidents")
        first.getresponse().read()
        print(f"the first list, with reading the columns: {time.perf_counter() - began:.1f} s, "
              f"{used_of(pid):.1f} s of processors since the start; "
              f"{before:.0f} MiB before, {memory_of(pid):.0f} after")  # fmt: skip
        warm = some_users(port, [0], time.time() + 3, 0, kinds, incidents, reports)
        print(f"one user alone for three seconds: {len(warm[0])} answers, "
              f"{statistics.median(one.ms for one in warm[0]):.0f} ms the median")  # fmt: skip
        for think in asked.think:
            began, used = time.time(), used_of(pid)
            until = began + asked.seconds
            shares = [list(range(n + 1, asked.users + 1, PROCESSES)) for n in range(PROCESSES)]
            with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
                parts = pool.starmap(
                    some_users,
                    [(port, share, until, think, kinds, incidents, reports)
                     for share in shares if share],
                )  # fmt: skip
            took, spent = time.time() - began, used_of(pid) - used
            waited = [one for part, _ in parts for one in part]
            table(waited, took)
            print(
                f"{asked.users} users, pause {pause_words(think)}: "
                f"{len(waited) / took:.1f} a second; "
                f"the server used {spent:.1f} s of processors in {took:.1f} s, "
                f"{1000 * spent / len(waited):.1f} ms an answer (users: "
                f"{sum(used for _, used in parts):.1f} s), {memory_of(pid):.0f} MiB; "
                f"load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


def pause_words(think: float) -> str:
    """Return what a pause stands for."""
    return f"{0.5 * think:g} to {1.5 * think:g} s, as people do" if think else "none, the hard case"


def table(waited: Sequence[Waited], took: float) -> None:
    """Print a line a kind."""
    print(f"{'ms':10} {'p50':>7} {'p95':>7} {'p99':>7} {'a second':>9} {'kB sent':>8}  goal of p95")
    for kind in KINDS:
        own = [one for one in waited if one.kind == kind]
        if not own:
            continue
        ms = [one.ms for one in own]
        goal = f"under {GOALS_MS[kind]}" if kind in GOALS_MS else ""
        bad = sum(one.status != 200 for one in own)
        print(
            f"{kind:10} {high(ms, 0.5):7.0f} {high(ms, 0.95):7.0f} {high(ms, 0.99):7.0f} "
            f"{len(own) / took:9.1f} {statistics.mean(one.size for one in own) / 1000:8.1f}  {goal}"
            + (f"  {bad} FAILED" if bad else "")
        )


def fill(path: str, seed: int) -> int:
    """List what the catalog lacks by rows made up after its own; return how many there are now."""
    chance = random.Random(seed)
    with Ledger.open(path, create=False) as ledger:
        ledger.begin_catalog(basis_of(POLICY, open_zones()))
        real = list(ledger.find_incidents(IncidentQuery(), limit=5000).rows)
        while notes := ledger.outdated_notes(2000):
            ids = {note.value for note in notes if note.field == "incident"}
            rows = [
                made_up(chance, chance.choice(real), one.incident_id,
                        tuple(sorted({report for report, _ in one.members})))
                for one in ledger.incidents_of(ids)
            ]  # fmt: skip
            state = ledger.catalog_state()
            ledger.put_catalog(rows, settled=notes, after=state.refreshes)
        return ledger.catalog_state().rows


def made_up(
    chance: random.Random, like: CatalogRow, incident_id: str, report_ids: tuple[str, ...]
) -> CatalogRow:
    """Return a row like another, of another incident: its day, its reports, nearby."""
    found = _DAY.search(incident_id)
    day = date.fromisoformat(found[0]) if found else None
    last = day and day + timedelta(days=chance.choice([0, 0, 0, 1]))
    lat, lon = like.lat, like.lon
    if lat is not None and lon is not None:
        lat, lon = lat + chance.uniform(-0.3, 0.3), lon + chance.uniform(-0.3, 0.3)
    origin_ids = tuple(f"o-{one}" for one in report_ids[: max(1, like.origins)])
    return replace(like, incident_id=incident_id, date_first=day, date_last=last, lat=lat, lon=lon,
                   report_ids=report_ids, origins=len(origin_ids),
                   origin_ids=origin_ids)  # fmt: skip


def serve(ledger: str, port: int) -> None:
    """Be the server: as `rashomon serve` is one, but that programs may ask at any pace."""
    import uvicorn

    from rashomon.web.app import make_app
    from rashomon.web.settings import Settings

    app = make_app(Settings(ledger, user="bench", at_once=0))
    uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False)).run()


def main() -> None:
    """Fill, serve or measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--think", type=float, nargs="+", default=[2.0, 0.0], metavar="S")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--fill", action="store_true")
    parser.add_argument("--serve", type=int, metavar="PORT", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.serve is not None:
        serve(asked.ledger, asked.serve)
        return
    if asked.fill:
        print(f"{fill(asked.ledger, asked.seed)} incidents listed", flush=True)
    measure(asked.ledger, asked)


if __name__ == "__main__":
    main()
