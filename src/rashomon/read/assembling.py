"""From findings to a reading: each put on a mention of violence and given to who says it.

All readers assemble alike; they differ in which findings they come with.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from functools import partial

from rashomon.read.attribution import Says, attribute, source_at
from rashomon.read.dates import find_dates
from rashomon.read.document import Document, Finding
from rashomon.read.mentions import find_mentions
from rashomon.read.stance import stance_of
from rashomon.read.violence import Trigger
from rashomon.records import Claim, Facet, Mention, Reading
from rashomon.reference.actors import context_of, with_actor

__all__ = ["assemble", "claims_of", "mention_of"]


def assemble(
    document: Document,
    findings: Sequence[Finding],
    triggers: Sequence[Trigger],
    version: str,
    says: Says | None = None,
) -> Reading:
    """Return the reading that findings make, under the version of the reader that found them.

    Findings and triggers stand in the order of the text. `says` tells who says the words at
    some place; by default the rules do.
    """
    dates = sorted(find_dates(document), key=lambda date: date.start)
    mentions = find_mentions(document, findings, triggers, dates)
    says = says or partial(source_at, attribute(document))
    return Reading(
        document.report, version, mentions, claims_of(document, findings, mentions, says)
    )


def claims_of(
    document: Document, findings: Sequence[Finding], mentions: Sequence[Mention], says: Says
) -> tuple[Claim, ...]:
    """Return the claims that findings make on `mentions`; one that touches none is left out."""
    context = context_of(document.text)
    claims = []
    for finding in findings:
        mention = mention_of(finding, mentions)
        if mention is None:
            continue
        said = says(finding.start, finding.end)
        claims.append(
            Claim(
                report_id=document.report.report_id,
                mention=mention.mention_id,
                facet=finding.facet,
                value=finding.value,
                evidence=finding.evidence(document.text),
                source=tuple(with_actor(s, context) for s in said.source) if said else (),
                stance=stance_of(
                    document, said, finding.start, finding.end, finding.stance, finding.facet
                ),
                confidence=finding.confidence,
            )
        )
    return tuple(claims)


def mention_of(finding: Finding, mentions: Sequence[Mention]) -> Mention | None:
    """Return the mention whose words hold the finding's, the one with most of them."""
    # Mentions stand in the order of the text and apart, so only a few are near.
    first = bisect.bisect_right(mentions, finding.start, key=lambda m: m.span.start)
    last = bisect.bisect_left(mentions, finding.end, key=lambda m: m.span.start)
    mentions = mentions[max(0, first - 2) : last]

    def shared(mention: Mention) -> int:
        return min(finding.end, mention.span.end) - max(finding.start, mention.span.start)

    if finding.facet is Facet.MOTIVE:
        # "... after rebels had shelled X" is the reason of what stands before the turn.
        for mention in mentions:
            if mention.span.start < finding.start <= mention.span.end:
                return mention
    best = max(mentions, key=shared, default=None)
    return best if best is not None and shared(best) > 0 else None
