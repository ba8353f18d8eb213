"""Reports that put texts of several origins together.

A report is a compilation where stretches of it that do not overlap stand in other reports that
share nothing with each other. Two excerpts of one report look the same, so the others must all
be older, by the day, or declare different origins. Otherwise all of them count as one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.reconcile.copies import Shared
from rashomon.records import Report, Span

__all__ = ["Part", "parts_of"]

_OVERLAP = 0.2  # of the shorter stretch's characters; less is a shared name or a set phrase


@dataclass(frozen=True, slots=True)
class Part:
    """The stretches of a report that one group of other reports holds as well."""

    report_ids: tuple[str, ...]
    spans: tuple[Span, ...]

    def overlap(self, spans: Sequence[Span]) -> int:
        """Return how many characters of `spans` lie in the part."""
        return _overlap(self.spans, spans)


def parts_of(
    copies: Sequence[Shared], named: Mapping[str, str | None], agencies: Mapping[str, str]
) -> Mapping[str, tuple[Part, ...]]:
    """Return the parts of each compilation, the longest first.

    `named` tells by whose name each report is counted, `agencies` whose text some declare to be.
    """
    of_report: dict[str, list[Shared]] = defaultdict(list)
    linked: set[frozenset[str]] = set()
    for shared in copies:
        of_report[shared.one.report_id].append(shared)
        of_report[shared.other.report_id].append(shared)
        linked.add(frozenset((shared.one.report_id, shared.other.report_id)))
    declared = dict(agencies)
    for shared in copies:  # a version that declares nothing is its like's
        one, other = shared.one.report_id, shared.other.report_id
        for plain, telling in ((one, other), (other, one)):
            if shared.is_version and plain not in agencies and telling in agencies:
                name = agencies[telling]
                declared[plain] = min(name, declared.get(plain, name))
    found = {}
    for report_id, around in of_report.items():
        if len(around) > 1:
            parts = _parts(report_id, around, linked, named, declared)
            if len(parts) > 1:
                found[report_id] = parts
    return found


def _parts(
    report_id: str,
    around: Sequence[Shared],
    linked: set[frozenset[str]],
    named: Mapping[str, str | None],
    agencies: Mapping[str, str],
) -> tuple[Part, ...]:
    others: dict[str, tuple[Span, ...]] = {}
    older: dict[str, bool] = {}
    for shared in around:
        own, other = shared.one, shared.other
        if own.report_id != report_id:
            own, other = other, own
        if not shared.is_version:
            others[other.report_id] = shared.spans_of(report_id)
            older[other.report_id] = _is_older(other, own)
    meets = {
        one: {two for two in others if two != one and _meet(others[one], others[two])}
        for one in others
    }
    # A report that itself holds stretches of several of the others joins nothing here.
    narrow = [
        one
        for one in sorted(others)
        if all(
            a == b or b in meets[a] or frozenset((a, b)) in linked
            for a in meets[one]
            for b in meets[one]
        )
    ]
    if any(one not in agencies or agencies[one] == named[report_id] for one in narrow):
        narrow = [one for one in narrow if older[one]]
    groups = _groups(narrow, meets, linked, named)
    parts = [
        Part(tuple(group), tuple(sorted({span for one in group for span in others[one]})))
        for group in groups
    ]
    return tuple(sorted(parts, key=lambda p: (-p.overlap(p.spans), p.report_ids)))


def _groups(
    reports: Sequence[str],
    meets: Mapping[str, set[str]],
    linked: set[frozenset[str]],
    named: Mapping[str, str | None],
) -> list[list[str]]:
    groups: list[list[str]] = []
    for one in reports:
        near = [
            group
            for group in groups
            if any(
                two in meets[one]
                or frozenset((one, two)) in linked
                or (named[one] is not None and named[one] == named[two])
                for two in group
            )
        ]
        merged = sorted({one, *(two for group in near for two in group)})
        groups = [group for group in groups if group not in near] + [merged]
    return groups


def _is_older(one: Report, than: Report) -> bool:
    return bool(one.published_on and than.published_on and one.published_on < than.published_on)


def _meet(one: Sequence[Span], other: Sequence[Span]) -> bool:
    shorter = min(_length(one), _length(other))
    return _overlap(one, other) > _OVERLAP * shorter


def _length(spans: Sequence[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters two sorted lists of stretches share."""
    total = first = second = 0
    while first < len(one) and second < len(other):
        a, b = one[first], other[second]
        total += max(0, min(a.end, b.end) - max(a.start, b.start))
        if a.end <= b.end:
            first += 1
        else:
            second += 1
    return total
