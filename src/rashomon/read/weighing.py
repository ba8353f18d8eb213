"""Which findings become claims: learned trees ask each candidate for its signs.

What rules (rules-1) found in reports that they were not written on was right four times in five
where the tagger is sure of it too, and two times in five where it sees nothing; what the tagger
alone sees is right one time in five. So each candidate's signs (`rashomon.read.signs`) are put to
some sixty decision trees learned on annotated reports (extremely randomized trees: Geurts, Ernst
and Wehenkel 2006), and the share of right candidates that they remember of such signs is the
claim's confidence.
The trees are data: `model/weighing.json` says what they were learned on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import ModelError
from rashomon.read.candidates import Candidate, gather
from rashomon.read.document import Document, Finding
from rashomon.read.model_files import model_folder
from rashomon.read.signs import Signs, signs_of
from rashomon.read.tags import Tag
from rashomon.read.violence import Trigger
from rashomon.records import Facet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FORMAT", "Trees", "Weights", "lay_out", "open_weights", "weigh"]

FORMAT = 2  # of the file; a change that old code cannot read counts up
_FILE = "weighing.json"
_WAY_OUT = 'install Rashomon anew, or read by rules (reader="rules", --reader rules)'
_LEAF = -1  # in place of a sign, where a tree has no more to ask


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Decision trees, node by node, one tree after the other.

    A node asks whether the sign of index `asks` is at most `limits`: if so the next node follows,
    else the one at `others`. A leaf asks nothing (-1), and its limit is the chance. All have one
    element a node; `roots` has one a tree.
    """

    signs: tuple[str, ...]
    asks: NDArray[np.intp]
    limits: NDArray[np.float64]
    others: NDArray[np.intp]
    roots: NDArray[np.intp]

    def chances(self, told: Sequence[Signs]) -> list[float]:
        """Return how likely each candidate is right by its signs; unknown signs count nothing."""
        import numpy as np

        columns = {name: at for at, name in enumerate(self.signs)}
        values = np.zeros((len(told), len(columns)))
        for row, signs in enumerate(told):
            for name, value in signs.items():
                if name in columns:
                    values[row, columns[name]] = value
        rows = np.arange(len(told))[:, None]
        at = np.tile(self.roots, (len(told), 1))  # candidates x trees
        while (asks := self.asks[at]).max(initial=_LEAF) > _LEAF:
            stays = values[rows, asks] <= self.limits[at]
            at = np.where(asks == _LEAF, at, np.where(stays, at + 1, self.others[at]))
        return [float(chance) for chance in self.limits[at].mean(axis=1)]


@dataclass(frozen=True, slots=True)
class Weights:
    """What candidates' signs are worth, and from which chance on a candidate becomes a claim.

    `least_ruled` is asked of what rules found and `least_tagged` of what tags alone propose.
    Of the `unweighed` facets there are too few examples to doubt a rule's finding.
    """

    fingerprint: str
    trees: Trees
    least_ruled: float
    least_tagged: float
    unweighed: frozenset[Facet] = frozenset()

    def is_claim(self, candidate: Candidate, chance: float) -> bool:
        """Tell whether a candidate of this chance is claimed."""
        if candidate.is_kept and candidate.finding.facet in self.unweighed:
            return True
        return chance >= (self.least_ruled if candidate.is_ruled else self.least_tagged)


def weigh(
    document: Document,
    findings: Iterable[Finding],
    triggers: Sequence[Trigger],
    tags: Sequence[Tag],
    weights: Weights,
) -> list[Finding]:
    """Return what rules found and tags propose and weights believe, in the order of the text.

    `findings` are all that the rules find (`findings.find_all`), doubtful ones too; triggers
    stand in the order of the text. The confidence of what is returned is its chance to be right.
    """
    candidates = gather(document, findings, triggers, tags)
    chances = weights.trees.chances(signs_of(document, candidates, triggers, tags))
    return [
        replace(candidate.finding, confidence=round(chance, 4))
        for candidate, chance in zip(candidates, chances, strict=True)
        if weights.is_claim(candidate, chance)
    ]


def open_weights(folder: Path | None = None) -> Weights:
    """Read the weights in `folder`, or those beside the shipped model.

    Raises:
        ModelError: If they are missing, damaged or of an unknown format.
    """
    path = (folder or model_folder()) / _FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the weights are missing ({error.strerror}); {_WAY_OUT}") from (
            error
        )
    try:
        told = json.loads(content)
    except ValueError as error:
        raise ModelError(f"{path}: the weights are damaged ({error}); {_WAY_OUT}") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        met = told.get("format") if isinstance(told, dict) else None
        raise ModelError(
            f"{path}: the weights have format {met!r}, and this Rashomon knows {FORMAT}; {_WAY_OUT}"
        )
    try:
        return Weights(
            fingerprint=hashlib.sha256(content).hexdigest(),
            trees=lay_out(told["signs"], told["trees"]),
            least_ruled=_chance(told["least_ruled"]),
            least_tagged=_chance(told["least_tagged"]),
            unweighed=frozenset(map(Facet, told["unweighed"])),
        )
    except (LookupError, OverflowError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path}: the weights are damaged (they lack or garble {error}); {_WAY_OUT}"
        ) from error


def _chance(told: Any) -> float:
    chance = float(told)
    if not 0 <= chance <= 1:
        raise ValueError(f"a chance of {told}")
    return chance


def lay_out(signs: Any, trees: Any) -> Trees:
    """Lay out the trees of a file, each lists of `asks`, `limits` and `others` (from its root).

    Raises:
        ValueError, TypeError, LookupError, OverflowError: If they are no trees that an answer can
            be had of.
    """
    import numpy as np

    sizes = [len(tree["asks"]) for tree in trees]
    alike = (
        0 < size == len(tree["limits"]) == len(tree["others"])
        for size, tree in zip(sizes, trees, strict=True)
    )
    if not sizes or not all(alike):
        raise ValueError("trees of unlike length")
    roots = np.cumsum([0, *sizes[:-1]], dtype=np.intp)
    asks = np.array([sign for tree in trees for sign in tree["asks"]], dtype=np.intp)
    limits = np.array([limit for tree in trees for limit in tree["limits"]], dtype=np.float64)
    steps = np.array([node for tree in trees for node in tree["others"]], dtype=np.intp)
    own = np.arange(len(asks)) - np.repeat(roots, sizes)  # of each node in its own tree
    inner = asks > _LEAF
    ends = np.repeat(sizes, sizes)
    # Every way leads on, and stays in its tree: so each ends at a leaf.
    leads_on = (steps[inner] > own[inner] + 1) & (steps[inner] < ends[inner])
    if asks.min() < _LEAF or asks.max() >= len(signs) or not leads_on.all():
        raise ValueError("trees that lead nowhere")
    if not np.isfinite(limits).all() or not ((limits >= 0) & (limits <= 1))[~inner].all():
        raise ValueError("chances beyond 0 to 1")
    return Trees(tuple(map(str, signs)), asks, limits, steps + np.repeat(roots, sizes), roots)
