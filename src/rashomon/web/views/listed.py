"""Incidents as a list tells them: a line each, with what is told, contested and reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rashomon.records import ApprovalLevel, CatalogRow, DateInterval, Facet, IncidentKind, Toll
from rashomon.web.views.words import FACETS, days_in_words, range_in_words

__all__ = [
    "ListedIncident",
    "contest_words",
    "kind_words",
    "level_sign",
    "listed",
    "place_words",
    "range_anchor",
    "toll_words",
]

_SIGNS = {ApprovalLevel.DRAFT: "○", ApprovalLevel.REVIEWED: "◐", ApprovalLevel.APPROVED: "●"}


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """One line of the list, in words. `lat`, `lon` and `km` are None of what has no place."""

    incident_id: str
    when: str
    where: str
    admin: str
    kind: str
    tolls: tuple[tuple[str, str, str], ...]  # "killed", "25–100 or more", its place in the page
    contested: str  # "killed, who did it", "" where nothing is
    parties: tuple[str, ...]
    grading: str
    reports: int
    origins: int
    level: str
    level_sign: str
    assigned_to: str
    summary: str
    lost: int
    lat: float | None
    lon: float | None
    km: float | None


def listed(row: CatalogRow) -> ListedIncident:
    """Return how the list tells an incident."""
    return ListedIncident(
        incident_id=row.incident_id,
        when=row_days(row),
        where=row.place or "place unknown",
        admin=row.admin if row.admin != row.place else "",
        kind=kind_words(row.kind),
        tolls=tuple(tolls_of(row)),
        contested=contest_words(row.contested),
        parties=row.parties,
        grading=next((grade for grade in row.grades if len(grade) > 2), ""),
        reports=row.reports,
        origins=row.origins,
        level=row.level.value,
        level_sign=level_sign(row.level),
        assigned_to=row.assigned_to or "",
        summary=row.summary,
        lost=row.lost,
        lat=row.lat,
        lon=row.lon,
        km=row.radius_km,
    )


def row_days(row: CatalogRow) -> str:
    """Return when it was: "7–8 Feb 2018"."""
    if row.date_first is None or row.date_last is None:
        return days_in_words(None)
    return days_in_words(DateInterval(row.date_first, row.date_last))


def range_anchor(facet: Facet) -> str:
    """Return where the page of an incident draws what is told of an outcome."""
    return f"range-{facet}"


def place_words(row: CatalogRow) -> str:
    """Return where it was, with its province."""
    parts = (row.place or "place unknown", row.admin)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def tolls_of(row: CatalogRow) -> Iterable[tuple[str, str, str]]:
    """Yield what is told of each outcome that anything is told of, with where it is drawn."""
    for facet, toll in (
        (Facet.KILLED, row.killed),
        (Facet.INJURED, row.injured),
        (Facet.CASUALTIES, row.casualties),
    ):
        if toll is not None:
            yield FACETS[facet].lower(), toll_words(toll), range_anchor(facet)


def toll_words(toll: Toll) -> str:
    """Return what the policy leaves open, with how high the figures go.

    >>> from rashomon.records import CasualtyRange
    >>> toll_words(Toll(CasualtyRange(25, None), 100))
    '25–100 or more'
    """
    told = toll.range
    if told.high is None and toll.highest is not None and toll.highest > told.floor:
        return f"{told.floor:,}–{toll.highest:,} or more"
    return range_in_words(told)


def contest_words(facets: Iterable[Facet]) -> str:
    """Return the facets on which accounts part, in words.

    >>> contest_words([Facet.KILLED, Facet.RESPONSIBLE])
    'killed, who did it'
    """
    return ", ".join(FACETS[facet].lower() for facet in facets)


def kind_words(kind: IncidentKind | str) -> str:
    """Return a kind of incident in words.

    >>> kind_words(IncidentKind.AIR_STRIKE)
    'air strike'
    """
    return str(kind).replace("_", " ")


def level_sign(level: ApprovalLevel | str) -> str:
    """Return the sign of how far review has come."""
    return _SIGNS[ApprovalLevel(level)]
