"""Casualty ranges drawn as intervals, one row a claim, with the policy's outcome behind them.

Positions are told in percent of the drawing's width, so that one drawing fits every screen. An
end that the words leave open is an arrow, never a number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.records import CasualtyRange, CasualtySummary, Claim, CountValue, Dossier, Facet
from rashomon.web.views.claims import Evidence
from rashomon.web.views.words import range_in_words, spelled, summary_in_words

__all__ = ["Bar", "RangeRow", "RangesView", "Scale", "Tick", "bar_of", "ranges_views", "scale_for"]

_ROOM = 1.12  # of the highest figure, so that an open end has room for its arrow
_LOG_FROM = 40  # times the lowest: beyond, on a linear scale the low figures are one blot
_MOST_TICKS = 6
_LEAST_WIDTH = 0.8  # percent: a single figure must be seen


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval: where it begins and how wide it is; `is_open` on either side has an arrow."""

    start: float
    width: float
    is_open_above: bool
    is_open_below: bool
    is_point: bool

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.width


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One claim's figure. `state` is "counted", "replaced" or "aside"."""

    evidence: Evidence
    told: str
    bar: Bar
    state: str
    note: str


@dataclass(frozen=True, slots=True)
class RangesView:
    """One outcome and group: rows, axis, and what the policy makes of it."""

    title: str
    anchor: str
    told: str
    rule: str
    policy: str
    band: Bar
    rows: tuple[RangeRow, ...]
    ticks: tuple[Tick, ...]
    is_logarithmic: bool
    described: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers of people to percent of the width."""

    most: float
    is_logarithmic: bool

    def at(self, number: float) -> float:
        """Return where a number lies, 0 to 100."""
        if self.is_logarithmic:
            return round(100 * math.log1p(number) / math.log1p(self.most), 2)
        return round(100 * number / self.most, 2)

    def ticks(self) -> tuple[Tick, ...]:
        """Return round numbers along the axis, zero first."""
        if self.is_logarithmic:
            numbers = [0, *(10**n for n in range(int(math.log10(self.most)) + 1))]
        else:
            step = _round_step(self.most / _MOST_TICKS)
            numbers = list(range(0, int(self.most) + 1, step))
        return tuple(Tick(self.at(number), f"{number:,}") for number in numbers)


def _round_step(least: float) -> int:
    """Return the least of 1, 2, 5, 10, 20 and so on that is not below."""
    power = 10 ** max(0, math.floor(math.log10(least))) if least > 1 else 1
    return next(int(power * n) for n in (1, 2, 5, 10) if power * n >= least)


def scale_for(ends: Sequence[int]) -> Scale:
    """Return a scale that holds these figures, logarithmic where they lie very far apart."""
    most = max([*ends, 1])
    least = min([end for end in ends if end > 0], default=1)
    return Scale(max(most * _ROOM, most + 1), is_logarithmic=most > least * _LOG_FROM)


def ranges_views(
    dossier: Dossier, claims: Mapping[str, Claim], evidence: Mapping[str, Evidence]
) -> tuple[RangesView, ...]:
    """Return a drawing for each outcome and group that the policy has a figure for.

    A group that everybody counted is of says nothing that the total does not say.
    """
    totals = {s.outcome: s.claim_ids for s in dossier.summaries if s.group == "all"}
    return tuple(
        _view(summary, dossier, claims, evidence)
        for summary in dossier.summaries
        if summary.group == "all" or summary.claim_ids != totals.get(summary.outcome)
    )


def _view(
    summary: CasualtySummary,
    dossier: Dossier,
    claims: Mapping[str, Claim],
    evidence: Mapping[str, Evidence],
) -> RangesView:
    told = [(claim_id, "counted") for claim_id in summary.claim_ids]
    told += [(claim_id, "replaced") for claim_id in summary.replaced]
    if summary.group == "all":
        known = {claim_id for claim_id, _ in told}
        told += [
            (claim_id, "aside")
            for position in dossier.positions
            if position.facet is summary.outcome
            and position.group in ("", "all")  # other groups have drawings of their own
            and not position.is_denial
            for claim_id in position.claim_ids
            if claim_id not in known
        ]
    found = [
        (claim_id, state, value.range)
        for claim_id, state in told
        if claim_id in claims and claim_id in evidence
        if isinstance(value := claims[claim_id].value, CountValue)
    ]
    outcome = CasualtyRange(summary.range.low, summary.range.high)
    ends = [end for one in (outcome, *(r for _, _, r in found)) for end in (one.low, one.high)
            if end is not None]  # fmt: skip
    if summary.highest is not None:
        ends.append(summary.highest)
    scale = scale_for(ends)
    group = "" if summary.group == "all" else f", {summary.group}"
    title = f"{_TITLES[summary.outcome]}{group}"
    rows = tuple(
        RangeRow(
            evidence=evidence[claim_id],
            told=range_in_words(figures),
            bar=bar_of(figures, scale),
            state=state,
            note=_STATES[state],
        )
        for claim_id, state, figures in sorted(
            found, key=lambda row: (row[1] != "counted", row[2].floor, row[2].high or math.inf)
        )
    )
    return RangesView(
        title=title,
        anchor=f"range-{summary.outcome}" + (f"-{summary.group}" if group else ""),
        told=summary_in_words(summary),
        rule=spelled(summary.rule),
        policy=summary.policy,
        band=bar_of(outcome, scale, summary.highest),
        rows=rows,
        ticks=scale.ticks(),
        is_logarithmic=scale.is_logarithmic,
        described=f"{title}: {summary_in_words(summary)} by {summary.policy}. "
        + "; ".join(f"{row.told}, {row.evidence.speakers}" for row in rows),
    )


_TITLES = {
    Facet.KILLED: "Killed",
    Facet.INJURED: "Injured",
    Facet.CASUALTIES: "Killed or injured, not told apart",
    Facet.STRENGTH: "Strength",
}
_STATES = {
    "counted": "",
    "replaced": "replaced by the same speaker since",
    "aside": "told, but not counted: another scope, or hedged",
}


def bar_of(told: CasualtyRange, scale: Scale, highest: int | None = None) -> Bar:
    """Return where an interval is drawn; an open one reaches to the highest figure told."""
    low = told.floor
    high = told.high if told.high is not None else max(low, highest or 0)
    start = scale.at(low)
    width = max(scale.at(high) - start, 0.0)
    is_open_above = told.high is None
    return Bar(
        start=start,
        width=round(max(width, _LEAST_WIDTH), 2),
        is_open_above=is_open_above,
        is_open_below=told.low is None,
        is_point=told.low == told.high,
    )
