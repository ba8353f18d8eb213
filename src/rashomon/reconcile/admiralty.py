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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.reconcile.backing import Backing
from rashomon.reconcile.counted import Counted
from rashomon.reconcile.lineage import outlet_name
from rashomon.reconcile.positions import Stand
from rashomon.reconcile.sources import are_independent, count_independent
from rashomon.reconcile.voices import bare_name
from rashomon.records import (
    COUNT_FACETS,
    Claim,
    ClaimGrade,
    Contest,
    ContestKind,
    CountValue,
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
    claims_in = {stand.position.position_id: stand.claims for stand in stands}
    grades = {}
    for stand in stands:
        against = [claims_in[i] for i in sorted(rivals[stand.position.position_id])]
        alike = [c for s in stands if _is_of_one_question(s, stand) for c in s.claims]
        for claim in stand.claims:
            agreeing = [c for c in alike if _agree(c, claim, stand, groups)]
            grades[claim] = _grade(
                claim,
                reliability_of(claim, reports[claim.report_id], table),
                _independent(claim, agreeing, backing),
                max(
                    (
                        _independent(claim, [c for c in camp if not _meet(c, claim)], backing)
                        for camp in against
                    ),
                    default=0,
                ),
            )
    return grades


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


def _is_of_one_question(one: Stand, other: Stand) -> bool:
    a, b = one.position, other.position
    return (a.facet, a.is_denial) == (b.facet, b.is_denial) and (
        a.position_id == b.position_id or (a.facet in COUNT_FACETS and a.group == b.group)
    )


def _agree(one: Claim, other: Claim, stand: Stand, groups: Mapping[str, Counted]) -> bool:
    """Tell whether the first claim says what the other does: no less exact, if it is a number."""
    if isinstance(one.value, CountValue) and isinstance(other.value, CountValue):
        return groups[one.claim_id].group == groups[other.claim_id].group and (
            one.value.range.implies(other.value.range)
        )
    return one in stand.claims


def _meet(one: Claim, other: Claim) -> bool:
    """Tell whether two numbers of rival positions can both be true all the same."""
    a, b = one.value, other.value
    return (
        one.facet == other.facet
        and (one.stance == Stance.DENY) == (other.stance == Stance.DENY)
        and isinstance(a, CountValue)
        and isinstance(b, CountValue)
        and a.range.is_compatible(b.range)
    )


def _independent(claim: Claim, others: Sequence[Claim], backing: Backing) -> int:
    """Count the claims among `others` that are independent of the claim and of each other."""
    return count_independent(
        [
            other
            for other in others
            if other.stance != Stance.UNCERTAIN and are_independent(claim, other, backing)
        ],
        backing,
    )
