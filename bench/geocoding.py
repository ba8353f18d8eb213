"""How near to the truth names are put on the map when it is known where they stand in the text.

    python bench/geocoding.py FILE.jsonl… [--wrong N]

Each line is a report, `{"text": …, "toponyms": [{"begin": …, "end": …, "lat": …, "lon": …,
"type": …}]}`. Every toponym that has coordinates counts, demonyms and names that the gazetteer
lacks included; one without an answer is as wrong as one at the antipodes. "Literal" are those of
the types Literal, Literal_Modifier and Mixed, where a file tells types; "listed" those with a
GeoNames id. AUC is the area under the curve of log errors, 0 best (Jurgens et al. 2015).
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rashomon.locate import Gazetteer, open_gazetteer, resolve_toponyms
from rashomon.reference.earth import EARTH_RADIUS_KM, distance_km

NEAR_KM = 161.0  # a hundred miles, the measure that papers on geocoding share
FURTHEST_KM = math.pi * EARTH_RADIUS_KM
LITERAL = frozenset({"Literal", "Literal_Modifier", "Mixed"})


@dataclass
class Score:
    """What one file came to; `errors` in km, of all toponyms, those of a kind besides."""

    errors: list[float] = field(default_factory=list)
    literal: list[float] = field(default_factory=list)
    listed: list[float] = field(default_factory=list)
    unresolved: int = 0
    nearby: int = 0
    seconds: float = 0.0

    @property
    def accuracy(self) -> float:
        """The share of all toponyms within 161 km."""
        return near(self.errors)


def near(errors: list[float]) -> float:
    """Return the share of errors within 161 km."""
    return sum(error <= NEAR_KM for error in errors) / max(1, len(errors))


def area_under_curve(errors: list[float]) -> float:
    """Return the mean of the logarithms of the errors, as a share of the worst."""
    return sum(math.log(error + 1) for error in errors) / (
        max(1, len(errors)) * math.log(FURTHEST_KM + 1)
    )


def measure(path: Path, gazetteer: Gazetteer, wrong: list[str] | None = None) -> Score:
    """Resolve the toponyms of every report in a file."""
    score = Score()
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            continue
        report: dict[str, Any] = json.loads(line)
        asked = [t for t in report["toponyms"] if t.get("lat") is not None]
        spans = [(t["begin"], t["end"]) for t in asked]
        began = time.perf_counter()
        results = resolve_toponyms(report["text"], spans, gazetteer)
        score.seconds += time.perf_counter() - began
        for told, result in zip(asked, results, strict=True):
            error = FURTHEST_KM
            if result.candidates:
                place = result.candidates[0].place
                error = distance_km(place.lat, place.lon, told["lat"], told["lon"])
            score.unresolved += not result.candidates
            score.nearby += result.is_nearby
            score.errors.append(error)
            if told.get("type") in LITERAL:
                score.literal.append(error)
            if told.get("geonameid"):
                score.listed.append(error)
            if wrong is not None and error > NEAR_KM:
                meant = result.candidates[0].place if result.candidates else None
                wrong.append(f"{report['id']}: {result.words} -> {meant}")
    return score


def main() -> None:
    """Print the measures of each file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--wrong", type=int, default=0, help="print so many errors of each")
    told = arguments.parse_args()
    with open_gazetteer() as gazetteer:
        for path in told.files:
            wrong: list[str] = []
            score = measure(path, gazetteer, wrong)
            count = len(score.errors)
            print(f"{path.stem}: {count} toponyms")
            print(f"  within 161 km    {score.accuracy:.3f}")
            for name, errors in (("literal only", score.literal), ("listed only", score.listed)):
                if errors:
                    print(f"    {name:<14} {near(errors):.3f} of {len(errors)}")
            print(f"  mean error       {statistics.fmean(score.errors):.0f} km")
            print(f"  median error     {statistics.median(score.errors):.1f} km")
            print(f"  AUC              {area_under_curve(score.errors):.3f}")
            print(f"  unresolved       {score.unresolved / count:.3f}")
            print(f"  unlisted, nearby {score.nearby / count:.3f}")
            print(f"  per toponym      {1000 * score.seconds / count:.2f} ms")
            for line in wrong[: told.wrong]:
                print(f"  wrong {line}")


if __name__ == "__main__":
    main()
