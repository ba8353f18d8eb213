"""Make `src/rashomon/locate/ranker.json`: what each sign of a candidate place counts.

    python tools/fit_toponyms.py FILE.jsonl… [--folds N] [--write]

Each file holds reports with toponyms and their coordinates, as `bench/geocoding.py` reads them.
Two conditional logistic regressions are fitted by gradient descent: one on the signs of a name by
itself, one with those of its company added, in three rounds, each with the shares that the round
before gave. The likelihood is that of any candidate about as near as the nearest and within
161 km. With `--folds`, reports are parted and every part is judged with weights from the others.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from rashomon.locate import open_gazetteer
from rashomon.locate.gazetteer import Gazetteer
from rashomon.locate.toponyms import (
    Name,
    Weights,
    add_company,
    nearest_named,
    rank,
    read_names,
    share_out,
)
from rashomon.reference.earth import distance_km

TARGET = Path(__file__).resolve().parents[1] / "src" / "rashomon" / "locate" / "ranker.json"
NEAR_KM = 161.0
SAME_KM = 25.0
ROUNDS = 3
# Set by hand and held: too rare in the corpora to learn, and "Paris, Texas" leaves no doubt.
FIXED = {"outside_comma": -8.0, "outside_told": 0.0}


@dataclass
class Task:
    """One report with the answers: its names, spans, and the true point of each mention."""

    report: str
    names: list[Name]
    spans: list[tuple[int, int]]
    points: list[tuple[float, float]]
    weight: float = 1.0


def load(paths: Sequence[str], gazetteer: Gazetteer) -> list[Task]:
    """Read reports and gather their names' candidates."""
    tasks = []
    for path in paths:
        weight = 1.0
        if ":" in path:
            path, told = path.rsplit(":", 1)
            weight = float(told)
        for line in Path(path).read_text(encoding="utf-8").split("\n"):
            if not line:
                continue
            told_report: dict[str, Any] = json.loads(line)
            seen = [t for t in told_report["toponyms"] if t.get("lat") is not None]
            spans = [(t["begin"], t["end"]) for t in seen]
            names = read_names(told_report["text"], spans, gazetteer)
            points = [(t["lat"], t["lon"]) for t in seen]
            tasks.append(
                Task(f"{Path(path).stem}:{told_report['id']}", names, spans, points, weight)
            )
    return tasks


@dataclass
class Rows:
    """Candidates of many names as one matrix; `starts` tells where each name's begin."""

    signs: list[str]
    matrix: Any
    starts: Any
    is_right: Any
    weights: Any


def rows_of(tasks: Sequence[Task], signs: list[str], is_joint: bool) -> Rows:
    """Return every candidate of every name that has a right one, with its signs."""
    index = {sign: n for n, sign in enumerate(signs)}
    made: list[Any] = []
    starts, right, weights = [], [], []
    for task in tasks:
        for name in task.names:
            points = [task.points[n] for n in name.mentions]
            if not points:
                continue
            lat, lon = max(points, key=points.count)
            away = [distance_km(o.hit.place.lat, o.hit.place.lon, lat, lon) for o in name.options]
            near = nearest_named(name, task.names, name.starts[0]) if is_joint else None
            away.append(distance_km(near.lat, near.lon, lat, lon) if near else 9e9)
            known = min(away[:-1], default=9e9)
            least = min(away)
            if least > NEAR_KM:
                continue
            limit = min(NEAR_KM, known + SAME_KM) if known <= NEAR_KM else NEAR_KM
            starts.append(len(made))
            weights.append(task.weight * min(3, len(points)) ** 0.7)
            for number, km in enumerate(away):
                row = np.zeros(len(signs), dtype=np.float32)
                is_listed = number < len(name.own)
                told = dict(name.own[number] if is_listed else name.nearby)
                if is_joint:
                    told |= name.joint[number] if is_listed else name.nearby_joint
                for sign, value in told.items():
                    if sign in index:
                        row[index[sign]] = value
                made.append(row)
                # An unlisted place is the answer only where no listed one is.
                right.append(km <= limit and (number < len(name.own) or known > NEAR_KM))
    return Rows(signs, np.array(made), np.array(starts), np.array(right), np.array(weights))


def fit(rows: Rows, penalty: float, steps: int = 800) -> dict[str, float]:
    """Fit by Adam on the whole; the penalty is on the square of the weights."""
    x, starts = rows.matrix.astype(np.float64), rows.starts
    sizes = np.diff(np.append(starts, len(x)))
    group = np.repeat(np.arange(len(starts)), sizes)
    w = np.array([FIXED.get(sign, 0.0) for sign in rows.signs])
    is_free = np.array([sign not in FIXED for sign in rows.signs])
    m = np.zeros_like(w)
    v = np.zeros_like(w)
    for step in range(1, steps + 1):
        z = x @ w
        z -= np.maximum.reduceat(z, starts)[group]
        p = np.exp(z)
        p /= np.add.reduceat(p, starts)[group]
        q = p * rows.is_right
        q /= np.maximum(np.add.reduceat(q, starts), 1e-12)[group]
        gradient = x.T @ ((p - q) * rows.weights[group]) / rows.weights.sum() + penalty * w
        gradient *= is_free
        m = 0.9 * m + 0.1 * gradient
        v = 0.99 * v + 0.01 * gradient**2
        w -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8)
    return {s: round(float(value), 3) for s, value in zip(rows.signs, w, strict=True)}


def signs_of(tasks: Sequence[Task], is_joint: bool) -> list[str]:
    """Return the names of all signs that occur."""
    found: set[str] = set()
    for task in tasks:
        for name in task.names:
            found |= name.nearby.keys() | (name.nearby_joint.keys() if is_joint else set())
            for own in name.own:
                found |= own.keys()
            for joint in name.joint if is_joint else ():
                found |= joint.keys()
    return sorted(found)


def train(tasks: Sequence[Task], penalty: float) -> Weights:
    """Fit both sets of weights."""
    alone = fit(rows_of(tasks, signs_of(tasks, False), False), penalty)
    for task in tasks:
        for name in task.names:
            share_out(name, alone, is_joint=False)
    together = alone
    for _ in range(ROUNDS):
        for task in tasks:
            add_company(task.names)
        together = fit(rows_of(tasks, signs_of(tasks, True), True), penalty)
        for task in tasks:
            for name in task.names:
                share_out(name, together, is_joint=True)
    return Weights(alone, together)


def judge(
    tasks: Sequence[Task], weights: Weights, wrong: list[Any] | None = None
) -> dict[str, list[int]]:
    """Return right and all mentions per file."""
    totals: dict[str, list[int]] = {}
    for task in tasks:
        rank(task.names, weights)
        count = totals.setdefault(task.report.partition(":")[0], [0, 0])
        for name in task.names:
            top = max(range(len(name.options)), key=lambda n: name.shares[n], default=None)
            for number in name.mentions:
                place = None
                if top is not None and name.shares[top] >= name.nearby_share:
                    place = name.options[top].hit.place
                else:
                    place = nearest_named(name, task.names, task.spans[number][0])
                    if place is None and top is not None:
                        place = name.options[top].hit.place
                ok = (
                    place is not None
                    and distance_km(place.lat, place.lon, *task.points[number]) <= NEAR_KM
                )
                count[0] += ok
                count[1] += 1
                if wrong is not None and not ok:
                    best = min(
                        (
                            distance_km(o.hit.place.lat, o.hit.place.lon, *task.points[number])
                            for o in name.options
                        ),
                        default=9e9,
                    )
                    wrong.append(
                        (
                            task.report,
                            name.words,
                            place
                            and (
                                place.name,
                                str(place.kind),
                                place.country,
                                round(max([*name.shares, name.nearby_share]), 2),
                            ),
                            task.points[number],
                            round(best),
                        )
                    )
    return totals


def main() -> None:
    """Fit, judge and write as asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--folds", type=int, default=0)
    arguments.add_argument("--penalty", type=float, default=1e-5)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--wrong", action="store_true")
    told = arguments.parse_args()
    began = time.perf_counter()
    tasks = load(told.files, open_gazetteer())
    print(f"{len(tasks)} reports, {time.perf_counter() - began:.1f} s", file=sys.stderr)
    ceiling: dict[str, list[int]] = {}
    for task in tasks:
        c = ceiling.setdefault(task.report.partition(":")[0], [0, 0])
        for name in task.names:
            for n in name.mentions:
                c[1] += 1
                c[0] += any(
                    distance_km(o.hit.place.lat, o.hit.place.lon, *task.points[n]) <= NEAR_KM
                    for o in name.options
                )
    print("ceiling", {k: (round(a / b, 4), b) for k, (a, b) in ceiling.items()})
    if told.folds:
        sums: dict[str, list[int]] = {}
        wrong: list[Any] = []
        for fold in range(told.folds):
            rest = [t for n, t in enumerate(tasks) if n % told.folds != fold]
            mine = [t for n, t in enumerate(tasks) if n % told.folds == fold]
            weights = train(rest, told.penalty)
            for name, (right, every) in judge(mine, weights, wrong).items():
                total = sums.setdefault(name, [0, 0])
                total[0] += right
                total[1] += every
        print("cross-validated", {k: (round(a / b, 4), b) for k, (a, b) in sums.items()})
        if told.wrong:
            from collections import Counter

            for (report, *rest), n in Counter(map(tuple, wrong)).most_common(900):
                print(n, report, *rest)
    if told.write:
        weights = train(tasks, told.penalty)
        print(
            "fitted on itself",
            {k: (round(a / b, 4), b) for k, (a, b) in judge(tasks, weights).items()},
        )
        TARGET.write_text(
            json.dumps(
                {
                    "version": 1,
                    "script": "tools/fit_toponyms.py",
                    "corpora": [Path(f.partition(":")[0]).stem for f in told.files],
                    "penalty": told.penalty,
                    "alone": weights.alone,
                    "together": weights.together,
                },
                indent=1,
            )
            + "\n"
        )


if __name__ == "__main__":
    main()
