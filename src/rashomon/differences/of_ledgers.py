"""Two views of one ledger compared: only what can be otherwise is computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.catalog_rows import catalog_row
from rashomon.differences.causes import TooMuchChanged, since
from rashomon.differences.changes import Cause, Difference
from rashomon.differences.comparing import compare
from rashomon.differences.states import IncidentState, state_of_dossier
from rashomon.errors import SettingError
from rashomon.locate.zones import ZoneList
from rashomon.reconcile import POLICY
from rashomon.reconciling import dossiers_around
from rashomon.records import CatalogRow, SourceGrade

if TYPE_CHECKING:
    from rashomon.ledger import Ledger
    from rashomon.ledger.as_of import AsOf, Moment

__all__ = ["Figures", "between_moments", "between_views", "states_of"]

_SINCE_WHEN = (
    "how {} of its incidents were described before is not kept, since they were linked by an "
    "earlier Rashomon: their kind, days and place are those of the first description kept"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """By which policy, zones and grades of sources dossiers are computed, on both sides alike."""

    policy: str = POLICY
    zones: ZoneList | None = None
    sources: tuple[SourceGrade, ...] = ()


_USUAL = Figures()
_LOOKED_BACK = 10_000  # reports or rulings that came since, where somebody waits: some seconds


def between_moments(
    ledger: Ledger,
    before: Moment,
    after: Moment,
    *,
    incident_id: str | None = None,
    figures: Figures = _USUAL,
    words: tuple[str, str] | None = None,
    wanted: Callable[[CatalogRow], bool] | None = None,
    most: int | None = None,
) -> Difference:
    """Compare a ledger with itself at a later moment, and tell why it differs.

    With `incident_id`, only what concerns that incident; with `wanted`, only incidents of which
    that was true at one of the moments. `words` name the sides. With `most`, no more reports and
    incidents than that are looked at.

    Raises:
        SettingError: If the second moment is before the first one.
        TooMuchChanged: If more than `most` would have to be looked at.
    """
    if (after.at, after.number) < (before.at, before.number):
        raise SettingError("the second moment is earlier than the first one; swap the two")
    from rashomon.ledger.as_of import NOW

    if most is not None:
        # To look at a ledger of before takes time by all that came since: 63 s for 247,000 reports.
        since_then = len(ledger.read_between(before.at, NOW.at))
        if max(since_then, ledger.head().decision - before.number) > _LOOKED_BACK:
            raise TooMuchChanged(since_then, "reports were read since the first moment")
    log = ledger.reviews()
    then, now = ledger.as_of(before, log=log), ledger.as_of(after, log=log)
    if incident_id is not None:
        ids, reports = _around(then, now, incident_id)
        happened = since(ledger, before, after, log, only=(reports, ids), most=most)
    else:
        happened = since(ledger, before, after, log, most=most)
        reports = set(happened.reports)
        if happened.names:
            reports |= ledger.reports_naming(happened.names)
        ids = {*happened.incident_ids, *_of_reports((then, now), reports)}
        if happened.names:
            ids |= ledger.incidents_naming(happened.names)
    if most is not None and len(ids) > most:
        raise TooMuchChanged(len(ids), "incidents may have changed between the two moments")
    was, had = _seen(then, ids, figures, wanted)
    states, has = _seen(now, ids, figures, wanted)
    kept = tuple(
        replace(one, note=_note(one.incident_id in had, one.incident_id in has, one.how))
        for one in compare(was, states, happened.causes)
        if one.incident_id in had | has
        and (incident_id is None or incident_id == one.incident_id or incident_id in one.others)
    )
    unknown = ledger.described_since_unknown({one.incident_id for one in kept})
    told = words or (before.at.isoformat(), after.at.isoformat())
    notes = (_SINCE_WHEN.format(len(unknown)),) if unknown else ()
    return Difference(*told, kept, notes)


def between_views(
    ledger: Ledger,
    before: AsOf,
    after: AsOf,
    words: tuple[str, str],
    *,
    incident_id: str | None = None,
    figures: Figures = _USUAL,
    causes: Sequence[Cause] = (),
) -> Difference:
    """Compare what two readers, or a reader and a moment, show of the reports that both have."""
    both = set(before.report_ids()) & set(after.report_ids())
    views = (before.restricted(both), after.restricted(both))
    ids = _of_reports(views, both)
    found = compare(states_of(views[0], ids, figures), states_of(views[1], ids, figures), causes)
    kept = tuple(
        one
        for one in found
        if incident_id is None or incident_id == one.incident_id or incident_id in one.others
    )
    every = len(ledger.report_ids())
    note = f"compared are the {len(both)} of {every} reports that both sides have read"
    return Difference(*words, kept, (note,))


def states_of(
    view: AsOf, incident_ids: Collection[str], figures: Figures = _USUAL
) -> dict[str, IncidentState]:
    """Return what is compared of incidents, and of all that decisions tie to them."""
    return _seen(view, incident_ids, figures, None)[0]


def _seen(
    view: AsOf,
    incident_ids: Collection[str],
    figures: Figures,
    wanted: Callable[[CatalogRow], bool] | None,
) -> tuple[dict[str, IncidentState], set[str]]:
    """What is compared of incidents, and which of them are wanted."""
    found = dossiers_around(
        view, incident_ids, policy=figures.policy, zones=figures.zones, sources=figures.sources
    )
    states, own = {}, set()
    for dossier, readings in found:
        states[dossier.incident.incident_id] = state_of_dossier(dossier, readings)
        if wanted is None or wanted(catalog_row(dossier, readings, (), 0)):
            own.add(dossier.incident.incident_id)
    return states, own


def _around(then: AsOf, now: AsOf, incident_id: str) -> tuple[set[str], set[str]]:
    """An incident with all that held any of its reports at either moment, and these reports."""
    ids = {incident_id}
    reports = {
        report_id
        for view in (then, now)
        for _, readings in dossiers_around(view, ids)
        for report_id in readings
    }
    return ids | _of_reports((then, now), reports), reports


def _note(had: bool, has: bool, how: str) -> str:
    if how != "changed" or had == has:
        return ""
    return "is asked for now" if has else "is asked for no longer"


def _of_reports(views: Sequence[AsOf], reports: Collection[str]) -> set[str]:
    """The incidents in which linking has something of these reports, in any of the views."""
    return {incident_id for view in views for incident_id in view.placements(reports).values()}
