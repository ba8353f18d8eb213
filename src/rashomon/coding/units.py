"""Which claims of several coders are codings of one statement: the units that are compared.

Both coders read the whole report, so what one marked and the other did not is a unit too, with
"not told" for the other. A coder who has not coded the report is missing from its units.

1. **What a coder says twice counts once.** Claims of one coder with the same facet, value,
   whom it counts, speakers, stance and incident are one telling, which has words in several places.
2. **Words in common.** Two tellings of one facet by different coders may be one unit if words of
   theirs share at least 30 % of the shorter ones (as `rashomon evaluate` has it). The pair
   with the most in common (shared by covered characters, the mean over their places) is joined
   first; of several alike that of incidents which are one by what both coders tell of them, each
   with one counterpart, then that of the nearest values. A unit has at most one telling of each
   coder. Pairing by place first and by likeness where place does not
   decide follows the unified alignments of Mathet, Widlöcher and Métivier (2015).
3. **The same elsewhere.** A report tells most things several times. Tellings left over, with the
   same value, whom it counts, first speaker and stance, are one unit though marked in other places.

Who coded what plays no part: coders under other names lead to the same units.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from rashomon.coding.values import difference, is_same_speaker, is_same_who
from rashomon.records import ClaimValue, CodedClaim, Facet, Span, Speaker, Stance, to_plain

__all__ = ["OF_WORDS", "Telling", "Unit", "share_of", "units_of"]

OF_WORDS = frozenset({Facet.MOTIVE, Facet.NOTICE})
"""Facets of which the words are the value: in other places they are another one."""
_SHARED = 0.3  # of the shorter words; the share that `rashomon evaluate` asks for


@dataclass(frozen=True, slots=True)
class Telling:
    """What one coder says once, with each place where the coder marked it, in text order."""

    coder: str
    coded: tuple[CodedClaim, ...]

    @property
    def facet(self) -> Facet:
        """The facet."""
        return self.coded[0].claim.facet

    @property
    def value(self) -> ClaimValue:
        """The value, as it is where first marked."""
        return self.coded[0].claim.value

    @property
    def source(self) -> tuple[Speaker, ...]:
        """The chain of speakers; empty for the report itself."""
        return self.coded[0].claim.source

    @property
    def stance(self) -> Stance:
        """The first speaker's stance."""
        return self.coded[0].claim.stance

    @property
    def incident(self) -> int:
        """The coder's number of the incident."""
        return self.coded[0].incident

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it was marked."""
        return tuple(one.claim.evidence for one in self.coded)


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of a report as its coders have it.

    `coders` are those who coded the report, `tellings` those of them who marked the statement,
    both in the order of their names. `is_elsewhere` is set where words in other places were
    joined (rule 3).
    """

    report_id: str
    facet: Facet
    coders: tuple[str, ...]
    tellings: tuple[Telling, ...]
    is_elsewhere: bool = False

    @property
    def start(self) -> int:
        """Where in the text it is first marked."""
        return min(span.start for one in self.tellings for span in one.spans)

    @property
    def unit_id(self) -> str:
        """A name that lasts as long as no coder says otherwise of it."""
        told = [
            [one.coder, [to_plain(coded.claim) for coded in one.coded]] for one in self.tellings
        ]
        raw = json.dumps([self.report_id, self.coders, told], sort_keys=True)
        return "u" + hashlib.sha256(raw.encode()).hexdigest()[:11]

    def of(self, coder: str) -> Telling | None:
        """Return what a coder says of it, None where the coder did not mark it."""
        return next((one for one in self.tellings if one.coder == coder), None)

    @property
    def is_left_out(self) -> bool:
        """Tell whether somebody who coded the report did not mark it."""
        return len(self.tellings) < len(self.coders)


def units_of(report_id: str, codings: Mapping[str, Sequence[CodedClaim]]) -> list[Unit]:
    """Return the units of one report, in text order, given what each of its coders marked."""
    tellings = [one for coder in sorted(codings) for one in _tellings(coder, codings[coder])]
    joined: list[list[Telling]] = [[one] for one in tellings]
    pairs = list(_overlapping(tellings))
    in_common: defaultdict[frozenset[tuple[str, int]], float] = defaultdict(float)
    for one, other, share in pairs:
        in_common[_incidents(one, other)] += share * (1 + _says_the_same(one, other))
    counterparts = _counterparts(in_common)
    ranked = sorted(
        pairs,
        key=lambda pair: (
            -round(pair[2], 9),
            _incidents(pair[0], pair[1]) not in counterparts,
            -round(in_common[_incidents(pair[0], pair[1])], 9),
            not is_same_who(pair[0].value, pair[1].value),
            difference(pair[0].value, pair[1].value),
            _unlikeness(pair[0], pair[1]),
            sorted((_place(pair[0]), _place(pair[1]))),
        ),
    )
    for one, other, _ in ranked:
        _join(joined, one, other)
    elsewhere: set[int] = set()
    for one, other in _alike(tellings, in_common, counterparts):
        whole = _join(joined, one, other)
        if whole is not None:
            elsewhere.add(id(whole))
    coders = tuple(sorted(codings))
    units = [
        Unit(
            report_id,
            group[0].facet,
            coders,
            tuple(sorted(group, key=lambda one: one.coder)),
            id(group) in elsewhere,
        )
        for group in joined
    ]
    return sorted(units, key=lambda unit: (unit.start, list(Facet).index(unit.facet), _ends(unit)))


def _tellings(coder: str, coded: Sequence[CodedClaim]) -> Iterator[Telling]:
    """Put together what a coder says in several places (rule 1)."""
    groups: list[list[CodedClaim]] = []
    for one in sorted(coded, key=lambda c: (c.claim.evidence.start, c.claim.evidence.end)):
        for group in groups:
            if _is_same(group[0], one):
                group.append(one)
                break
        else:
            groups.append([one])
    for group in groups:
        yield Telling(coder, tuple(group))


def _is_same(one: CodedClaim, other: CodedClaim) -> bool:
    a, b = one.claim, other.claim
    if a.facet in OF_WORDS:
        return False
    return (
        (a.facet, a.stance, one.incident) == (b.facet, b.stance, other.incident)
        and not difference(a.value, b.value)
        and is_same_who(a.value, b.value)
        and [speaker.words for speaker in a.source] == [speaker.words for speaker in b.source]
    )


def _overlapping(tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling, float]]:
    """Pairs of different coders with words in common, and how much of both that is."""
    by_facet: defaultdict[Facet, list[Telling]] = defaultdict(list)
    for one in tellings:
        by_facet[one.facet].append(one)
    for group in by_facet.values():
        for one, other in combinations(group, 2):
            if one.coder != other.coder:
                share = _share(one, other)
                if share:
                    yield one, other, share


def _share(one: Telling, other: Telling) -> float:
    """What two tellings have in common: of each of their places with that nearest it, the mean."""
    shares = [[share_of(a, b) for b in other.spans] for a in one.spans]
    nearest = [max(row) for row in shares] + [max(column) for column in zip(*shares, strict=True)]
    return sum(nearest) / len(nearest)


def share_of(one: Span, other: Span) -> float:
    """Return shared by covered characters, 0 below 30 % of the shorter words."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    if shared < _SHARED * shorter:
        return 0.0
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def _alike(
    tellings: Sequence[Telling],
    in_common: Mapping[frozenset[tuple[str, int]], float],
    counterparts: Set[frozenset[tuple[str, int]]],
) -> list[tuple[Telling, Telling]]:
    """Pairs that say the same in different places, those of fitting incidents first (rule 3)."""
    incidents: defaultdict[str, set[int]] = defaultdict(set)
    for one in tellings:
        incidents[one.coder].add(one.incident)
    found = []
    for one, other in combinations(tellings, 2):
        if one.coder == other.coder or one.facet is not other.facet or one.facet in OF_WORDS:
            continue
        if not _says_the_same(one, other):
            continue
        both = _incidents(one, other)
        fitting = (both in counterparts, round(in_common.get(both, 0.0), 9))
        if any(fitting) or len(incidents[one.coder]) == len(incidents[other.coder]) == 1:
            found.append((fitting, one, other))
    found.sort(
        key=lambda pair: (
            not pair[0][0],
            -pair[0][1],
            abs(pair[1].spans[0].start - pair[2].spans[0].start),
            sorted((_place(pair[1]), _place(pair[2]))),
        )
    )
    return [(one, other) for _, one, other in found]


def _counterparts(
    in_common: Mapping[frozenset[tuple[str, int]], float],
) -> set[frozenset[tuple[str, int]]]:
    """Which incidents of two coders are one: those with most in common, each at most once."""
    chosen: set[frozenset[tuple[str, int]]] = set()
    taken: set[tuple[tuple[str, int], str]] = set()  # an incident, and the coder it has one of
    for both in sorted(
        in_common, key=lambda both: (-round(in_common[both], 9), sorted(n for _, n in both))
    ):
        one, other = sorted(both)
        sides = {(one, other[0]), (other, one[0])}
        if not sides & taken:
            taken |= sides
            chosen.add(both)
    return chosen


def _says_the_same(one: Telling, other: Telling) -> bool:
    """Tell whether two tellings of a facet differ at most in where and of which incident."""
    return not (
        _unlikeness(one, other)
        or difference(one.value, other.value)
        or not is_same_who(one.value, other.value)
    )


def _unlikeness(one: Telling, other: Telling) -> int:
    return (one.stance is not other.stance) + (not is_same_speaker(one.source, other.source))


def _incidents(one: Telling, other: Telling) -> frozenset[tuple[str, int]]:
    return frozenset(((one.coder, one.incident), (other.coder, other.incident)))


def _place(one: Telling) -> tuple[object, ...]:
    """What orders tellings for good, whoever made them."""
    first = one.coded[0].claim
    plain = json.dumps(to_plain(first.value), sort_keys=True)
    words = " ".join(speaker.words for speaker in first.source)
    return first.evidence.start, first.evidence.end, plain, words, first.stance, one.incident


def _join(joined: list[list[Telling]], one: Telling, other: Telling) -> list[Telling] | None:
    """Put the units of two tellings together where no coder would be in it twice."""
    a = next(group for group in joined if any(each is one for each in group))
    b = next(group for group in joined if any(each is other for each in group))
    if a is b or {each.coder for each in a} & {each.coder for each in b}:
        return None
    a += b
    joined[:] = [group for group in joined if group is not b]
    return a


def _ends(unit: Unit) -> tuple[object, ...]:
    return tuple(sorted((span.end, str(one.value)) for one in unit.tellings for span in one.spans))
