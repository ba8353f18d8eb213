"""How far coders agree, facet by facet, and where they differ.

Three questions are kept apart, since one figure would hide which of them coders answer alike:

- **told**: is there a claim of this facet at all? Over the sentences of the reports, so that what
  nobody marked counts as agreement too.
- **value**: what is its value, where two coders or more marked the statement?
- **all**: both at once. What one coder left out has the value "not told", which is as far from
  any value as the metric goes.

Of who says it, with which stance, of whom and of which incident the same is asked, over what two
coders or more marked.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

from rashomon.coding.alpha import NOMINAL, Alpha, Metric, with_interval
from rashomon.coding.units import OF_WORDS, Telling, Unit, units_of
from rashomon.coding.values import (
    METRIC_OF,
    difference,
    is_same_speaker,
    is_same_who,
)
from rashomon.records import COUNT_FACETS, CodedClaim, Facet, Span, Speaker

__all__ = [
    "RESAMPLES",
    "Agreement",
    "CodedReport",
    "FacetAgreement",
    "agree",
    "differences",
    "incidents_matched",
    "units",
]

RESAMPLES = 1000  # draws of the bootstrap


@dataclass(frozen=True, slots=True)
class CodedReport:
    """What each coder marked in one report; a coder who has not coded it is not in `codings`.

    `sentences` are the stretches of its text over which "told or not" is asked.
    """

    report_id: str
    sentences: tuple[Span, ...]
    codings: Mapping[str, tuple[CodedClaim, ...]]


@dataclass(frozen=True, slots=True)
class FacetAgreement:
    """Agreement on one facet.

    Of `units` statements that somebody marked, `by_all` were marked by everybody who coded the
    report, and of these `alike` have one value.
    """

    facet: Facet
    metric: str
    units: int
    by_all: int
    alike: int
    told: Alpha
    value: Alpha
    all: Alpha


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of a round. `reports` were coded by two coders or more.

    `tells` is on whether a report tells of an incident at all, `incident` on whether two
    statements of a report are about one incident. `elsewhere` units were joined though marked in
    other places of the text.
    """

    coders: tuple[str, ...]
    reports: int
    units: int
    elsewhere: int
    tells: Alpha
    facets: tuple[FacetAgreement, ...]
    who: Alpha
    speaker: Alpha
    stance: Alpha
    incident: Alpha


def units(reports: Sequence[CodedReport]) -> list[Unit]:
    """Return the units of all reports that two coders or more have coded."""
    return [unit for report in reports for unit in _units(report)]


def _units(report: CodedReport) -> list[Unit]:
    return units_of(report.report_id, report.codings) if len(report.codings) > 1 else []


def agree(
    reports: Sequence[CodedReport],
    *,
    coders: Sequence[str] | None = None,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Agreement:
    """Measure how far coders agree, all of them or those that are named.

    The interval of each alpha comes from drawing reports anew, so often and by this seed.
    """
    wanted = sorted(set(coders) if coders is not None else {c for r in reports for c in r.codings})
    own = [
        CodedReport(
            one.report_id,
            one.sentences,
            {name: one.codings[name] for name in wanted if name in one.codings},
        )
        for one in reports
    ]
    own = [one for one in own if len(one.codings) > 1]
    grouped = [_units(one) for one in own]

    def measured(groups: Sequence[Sequence[Sequence[Any]]], metric: Metric[Any]) -> Alpha:
        return with_interval(groups, metric, resamples=resamples, seed=seed)

    def of_marked(metric: Metric[Any], get: Callable[[Telling], Hashable]) -> Alpha:
        return measured(
            [[[get(one) for one in unit.tellings] for unit in group] for group in grouped], metric
        )

    facets = []
    for facet in Facet:
        groups = [[unit for unit in group if unit.facet is facet] for group in grouped]
        if not any(groups):
            continue
        flat = [unit for group in groups for unit in group]
        by_all = [unit for unit in flat if not unit.is_left_out]
        facets.append(
            FacetAgreement(
                facet,
                METRIC_OF[facet],
                len(flat),
                len(by_all),
                sum(not _is_value_apart(unit) for unit in by_all),
                told=measured([_sentences(one, facet) for one in own], NOMINAL),
                value=measured(
                    [[[one.value for one in unit.tellings] for unit in group] for group in groups],
                    _VALUES,
                ),
                all=_of_words(flat)
                if facet in OF_WORDS
                else measured([[_with_gaps(unit) for unit in group] for group in groups], _VALUES),
            )
        )
    tells = [[[bool(coded) for coded in one.codings.values()]] for one in own]
    return Agreement(
        tuple(wanted),
        len(own),
        sum(map(len, grouped)),
        sum(unit.is_elsewhere for group in grouped for unit in group),
        measured(tells, NOMINAL),
        tuple(facets),
        who=measured(
            [
                [[one.value for one in u.tellings] for u in group if u.facet in COUNT_FACETS]
                for group in grouped
            ],
            _WHO,
        ),
        speaker=of_marked(_SPEAKER, _first_speaker),
        stance=of_marked(NOMINAL, lambda one: one.stance),
        incident=measured([_pairs(group) for group in grouped], NOMINAL),
    )


def differences(unit: Unit, counterparts: Mapping[tuple[str, str], Mapping[int, int]]) -> list[str]:
    """Name in which respects the coders of a unit differ; nothing where they agree in all.

    `counterparts` tells, for two coders, which incident of the second one is which of the first's
    (`incidents_matched`).
    """
    found = ["left out"] if unit.is_left_out else []
    pairs = list(combinations(unit.tellings, 2))
    if _is_value_apart(unit):
        found.append("value")
    if any(not is_same_who(a.value, b.value) for a, b in pairs):
        found.append("who")
    if any(not is_same_speaker(a.source, b.source) for a, b in pairs):
        found.append("speaker")
    if any(a.stance is not b.stance for a, b in pairs):
        found.append("stance")
    if any(
        counterparts.get((a.coder, b.coder), {}).get(a.incident, b.incident) != b.incident
        for a, b in pairs
    ):
        found.append("incident")
    return found


def incidents_matched(
    found: Sequence[Unit],
) -> dict[tuple[str, str], dict[int, int]]:
    """Tell which incidents of two coders of one report are one: those that share most units.

    Each incident has one counterpart at most; keys are two coders in the order of their names.
    """
    shared: dict[tuple[str, str], dict[tuple[int, int], int]] = {}
    for unit in found:
        for a, b in combinations(unit.tellings, 2):
            counts = shared.setdefault((a.coder, b.coder), {})
            counts[a.incident, b.incident] = counts.get((a.incident, b.incident), 0) + 1
    matched: dict[tuple[str, str], dict[int, int]] = {}
    for coders, counts in shared.items():
        chosen: dict[int, int] = {}
        for (one, other), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            if one not in chosen and other not in chosen.values():
                chosen[one] = other
        # An incident without a counterpart of its own is not the one that it shares words with.
        matched[coders] = {one: chosen.get(one, 0) for one, _ in counts}
    return matched


def _first_speaker(telling: Telling) -> tuple[Speaker, ...]:
    """Whom a telling is credited to, without the place of the words."""
    return tuple(replace(one, evidence=None) for one in telling.source[:1])


def _is_value_apart(unit: Unit) -> bool:
    return any(difference(a.value, b.value) for a, b in combinations(unit.tellings, 2))


def _with_gaps(unit: Unit) -> list[Any]:
    told = {one.coder: one.value for one in unit.tellings}
    return [told.get(coder) for coder in unit.coders]


def _of_words(found: Sequence[Unit]) -> Alpha:
    """No alpha: of one value, told or not, over units that somebody told, it would mislead."""
    values = sum(len(unit.coders) for unit in found)
    return Alpha(None, len(found), values, "there is no value; “told or not” says all there is")


def _sentences(report: CodedReport, facet: Facet) -> list[list[bool]]:
    """Sentence by sentence, whether each coder marked a claim of the facet in it."""
    marked = {
        coder: [one.claim.evidence for one in coded if one.claim.facet is facet]
        for coder, coded in report.codings.items()
    }
    return [
        [any(sentence.overlaps(span) for span in spans) for spans in marked.values()]
        for sentence in report.sentences
    ]


def _pairs(group: Sequence[Unit]) -> list[list[bool]]:
    """For every two units of a report, whether each coder of both has them in one incident."""
    found = []
    for one, other in combinations(group, 2):
        both = [(a, other.of(a.coder)) for a in one.tellings]
        found.append([a.incident == b.incident for a, b in both if b is not None])
    return found


def _is_apart(is_same: Callable[[Any, Any], bool]) -> Callable[[Any], Callable[[Any, Any], float]]:
    return lambda _: lambda a, b: float(not is_same(a, b))


_VALUES: Metric[Any] = Metric("values", lambda _: difference)
_WHO: Metric[Any] = Metric("who", _is_apart(is_same_who))
_SPEAKER: Metric[Any] = Metric("speaker", _is_apart(is_same_speaker))
