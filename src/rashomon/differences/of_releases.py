"""Two releases compared, or a release with a ledger: by what their files tell alone."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from rashomon.differences.changes import Cause, Difference
from rashomon.differences.comparing import compare
from rashomon.differences.release_files import Release, ReportNote
from rashomon.differences.states import IncidentState, state_of
from rashomon.errors import SettingError

__all__ = ["between_releases", "release_and_states"]

_ID = re.compile(r'\{\n\s*"incident_id": ("(?:[^"\\]|\\.)*")')
_MADE_BY = {
    "tool": "the tool", "linker": "the linker", "readers": "the readers",
    "gazetteers": "the gazetteers", "cleaners": "the cleaners",
}  # fmt: skip


def between_releases(
    before: Release,
    after: Release,
    words: tuple[str, str],
    *,
    incident_id: str | None = None,
    decided: Callable[[int], Cause | None] = lambda _: None,
) -> Difference:
    """Compare two releases. `decided` tells what is known of a decision besides its number.

    Raises:
        SettingError: If one is damaged or not as its manifest says.
    """
    had, has = _digests(before), _digests(after)
    changed = {key for key in had.keys() | has.keys() if had.get(key) != has.get(key)}
    states = [_states(release, changed) for release in (before, after)]
    causes = tuple(_causes(before.reports, after.reports, states[0], states[1], decided))
    return Difference(
        *words,
        tuple(
            one
            for one in compare(states[0], states[1], causes)
            if incident_id in (None, one.incident_id, *one.others)
        ),
        tuple(_notes(before, after)),
    )


def release_and_states(
    release: Release,
    states: Mapping[str, IncidentState],
    words: tuple[str, str],
    *,
    is_release_first: bool,
    incident_id: str | None = None,
) -> Difference:
    """Compare a release with a ledger's states of all its incidents."""
    own = _states(release, None)
    one: Mapping[str, IncidentState] = own if is_release_first else states
    other: Mapping[str, IncidentState] = states if is_release_first else own
    causes = tuple(_causes({}, {}, one, other, lambda _: None))
    notes = [f"the release says why only by decisions; it was made by {_made_by(release, 'tool')}"]
    policies = sorted({state.policy for state in states.values()} - {release.policy, ""})
    if policies:
        notes.append(f"the release's policy is {release.policy}, the ledger's {policies[0]}")
    return Difference(
        *words,
        tuple(
            change
            for change in compare(one, other, causes)
            if incident_id in (None, change.incident_id, *change.others)
        ),
        tuple(notes),
    )


def _digests(release: Release) -> dict[str, bytes]:
    """Of each incident a hash of all that is told of it."""
    found: dict[str, bytes] = {}
    for item in release.items():
        found[_id_of(item, release)] = hashlib.sha256(item.encode()).digest()
    return found


def _id_of(item: str, release: Release) -> str:
    found = _ID.match(item)
    if found is None:
        raise SettingError(f"{release.path}: is damaged, an incident without its id")
    return str(json.loads(found[1]))


def _states(release: Release, wanted: Collection[str] | None) -> dict[str, IncidentState]:
    found = {}
    for item in release.items():
        if wanted is None or _id_of(item, release) in wanted:
            try:
                state = state_of(json.loads(item))
            except (ValueError, RecursionError) as error:
                raise SettingError(f"{release.path}: is damaged, {error!r:.80}") from error
            found[state.incident_id] = state
    return found


def _causes(
    had: Mapping[str, ReportNote],
    has: Mapping[str, ReportNote],
    before: Mapping[str, IncidentState],
    after: Mapping[str, IncidentState],
    decided: Callable[[int], Cause | None],
) -> Iterator[Cause]:
    for report_id, one in has.items():
        old = had.get(report_id)
        if old is None:
            told = f"report {report_id} of {one.outlet}, {one.published}, is new"
            yield Cause("report", told, report_id=report_id)
        elif old.reader != one.reader:
            told = f"report {report_id} was read by {one.reader}, before by {old.reader}"
            yield Cause("reading", told, by=one.reader, report_id=report_id)
        elif old != one:
            told = f"report {report_id} is now of {one.outlet}, {one.published}"
            yield Cause("reading", told, report_id=report_id)
    was = frozenset[int]().union(*(state.decisions for state in before.values()))
    now = frozenset[int]().union(*(state.decisions for state in after.values()))
    for number in sorted(now - was):
        yield decided(number) or Cause("decision", f"decision {number}", number=number)
    for number in sorted(was - now):
        yield Cause("decision", f"decision {number} no longer holds", withdrew=number)


def _notes(before: Release, after: Release) -> Iterator[str]:
    for key, name in _MADE_BY.items():
        one, other = _made_by(before, key), _made_by(after, key)
        if one != other:
            yield f"{name} changed: {one} → {other}"
    if before.policy != after.policy:
        yield f"the policy changed: {before.policy} → {after.policy}"
    for key, name in (("zone_list", "the list of zones"), ("sources", "the grades of sources")):
        one, other = (str(r.manifest.get(key) or "none") for r in (before, after))
        if one != other:
            yield f"{name} changed: {one[:12]} → {other[:12]}"
    for key, name in (("last_capture", "captures"), ("last_decision", "decisions")):
        first, last = (_head(release, key) for release in (before, after))
        if first != last:
            yield f"{name} up to number {first or 0} → {last or 0}"


def _head(release: Release, key: str) -> object:
    head = release.manifest.get("ledger")
    return head.get(key) if isinstance(head, dict) else None


def _made_by(release: Release, key: str) -> str:
    made_by: Any = release.manifest.get("made_by")
    told = made_by.get(key) if isinstance(made_by, dict) else None
    if isinstance(told, dict):
        return ", ".join(sorted(map(str, told))) or "none"
    return str(told or "unknown")
