"""What an edition says of itself: as of when, by what, what was withheld, what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rashomon.publish.redaction_rules import Rules
from rashomon.reconcile import find_policy
from rashomon.web.published.data import DATA
from rashomon.web.published.edition import Edition, Wanted
from rashomon.web.published.succession import Changes
from rashomon.wording.counts import number_of

__all__ = ["AboutView", "about_view", "as_of_words", "rules_in_words"]

_SHOWN = 100  # incidents that changed, of each sort; data/changes.json has all
_EDITIONS = 30
_STATE = {
    "last_capture": "Last capture", "last_seal": "Its seal",
    "last_decision": "Last decision", "last_decision_hash": "Its hash",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file to be saved."""

    name: str
    what: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Incidents that changed in one manner: ids, each with those where it is told now."""

    title: str
    shown: tuple[tuple[str, tuple[str, ...]], ...]
    count: int
    is_there: bool

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


@dataclass(frozen=True, slots=True)
class AboutView:
    """The page about the edition. `withheld` says by rule how many stretches are blank, `rules`
    what is in force, `editions` a line for each edition, the newest first.
    """

    number: int
    as_of: str
    incidents: str
    reports: str
    policy: str
    policy_words: str
    rules_version: str
    rules: tuple[tuple[str, str], ...]
    withheld: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]
    files: tuple[DataFile, ...]
    changes: tuple[Changed, ...]
    editions: tuple[tuple[str, ...], ...]
    has_texts: bool
    base_url: str


def about_view(
    edition: Edition,
    record: Mapping[str, Any],
    records: Sequence[Mapping[str, Any]],
    changes: Changes,
    entries: Sequence[Mapping[str, Any]],
) -> AboutView:
    """Return what the page shows, once all the rest has been made.

    `record` is this edition's line, `records` are all with it, the newest last.
    """
    wanted, state = edition.wanted, record["ledger"]
    return AboutView(
        number=record["number"],
        as_of=as_of_words(state),
        incidents=number_of(len(edition.rows), "incident"),
        reports=number_of(len(edition.report_ids), "report"),
        policy=wanted.policy,
        policy_words=find_policy(wanted.policy).summary,
        rules_version=wanted.rules.version,
        rules=tuple(rules_in_words(wanted)),
        withheld=tuple(_withheld(edition)),
        versions=tuple(_versions(edition, record)),
        state=tuple(
            (words, str(state[name]))
            for name, words in _STATE.items()
            if state.get(name) is not None
        ),
        files=tuple(
            DataFile(name, DATA[name][1], f"{entry['bytes']:,} bytes", entry["sha256"])
            for entry in entries
            for name in (entry["name"].removeprefix("data/"),)
            if entry["name"].startswith("data/") and name in DATA
        ),
        changes=tuple(_changes(changes)) if record["number"] > 1 else (),
        editions=tuple(map(_line, records[::-1][:_EDITIONS])),
        has_texts=wanted.with_texts,
        base_url=wanted.base_url,
    )


def as_of_words(state: Mapping[str, Any]) -> str:
    """Return of when a state of the ledger is, as the ledger itself tells.

    >>> as_of_words({"captured_at": "2031-03-07T12:00Z", "decided_at": None})
    'last report taken in 2031-03-07T12:00Z'
    """
    told = [
        f"{what} {state[name]}"
        for what, name in (
            ("last report taken in", "captured_at"),
            ("last decision of a reviewer", "decided_at"),
        )
        if state.get(name)
    ]
    return ", ".join(told) or "of an empty ledger"


def rules_in_words(wanted: Wanted) -> Iterator[tuple[str, str]]:
    """Yield what the rules in force withhold, without what they list."""
    rules, told = wanted.rules, "names are told where reports tell them"
    yield (
        "Killed and hurt",
        ("names are withheld" if rules.withholds_victims else told),
    )
    kinds = ", ".join(sorted(rules.speaker_kinds)).replace("_", " ")
    yield (
        "Private speakers",
        (
            f"names are withheld of speakers of the kinds {kinds}, unless they speak for a body"
            if rules.withholds_speakers and kinds
            else told
        ),
    )
    yield "Names on a list", _listed(rules)
    if rules.patterns:
        names = list(dict.fromkeys(one.rule for one in rules.patterns))
        yield "Withheld wherever they stand", ", ".join(names)
    if rules.reports:
        yield "Whole reports", f"{number_of(len(rules.reports), 'report')} withheld by name"
    for one in rules.coarsenings:
        kinds = ", ".join(sorted(one.kinds)).replace("_", " ")
        ids = number_of(len(one.incidents), "incident") if one.incidents else ""
        yield "Places told coarsely", f"{', '.join(filter(None, (kinds, ids)))}: to {one.km:g} km"
    yield (
        "Texts of reports",
        ("whole" if wanted.with_texts else "the words of claims alone, with a few around them"),
    )
    yield "Reviewers", "named" if wanted.names_reviewers else "not named"
    yield "Their comments", "told" if rules.has_comments else "not told"


def _listed(rules: Rules) -> str:
    names = number_of(len(rules.names), "name") if rules.names else "none"
    told = f"{names} withheld wherever told"
    return told + (f", {len(rules.keep):,} never withheld" if rules.keep else "")


def _withheld(edition: Edition) -> Iterator[tuple[str, str]]:
    for rule, times in sorted(edition.redactor.counts.items()):
        yield rule, number_of(times, "time")
    for what, times in (
        ("whole reports", edition.withheld_reports),
        ("incidents of withheld reports alone", edition.withheld_incidents),
        ("incidents whose places are told coarsely", edition.coarsened),
    ):
        if times:
            yield what, f"{times:,}"


def _versions(edition: Edition, record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "Made by", str(record["made_by"])
    yield "Readers", ", ".join(sorted({reader for reader, _ in edition.read_by})) or "none"
    found = {gazetteer or "not kept then" for _, gazetteer in edition.read_by}
    yield "Gazetteers", ", ".join(sorted(found)) or "none"
    yield "Zones", edition.zones.fingerprint
    yield "Policy", edition.wanted.policy
    yield "Rules", edition.wanted.rules.version


def _changes(changes: Changes) -> Iterator[Changed]:
    sorts: tuple[tuple[str, Sequence[tuple[str, tuple[str, ...]]], bool], ...] = (
        ("New", [(one, ()) for one in changes.added], True),
        ("Changed", [(one, ()) for one in changes.changed], True),
        ("Part of another incident now", [(one, (it,)) for one, it in changes.merged], False),
        ("No longer on this site", changes.withdrawn, False),
    )
    for title, found, is_there in sorts:
        if found:
            yield Changed(title, tuple(found[:_SHOWN]), len(found), is_there)


def _line(record: Mapping[str, Any]) -> tuple[str, ...]:
    """An edition as a line of the table: number, as of, counts, changes."""
    counts, changed = record.get("counts", {}), record.get("changes", {})
    told = [
        f"{changed[what]:,} {words}"
        for what, words in (
            ("added", "new"), ("changed", "changed"), ("merged", "merged"),
            ("withdrawn", "no longer here"),
        )
        if changed.get(what)
    ]  # fmt: skip
    return (
        str(record.get("number", "")),
        as_of_words(record.get("ledger", {})),
        f"{counts.get('incidents', 0):,}",
        f"{counts.get('reports', 0):,}",
        ", ".join(told) if record.get("number") != 1 else "the first",
    )
