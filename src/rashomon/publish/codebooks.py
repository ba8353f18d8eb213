"""Rows in the manner of a codebook: the columns that its users know, filled by a policy.

Every row names the policy with its version, the rule behind each figure, the claims that it
rests on, which of its figures rest on rules that were inferred, and to which their own words set
no ceiling ("at least 100": so many or more). Blank is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from rashomon.records import DateInterval, Dossier, Reading

__all__ = ["columns_of", "row_of", "rows_of"]

_AUDIT = ("policy", "rules", "claims", "inferred", "or_more")
_FIGURES = ("best", "high", "low")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ucdp": (
        *"id year type_of_violence side_a side_b number_of_sources source_article source_date "
        "where_prec where_description adm_1 country latitude longitude event_clarity date_prec "
        "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown".split(),
        *_FIGURES,
        "is_event",
    ),
    "acled": tuple(
        "event_id event_date year time_precision event_type sub_event_type actor1 inter1 actor2 "
        "inter2 country admin1 location latitude longitude geo_precision source notes "
        "fatalities".split()
    ),
    "airwars": (
        *"incident_code date_start date_end location admin country latitude longitude "
        "location_accuracy grading strike_status belligerents".split(),
        *(
            f"{group}{outcome}_{end}"
            for outcome in ("killed", "injured")
            for group in ("", "civilians_", "children_", "women_", "men_", "combatants_")
            for end in ("min", "max")
        ),
        "combatants_by_side",
        "first_reported",
        "sources",
    ),
}
_OPEN_NAMES = {"belligerents": "belligerent: ", "combatants_by_side": "combatants_"}


def columns_of(policy: str) -> tuple[str, ...]:
    """Return the columns of a policy's rows, by its name with or without the version."""
    return (*_COLUMNS[policy.rpartition("-")[0] or policy], *_AUDIT)


def rows_of(dossier: Dossier, readings: Mapping[str, Reading]) -> list[dict[str, Any]]:
    """Return the incident's rows: one, or one a day where the policy splits a total over days."""
    row = row_of(dossier, readings)
    split, days = dossier.ruling("split_over_days"), dossier.incident.date
    if split is None or days is None or not isinstance(row.get("fatalities"), int):
        return [row]
    each, rest = divmod(row["fatalities"], days.days)
    note = f"{row['fatalities']} over {days.days} days, split evenly, the remainder to the first"
    rows = []
    for number in range(days.days):
        day = days.first + timedelta(days=number)
        rows.append(
            row
            | {
                "event_id": f"{row['event_id']}-day{number + 1}",
                "event_date": day.isoformat(),
                "year": day.year,
                "fatalities": each + (rest if number == 0 else 0),
                "notes": "; ".join(filter(None, (note, row["notes"]))),
            }
        )
    return rows


def row_of(dossier: Dossier, readings: Mapping[str, Reading]) -> dict[str, Any]:
    """Return one incident as a row, with every column that any codebook here asks for."""
    rulings = {ruling.name: ruling for ruling in dossier.rulings}
    row: dict[str, Any] = {**_base(dossier, readings)}
    row |= {name: ruling.value for name, ruling in rulings.items()}
    for column, prefix in _OPEN_NAMES.items():
        told = [
            f"{name.removeprefix(prefix)}: {ruling.value}"
            for name, ruling in rulings.items()
            if name.startswith(prefix) and ": " in name
        ]
        row[column] = "; ".join(told) or None
    row["policy"] = dossier.policy
    known = [ruling for ruling in dossier.rulings if ruling.value is not None]
    row["rules"] = "; ".join(f"{ruling.name}: {ruling.rule}" for ruling in known)
    row["claims"] = "; ".join(
        f"{ruling.name}: {' '.join(ruling.claim_ids)}" for ruling in known if ruling.claim_ids
    )
    row["inferred"] = " ".join(
        ruling.name.replace(" ", "_") for ruling in known if ruling.is_inferred
    )
    row["or_more"] = " ".join(ruling.name for ruling in known if ruling.is_open)
    return row


def _base(dossier: Dossier, readings: Mapping[str, Reading]) -> dict[str, Any]:
    incident = dossier.incident
    place, days = incident.place, incident.date
    anchor = place.anchors[0] if place and place.anchors else None
    reports = [readings[r].report for r in dict.fromkeys(r for r, _ in incident.members)
               if r in readings]  # fmt: skip
    outlets = "; ".join(dict.fromkeys(report.outlet or report.name for report in reports))
    published = [report.published_on for report in reports if report.published_on]
    key = incident.incident_id
    return {
        "id": key,
        "event_id": key,
        "incident_code": key,
        # No event of either codebook spans two calendar years: one that may is not dated by year.
        "year": days.first.year if days and days.first.year == days.last.year else None,
        "date_start": days.first.isoformat() if days else None,
        "date_end": days.last.isoformat() if days else None,
        "event_date": _middle(days) if _time_precision(dossier) is not None else None,
        "where_description": place.words if place else None,
        "location": anchor.name if anchor else (place.words if place else None),
        "admin": anchor.admin if anchor else None,
        "adm_1": anchor.admin if anchor else None,
        "admin1": anchor.admin if anchor else None,
        "country": anchor.country if anchor else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "number_of_sources": len(dossier.origins),
        "source_article": "; ".join(report.name for report in reports),
        "source_date": min(published).isoformat() if published else None,
        "source": outlets,
        "sources": outlets,
        "notes": _notes(dossier),
    }


def _time_precision(dossier: Dossier) -> int | str | None:
    """Return the time_precision that the policy rules, None where it rules none."""
    ruling = dossier.ruling("time_precision")
    return ruling.value if ruling else None


def _middle(days: DateInterval | None) -> str | None:
    """The middle of the days: ACLED dates an event within a week or a month by it."""
    return (days.first + timedelta(days=(days.days - 1) // 2)).isoformat() if days else None


def _notes(dossier: Dossier) -> str:
    """What is contested first; updates and parts are told by their names, and are no contest."""
    contests = sorted(dossier.contests, key=lambda contest: not contest.is_rivalry)
    notes = [
        f"{'contested' if contest.is_rivalry else contest.kind.value}: {contest.note}"
        for contest in contests
    ]
    return "; ".join(_first(notes, 5))


def _first(notes: Sequence[str], most: int) -> list[str]:
    kept = list(notes[:most])
    return [*kept, f"and {len(notes) - most} more findings"] if len(notes) > most else kept
