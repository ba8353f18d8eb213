"""Rounds of coding as pages show them: how far they are, what was coded, where coders differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.coding import Agreement
from rashomon.coding_compared import Disagreement
from rashomon.coding_rounds import Round
from rashomon.coding_sheets import sheet_rows
from rashomon.decision_words import decided
from rashomon.records import CodedClaim, Facet, Means, Report, Stance
from rashomon.ruling_sheets import telling_words
from rashomon.web.views.claims import one_line
from rashomon.web.views.segments import MarkedSpan, Token, tokens_of
from rashomon.web.views.words import FACETS, day_in_words, family_of, spelled
from rashomon.wording.coding import alpha_words

__all__ = [
    "AgreementRow",
    "CodedRow",
    "DraftView",
    "RoundView",
    "UnitView",
    "agreement_rows",
    "draft_view",
    "over_all",
    "round_view",
    "unit_views",
]

_KINDS = {
    "left out": "not marked by all", "value": "value", "who": "whom it counts",
    "speaker": "speaker", "stance": "stance", "incident": "incident",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoderRow:
    """How far a coder has come."""

    name: str
    coded: int
    is_me: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report of a round; `is_coded` tells whether who asks has coded it."""

    report_id: str
    name: str
    is_coded: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as far as it may be told: nothing of what was coded.

    `mine` are the reports of who asks, empty for those who do not code in it.
    """

    name: str
    opened: str
    why: str
    rests_on: tuple[str, ...]
    reports: int
    coders: tuple[CoderRow, ...]
    is_coder: bool
    mine: tuple[ReportRow, ...]
    next_report: str
    state: str
    closed: str
    is_visible: bool
    recoded: int


def round_view(found: Round, who: str, names: Mapping[str, str]) -> RoundView:
    """Return how far a round has come; `names` are its reports' names, by id."""
    size = len(found.what.report_ids)
    me = next((one for one in found.what.coders if one.casefold() == who.casefold()), "")
    left = found.left(me) if me else ()
    opened = found.opened
    closed = ""
    if found.closed is not None:
        closed = f"{found.closed.who}, decision {found.closed.number}: {found.closed.why}"
    state = "closed" if closed else "complete" if found.is_complete else "coded blind"
    return RoundView(
        name=found.name,
        opened=f"{opened.who}, {day_in_words(opened.made_at.date())}",
        why=opened.why,
        rests_on=opened.rests_on,
        reports=size,
        coders=tuple(
            CoderRow(one, size - len(found.left(one)), one == me) for one in found.what.coders
        ),
        is_coder=bool(me),
        mine=tuple(
            ReportRow(one, names.get(one, one), one not in left)
            for one in found.what.report_ids
            if me
        ),
        next_report=left[0] if left and not closed else "",
        state=state,
        closed=closed,
        is_visible=found.is_visible,
        recoded=len(found.recoded),
    )


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A claim that a coder has marked: how it stands in the list, and in the text."""

    number: int
    name: str
    facet: str
    family: str
    value: str
    quote: str
    speaker: str
    stance: str
    incident: str
    note: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A report to code, with what its coder has marked so far: nothing of machines or others.

    `draft` is that as a sheet, which the form hands back; `entered` what stands in the form.
    """

    round: str
    report_id: str
    name: str
    title: str
    outlet: str
    day: str
    language: str
    tokens: tuple[Token, ...]
    families: Mapping[str, str]
    numbers: Mapping[str, int]
    rows: tuple[CodedRow, ...]
    draft: str
    entered: Mapping[str, str]
    faults: tuple[str, ...]
    is_stored: bool
    is_seen: bool
    left: int
    facets: tuple[tuple[str, str], ...] = tuple((one.value, FACETS[one]) for one in Facet)
    stances: tuple[str, ...] = tuple(one.value for one in Stance)
    means: tuple[str, ...] = tuple(one.value for one in Means)


def draft_view(
    found: Round,
    coder: str,
    report: Report,
    coded: Sequence[CodedClaim],
    *,
    draft: str,
    entered: Mapping[str, str],
    faults: Sequence[str] = (),
) -> DraftView:
    """Return a report to code with what was marked so far, in the order of the text."""
    told = sheet_rows(report.report_id, coded) if coded else []
    shown = tuple(
        _row(n, row, one) for n, (row, one) in enumerate(zip(told, coded, strict=True), 1)
    )
    marks = [
        MarkedSpan(one.claim.evidence.start, one.claim.evidence.end, row.name, "claim")
        for row, one in zip(shown, coded, strict=True)
    ]
    if report.headline is not None:
        marks.insert(0, MarkedSpan(report.headline.start, report.headline.end, "", "headline"))
    return DraftView(
        round=found.name,
        report_id=report.report_id,
        name=report.name,
        title=one_line(report.title or "") or report.name,
        outlet=report.outlet or "unknown outlet",
        day=day_in_words(report.published_on) if report.published_on else "undated",
        language=report.language or "",
        tokens=tokens_of(report.text, marks),
        families={one.name: one.family for one in shown},
        numbers={one.name: one.number for one in shown},
        rows=shown,
        draft=draft,
        entered=entered,
        faults=tuple(faults),
        is_stored=(coder, report.report_id) in found.codings,
        is_seen=found.seen_from is not None,
        left=len(found.left(coder)),
    )


def _row(number: int, row: Mapping[str, object], coded: CodedClaim) -> CodedRow:
    claim = coded.claim
    return CodedRow(
        number=number,
        name=f"row-{number}",
        facet=FACETS[claim.facet],
        family=family_of(claim.facet),
        value=" ".join(str(row[name]) for name in ("value", "who") if row[name]),
        quote=one_line(claim.evidence.quote),
        speaker=str(row["speaker"] or "the report itself"),
        stance="" if claim.stance is Stance.AFFIRM else claim.stance.value,
        incident=str(coded.incident),
        note=coded.note,
    )


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Agreement on one facet, in words."""

    facet: str
    units: int
    by_all: int
    alike: int
    told: str
    value: str
    both: str
    metric: str


def agreement_rows(result: Agreement) -> tuple[AgreementRow, ...]:
    """Return agreement facet by facet; those that nobody marked are left out."""
    return tuple(
        AgreementRow(
            facet=FACETS[one.facet],
            units=one.units,
            by_all=one.by_all,
            alike=one.alike,
            told=alpha_words(one.told),
            value=alpha_words(one.value),
            both=alpha_words(one.all),
            metric=one.metric.partition(",")[0],
        )
        for one in result.facets
    )


def over_all(result: Agreement) -> tuple[tuple[str, int, str], ...]:
    """Return agreement on what is no facet: the name, what is compared, alpha."""
    named = (
        ("the report tells of an incident", result.tells),
        ("whom a number counts", result.who),
        ("speaker", result.speaker),
        ("stance", result.stance),
        ("two statements, one incident", result.incident),
    )
    return tuple((name, alpha.units, alpha_words(alpha)) for name, alpha in named)


@dataclass(frozen=True, slots=True)
class UnitView:
    """A statement on which coders differ, with what each has, and the ruling, if there is one."""

    unit_id: str
    report_id: str
    report: str
    facet: str
    family: str
    kinds: str
    told: tuple[tuple[str, str, bool], ...]  # coder, words, whether the coder marked it
    start: int
    end: int
    ruling: str
    ruling_why: str
    members: tuple[tuple[str, str], ...]


def unit_views(
    found: Iterable[Disagreement],
    names: Mapping[str, str],
    members: Mapping[str, Sequence[tuple[str, str]]],
) -> tuple[UnitView, ...]:
    """Return disagreements; `members` are the incidents of each report, by which they may go."""
    return tuple(_unit(one, names, members) for one in found)


def _unit(
    one: Disagreement,
    names: Mapping[str, str],
    members: Mapping[str, Sequence[tuple[str, str]]],
) -> UnitView:
    unit, ruling = one.unit, one.ruling
    span = unit.tellings[0].spans[0]
    return UnitView(
        unit_id=unit.unit_id,
        report_id=unit.report_id,
        report=names.get(unit.report_id, unit.report_id),
        facet=FACETS[unit.facet],
        family=family_of(unit.facet),
        kinds=", ".join(_KINDS.get(kind, kind) for kind in one.kinds),
        told=tuple(
            (coder, telling_words(telling), telling is not None)
            for coder in unit.coders
            for telling in (unit.of(coder),)
        ),
        start=span.start,
        end=span.end,
        ruling=spelled(f"{ruling.who}, decision {ruling.number}: {decided(ruling)}")
        if ruling
        else "",
        ruling_why=ruling.why if ruling else "",
        members=tuple(members.get(unit.report_id, ())),
    )
