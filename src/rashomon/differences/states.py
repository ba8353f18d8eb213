"""What is compared of an incident: read from the plain data that exports and releases have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.errors import SettingError
from rashomon.publish.incident_json import incident_as_json
from rashomon.publish.writing import Readings
from rashomon.records import Dossier

__all__ = ["ClaimState", "IncidentState", "state_of", "state_of_dossier"]


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim as it stood: `told` is its value, `by` who says it, `quote` the words.

    `decisions` are the numbers of people's decisions that shaped it.
    """

    claim_id: str
    report_id: str
    facet: str
    told: str
    by: str
    stance: str
    quote: str
    start: int
    end: int
    decisions: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The claim in a line: value, speaker, stance, quotation."""
        stance = "" if self.stance == "affirm" else f" ({self.stance})"
        value = f"{self.told}, " if self.told else ""
        return f"{value}{self.by}{stance}: “{' '.join(self.quote.split())}”"


@dataclass(frozen=True, slots=True)
class IncidentState:
    """An incident as it stood.

    `facts` are what stands in one line each (kind, days, place, review, zones, the policy's
    rulings), by name; `ranges` the figures by outcome and group; `contests` what accounts part on,
    by facet and kind, with the note that says why. `claim_ids` map a figure or contest to the
    claims behind it. `members` are known of ledgers alone, `reports` of releases too.
    """

    incident_id: str
    facts: Mapping[str, str]
    ranges: Mapping[str, str]
    contests: Mapping[str, str]
    behind: Mapping[str, tuple[str, ...]]
    claims: tuple[ClaimState, ...]
    reports: frozenset[str]
    decisions: frozenset[int] = frozenset()
    members: frozenset[tuple[str, int]] | None = None
    policy: str = ""


def state_of_dossier(dossier: Dossier, readings: Readings) -> IncidentState:
    """Return what is compared of a dossier."""
    found = state_of(incident_as_json(dossier, readings))
    members = frozenset(dossier.incident.members)
    reports = found.reports | {report_id for report_id, _ in members}
    return IncidentState(
        found.incident_id, found.facts, found.ranges, found.contests, found.behind, found.claims,
        reports, found.decisions, members, found.policy,
    )  # fmt: skip


def state_of(data: object) -> IncidentState:
    """Return what is compared of an incident as plain data.

    Raises:
        SettingError: If the data is no incident of an export.
    """
    try:
        return _built(data)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise SettingError(f"{data!r:.60} is no incident of an export: {error!r:.100}") from error


def _built(data: Any) -> IncidentState:
    ranges: dict[str, str] = {}
    contests: dict[str, str] = {}
    behind: dict[str, tuple[str, ...]] = {}
    for one in data["ranges"]:
        name = str(one["outcome"]) + ("" if one["group"] == "all" else f" ({one['group']})")
        ranges[name] = _range(one)
        behind[name] = _texts(one["claims"])
    for one in data["contests"]:
        name = _free(f"{one['facet']}: {str(one['kind']).replace('_', ' ')}", contests)
        contests[name] = str(one["note"])
        behind[name] = _texts(one["claims"])
    claims = tuple(_claims(data["claims"]))
    return IncidentState(
        incident_id=str(data["incident_id"]),
        facts=dict(_facts(data)),
        ranges=ranges,
        contests=contests,
        behind=behind,
        claims=claims,
        reports=frozenset(claim.report_id for claim in claims),
        decisions=frozenset(int(number) for number in data["review"]["decisions"]),
        policy=str(data["policy"] or ""),
    )


def _free(name: str, taken: Mapping[str, object]) -> str:
    """A name of its own for one more contest of a kind."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name} {number}"
    return free


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _range(one: Mapping[str, Any]) -> str:
    low, high, highest = one["low"], one["high"], one["highest_told"]
    if high is not None:
        return str(low) if low == high else f"{low} to {high}"
    is_higher = highest is not None and highest > (low or 0)
    return f"{low} to {highest} or more" if is_higher else f"{low} or more"


def _facts(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "kind", str(data["kind"]).replace("_", " ")
    first, last = data["date_from"], data["date_to"]
    yield "days", _or_unknown(first if first == last else f"{first} to {last}")
    yield "place", _or_unknown(_place(data))
    review = data["review"]
    by = f" by {review['by']}" if review["by"] else ""
    yield "review", f"{review['level']}{by}"
    yield "assigned to", str(review["assigned_to"] or "nobody")
    for number, comment in enumerate(review["comments"], 1):
        yield f"comment {number}", str(comment)
    for zone in data["zones"]:
        yield f"zone {zone['zone']}", str(zone["words"])
    for ruling in data["rulings"]:
        more = " or more" if ruling["or_more"] else ""
        value = ruling["value"]
        yield f"{data['policy']} {ruling['name']}", _or_unknown(value) + more


def _or_unknown(value: object) -> str:
    return "unknown" if value is None or value == "" else str(value)


def _place(data: Mapping[str, Any]) -> str:
    if data["place"] is None:
        return ""
    words = ", ".join(filter(None, (str(data["place"]), data["admin"], data["country"])))
    if data["latitude"] is None:
        return words
    lat, lon, radius = (float(data[name]) for name in ("latitude", "longitude", "radius_km"))
    return f"{words} ({lat:.3f}, {lon:.3f} ± {radius:g} km)"


def _claims(claims: Sequence[Mapping[str, Any]]) -> Iterator[ClaimState]:
    for claim in claims:
        yield ClaimState(
            claim_id=str(claim["claim_id"]),
            report_id=str(claim["report_id"]),
            facet=str(claim["facet"]),
            told=_value(claim["value"]),
            by=", through ".join(_texts(claim["source"])) or "the report itself",
            stance=str(claim["stance"]),
            quote=str(claim["quote"]),
            start=int(claim["start"]),
            end=int(claim["end"]),
            decisions=tuple(int(number) for number in claim.get("decisions", ())),
        )


def _value(fields: Mapping[str, Any]) -> str:
    if "min" in fields:
        low, high, who = fields["min"], fields["max"], fields["who"]
        number = f"{low} or more" if high is None else str(low) if low == high else f"{low}–{high}"
        return f"{number} {who}" if who else number
    parts = [fields.get(name) for name in ("name", "what", "actor", "class", "words", "from")]
    told = [str(part) for part in parts if part]
    if fields.get("to") and fields["to"] != fields.get("from"):
        told.append(str(fields["to"]))
    if fields.get("lat") is not None:
        told.append(f"{float(fields['lat']):.3f}, {float(fields['lon']):.3f}")
    return ", ".join(told)
