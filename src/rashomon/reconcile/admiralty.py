"""Claims on the Admiralty scales: the source's reliability and the claim's credibility, apart.

**Reliability**, A to F, is a person's ruling and never computed: a source that nobody has graded
is F, cannot be judged. A claim has the grade of its first speaker, by name before kind; in an
outlet's own voice the outlet's.

**Credibility** is computed, from the other claims of the incident alone:

1. confirmed: another independent origin says the same, and none anything that contradicts it
2. probably true: more independent origins say the same than contradict it
3. possibly true: as many say the same as contradict it
4. doubtful: more contradict it than say the same
5. improbable: nobody else says the same, and two or more independent origins contradict it
6. cannot be judged: no other independent origin speaks to it

Hedged claims support nothing. A claim supports another where it says as much and neither
speaker nor origin is the same: "at least 106" supports "at least 41", and not the other way
round. It contradicts one where a contest sets the two apart. Those who contradict it count
together only where they agree: three different tolls confirm none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Self

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.counted import Counted
from rashomon.reconcile.lineage import outlet_name
from rashomon.reconcile.positions import Stand
from rashomon.reconcile.sources import Source, match, origin_of, source_of, thinned
from rashomon.reconcile.voices import bare_name
from rashomon.records import (
    COUNT_FACETS,
    CasualtyRange,
    Claim,
    ClaimGrade,
    Contest,
    ContestKind,
    CountValue,
    Facet,
    Report,
    SourceGrade,
    Stance,
)

__all__ = ["GRADES", "Reliability", "grade_claims", "reliability_of"]

GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
_CREDIBILITY = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
# Both are the same speaker's, or both may be true: no other origin speaks against either.
_NO_RIVALRY = frozenset(
    {
        ContestKind.UPDATE,
        ContestKind.SCOPE,
        ContestKind.TRANSMISSION,
        ContestKind.KILLED_INJURED_SWAP,
        ContestKind.MOTIVE,
    }
)


@dataclass(frozen=True, slots=True)
class Reliability:
    """The grade of a claim's source, and why."""

    grade: str
    reason: str


def reliability_of(claim: Claim, report: Report, table: Sequence[SourceGrade]) -> Reliability:
    """Return the grade that the table gives the claim's source, F where it gives none."""
    speaker = claim.speaker
    if speaker is None:
        name = outlet_name(report.carried_from or report.outlet or "")
        asked = [("outlet", name)] if name else []
    else:
        relayed = speaker.kind in ("agency", "media")
        asked = [
            (what, name)
            for name in (bare_name(speaker.words), speaker.actor, speaker.party)
            if name
            for what in (("speaker", "outlet") if relayed else ("speaker",))
        ]
        asked.append(("kind", speaker.kind))
    for what, name in asked:
        for row in table:
            if row.what == what and bare_name(row.source).casefold() == name.casefold():
                by = ", ".join(filter(None, (row.who, row.when)))
                why = ": ".join(filter(None, (f"graded by {by}" if by else "graded", row.why)))
                return Reliability(row.grade, f"{what} {row.source} {why}")
    return Reliability("F", "nobody has graded this source")


def grade_claims(
    stands: Sequence[Stand],
    groups: Mapping[str, Counted],
    contests: Sequence[Contest],
    backing: Backing,
    reports: Mapping[str, Report],
    table: Sequence[SourceGrade],
) -> Mapping[Claim, ClaimGrade]:
    """Grade every claim of the incident, in the positions' order."""
    rivals = _rivals(contests)
    told = {stand.position.position_id: _Told.of(stand, groups, backing) for stand in stands}
    alike: dict[tuple[object, ...], list[_Told]] = defaultdict(list)
    for each in told.values():
        alike[each.question].append(each)
    saying: dict[tuple[object, ...], _Witnesses] = {}  # the same, by question and what is said
    grades = {}
    for stand in stands:
        own = told[stand.position.position_id]
        against = [told[i] for i in sorted(rivals[stand.position.position_id])]
        for claim in stand.claims:
            said, witness = _said(claim, groups), _witness(claim, backing)
            if (own.question, said) not in saying:
                saying[own.question, said] = _Witnesses.of(
                    one.implying(said) for one in alike[own.question]
                )
            grades[claim] = _grade(
                claim,
                reliability_of(claim, reports[claim.report_id], table),
                saying[own.question, said].beside(witness),
                max((camp.not_meeting(own, said).beside(witness) for camp in against), default=0),
            )
    return grades


_Said = tuple[str, CasualtyRange] | None  # whom a number counts and how many; None of no number
_Witness = tuple[Source, str]  # who says it, in whose text


def _said(claim: Claim, groups: Mapping[str, Counted]) -> _Said:
    if isinstance(claim.value, CountValue):
        return groups[claim.claim_id].group, claim.value.range
    return None


def _witness(claim: Claim, backing: Backing) -> _Witness:
    return source_of(claim, backing), origin_of(claim, backing)


@dataclass(slots=True)
class _Witnesses:
    """Who stands behind some claims, asked again and again how many are independent of one."""

    origins: Mapping[Source, Set[str]]
    kept: frozenset[Source]  # those that can count, see `thinned`
    _counts: dict[tuple[Source | None, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, sets: Iterable[Iterable[_Witness]]) -> Self:
        origins: dict[Source, set[str]] = defaultdict(set)
        for witnesses in sets:
            for source, origin in witnesses:
                origins[source].add(origin)
        return cls(origins, frozenset(thinned(origins, more=1)))

    def beside(self, witness: _Witness) -> int:
        """Count those that are independent of a witness and of each other."""
        source, origin = witness
        own = source if source in self.kept else None
        if (own, origin) not in self._counts:
            self._counts[own, origin] = match(
                (other, text)
                for other in self.kept
                if other != source
                for text in self.origins[other]
                if text != origin
            )
        return self._counts[own, origin]


@dataclass(slots=True)
class _Told:
    """A position's claims by what exactly they say, hedged ones left out."""

    question: tuple[object, ...]  # positions of one question may say the same
    facet: Facet
    is_denial: bool
    witnesses: Mapping[_Said, Set[_Witness]]
    _apart: dict[CasualtyRange | None, _Witnesses] = field(default_factory=dict)

    @classmethod
    def of(cls, stand: Stand, groups: Mapping[str, Counted], backing: Backing) -> Self:
        position = stand.position
        is_counted = position.facet in COUNT_FACETS
        witnesses: dict[_Said, set[_Witness]] = defaultdict(set)
        for claim in stand.claims:
            if claim.stance != Stance.UNCERTAIN:
                witnesses[_said(claim, groups)].add(_witness(claim, backing))
        same = position.group if is_counted else position.position_id
        question = (position.facet, position.is_denial, same)
        return cls(question, position.facet, position.is_denial, witnesses)

    def implying(self, said: _Said) -> Iterator[_Witness]:
        """Yield who says as much: no less exact, if it is a number."""
        for own, witnesses in self.witnesses.items():
            if own is None or said is None or (own[0] == said[0] and own[1].implies(said[1])):
                yield from witnesses

    def not_meeting(self, other: _Told, said: _Said) -> _Witnesses:
        """Return who contradicts what a claim of another position says.

        Two numbers of rival positions may both be true all the same.
        """
        is_alike = (self.facet, self.is_denial) == (other.facet, other.is_denial)
        number = said[1] if said is not None and is_alike else None
        if number not in self._apart:
            self._apart[number] = _Witnesses.of(
                witnesses
                for own, witnesses in self.witnesses.items()
                if own is None or number is None or not own[1].is_compatible(number)
            )
        return self._apart[number]


def _grade(claim: Claim, source: Reliability, for_it: int, against: int) -> ClaimGrade:
    if not for_it and not against:
        credibility = 6
    elif not against:
        credibility = 1
    elif for_it > against:
        credibility = 2
    elif for_it == against:
        credibility = 3
    elif not for_it and against > 1:
        credibility = 5
    else:
        credibility = 4
    others = "independent origin says" if for_it == 1 else "independent origins say"
    rivals = "none contradicts it"
    if against:
        rivals = f"at most {against} {'agrees' if against == 1 else 'agree'} on something else"
    reason = f"{_CREDIBILITY[credibility]}: {for_it or 'no'} other {others} the same, {rivals}"
    return ClaimGrade(claim.claim_id, source.grade, source.reason, credibility, reason)


def _rivals(contests: Sequence[Contest]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for contest in contests:
        if contest.kind in _NO_RIVALRY:
            continue
        for one in contest.position_ids:
            found[one] |= set(contest.position_ids) - {one}
    return found
