"""One incident as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rashomon.publish import claims_of, date_reason
from rashomon.records import (
    AccountStep,
    ApprovalLevel,
    Dossier,
    Reading,
    ReviewDecision,
    ZoneAgreement,
    ZoneStatement,
)
from rashomon.review.standing import withdrawn_by
from rashomon.web.views.accounts import AccountsView, accounts_view
from rashomon.web.views.claims import (
    ContestView,
    Evidence,
    PositionView,
    contest_views,
    evidence_of,
    one_line,
    position_views,
    told_by_both,
)
from rashomon.web.views.decided import DecisionView, decision_views
from rashomon.web.views.head import Figure, figures_at_head
from rashomon.web.views.incident_map import IncidentMap, incident_map
from rashomon.web.views.lineage import LineageView, lineage_view
from rashomon.web.views.ranges import RangesView, ranges_views
from rashomon.web.views.words import (
    FACETS,
    day_in_words,
    days_in_words,
    spelled,
)
from rashomon.wording.claims import quoted, speaker_chain
from rashomon.wording.counts import number_of
from rashomon.wording.decisions import review_words
from rashomon.wording.incidents import (
    date_codes,
    kind_words,
    place_code,
    place_name,
    place_words,
    point_words,
)
from rashomon.wording.rulings import UNKNOWN, graded_sources, paired_rulings, rule_words
from rashomon.wording.versions import changed_versions, step_words
from rashomon.wording.zones import MOST_STATEMENTS, force_words, is_far

if TYPE_CHECKING:
    from rashomon.web.files import IncidentFile

__all__ = ["IncidentView", "incident_view"]

_SHOWN_CLAIMS = 6  # that a ruling rests on; the rest are counted


@dataclass(frozen=True, slots=True)
class StepView:
    """What was told on one day, for the first time."""

    day: str
    how: str
    told: str
    is_change: bool
    first: Evidence | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """How one teller's telling of a facet changed."""

    teller: str
    party: str
    facet: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class StatementView:
    """A report's sentence about a zone."""

    report_id: str
    quote: str
    speakers: str
    report: str
    offsets: str
    note: str
    parts: bool


@dataclass(frozen=True, slots=True)
class ZoneView:
    """How the incident lies to one zone."""

    zone_id: str
    told: str
    reason: str
    force: str
    statements: tuple[StatementView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class LinkView:
    """Why a report's incident is, or is not, in this one."""

    report_id: str
    name: str
    nth: str
    judgement: str
    score: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulingView:
    """A figure, code or grade of the policy."""

    name: str
    told: str
    rule: str
    is_inferred: bool
    evidence: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SlipView:
    """Numbers of a report that do not fit each other."""

    kind: str
    note: str
    quote: str
    report_id: str
    report: str
    offsets: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """A report's incident, as forms name it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """All that the page of an incident shows."""

    incident_id: str
    place: str
    when: str
    kind: str
    title: str
    place_words: str
    place_told: str  # as the reports have it, "" where none is told
    point: str
    date_reason: str
    place_reason: str
    counts: str
    reports: int
    origins: int
    contested: tuple[str, ...]
    figures: tuple[Figure, ...]
    review: tuple[str, ...]
    level: str
    notes: tuple[str, ...]
    accounts: AccountsView
    contests: tuple[ContestView, ...]
    resolved: tuple[ContestView, ...]
    ranges: tuple[RangesView, ...]
    versions: tuple[VersionView, ...]
    zones: tuple[ZoneView, ...]
    far_zones: str
    map: IncidentMap
    lineage: LineageView
    links: tuple[LinkView, ...]
    near: tuple[LinkView, ...]
    positions: tuple[PositionView, ...]
    policy: str
    rulings: tuple[RulingView, ...]
    untold: tuple[str, ...]
    graded: tuple[str, ...]
    slips: tuple[SlipView, ...]
    decisions: tuple[DecisionView, ...]
    members: tuple[MemberView, ...]
    levels: tuple[str, ...]
    next_level: str
    seen: str


def incident_view(file: IncidentFile) -> IncidentView:
    """Return what the page shows of an incident."""
    dossier, readings = file.dossier, file.readings
    incident = dossier.incident
    grades = {
        grade.claim_id: (str(grade), f"{grade.reliability_reason}; {grade.credibility_reason}")
        for grade in dossier.grades
    }
    claims = {claim.claim_id: claim for claim in claims_of(dossier, readings)}
    evidence: dict[str, Evidence] = {}
    for claim in claims_of(dossier, readings):
        words = evidence_of(claim, readings[claim.report_id], grades, file.log)
        evidence[claim.claim_id] = told_by_both(evidence.get(claim.claim_id), words)
    positions = position_views(dossier, evidence)
    contests = contest_views(dossier, positions, evidence)
    members = dict.fromkeys(report_id for report_id, _ in incident.members)
    where, when = place_name(incident.place), days_in_words(incident.date)
    origins = number_of(len(dossier.origins), "independent origin")
    reason = "; ".join(filter(None, (date_reason(dossier), date_codes(incident))))
    rulings = paired_rulings(dossier.rulings)
    return IncidentView(
        incident_id=incident.incident_id,
        place=where,
        when=when,
        kind=kind_words(incident),
        title=f"{where}, {when}",
        place_words=place_words(incident.place),
        place_told=one_line(incident.place.words) if incident.place else "",
        point=point_words(incident.place),
        date_reason=spelled(reason),
        place_reason=place_code(incident.place),
        counts=f"{number_of(len(members), 'report')}, {origins}",
        reports=len(members),
        origins=len(dossier.origins),
        contested=tuple(FACETS[facet] for facet in dossier.contested),
        figures=figures_at_head(dossier, positions),
        review=review_words(dossier.review),
        level=dossier.review.level.value,
        notes=tuple(spelled(note) for note in dossier.notes),
        accounts=accounts_view(dossier, evidence),
        contests=tuple(one for one in contests if one.is_rivalry),
        resolved=tuple(one for one in contests if not one.is_rivalry),
        ranges=ranges_views(dossier, claims, evidence),
        versions=_versions(dossier, evidence),
        zones=_zones(dossier, readings),
        far_zones="; ".join(
            f"{relation.zone.name} ({relation.distance_km:.0f} km)"
            for relation in dossier.zones
            if is_far(relation) and relation.distance_km is not None
        ),
        map=incident_map(dossier, claims.values()),
        lineage=lineage_view(dossier, readings, file.carries),
        links=_links(file, is_in=True),
        near=_links(file, is_in=False),
        positions=tuple(positions.values()),
        policy=dossier.policy,
        rulings=tuple(
            RulingView(
                name=ruling.name.replace("_", " "),
                told=spelled(ruling.told) or UNKNOWN,
                rule=spelled(rule_words(replace(ruling, is_inferred=False))),
                is_inferred=ruling.is_inferred,
                evidence=tuple(
                    evidence[c] for c in ruling.claim_ids[:_SHOWN_CLAIMS] if c in evidence
                ),
                more=max(0, len(ruling.claim_ids) - _SHOWN_CLAIMS),
            )
            for ruling in rulings
            if ruling.value is not None or ruling.claim_ids
        ),
        untold=tuple(
            ruling.name.replace("_", " ")
            for ruling in rulings
            if ruling.value is None and not ruling.claim_ids
        ),
        graded=tuple(graded_sources(dossier.grades)),
        slips=_slips(dossier, readings),
        decisions=_decisions(dossier, file.log),
        members=tuple(_member(readings, member) for member in incident.members),
        levels=tuple(level.value for level in ApprovalLevel),
        next_level=_next_level(dossier.review.level).value,
        seen=str(file.seen) if file.seen else "",
    )


def _next_level(level: ApprovalLevel) -> ApprovalLevel:
    """The level after this one, which a form proposes."""
    levels = list(ApprovalLevel)
    return levels[min(levels.index(level) + 1, len(levels) - 1)]


def _versions(dossier: Dossier, evidence: Mapping[str, Evidence]) -> tuple[VersionView, ...]:
    def view(step: AccountStep, labels: Mapping[str, str]) -> StepView:
        first = next((evidence[c] for c in step.claim_ids if c in evidence), None)
        return StepView(
            day=day_in_words(step.day) if step.day else "undated",
            how="" if step.day is None else "said" if step.is_spoken else "reported",
            told=spelled(step_words(step, labels)),
            is_change=step.is_change,
            first=first,
        )

    return tuple(
        VersionView(
            teller=version.teller,
            party=version.account.party,
            facet=FACETS[version.facet],
            steps=tuple(view(step, version.labels) for step in version.steps),
        )
        for version in changed_versions(dossier)
    )


def _zones(dossier: Dossier, readings: Mapping[str, Reading]) -> tuple[ZoneView, ...]:
    return tuple(
        ZoneView(
            zone_id=relation.zone_id,
            told=_sentence(str(relation)),
            reason=relation.reason,
            force=spelled(force_words(relation)),
            statements=tuple(
                _statement(statement, readings)
                for statement in relation.statements[:MOST_STATEMENTS]
                if statement.report_id in readings
            ),
            more=max(0, len(relation.statements) - MOST_STATEMENTS),
        )
        for relation in dossier.zones
        if not is_far(relation)
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _statement(statement: ZoneStatement, readings: Mapping[str, Reading]) -> StatementView:
    words = statement.claim.evidence if statement.claim is not None else statement.evidence
    return StatementView(
        report_id=statement.report_id,
        quote=one_line(words.quote),
        speakers=speaker_chain(statement.source),
        report=readings[statement.report_id].report.name,
        offsets=f"{words.start}–{words.end}",
        note=spelled(statement.note) if statement.agreement is not None else "",
        parts=statement.agreement is ZoneAgreement.PARTS,
    )


def _links(file: IncidentFile, *, is_in: bool) -> tuple[LinkView, ...]:
    """The links of members, or those of what came near and stays apart."""
    found = []
    members = set(file.dossier.incident.members)
    for link in sorted(file.links, key=lambda link: -link.score):
        if (link.member in members) is not is_in:
            continue
        report_id, number = link.member
        reading = file.readings.get(report_id)
        is_one_of_many = reading is not None and len(reading.incidents) > 1
        found.append(
            LinkView(
                report_id=report_id,
                name=reading.report.name if reading else file.near.get(report_id, report_id),
                nth=f"its incident {number + 1}" if is_one_of_many else "",
                judgement=link.judgement,
                score=f"{link.score:.2f}",
                reasons=tuple(spelled(reason) for reason in link.reasons),
            )
        )
    return tuple(found)


def _slips(dossier: Dossier, readings: Mapping[str, Reading]) -> tuple[SlipView, ...]:
    return tuple(
        SlipView(
            kind=slip.kind,
            note=slip.note,
            quote=quoted(slip.quote),
            report_id=slip.report_id,
            report=readings[slip.report_id].report.name,
            offsets=f"{slip.start}–{slip.end}",
        )
        for slip in dossier.slips
        if slip.report_id in readings
    )


def _decisions(dossier: Dossier, log: tuple[ReviewDecision, ...]) -> tuple[DecisionView, ...]:
    """Those in force for the incident, the last first."""
    wanted = set(dossier.review.decisions)
    if not wanted:
        return ()
    wanted -= set(withdrawn_by(log))
    return decision_views(one for one in reversed(log) if one.number in wanted)


def _member(readings: Mapping[str, Reading], member: tuple[str, int]) -> MemberView:
    report_id, number = member
    reading = readings.get(report_id)
    if reading is None:
        return MemberView(f"{report_id}#{number}", report_id)
    nth = f", its incident {number + 1}" if len(reading.incidents) > 1 else ""
    outlet = f" ({reading.report.outlet})" if reading.report.outlet else ""
    return MemberView(f"{report_id}#{number}", f"{reading.report.name}{outlet}{nth}")
