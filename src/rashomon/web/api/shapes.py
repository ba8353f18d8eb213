"""What answers hold: models by which the description tells them, and records as plain data.

The models describe; they do not build. `tests/web/api/test_shapes.py` holds every answer to its
model, and each field has an example, of which the description's examples are made.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from rashomon.records import CatalogRow, Report, to_plain

__all__ = [
    "Claim",
    "ClaimRow",
    "Days",
    "Decision",
    "Numbers",
    "Page",
    "ReportLine",
    "Row",
    "Told",
    "Two",
    "Words",
    "eg",
    "report_as_json",
    "row_as_json",
]

Item = TypeVar("Item")
Words = list[str]
Two = Annotated[list[Any], Field(min_length=2, max_length=2)]
"""Two values; no tuple, since tools that ask whatever is described know none."""
Numbers = list[int]
KHUSHAM = "khusham-2018-02-07"


class Told(BaseModel):
    """Something that is told, with all its fields and no others."""

    model_config = ConfigDict(extra="forbid")


def eg(example: Any, words: str = "") -> Any:
    """Return a field with an example, and what it means where its name does not say so."""
    return Field(examples=[example], description=words or None)


Days = Annotated[str | None, Field(examples=["2018-02-07"], description="An ISO day, or null.")]


class Page(Told, Generic[Item]):
    """Some of a list. `next` is what to ask for `after` for more, null where there is none."""

    items: list[Item]
    next: str | int | None = eg(None)
    total: int | None = eg(1, "How many there are in all, where that is counted.")


class Toll(Told):
    """What the policy leaves open of one outcome. A `high` of null is "or more"."""

    low: int | None = eg(25)
    high: int | None = eg(None)
    highest_told: int | None = eg(100)
    told: str = eg("25 to 100 or more")


class ZoneMark(Told):
    """On which side of a zone an incident lies."""

    zone_id: str = eg("euphrates-deconfliction-line")
    side: str = eg("left")
    is_in_force: bool | None = eg(True, "Null where that is not known.")


class Row(Told):
    """An incident in a line."""

    incident_id: str = eg(KHUSHAM)
    kind: str = eg("clash")
    date_first: Days
    date_last: Days
    place: str = eg("Khusham")
    admin: str = eg("Deir ez-Zor")
    place_names: Words = eg(["Khasham"])
    country: str | None = eg("SY", "ISO 3166.")
    lat: float | None = eg(35.31)
    lon: float | None = eg(40.29)
    radius_km: float | None = eg(5.0)
    killed: Toll | None
    injured: Toll | None = eg(None)
    casualties: Toll | None = eg(None)
    contested: Words = eg(["killed", "responsible"])
    parties: Words = eg(["Russia", "United States"])
    zones: list[ZoneMark]
    grades: Words = eg(["B2"])
    report_ids: Words = eg(["r-1f2e3d4c5b6a7988"])
    origins: int = eg(3, "Independent ones.")
    origin_ids: Words = eg(["o-5f0c7e9a"], "By which they are counted once above a list.")
    level: str = eg("draft")
    assigned_to: str | None = eg(None)
    summary: str = eg("Clash near Khusham: 25 to 100 or more killed")
    least_confidence: float | None = eg(0.71)
    least_link: float | None = eg(0.83)
    lost: int = eg(0, "Decisions that no longer find what they are about.")
    policy: str = eg("airwars-2")
    reports: int = eg(5)


def row_as_json(row: CatalogRow) -> dict[str, Any]:
    """Return an incident in a line; days are ISO dates, unknown is null."""
    plain: dict[str, Any] = to_plain(row)
    del plain["words"]  # folded, for the index alone
    plain["reports"] = row.reports
    for name in ("killed", "injured", "casualties"):
        toll = getattr(row, name)
        plain[name] = None if toll is None else {
            "low": toll.range.low, "high": toll.range.high, "highest_told": toll.highest,
            "told": toll.told,
        }  # fmt: skip
    return plain


class Claim(Told):
    """A claim with its words, which stand at these offsets of its report's text."""

    claim_id: str = eg("c-0a1b2c3d4e5f")
    report_id: str = eg("r-1f2e3d4c5b6a7988")
    facet: str = eg("killed")
    value: dict[str, Any] = eg({"min": 25, "max": None, "who": "fighters"})
    stance: str = eg("affirm")
    source: Words = eg(["a commander"], "Who says it, in the report's words; nearest first.")
    party: str | None = eg("Syria")
    quote: str = eg("at least 25 fighters were killed")
    start: int = eg(214)
    end: int = eg(246)
    confidence: float = eg(0.92)
    decisions: Numbers = Field([], examples=[[12]], description="By which people shaped it.")


class ClaimRow(Claim):
    """A claim with the incident that it is of, and what its report is."""

    incident_id: str = eg(KHUSHAM)
    report: str = eg("afp-2018-02-08.txt")
    outlet: str | None = eg("Example Times")
    published: Days
    address: str = eg("https://news.example/khusham")
    reader: str = eg("rules-3")


class ReportLine(Told):
    """A report in a line."""

    report_id: str = eg("r-1f2e3d4c5b6a7988")
    name: str = eg("afp-2018-02-08.txt")
    outlet: str | None = eg("Example Times")
    title: str | None = eg("Fighters killed near Khusham")
    url: str | None = eg("https://news.example/khusham")
    published: Days


def report_as_json(report: Report) -> dict[str, Any]:
    """Return a report in a line."""
    return {
        "report_id": report.report_id,
        "name": report.name,
        "outlet": report.outlet,
        "title": report.title,
        "url": report.url,
        "published": report.published_on.isoformat() if report.published_on else None,
    }


class Decision(Told):
    """What somebody decided. `what` has its `kind` and all that was decided."""

    number: int = eg(12)
    made_at: str = eg("2031-03-07T09:00:00+00:00")
    made_by: str = eg("person: amina")
    why: str = eg("The statement says at least")
    rests_on: Words = eg(["c-0a1b2c3d4e5f"])
    what: dict[str, Any] = eg({"kind": "approve", "incident_id": KHUSHAM, "level": "reviewed"})
    withdrawn_by: int | None = eg(None, "The decision that took it back.")
