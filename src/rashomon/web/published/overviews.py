"""Sources, zones and quality as a published site has them: counted over what is published alone.

Nothing here is asked of the ledger's own counts, in which names that are withheld may stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from rashomon.web.links import StaticLinks
from rashomon.web.published.edition import Edition
from rashomon.web.published.sheets import Data, Sheet
from rashomon.web.views.listed import kind_words, place_words, row_days
from rashomon.web.views.prose import documentation
from rashomon.web.views.quality import QualityView, ReadBy
from rashomon.web.views.sources import source_view, sources_view
from rashomon.web.views.zones import zones_view

__all__ = ["quality_sheets", "source_sheets", "zone_sheets"]

_NEAR = 100  # incidents that a zone's section names; the list finds all of them


def source_sheets(edition: Edition) -> Iterator[Sheet | Data]:
    """Yield the list of outlets and speakers, on as many pages as it takes, and a page of each."""
    tallies, grades = edition.sources.tallies, edition.grades
    page, has_more = 1, True
    while has_more:
        view = sources_view(tallies, grades, page)
        path = StaticLinks().page("sources", [("page", str(page))])
        yield Sheet(path, "sources.html", {"view": view, "is_behind": False})
        page, has_more = page + 1, view.has_more
    for name in sorted({*tallies.outlets, *tallies.speakers}):
        one = source_view(tallies, name, grades, edition.titles)
        if one is not None:
            path = StaticLinks().source(name)
            yield Sheet(path, "source.html", {"view": one, "is_behind": False})


def zone_sheets(edition: Edition) -> Iterator[Sheet | Data]:
    """Yield the page of zones, each with the incidents near it."""
    near: dict[str, list[tuple[str, str]]] = {}
    counts: dict[str, int] = {}
    for row in edition.rows:
        words = f"{place_words(row)}, {row_days(row)}: {kind_words(row.kind)}"
        for zone_id in {mark.zone_id for mark in row.zones}:
            counts[zone_id] = counts.get(zone_id, 0) + 1
            if counts[zone_id] <= _NEAR:
                near.setdefault(zone_id, []).append((row.incident_id, words))
    view = zones_view(edition.told_zones, counts, edition.zones.fingerprint, near)
    yield Sheet("zones.html", "zones.html", {"view": view, "behind": 0})


def quality_sheets(edition: Edition) -> Iterator[Sheet | Data]:
    """Yield the page of quality, which counts the reports that are published."""
    foreign = sum(
        times for language, times in edition.languages.items() if language not in (None, "en")
    )
    read = sorted(edition.read_by.items(), key=lambda one: (-one[1], one[0][0], one[0][1] or ""))
    view = QualityView(
        read=tuple(
            ReadBy(reader, gazetteer or "not kept then", times, is_todays=True)
            for (reader, gazetteer), times in read
        ),
        counts=(
            ("Incidents", len(edition.rows), "on this site"),
            ("Reports", len(edition.report_ids), "each once, whatever its copies"),
            ("Not in English", foreign, "of which nothing was read"),
        ),
        made_by=(
            ("Rashomon", version("rashomon")),
            ("Policy", edition.wanted.policy),
            ("Zones", edition.zones.fingerprint),
            ("Rules of what is withheld", edition.wanted.rules.version),
        ),
        card=edition.redactor.record(documentation("model-card.md")),
        figures=edition.redactor.record(documentation("quality.md")),
    )
    yield Sheet("quality.html", "quality.html", {"view": view})
