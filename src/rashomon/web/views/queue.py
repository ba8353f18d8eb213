"""The queue of review: why each incident waits, and what one decides on it, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rashomon.decision_words import decided
from rashomon.publish import claims_of
from rashomon.records import Claim, Facet, Link
from rashomon.web.queueing import NEAR, Opened, Rival, Waiting
from rashomon.web.views.claims import (
    ContestView,
    Evidence,
    contest_views,
    evidence_of,
    position_views,
)
from rashomon.web.views.listed import ListedIncident, contest_words, listed
from rashomon.web.views.report import Note, note_of
from rashomon.web.views.words import days_in_words, place_name, spelled
from rashomon.wording.counts import number_of
from rashomon.wording.incidents import kind_words

if TYPE_CHECKING:
    from rashomon.web.files import IncidentFile

__all__ = ["Item", "ItemView", "Sign", "item_of", "item_view", "signs_of"]

_TOLLS = frozenset({Facet.KILLED, Facet.INJURED, Facet.CASUALTIES})
_WEAK = 0.9  # a join or reading this sure is no sign: most of them are surer
_QUOTES = 4  # of each side
_TELLING = (
    Facet.KILLED, Facet.INJURED, Facet.CASUALTIES, Facet.RESPONSIBLE, Facet.TARGET, Facet.PLACE,
    Facet.DATE, Facet.MEANS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sign:
    """Why an incident waits: a sign, a word, its figure, and how much that weighs."""

    kind: str
    mark: str
    word: str
    figure: str
    weight: int


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the queue."""

    listed: ListedIncident
    signs: tuple[Sign, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that are held against each other: what it is called and what it tells."""

    incident_id: str
    title: str
    kind: str
    reports: int
    evidence: tuple[Evidence, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NearCard:
    """Two incidents that may be one."""

    score: str
    reasons: tuple[str, ...]
    own: Side
    other: Side


@dataclass(frozen=True, slots=True)
class WeakCard:
    """A report that was joined on weak grounds: what it tells, and what the others tell."""

    member: str
    report_id: str
    name: str
    score: str
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    others: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """The claim that the reader is least sure of."""

    evidence: Evidence
    note: Note


@dataclass(frozen=True, slots=True)
class LostCard:
    """A decision that no longer finds what it is about."""

    number: int
    who: str
    what: str
    why: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An incident of the queue with all there is to decide on it."""

    item: Item
    title: str
    seen: str
    lost: tuple[LostCard, ...]
    near: tuple[NearCard, ...]
    weak: WeakCard | None
    contests: tuple[ContestView, ...]
    claim: ClaimCard | None


def signs_of(waits: Waiting) -> tuple[Sign, ...]:
    """Return why an incident waits, as `ledger.catalog.doubt` weighs it, the heaviest first."""
    row, found = waits.row, list[Sign]()

    def add(kind: str, mark: str, word: str, figure: str = "", weight: float = 0.0) -> None:
        found.append(Sign(kind, mark, word, figure, round(weight / 100)))

    if row.lost:
        lost = number_of(row.lost, "decision")
        add("lost", "!", f"{lost} find{'s' if row.lost == 1 else ''} nothing any more",
            weight=10_000 * min(row.lost, 100))  # fmt: skip
    weak = 0.0 if row.least_link is None else 1.0 - row.least_link
    near = waits.near or 0.0
    if waits.near is not None:
        add("near", "?", "may be the same as another", f"{near:.2f}",
            NEAR * near if near >= weak else 0)  # fmt: skip
    if row.least_link is not None and row.least_link < _WEAK and len(row.report_ids) > 1:
        add("weak", "?", "a report joined on weak grounds", f"{row.least_link:.2f}",
            NEAR * weak if weak > near else 0)  # fmt: skip
    tolls = [facet for facet in row.contested if facet in _TOLLS]
    others = [facet for facet in row.contested if facet not in _TOLLS]
    if tolls:
        add("contested", "≠", f"accounts part on {contest_words(tolls)}", weight=1_500)
    if others:
        add("contested", "≠", f"accounts part on {contest_words(others)}", weight=150 * len(others))
    if row.least_confidence is not None and row.least_confidence < _WEAK:
        add("unsure", "~", "a claim read with little confidence", f"{row.least_confidence:.2f}",
            1_000 * (1.0 - row.least_confidence))  # fmt: skip
    if row.assigned_to is None:
        add("nobody", "○", f"{row.level}, with nobody")
    return tuple(sorted(found, key=lambda sign: -sign.weight))


def item_of(waits: Waiting) -> Item:
    """Return a line of the queue."""
    return Item(listed(waits.row), signs_of(waits), round(waits.weight / 100))


def item_view(opened: Opened) -> ItemView:
    """Return an incident with all there is to decide on it."""
    file, row = opened.file, opened.waits.row
    claims = claims_of(file.dossier, file.readings)
    evidence = {
        claim.claim_id: evidence_of(claim, file.readings[claim.report_id], {}, file.log)
        for claim in claims
    }
    contests = contest_views(file.dossier, position_views(file.dossier, evidence), evidence)
    return ItemView(
        item=item_of(opened.waits),
        title=_title(file),
        seen=str(file.seen or ""),
        lost=tuple(
            LostCard(
                one.decision.number, one.decision.who, spelled(decided(one.decision)),
                one.decision.why, spelled(one.reason),
            )
            for one in opened.lost
        ),
        near=tuple(_near(rival, file) for rival in opened.rivals),
        weak=_weak(file, evidence, claims) if len(row.report_ids) > 1 else None,
        contests=tuple(one for one in contests if one.is_rivalry and one.sides),
        claim=_least_sure(claims, evidence, file),
    )  # fmt: skip


def _title(file: IncidentFile) -> str:
    incident = file.dossier.incident
    return f"{place_name(incident.place)}, {days_in_words(incident.date)}"


def _near(rival: Rival, file: IncidentFile) -> NearCard:
    return NearCard(
        score=f"{rival.link.score:.2f}",
        reasons=tuple(spelled(reason) for reason in rival.link.reasons),
        own=_side(file),
        other=_side(rival.file),
    )


def _side(file: IncidentFile) -> Side:
    claims = claims_of(file.dossier, file.readings)
    told = _telling(claims)
    return Side(
        incident_id=file.dossier.incident.incident_id,
        title=_title(file),
        kind=kind_words(file.dossier.incident),
        reports=len({report_id for report_id, _ in file.dossier.incident.members}),
        evidence=tuple(
            evidence_of(one, file.readings[one.report_id], {}, file.log) for one in told
        ),
        more=len(claims) - len(told),
    )


def _telling(claims: Sequence[Claim]) -> list[Claim]:
    """The claims by which one knows an incident again: one a facet first, tolls before means."""
    first: dict[Facet, Claim] = {}
    for claim in claims:
        first.setdefault(claim.facet, claim)
    return [first[facet] for facet in _TELLING if facet in first][:_QUOTES]


def _weak(
    file: IncidentFile, evidence: dict[str, Evidence], claims: Sequence[Claim]
) -> WeakCard | None:
    members = set(file.dossier.incident.members)
    joined = [link for link in file.links if link.judgement == "same" and link.member in members]
    link = min(joined, key=lambda link: link.score, default=None)
    if link is None or link.score >= _WEAK:
        return None
    own, others = _parted(claims, link, file)
    report = file.readings[link.member[0]].report
    return WeakCard(
        member=f"{link.member[0]}#{link.member[1]}",
        report_id=report.report_id,
        name=report.name,
        score=f"{link.score:.2f}",
        reasons=tuple(spelled(reason) for reason in link.reasons),
        evidence=_shown(own, evidence),
        others=_shown(others, evidence),
    )


def _parted(
    claims: Iterable[Claim], link: Link, file: IncidentFile
) -> tuple[list[Claim], list[Claim]]:
    report_id, number = link.member
    told = [one for one in file.readings[report_id].incidents if one.number == number]
    mentions: Collection[int] = {mention for one in told for mention in one.mentions}
    own: list[Claim] = []
    others: list[Claim] = []
    for claim in claims:
        is_own = claim.report_id == report_id and claim.mention in mentions
        (own if is_own else others).append(claim)
    return own, others


def _shown(claims: Sequence[Claim], evidence: dict[str, Evidence]) -> tuple[Evidence, ...]:
    return tuple(evidence[claim.claim_id] for claim in _telling(claims))


def _least_sure(
    claims: Sequence[Claim], evidence: dict[str, Evidence], file: IncidentFile
) -> ClaimCard | None:
    claim = min(claims, key=lambda claim: claim.confidence, default=None)
    if claim is None or claim.confidence >= _WEAK:
        return None
    note = note_of(0, claim, file.dossier.incident.incident_id, file.log)
    return ClaimCard(evidence[claim.claim_id], note)
