"""Which reports carry whose text: independent origins are counted, never articles.

A report's origin is declared (it carries another outlet's copy, or comes from the same outlet)
or found (it holds much of another report's words). Reports whose outlet nobody tells are
origins of their own unless they are found to be copies. Translation and rewording are not
guessed: what only touches is shown as unknown, and counts as independent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from rashomon.reconcile.compilations import Part, parts_of
from rashomon.reconcile.copies import Shared, find_shared
from rashomon.reconcile.credits import agency_of, credits_of, declared_names, outlet_name, own_name
from rashomon.records import (
    Carries,
    CarryKind,
    Claim,
    EvidenceSpan,
    Origin,
    Passage,
    Report,
)

__all__ = ["origin_of_words", "outlet_name", "trace_lineage", "trace_origins"]

_SHOWN = 3  # passages that an edge keeps as evidence, the longest first
_WHOLE = 0.9  # of the shorter text: the longer holds it
_LONGER = 1.25


def trace_lineage(reports: Sequence[Report]) -> tuple[Carries, ...]:
    """Return who carries whom: what reports declare, then what was found, by the carriers' ids."""
    unique = {report.report_id: report for report in reports}
    edges = [edge for report_id in sorted(unique) for edge in credits_of(unique[report_id])]
    edges += [_edge(shared) for shared in find_shared(list(unique.values()))]
    return tuple(sorted(edges, key=lambda e: (e.report_id, not e.is_outlet, e.of, e.kind)))


def trace_origins(reports: Sequence[Report]) -> tuple[Origin, ...]:
    """Return the independent origins of the reports, each report in exactly one.

    A report that compiles texts of several is in the origin of the longest part; the passages
    of the others are noted with their origins.
    """
    ordered = sorted({r.report_id: r for r in reports}.values(), key=lambda r: r.report_id)
    root = {report.report_id: report.report_id for report in ordered}
    reasons: dict[str, set[str]] = defaultdict(set)

    def find(report_id: str) -> str:
        while root[report_id] != report_id:
            root[report_id] = root[root[report_id]]
            report_id = root[report_id]
        return report_id

    def join(one: str, other: str) -> None:
        first, second = sorted((find(one), find(other)))
        root[second] = first

    by_name: dict[str, str] = {}
    named = _origin_names(ordered)
    for report in ordered:
        name = named[report.report_id]
        if name is None:
            continue
        if name in by_name:
            join(report.report_id, by_name[name])
            reasons[report.report_id].add(_declaration(report, name))
        else:
            by_name[name] = report.report_id
            if report.carried_from:
                reasons[report.report_id].add(_declaration(report, name))

    copies = [s for s in find_shared(ordered) if s.kind == CarryKind.SHARED_TEXT]
    agencies = {r.report_id: name for r in ordered if (name := agency_of(r))}
    parts = parts_of(copies, named, agencies)
    for shared in copies:
        one, other = sorted((shared.one, shared.other), key=lambda r: r.report_id)
        ends = [_end(report, shared, parts.get(report.report_id, ())) for report in (one, other)]
        join(*ends)
        reasons[ends[0]].add(f"{one.name} and {other.name} {shared.reason}")

    groups: dict[str, list[Report]] = defaultdict(list)
    for report in ordered:
        groups[find(report.report_id)].append(report)
    passages: dict[str, list[Passage]] = defaultdict(list)
    for report_id, of_report in sorted(parts.items()):
        for part in of_report[1:]:
            origin = find(part.report_ids[0])
            if origin != find(report_id):
                passages[origin] += [Passage(report_id, span) for span in part.spans]
    return tuple(
        _origin(group, named, reasons, passages.get(first, ()))
        for first, group in sorted(groups.items())
    )


def origin_of_words(origins: Sequence[Origin]) -> Callable[[Claim], Origin]:
    """Return what tells a claim's origin: that of the passage with its words, else the report's."""
    home = {report_id: origin for origin in origins for report_id in origin.report_ids}
    taken: dict[str, list[tuple[Passage, Origin]]] = defaultdict(list)
    for origin in origins:
        for passage in origin.passages:
            taken[passage.report_id].append((passage, origin))

    def tell(claim: Claim) -> Origin:
        for passage, origin in taken.get(claim.report_id, ()):
            if passage.span.covers(claim.evidence):
                return origin
        return home[claim.report_id]

    return tell


def _origin_names(reports: Sequence[Report]) -> Mapping[str, str | None]:
    """By whose name each report is counted: whom it carries, else its outlet.

    Of several that it carries, the first that another report stands for by itself.
    """
    declared = {report.report_id: declared_names(report) for report in reports}
    alone = {names[0] for names in declared.values() if len(names) == 1}
    alone |= {name for r in reports if not declared[r.report_id] and (name := own_name(r))}
    found: dict[str, str | None] = {}
    for report in reports:
        names = declared[report.report_id]
        present = [name for name in names if name in alone]
        found[report.report_id] = next(iter([*present, *names]), None) or own_name(report)
    return found


def _declaration(report: Report, name: str) -> str:
    if report.carried_from:
        return f"{report.name} carries text of {' and '.join(declared_names(report)) or name}"
    return f"{report.name} is published by {name}"


def _end(report: Report, shared: Shared, parts: Sequence[Part]) -> str:
    """Which report stands for this end of a copy: itself, or whose part the words are."""
    if not parts or shared.is_version:
        return report.report_id
    spans = shared.spans_of(report.report_id)
    best = max(parts, key=lambda part: part.overlap(spans))  # of equals the first: the longest
    is_own = best is parts[0] or best.overlap(spans) == 0
    return report.report_id if is_own else best.report_ids[0]


def _origin(
    group: Sequence[Report],
    named: Mapping[str, str | None],
    reasons: Mapping[str, set[str]],
    passages: Sequence[Passage],
) -> Origin:
    told = Counter(name for report in group if (name := named[report.report_id]))
    name = min(told, key=lambda n: (-told[n], n)) if told else group[0].name
    why = sorted({reason for report in group for reason in reasons.get(report.report_id, ())})
    return Origin(
        origin_id=f"o-{group[0].report_id}",
        name=name,
        report_ids=tuple(report.report_id for report in group),
        reasons=tuple(why),
        passages=tuple(sorted(passages, key=lambda p: (p.report_id, p.span))),
    )


def _edge(shared: Shared) -> Carries:
    carrier, why = _carrier(shared)
    first, second = sorted((shared.one, shared.other), key=lambda r: r.report_id)
    report = carrier or first
    of = second if report is first else first
    kind = shared.kind
    if kind == CarryKind.SHARED_TEXT and own_name(report) and own_name(report) == own_name(of):
        kind = CarryKind.SAME_OUTLET
    longest = sorted(shared.spans_of(report.report_id), key=lambda s: (s.start - s.end, s.start))[
        :_SHOWN
    ]
    misspelled = f"both misspell {', '.join(shared.slips)}" if shared.slips else ""
    return Carries(
        report.report_id,
        of.report_id,
        kind,
        round(shared.share, 4),
        tuple(EvidenceSpan.cut(report.text, span.start, span.end) for span in longest),
        tuple(filter(None, (shared.reason, misspelled, why))),
        is_directed=carrier is not None,
    )


def _carrier(shared: Shared) -> tuple[Report | None, str]:
    """Who of the two carries the other's words, and by what sign; None where nothing tells."""
    one, other = shared.one, shared.other
    claims = [own_name(b) in declared_names(a) for a, b in ((one, other), (other, one))]
    if claims[0] != claims[1]:
        return (one if claims[0] else other), "it says whose text it carries"
    if one.published_on and other.published_on and one.published_on != other.published_on:
        is_later = one.published_on > other.published_on
        return (one if is_later else other), "it was published later"
    if shared.share >= max(_WHOLE, _LONGER * shared.back):
        return one, "the longer holds the shorter"
    return None, "which was first cannot be told"
