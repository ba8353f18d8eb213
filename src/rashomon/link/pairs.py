"""How likely two reports' incidents are one happening, and why, in words and numbers.

Each sign adds to or takes from the log-odds, so that a person can follow the sum. The weights
stand in `weights.json`, with what made them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.link.portrait import Portrait
from rashomon.link.signs import Sign, signs

__all__ = ["Comparison", "Weights", "compare", "open_weights"]

_WEIGHTS = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign weighs, in log-odds, and by what that was set.

    `scale` and `shift` turn the sum into a calibrated one: scale x sum + shift. From a chance of
    `join` on, pairs speak for joining.
    """

    version: str
    of: dict[str, float]
    scale: float = 1.0
    shift: float = 0.0
    join: float = 0.5

    def chance(self, found: tuple[Sign, ...]) -> float:
        """Return the chance that a pair of these signs is one happening."""
        total = sum(self.of.get(sign.name, 0.0) * sign.value for sign in found)
        return 1 / (1 + math.exp(-max(-50.0, self.scale * total + self.shift)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on one pair: a score in 0..1, and what it rests on.

    `ruled_out` says why date or place leave no room for one happening, None where they do.
    """

    score: float
    signs: tuple[Sign, ...]
    ruled_out: str | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The signs in words, and what rules the pair out."""
        told = [sign.words for sign in self.signs if sign.words]
        return (*told, self.ruled_out) if self.ruled_out else tuple(told)

    @property
    def is_ruled_out(self) -> bool:
        """Tell whether date or place leave no room for one happening."""
        return self.ruled_out is not None


def compare(one: Portrait, other: Portrait, weights: Weights | None = None) -> Comparison:
    """Weigh whether two portraits are of one happening."""
    found, ruled_out = signs(one, other)
    if ruled_out is not None:
        return Comparison(0.0, found, ruled_out)
    return Comparison((weights or open_weights()).chance(found), found)


@cache
def open_weights() -> Weights:
    """Return the weights that come with the package."""
    told = json.loads(files("rashomon.link").joinpath(_WEIGHTS).read_text(encoding="utf-8"))
    return Weights(told["version"], told["weights"], told["scale"], told["shift"], told["join"])
