"""`geojson`: one point an incident after RFC 7946, with its uncertainty in km as a property."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TextIO

from rashomon.publish.incident_columns import (
    figures,
    report_address,
    reports_of,
    where_and_when,
)
from rashomon.publish.writing import Add, Asked
from rashomon.publish.zones import zone_as_json
from rashomon.records import Dossier, PlaceValue

__all__ = ["FEATURE_PROPERTIES", "box_of", "writing_geojson"]

_DIGITS = 6  # of a degree: a tenth of a meter, what RFC 7946 finds enough
FEATURE_PROPERTIES = tuple(
    (
        "incident_id kind date_from date_to date_reason date_prec time_precision "
        "place admin country latitude longitude radius_km where_prec geo_precision place_reason "
        "killed_low killed_high killed_highest_told killed_claims "
        "injured_low injured_high injured_highest_told injured_claims "
        "casualties_low casualties_high casualties_highest_told casualties_claims "
        "policy contested reports origins zones review decisions addresses"
    ).split()
)


@contextmanager
def writing_geojson(stream: TextIO, asked: Asked) -> Iterator[Add]:
    """Write a collection of features, each on a line of its own, and at the end their box.

    An incident that no place is known of is a feature without geometry.
    """
    points: list[tuple[float, float]] = []
    is_first = True
    stream.write('{"type": "FeatureCollection", "features": [')

    def add(dossier: Dossier) -> None:
        nonlocal is_first
        reports = reports_of(dossier, asked.readings)
        properties = {
            **where_and_when(dossier),
            **figures(dossier),
            "contested": [facet.value for facet in dossier.contested],
            "reports": len({report_id for report_id, _ in dossier.incident.members}),
            "origins": len(dossier.origins),
            "zones": [zone_as_json(relation) for relation in dossier.zones],
            "review": dossier.review.level.value,
            "decisions": list(dossier.review.decisions),
            "addresses": list(dict.fromkeys(map(report_address, reports))),
        }
        point = _point(dossier.incident.place)
        if point is not None:
            points.append(point)
        feature: dict[str, Any] = {
            "type": "Feature",
            "id": dossier.incident.incident_id,
            "geometry": {"type": "Point", "coordinates": list(point)} if point else None,
            "properties": {name: properties[name] for name in FEATURE_PROPERTIES},
        }
        stream.write("\n" if is_first else ",\n")
        stream.write(json.dumps(feature, ensure_ascii=False))
        is_first = False

    yield add
    box = box_of(points)
    stream.write(f'\n], "bbox": {json.dumps(box)}}}\n' if box else "\n]}\n")


def _point(place: PlaceValue | None) -> tuple[float, float] | None:
    """Longitude, then latitude, within the ranges that the RFC gives."""
    if place is None or place.lat is None or place.lon is None:
        return None
    lon = place.lon if -180 <= place.lon <= 180 else (place.lon + 180) % 360 - 180
    return round(lon, _DIGITS), round(max(-90.0, min(90.0, place.lat)), _DIGITS)


def box_of(points: Sequence[tuple[float, float]]) -> list[float] | None:
    """Return west, south, east and north of the smallest box around the points.

    One that lies over the line of 180° has its west to the east of its east, as the RFC has it.

    >>> box_of([(179.0, -17.0), (-179.5, -16.0)])
    [179.0, -17.0, -179.5, -16.0]
    """
    if not points:
        return None
    lons = sorted({lon for lon, _ in points})
    lats = [lat for _, lat in points]
    gaps = [(east - west, west, east) for west, east in pairwise(lons)]
    widest = max(gaps, default=(0.0, 0.0, 0.0))
    over_the_line = lons[0] + 360 - lons[-1]
    west, east = (lons[0], lons[-1]) if over_the_line >= widest[0] else (widest[2], widest[1])
    return [west, min(lats), east, max(lats)]
