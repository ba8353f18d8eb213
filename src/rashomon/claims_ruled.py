"""What a ruling on coders' disagreement makes of today's claims: which to correct, reject, add.

Only what coders are compared by is corrected: words that overlap, and names of one actor, stay as
they were read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.coding import Unit, incidents_matched, units_of
from rashomon.coding.units import OF_WORDS, share_of
from rashomon.coding.values import difference, is_same_speaker, is_same_who
from rashomon.coding_compared import READER, machine_codes
from rashomon.errors import SettingError
from rashomon.records import (
    Act,
    AddClaim,
    Claim,
    CodedClaim,
    CorrectClaim,
    CountValue,
    Reading,
    RejectClaim,
    ReportIncident,
)
from rashomon.review import mark_of
from rashomon.review.relocating import shared

__all__ = ["acts_of"]

_CHOSEN = "the coder"  # sorts before READER, as keys of `incidents_matched` do


def acts_of(
    reading: Reading | None,
    units: Sequence[Unit],
    unit: Unit,
    coded: CodedClaim | None,
    own: Sequence[CodedClaim],
    told: ReportIncident | None,
) -> tuple[list[Act], str]:
    """Return what makes a reading say what was ruled of a unit, and what hinders it, in words.

    `coded` is what holds, None for nothing; `own` all that its coder marked in the report, and
    `units` all units of the report. `told` is the report's incident that it is about, None for
    the one that follows from what the coder marked.

    Raises:
        SettingError: If it does not follow which incident it is about.

    """
    if reading is None:
        return [], "the report has not been read; `rashomon build`, reopen and settle it again"
    standing = _standing(reading, units, unit)
    claims = list(standing)
    if coded is None:
        return [RejectClaim(claim) for claim in claims], ""
    if told is None and claims:
        return [act for claim in claims for act in _corrections(claim, coded.claim)], ""
    wanted = told or _incident_of(reading, own, coded)
    if wanted is None:
        there = ", ".join(f"{one.report_id}#{one.number}" for one in reading.incidents)
        if not there:
            return [], "no incident was read in the report, so that no claim can be added to it"
        raise SettingError(
            f"it does not follow which of the report's incidents {unit.unit_id} is about; say so "
            f"by --member: {there}"
        )
    stay = [claim for claim in claims if standing[claim] == wanted.number]
    acts: list[Act] = [RejectClaim(claim) for claim in claims if claim not in stay]
    if stay or _is_said_elsewhere(reading, wanted, coded.claim):
        return acts + [act for claim in stay for act in _corrections(claim, coded.claim)], ""
    added = replace(coded.claim, mention=wanted.mentions[0], confidence=1.0)
    return [*acts, AddClaim(added, mark_of(reading, wanted))], ""


def _standing(reading: Reading, units: Sequence[Unit], unit: Unit) -> Mapping[Claim, int]:
    """The claims that today's view has on a unit's words, with the report's incident of each.

    A claim whose words another unit has more of is that one's.
    """
    rivals = [one for one in units if one.facet is unit.facet]
    found: dict[Claim, int] = {}
    for told in reading.incidents:
        for claim in reading.claims_of(told):
            if claim.facet is not unit.facet or not _fit(unit, claim)[0]:
                continue
            if all(_fit(unit, claim) >= _fit(one, claim) for one in rivals):
                found.setdefault(claim, told.number)
    return found


def _fit(unit: Unit, claim: Claim) -> tuple[float, bool, float]:
    """How much of its words a claim shares with a unit, and then how alike they are."""
    return max(
        (
            max(share_of(span, claim.evidence) for span in one.spans),
            is_same_speaker(one.source, claim.source),
            -difference(one.value, claim.value),
        )
        for one in unit.tellings
    )


def _is_said_elsewhere(reading: Reading, told: ReportIncident, wanted: Claim) -> bool:
    """Tell whether the reading has all of a claim already, in other words of the report."""
    return wanted.facet not in OF_WORDS and any(
        claim.facet is wanted.facet and not _corrections(claim, wanted)
        for claim in reading.claims_of(told)
    )


def _corrections(before: Claim, wanted: Claim) -> list[Act]:
    """Correct what coders are compared by; words that overlap and names of one actor stay."""
    after = before
    value = wanted.value
    if difference(before.value, value) or not is_same_who(before.value, value):
        if isinstance(before.value, CountValue) and isinstance(value, CountValue):
            value = replace(value, who=value.who or before.value.who)
        after = replace(after, value=value)
    if not is_same_speaker(before.source, wanted.source):
        after = replace(after, source=wanted.source)
    if before.stance is not wanted.stance:
        after = replace(after, stance=wanted.stance)
    return [] if after == before else [CorrectClaim(before, replace(after, confidence=1.0))]


def _incident_of(
    reading: Reading, own: Sequence[CodedClaim], coded: CodedClaim
) -> ReportIncident | None:
    """Which of the reading's incidents a coder's incident is; None where it does not follow."""
    if len(reading.incidents) == 1:
        return reading.incidents[0]
    both = {_CHOSEN: own, READER: machine_codes(reading)}
    matched = incidents_matched(units_of(reading.report.report_id, both))
    number = matched.get((_CHOSEN, READER), {}).get(coded.incident, 0) - 1
    for told in reading.incidents:
        if told.number == number:
            return told
    spans = {mention.mention_id: mention.span for mention in reading.mentions}
    in_common = {
        told.number: max(shared(spans[m], coded.claim.evidence) for m in told.mentions)
        for told in reading.incidents
    }
    best = max(in_common.values(), default=0)
    fitting = [told for told in reading.incidents if best and in_common[told.number] == best]
    return fitting[0] if len(fitting) == 1 else None
