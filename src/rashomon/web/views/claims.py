"""Claims with their words, and positions with what speaks for and against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.records import (
    Claim,
    Contest,
    ContestKind,
    Dossier,
    Facet,
    Position,
    Reading,
    ReviewDecision,
)
from rashomon.web.views.words import FACETS, family_of, spelled
from rashomon.wording.claims import origins_words, speaker_chain, stance_words
from rashomon.wording.decisions import change_lines

__all__ = [
    "ContestView",
    "Evidence",
    "Mark",
    "PositionView",
    "contest_views",
    "evidence_of",
    "mark_of",
    "one_line",
    "position_views",
    "told_by_both",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign, a word and a class: `kind` is "contested", "agreed", "alone" or "silent"."""

    kind: str
    sign: str
    word: str


_MOST_OTHERS = 3  # parties that a mark names
CONTESTED = Mark("contested", "≠", "contested")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim's words: where they stand, who says them, and how they were graded."""

    claim_id: str
    report_id: str
    facet: str
    family: str
    quote: str
    speakers: str
    stance: str
    report: str
    outlet: str
    offsets: str
    grade: str
    grade_reason: str
    changes: tuple[str, ...]
    is_own_voice: bool


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position: what it says, who holds it, and its words."""

    position_id: str
    facet: str
    family: str
    label: str
    parties: str
    origins: str
    mark: Mark
    is_denial: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ContestView:
    """Where accounts part, or only seem to: its kind, why, and the positions side by side."""

    kind: str
    facet: str
    note: str
    is_rivalry: bool
    sides: tuple[PositionView, ...]


_KINDS: dict[ContestKind, str] = {
    ContestKind.NUMERIC_GAP: "Figures that cannot both be so",
    ContestKind.KILLED_INJURED_SWAP: "Killed here, injured there",
    ContestKind.RESPONSIBILITY: "Who did it",
    ContestKind.TARGET: "Who was attacked",
    ContestKind.PLACE: "Where it was",
    ContestKind.DATE: "On which day",
    ContestKind.MEANS: "By what means",
    ContestKind.MOTIVE: "For what reason",
    ContestKind.DENIAL: "Denied",
    ContestKind.TRANSMISSION: "One source, relayed differently",
    ContestKind.UPDATE: "Updated by the same speaker",
    ContestKind.SCOPE: "A part against a whole",
}


def one_line(words: str) -> str:
    """Return words with single spaces: a report's line breaks are not ours."""
    return " ".join(words.split())


def evidence_of(
    claim: Claim,
    reading: Reading,
    grades: Mapping[str, tuple[str, str]],
    log: Sequence[ReviewDecision],
) -> Evidence:
    """Return a claim's words; `grades` holds code and reason by the claims' ids."""
    report = reading.report
    grade, reason = grades.get(claim.claim_id, ("", ""))
    return Evidence(
        claim_id=claim.claim_id,
        report_id=claim.report_id,
        facet=FACETS[claim.facet],
        family=family_of(claim.facet),
        quote=one_line(claim.evidence.quote),
        speakers=speaker_chain(claim.source),
        stance=stance_words(claim.stance),
        report=report.name,
        outlet=report.outlet or "unknown outlet",
        offsets=f"{claim.evidence.start}–{claim.evidence.end}",
        grade=grade,
        grade_reason=reason,
        changes=tuple(change_lines(claim, log)),
        is_own_voice=not claim.source,
    )


def told_by_both(one: Evidence | None, other: Evidence) -> Evidence:
    """Return the words with the speakers of both claims.

    Where two speakers say one thing in the same words, both claims have one id.
    """
    if one is None:
        return other
    if other.speakers in one.speakers.split("; "):
        return one
    stances = "; ".join(
        f"{words.speakers}: {words.stance}" for words in (one, other) if words.stance
    )
    return replace(other, speakers=f"{one.speakers}; {other.speakers}", stance=stances)


def mark_of(position: Position, party: str | None, rivals: Mapping[str, Sequence[Contest]]) -> Mark:
    """Say how a position stands to others: parted from some, shared with some, or told alone.

    `rivals` are the contests by the ids of their positions; `party` is whose account it is in,
    None where it is told of by itself.
    """
    if position.position_id in rivals:
        return CONTESTED
    others = [one for one in position.parties if one != party]
    if party is None:
        others = list(position.parties) if len(position.parties) > 1 else []
    if others:
        more = f" and {len(others) - _MOST_OTHERS} more" if len(others) > _MOST_OTHERS else ""
        word = f"also {', '.join(others[:_MOST_OTHERS])}{more}" if party else "several accounts"
        return Mark("agreed", "=", word)
    exact = position.origins if position.exact_origins is None else position.exact_origins
    if len(exact) > 1:
        return Mark("agreed", "=", f"{len(exact)} origins")
    return Mark("alone", "·", "one origin")


def position_views(dossier: Dossier, evidence: Mapping[str, Evidence]) -> dict[str, PositionView]:
    """Return every position with its words, by id, in the order of facets."""
    rivals = rivals_of(dossier)
    return {
        position.position_id: PositionView(
            position_id=position.position_id,
            facet=FACETS[facet],
            family=family_of(facet),
            label=spelled(one_line(position.label)),
            parties=", ".join(position.parties),
            origins=origins_words(position),
            mark=mark_of(position, None, rivals),
            is_denial=position.is_denial,
            evidence=tuple(evidence[c] for c in position.claim_ids if c in evidence),
        )
        for facet in Facet
        for position in dossier.positions
        if position.facet is facet
    }


def rivals_of(dossier: Dossier) -> dict[str, list[Contest]]:
    """Return the contests by the ids of the positions that part in them."""
    found: dict[str, list[Contest]] = {}
    for contest in dossier.contests:
        if contest.is_rivalry:
            for position_id in contest.position_ids:
                found.setdefault(position_id, []).append(contest)
    return found


def contest_views(
    dossier: Dossier, positions: Mapping[str, PositionView], evidence: Mapping[str, Evidence]
) -> tuple[ContestView, ...]:
    """Return all contests; a side shows of its position the words that part, where told.

    Words that stand with an earlier contest already are not shown again.
    """
    views: list[ContestView] = []
    shown: set[tuple[str, ...]] = set()
    for contest in dossier.contests:
        told = set(contest.claim_ids)
        sides = []
        lows = {p.position_id: p.range.floor if p.range else 0 for p in dossier.positions}
        ordered = sorted(contest.position_ids, key=lambda p: lows.get(p, 0))
        for position in (positions[p] for p in ordered if p in positions):
            own = tuple(one for one in position.evidence if one.claim_id in told)
            sides.append(_showing(position, own or position.evidence))
        if not sides and told:
            found = tuple(evidence[c] for c in contest.claim_ids if c in evidence)
            sides.append(
                PositionView(
                    "", FACETS[contest.facet], family_of(contest.facet), "", "", "",
                    CONTESTED, is_denial=False, evidence=found,
                )
            )  # fmt: skip
        key = tuple(sorted(one.claim_id for side in sides for one in side.evidence))
        views.append(
            ContestView(
                kind=_KINDS[contest.kind],
                facet=FACETS[contest.facet],
                note=spelled(one_line(contest.note)),
                is_rivalry=contest.is_rivalry,
                sides=() if key in shown else tuple(sides),
            )
        )
        shown.add(key)
    return tuple(views)


def _showing(position: PositionView, evidence: tuple[Evidence, ...]) -> PositionView:
    return replace(position, evidence=evidence)
