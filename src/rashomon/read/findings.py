"""What there is to find in a report: every facet's findings, each once, about particular violence.

Who says a finding and about which happening is not decided here: see `rashomon.read.assembling`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.read.casualties import find_counts
from rashomon.read.dates import find_date_claims
from rashomon.read.document import Document, Finding, within
from rashomon.read.reasons import find_motives, find_notices
from rashomon.read.responsibility import find_responsible
from rashomon.read.targets import find_targets
from rashomon.read.toponyms import find_place_claims
from rashomon.read.violence import Trigger
from rashomon.read.weapons import find_means
from rashomon.records import COUNT_FACETS, Facet, Stance

__all__ = ["LEAST_CONFIDENCE", "RULES", "find_all", "once", "particular"]

# The version of the rules; whatever lets them read a report another way counts it up.
RULES = "rules-4"
# Findings below this are what a rule itself takes for totals over many events and the like.
LEAST_CONFIDENCE = 0.3


def find_all(document: Document) -> Iterable[Finding]:
    """Yield what the rules of every facet find, facet by facet."""
    yield from find_counts(document)
    yield from find_responsible(document)
    yield from find_targets(document)
    yield from find_means(document)
    yield from find_place_claims(document)
    yield from find_date_claims(document)
    yield from find_motives(document)
    yield from find_notices(document)


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in the order of the text, each facet and value once for the same words.

    Those that their rule hardly believes (below `LEAST_CONFIDENCE`) are left out.
    """
    kept: list[Finding] = []
    near: list[Finding] = []  # those kept that reach into the words at hand
    for finding in sorted(findings, key=lambda f: (f.start, f.end, f.facet, f.rule)):
        if finding.confidence < LEAST_CONFIDENCE:
            continue
        near = [other for other in near if finding.start < other.end]
        if not any(
            other.facet == finding.facet
            and other.value == finding.value
            and other.start < finding.end
            for other in near
        ):
            kept.append(finding)
            near.append(finding)
    return kept


_PARTICULAR = COUNT_FACETS | {Facet.DATE, Facet.NOTICE}


def particular(
    document: Document, findings: Sequence[Finding], triggers: Sequence[Trigger]
) -> list[Finding]:
    """Leave out what sentences tell of violence in general, or that did not happen.

    "Strikes have hit the town daily" and "prepare for new raids" are about no incident; a
    number or a day in the same sentence shows that one is meant after all. Findings and
    triggers stand in the order of the text.
    """
    kept: list[Finding] = []
    for sentence in document.sentences:
        inside = within(findings, sentence.start, sentence.end)
        words = within(triggers, sentence.start, sentence.end)
        is_vague = bool(words) and all(t.is_general or t.is_hypothetical for t in words)
        if not is_vague or any(f.facet in _PARTICULAR for f in inside):
            kept += inside
        else:
            # "has always denied it": a denial is of a charge, and the charge of one deed.
            kept += (f for f in inside if f.stance is Stance.DENY)
    return kept
