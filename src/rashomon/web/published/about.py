"""What a published site says of itself: of when it is, what was withheld, what can be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.web.published.edition import Edition
from rashomon.wording.counts import number_of

__all__ = ["AboutView", "about_view"]

_WHAT = {
    "incidents.json": "Everything of every incident: accounts, positions, contests, ranges, claims",
    "incidents.csv": "An incident a row, for spreadsheets",
    "incidents.geojson": "An incident a point, with its uncertainty, for maps",
    "claims.jsonl": "A claim a line, with its words and speakers",
    "manifest.json": "The SHA-256 of each of these files",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file to be saved."""

    name: str
    what: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """The page about the site. `withheld` says by rule how many stretches of reports are blank."""

    incidents: str
    reports: str
    policy: str
    rules: str
    withheld: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]
    files: tuple[DataFile, ...]
    has_texts: bool
    base_url: str


def about_view(
    edition: Edition, state: Mapping[str, Any], entries: Sequence[Mapping[str, Any]]
) -> AboutView:
    """Return what the page shows, once all the rest has been made."""
    counts = edition.redactor.counts
    withheld = [(rule, number_of(times, "time")) for rule, times in sorted(counts.items())]
    for what, times in (
        ("whole reports", edition.withheld_reports),
        ("incidents of withheld reports alone", edition.withheld_incidents),
        ("incidents whose places are told coarsely", edition.coarsened),
    ):
        if times:
            withheld.append((what, f"{times:,}"))
    return AboutView(
        incidents=number_of(len(edition.rows), "incident"),
        reports=number_of(len(edition.report_ids), "report"),
        policy=edition.wanted.policy,
        rules=edition.wanted.rules.version,
        withheld=tuple(withheld),
        state=tuple(
            (name.replace("_", " ").capitalize(), str(value))
            for name, value in state.items()
            if value is not None
        ),
        files=tuple(
            DataFile(name, _WHAT[name], f"{entry['bytes']:,} bytes", entry["sha256"])
            for entry in entries
            for name in (entry["name"].removeprefix("data/"),)
            if entry["name"].startswith("data/") and name in _WHAT
        ),
        has_texts=edition.wanted.with_texts,
        base_url=edition.wanted.base_url,
    )
