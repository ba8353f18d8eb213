"""What each outlet published and each speaker said, counted over a whole ledger in one pass.

Counted is what was read, as it was read: what people corrected is laid over each incident's page,
not over these sums. Whether losses are a speaker's own side's is told by the words for those
harmed ("Russian soldiers") and the table of actors; where these name no side, it stays open.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rashomon.reference.actors import party_of, resolve_actor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rashomon.ledger import Ledger
    from rashomon.ledger.source_lines import OutletLine, SpokenLine

__all__ = [
    "Counting",
    "Following",
    "Loss",
    "OutletTally",
    "SourceTallies",
    "SpeakerTally",
    "count",
    "tally",
]

_SHOWN_LOSSES = 40  # figures that are led to, of each kind; all are counted
_SHOWN_REPORTS = 40
_SPEAKERS_OWN = "(the speaker's own)"  # "its soldiers", said by the army
_UNNAMED = {
    "medic": "medics", "rescuer": "rescuers", "witness": "witnesses", "resident": "residents",
    "activist": "activists", "monitor": "monitors", "media": "media", "agency": "news agencies",
    "civilians": "civilians", "force": "forces of a side not named", "state": "officials",
    "armed_group": "armed groups not named", "organisation": "organisations",
    "coalition": "coalitions not named",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loss:
    """A figure of losses that a speaker tells, and where its words stand."""

    report_id: str
    claim_id: str
    facet: str
    low: int | None
    high: int | None
    who: str


@dataclass(slots=True)
class Losses:
    """Figures of one kind: how many claims by facet, and the first of them."""

    counts: Counter[str] = field(default_factory=Counter)
    shown: list[Loss] = field(default_factory=list)

    def add(self, loss: Loss) -> None:
        """Count a figure."""
        self.counts[loss.facet] += 1
        if len(self.shown) < _SHOWN_LOSSES:
            self.shown.append(loss)


@dataclass(slots=True)
class OutletTally:
    """What an outlet published. `carried` counts its reports by whose text they declare to carry.

    `claims` are all in its reports by facet; `own_voice` those that it says itself, `speakers`
    the others by speaker. `carried_by` are outlets whose reports declare to carry its text.
    """

    name: str
    reports: int = 0
    first: date | None = None
    last: date | None = None
    carried: Counter[str] = field(default_factory=Counter)
    carried_by: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    own_voice: int = 0
    speakers: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SpeakerTally:
    """What a speaker says. `through` counts claims by who relays them before the outlet does.

    `kind` is what sort of speaker, `party` the side spoken for, None where none is known.
    """

    name: str
    kind: str
    party: str | None
    is_named: bool
    claims: Counter[str] = field(default_factory=Counter)
    stances: Counter[str] = field(default_factory=Counter)
    direct: int = 0
    through: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    own: Losses = field(default_factory=Losses)
    others: Losses = field(default_factory=Losses)
    no_side: Losses = field(default_factory=Losses)


@dataclass(frozen=True, slots=True)
class SourceTallies:
    """All outlets and speakers of a ledger, by name."""

    outlets: Mapping[str, OutletTally]
    speakers: Mapping[str, SpeakerTally]
    reports: int
    claims: int
    without_outlet: int


def tally(ledger: Ledger) -> SourceTallies:
    """Count over a whole ledger: some seconds for a million claims."""
    return Following().tallies(ledger)


class Following:
    """Counts of a ledger that grows: what was counted before is not counted again.

    For one thread at a time; what it has given out never changes.
    """

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counting = Counting()
        self._replaced = 0
        self._reports = _keys(())
        self._readings = _keys(())

    def tallies(self, ledger: Ledger) -> SourceTallies:
        """Return the counts of a ledger, always the same one, as it is now."""
        import numpy as np

        with ledger.source_lines() as lines:
            replaced, ids, pairs = lines.replaced(), lines.report_ids(), lines.readings()
            reports, readings = _keys(ids), _keys(pairs)
            has_grown = (
                replaced == self._replaced
                and bool(np.isin(self._reports, reports).all())
                and bool(np.isin(self._readings, readings).all())
            )
            if has_grown and len(self._reports):
                counting = deepcopy(self._counting)
                new = {ids[at] for at in np.flatnonzero(~np.isin(reports, self._reports))}
                read = {pairs[at][0] for at in np.flatnonzero(~np.isin(readings, self._readings))}
                for line in lines.outlets(new | read):
                    if line.report_id in new:
                        counting.add_report(line)
                    else:
                        counting.add_outlet(line)
            else:
                counting, read = Counting(), None
                for line in lines.outlets():
                    counting.add_report(line)
            for said in lines.spoken(read):
                counting.add_claim(said)
        counting.forget_reports()
        self._counting, self._replaced = counting, replaced
        self._reports, self._readings = reports, readings
        return counting.tallies


def _keys(found: Sequence[object]) -> NDArray[np.int64]:
    """Sixty-four bits of each, by which it is known again: two megabytes for 250,000 reports."""
    import numpy as np

    return np.array([hash(one) for one in found], dtype=np.int64)


def count(outlet_lines: Iterable[OutletLine], spoken: Iterable[SpokenLine]) -> SourceTallies:
    """Count outlets and speakers."""
    counting = Counting()
    for line in outlet_lines:
        counting.add_report(line)
    for said in spoken:
        counting.add_claim(said)
    return counting.tallies


class Counting:
    """Counts reports and claims as they come, each report before its claims."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._outlets: dict[str, OutletTally] = {}
        self._speakers: dict[str, SpeakerTally] = {}
        self._outlet_of: dict[str, str] = {}
        self._reports = self._claims = self._without = 0

    @property
    def tallies(self) -> SourceTallies:
        """What was counted so far."""
        return SourceTallies(
            self._outlets, self._speakers, self._reports, self._claims, self._without
        )

    def add_report(self, line: OutletLine) -> None:
        """Count a report."""
        self._reports += 1
        if line.outlet is None:
            self._without += 1
            return
        self.add_outlet(line)
        _add_report(self._outlets, line)

    def add_outlet(self, line: OutletLine) -> None:
        """Note whose a report is that was counted before, since its claims follow."""
        if line.outlet is not None:
            self._outlet_of[line.report_id] = line.outlet

    def forget_reports(self) -> None:
        """Forget whose each report is: no claims follow of those that were counted."""
        self._outlet_of.clear()

    def add_claim(self, said: SpokenLine) -> None:
        """Count a claim."""
        self._claims += 1
        name = self._outlet_of.get(said.report_id)
        outlet = self._outlets[name] if name is not None else None
        if outlet is not None:
            outlet.claims[said.facet] += 1
        chain = _chain(said.source)
        if chain:
            _add_said(self._speakers, said, chain, outlet)
        elif outlet is not None:
            outlet.own_voice += 1


def _add_report(outlets: dict[str, OutletTally], line: OutletLine) -> None:
    name, day = line.outlet or "", line.published_on
    found = outlets.setdefault(name, OutletTally(name))
    found.reports += 1
    if day is not None:
        found.first = min(found.first or day, day)
        found.last = max(found.last or day, day)
    if line.carried_from is not None and line.carried_from != name:
        found.carried[line.carried_from] += 1
        other = outlets.setdefault(line.carried_from, OutletTally(line.carried_from))
        other.carried_by[name] += 1
    if len(found.shown) < _SHOWN_REPORTS:
        found.shown.append(line.report_id)


def _add_said(
    speakers: dict[str, SpeakerTally],
    said: SpokenLine,
    chain: tuple[tuple[str, str, str | None, bool], ...],
    outlet: OutletTally | None,
) -> None:
    name, kind, party, is_named = chain[0]
    found = speakers.get(name)
    if found is None:
        found = speakers[name] = SpeakerTally(name, kind, party, is_named)
    found.claims[said.facet] += 1
    found.stances[said.stance] += 1
    if outlet is not None:
        found.outlets[outlet.name] += 1
        outlet.speakers[name] += 1
    if len(chain) > 1:
        found.through[chain[1][0]] += 1
    else:
        found.direct += 1
    if said.value is not None:
        low, high, who, side = _losses(said.value)
        loss = Loss(said.report_id, said.claim_id, said.facet, low, high, who)
        own = found.party or found.name
        if side is _SPEAKERS_OWN:
            side = own if found.is_named else None
        kept = found.no_side if side is None else found.own if side == own else found.others
        kept.add(loss)


@lru_cache(maxsize=50_000)
def _chain(source: str) -> tuple[tuple[str, str, str | None, bool], ...]:
    """Each link of a chain as name, kind, party, and whether it is called by a name."""
    return tuple(_named(link) for link in json.loads(source))


def _named(link: Mapping[str, Any]) -> tuple[str, str, str | None, bool]:
    kind, party = str(link["kind"]), link["party"]
    name = link["actor"] or party
    if name:
        return str(name), kind, party, True
    if kind in _UNNAMED:
        return _UNNAMED[kind], kind, None, False
    return "others, not named", "unknown", None, False


@lru_cache(maxsize=50_000)
def _losses(value: str) -> tuple[int | None, int | None, str, str | None]:
    """A figure: from, to, the words for those harmed, and the side that they name."""
    told = json.loads(value)
    who = told["who"] or ""
    actor = resolve_actor(who) if who else None
    side: str | None = (
        None if actor is None else (actor.party or party_of(actor.name) or actor.name)
    )
    if side is None and who.casefold().startswith(("its ", "our ")):
        side = _SPEAKERS_OWN
    return told["range"]["low"], told["range"]["high"], who, side
