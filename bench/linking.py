"""How fast and how well linking goes on ledgers of a thousand to a hundred thousand incidents.

    python bench/linking.py [SIZE…] [--seed N] [--added N]

Reports are made up by a seeded generator, so that it is known which tell of one happening: some
thirty incidents of reports a day, as many at any size, in four hundred towns of which few are in
the news each day. Tellings differ: the day slips, or only the week is told, or none; a quarter,
the province or a name that is on no map stands for the town; tolls, sides and kinds vary; one
report in five tells of two happenings. Each size is linked in a process of its own. The exponent
is that of time = c x size^exponent, fitted over the sizes. "Newest"
is the time to link the last hundred reports into a ledger of the others, from their readings on to
the saved decisions; "scattered" is that for a hundred from all over the years.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rashomon.ledger import Ledger
from rashomon.link import link
from rashomon.pipeline import link_added
from rashomon.records import (
    Capture,
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Linkage,
    Means,
    MeansValue,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Sidecar,
    Span,
    TargetValue,
)

Key = tuple[str, int]
START = date(2014, 1, 1)
A_DAY = 30  # incidents of reports
TOWNS = 400
KINDS = {
    IncidentKind.AIR_STRIKE: (Means.AIR_STRIKE, "raid"),
    IncidentKind.SHELLING: (Means.ARTILLERY, "shelling"),
    IncidentKind.BOMBING: (Means.CAR_BOMB, "blast"),
    IncidentKind.CLASH: (Means.SMALL_ARMS, "clash"),
}
SIDES = ("Army", "Northern Front", "River Brigades", "Coalition", "Desert Guard")
THINGS = "market school hospital convoy checkpoint bakery mosque station bridge camp depot".split()


@dataclass(frozen=True)
class Happening:
    """What is true of one happening, as far as anybody tells it."""

    number: int
    town: PlaceValue
    day: date
    kind: IncidentKind
    side: str
    thing: str
    killed: int


def made(size: int, seed: int) -> tuple[list[Reading], dict[Key, int]]:
    """Return readings with so many incidents, and the happening that each is about."""
    chance = random.Random(seed)
    towns = [
        PlaceValue(f"Town{n}", chance.uniform(31, 37), chance.uniform(36, 45), 8.0)
        for n in range(TOWNS)
    ]
    in_news = [1 / (n + 5) for n in range(TOWNS)]
    days = max(3, size // A_DAY)
    told: list[Happening] = []
    while len(told) < size:
        (town,) = chance.choices(towns, in_news)
        happening = Happening(
            len(told),
            town,
            START + timedelta(days=chance.randrange(days)),
            chance.choice(list(KINDS)),
            chance.choice(SIDES),
            chance.choice(THINGS),
            int(chance.lognormvariate(1.8, 0.9)),
        )
        told += [happening] * min(size - len(told), 1 + int(chance.expovariate(0.6)))
    # Those near in time come to lie together, so that a report can tell of two.
    told.sort(key=lambda h: (h.day.toordinal() + chance.random() * 2, h.number))
    readings: list[Reading] = []
    truth: dict[Key, int] = {}
    at = 0
    while at < len(told):
        both = told[at : at + 2]
        is_double = len(both) == 2 and both[0].number != both[1].number and chance.random() < 0.2
        here = both if is_double else both[:1]
        report_id = f"r{len(readings):09d}"
        readings.append(reading(report_id, here, chance))
        truth |= {(report_id, n): happening.number for n, happening in enumerate(here)}
        at += len(here)
    return readings, truth


def reading(report_id: str, told: Sequence[Happening], chance: random.Random) -> Reading:
    """Tell of happenings as one report."""
    texts: list[str] = []
    mentions, claims, incidents = [], [], []
    for n, happening in enumerate(told):
        day, place = a_day(happening, chance), a_place(happening, chance)
        kind = happening.kind if chance.random() < 0.9 else IncidentKind.OTHER
        killed = happening.killed
        if chance.random() < 0.35:
            killed = max(0, round(killed * chance.uniform(0.6, 1.5)))
        where = place.words if place else "the country"
        words = f"{KINDS[happening.kind][1]} on the {happening.thing} in {where} killed {killed}."
        start = sum(map(len, texts))
        texts.append(words)
        values: list[tuple[Facet, ClaimValue]] = [
            (Facet.KILLED, CountValue(CasualtyRange.exactly(killed)))
        ]
        if place:
            values.append((Facet.PLACE, place))
        if day:
            values.append((Facet.DATE, day))
        if chance.random() < 0.7:
            side = happening.side if chance.random() < 0.9 else chance.choice(SIDES)
            values.append((Facet.RESPONSIBLE, ResponsibleValue(side)))
        if chance.random() < 0.6:
            values.append((Facet.TARGET, TargetValue(happening.thing)))
        if chance.random() < 0.5:
            values.append((Facet.MEANS, MeansValue(KINDS[happening.kind][0])))
        text = "".join(texts)
        claims += [
            Claim(report_id, n, facet, value, EvidenceSpan.cut(text, start, start + len(words)))
            for facet, value in values
        ]
        mentions.append(Mention(n, Span(start, start + len(words)), kind, day, place))
        incidents.append(ReportIncident(report_id, n, kind, day, place, (n,)))
    report = Report(
        report_id,
        report_id,
        report_id,
        "".join(texts),
        published_on=told[0].day + timedelta(days=chance.randrange(3)),
    )
    return Reading(report, "bench", tuple(mentions), tuple(claims), tuple(incidents))


def a_day(happening: Happening, chance: random.Random) -> DateInterval | None:
    """Tell the day: nearly always right, now and then one off, the week, or nothing."""
    draw = chance.random()
    if draw < 0.05:
        return None
    if draw < 0.1:
        first = happening.day - timedelta(days=happening.day.weekday())
        return DateInterval(first, first + timedelta(days=6))
    day = happening.day + timedelta(days=1 if draw < 0.15 else 0)
    return DateInterval(day, day)


def a_place(happening: Happening, chance: random.Random) -> PlaceValue | None:
    """Tell the town, a quarter of it, its province, or a name that is on no map."""
    draw, town = chance.random(), happening.town
    assert town.lat is not None
    assert town.lon is not None
    if draw < 0.02:
        return None
    if draw < 0.05:
        return PlaceValue(f"{town.words} crossing")
    if draw < 0.1:
        return PlaceValue("the province", round(town.lat), round(town.lon), 80.0)
    if draw < 0.2:
        near = (town.lat + chance.uniform(-0.03, 0.03), town.lon + chance.uniform(-0.03, 0.03))
        return PlaceValue(f"a quarter of {town.words}", *near, 3.0)
    return town


@dataclass(frozen=True)
class Run:
    """What one size came to."""

    size: int
    seconds: float
    gigabytes: float
    precision: float
    recall: float
    added_seconds: tuple[float, float] | None

    @property
    def f1(self) -> float:
        """The harmonic mean of B3 precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def b_cubed(linkage: Linkage, truth: dict[Key, int]) -> tuple[float, float]:
    """Return B3 precision and recall."""
    of = {key: incident.incident_id for incident in linkage.incidents for key in incident.members}
    labels = [(of[key], truth[key]) for key in truth]
    both = Counter(labels)
    found, wanted = Counter(f for f, _ in labels), Counter(w for _, w in labels)
    precision = sum(both[x] / found[x[0]] for x in labels) / len(labels)
    return precision, sum(both[x] / wanted[x[1]] for x in labels) / len(labels)


def run(size: int, seed: int, added: int) -> Run:
    """Link one size."""
    readings, truth = made(size, seed)
    began = time.perf_counter()
    linkage = link(readings)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    precision, recall = b_cubed(linkage, truth)
    more = add(readings, added, seed) if added else None
    return Run(size, seconds, peak, precision, recall, more)


def add(readings: list[Reading], added: int, seed: int) -> tuple[float, float]:
    """Return how long it takes to link so many reports into a ledger of the others.

    First the newest ones, then as many that were picked from all over the years.
    """
    count = min(added, len(readings) // 4)
    older = len(readings) - count
    scattered = set(random.Random(seed).sample(range(older), count))
    seconds = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "bench.db") as ledger,
    ):
        old = store(ledger, [readings[n] for n in range(older) if n not in scattered])
        ledger.save_linkage(link(old), made_by="bench")
        for chosen in (readings[older:], [readings[n] for n in sorted(scattered)]):
            new = store(ledger, chosen)
            began = time.perf_counter()
            link_added(ledger, [reading.report.report_id for reading in new])
            seconds.append(time.perf_counter() - began)
    return seconds[0], seconds[1]


def store(ledger: Ledger, readings: Sequence[Reading]) -> list[Reading]:
    """Put readings into a ledger, each with a capture of its text; return them as stored."""
    stored = []
    with ledger.at_once():
        for reading in readings:
            report = reading.report
            capture = Capture(
                report.text.encode() + report.report_id.encode(),
                report.name,
                report.address,
                "text/plain",
                datetime(2020, 1, 1, tzinfo=UTC),
                Sidecar(),
            )
            own = replace_id(reading, capture.report_id)
            ledger.add_reading(capture, own, sidecar_fingerprint=capture.sidecar.fingerprint)
            stored.append(own)
    return stored


def replace_id(reading: Reading, report_id: str) -> Reading:
    """Give a reading the id that a ledger gives its report."""
    return replace(
        reading,
        report=replace(reading.report, report_id=report_id),
        claims=tuple(replace(claim, report_id=report_id) for claim in reading.claims),
        incidents=tuple(replace(told, report_id=report_id) for told in reading.incidents),
    )


def exponent(runs: Sequence[Run]) -> float:
    """Return the slope of log time over log size."""
    x = [math.log(r.size) for r in runs]
    y = [math.log(r.seconds) for r in runs]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum(
        (a - mean_x) ** 2 for a in x
    )


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--added", type=int, default=100, help="0 to leave this out")
    asked = parser.parse_args()
    runs = []
    context = multiprocessing.get_context("spawn")
    print(
        f"{'size':>8} {'seconds':>8} {'GB':>6} {'B3 P':>6} {'R':>6} {'F1':>6} {'newest':>8} "
        f"{'scattered':>9}"
    )
    for size in asked.sizes:
        with context.Pool(1) as pool:
            r = pool.apply(run, (size, asked.seed, asked.added))
        newest, scattered = r.added_seconds or (math.nan, math.nan)
        print(
            f"{r.size:8} {r.seconds:8.2f} {r.gigabytes:6.2f} {r.precision:6.3f} {r.recall:6.3f} "
            f"{r.f1:6.3f} {newest:8.2f} {scattered:9.2f}",
            flush=True,
        )
        runs.append(r)
    if len(runs) > 1:
        print(
            f"exponent {exponent(runs):.2f}; n log n over these sizes would be "
            f"{log_slope(runs[0].size, runs[-1].size):.2f}"
        )


def log_slope(low: int, high: int) -> float:
    """Return the exponent that n log n comes to between two sizes."""
    return 1 + math.log(math.log(high) / math.log(low)) / math.log(high / low)


if __name__ == "__main__":
    main()
