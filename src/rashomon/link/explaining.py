"""Why two reports' incidents are together or apart: every sign with its weight, and what else
would have led to the other end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rashomon.link.clusters import Bar, Cluster, Pairs
from rashomon.link.pairs import Weights, open_weights
from rashomon.link.portrait import Key, portraits
from rashomon.link.signs import ABOUT, SIGNS, SLACK_DAYS, TOO_FAR_KM, Sign
from rashomon.records import Reading

__all__ = ["Change", "PairExplained", "WeighedSign", "explain_clusters", "explain_pair"]


@dataclass(frozen=True, slots=True)
class WeighedSign:
    """A sign of a pair with what it adds to the log-odds, and what it means."""

    name: str
    value: float
    weight: float
    meaning: str
    words: str

    @property
    def adds(self) -> float:
        """What it adds to the sum; below zero it speaks against one happening."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that, told otherwise, would have turned the verdict on a pair."""

    about: str
    instead: str
    score: float


@dataclass(frozen=True, slots=True)
class PairExplained:
    """The verdict on a pair. `score` is a calibrated chance; from `join` on it speaks for one.

    `ruled_out` says which date or place leaves no room, None where they do.
    """

    one: Key
    other: Key
    signs: tuple[WeighedSign, ...]
    total: float
    scale: float
    shift: float
    score: float
    join: float
    ruled_out: str | None
    changes: tuple[Change, ...]

    @property
    def is_alike(self) -> bool:
        """Tell whether the pair by itself speaks for one happening."""
        return self.ruled_out is None and self.score >= self.join


def explain_pair(
    readings: Sequence[Reading], a: Key, b: Key, weights: Weights | None = None
) -> PairExplained:
    """Compare two of the readings' incidents and lay open what the verdict rests on."""
    weights = weights or open_weights()
    pairs = _pairs(readings, weights)
    found = pairs.comparison(a, b)
    weighed = tuple(
        WeighedSign(s.name, s.value, weights.of.get(s.name, 0.0), SIGNS[s.name], s.words)
        for s in found.signs
    )
    changes = _unbarred(found.ruled_out) if found.ruled_out else _turning(found.signs, weights)
    first, last = sorted((a, b))
    return PairExplained(
        one=first,
        other=last,
        signs=weighed,
        total=sum(sign.adds for sign in weighed),
        scale=weights.scale,
        shift=weights.shift,
        score=found.score,
        join=weights.join,
        ruled_out=found.ruled_out,
        changes=tuple(changes),
    )


def explain_clusters(
    readings: Sequence[Reading],
    some: Sequence[Key],
    others: Sequence[Key],
    weights: Weights | None = None,
) -> float | str:
    """Return how alike two groups of incidents are on the whole, or what bars their joining."""
    pairs = _pairs(readings, weights or open_weights())
    likeness = pairs.likeness(Cluster(tuple(sorted(some))), Cluster(tuple(sorted(others))))
    return likeness.why if isinstance(likeness, Bar) else likeness


def _pairs(readings: Sequence[Reading], weights: Weights) -> Pairs:
    return Pairs({portrait.key: portrait for portrait in portraits(readings)}, weights)


def _unbarred(why: str) -> Iterator[Change]:
    if "too far" in why:
        yield Change("the place", f"places whose edges lie within {TOO_FAR_KM:.0f} km", 0.0)
    else:
        yield Change("the day", f"days that meet, or lie no more than {SLACK_DAYS} apart", 0.0)


def _turning(found: tuple[Sign, ...], weights: Weights) -> Iterator[Change]:
    """Yield, for each thing signs are about, the least change that turns the verdict."""
    was = weights.chance(found) >= weights.join
    for about, names in ABOUT.items():
        kept = tuple(sign for sign in found if sign.name not in names)
        ways = [(weights.chance(kept), "nothing told")] if len(kept) < len(found) else []
        ways += [
            (weights.chance((*kept, Sign(name))), SIGNS[name])
            for name in names
            if name not in {sign.name for sign in found}
        ]
        turned = [way for way in ways if (way[0] >= weights.join) != was]
        if turned:
            score, instead = min(turned, key=lambda way: (abs(way[0] - weights.join), way[1]))
            yield Change(about, instead, score)
