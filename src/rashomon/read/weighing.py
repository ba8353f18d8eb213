"""Which findings become claims: a learned sum of signs for and against each.

What rules find in reports they were not written on is right four times in five where the tagger
is sure of it too, and two times in five where it sees nothing; what the tagger alone sees is right
one time in five. So each candidate's signs (`rashomon.read.signs`) are added up with weights
learned on annotated reports (logistic regression): the chance that this gives is the claim's
confidence.

The weights are data: `model/weighing.json` says what they were learned on.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon.errors import ModelError
from rashomon.read.candidates import Candidate, gather
from rashomon.read.document import Document, Finding
from rashomon.read.model_files import model_folder
from rashomon.read.signs import Signs, signs_of
from rashomon.read.tags import Tag
from rashomon.read.violence import Trigger
from rashomon.records import Facet

__all__ = ["FORMAT", "Weights", "open_weights", "weigh"]

FORMAT = 1  # of the file; a change that old code cannot read counts up
_FILE = "weighing.json"
_WAY_OUT = 'install Rashomon anew, or read by rules (reader="rules", --reader rules)'


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign is worth, and from which chance on a candidate becomes a claim.

    `least_ruled` is asked of what rules found and `least_tagged` of what tags alone propose.
    A rule's finding of an `unweighed` facet is not doubted: rules are good at it, or examples few.
    """

    fingerprint: str
    bias: float
    signs: Mapping[str, float]
    least_ruled: float
    least_tagged: float
    unweighed: frozenset[Facet] = frozenset()

    def chance(self, signs: Signs) -> float:
        """Return how likely a candidate with these signs is right; unknown signs count nothing."""
        known = self.signs
        total = self.bias + sum(known.get(name, 0.0) * value for name, value in signs.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

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
    believed = []
    for candidate, signs in zip(
        candidates, signs_of(document, candidates, triggers, tags), strict=True
    ):
        chance = weights.chance(signs)
        if weights.is_claim(candidate, chance):
            believed.append(replace(candidate.finding, confidence=round(chance, 4)))
    return believed


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
            bias=float(told["bias"]),
            signs={str(name): float(weight) for name, weight in told["signs"].items()},
            least_ruled=float(told["least_ruled"]),
            least_tagged=float(told["least_tagged"]),
            unweighed=frozenset(map(Facet, told["unweighed"])),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{path}: the weights are damaged (they lack or garble {error}); {_WAY_OUT}"
        ) from error
