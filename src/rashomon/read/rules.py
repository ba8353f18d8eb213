"""The rule reader: findings of every facet, put on mentions and given to their speakers."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from rashomon.read.attribution import attribute, source_at
from rashomon.read.casualties import find_counts
from rashomon.read.dates import find_date_claims, find_dates
from rashomon.read.document import Document, Finding, parse, within
from rashomon.read.mentions import find_mentions
from rashomon.read.reasons import find_motives, find_notices
from rashomon.read.responsibility import find_responsible
from rashomon.read.stance import stance_of
from rashomon.read.targets import find_targets
from rashomon.read.toponyms import find_place_claims
from rashomon.read.violence import Trigger, find_triggers
from rashomon.read.weapons import find_means
from rashomon.records import COUNT_FACETS, Claim, Facet, Mention, Reading, Report
from rashomon.reference.actors import context_of, with_actor

__all__ = ["RuleReader"]

# Findings below this are what a rule itself takes for totals over many events and the like.
LEAST_CONFIDENCE = 0.3


class RuleReader:
    """Reads by rules alone: fast, explainable, without any model."""

    version = "rules-1"

    def read(self, report: Report) -> Reading:
        """Find the claims of an English report; others give an empty reading."""
        if report.language not in (None, "en"):
            return Reading(report, self.version)
        document = parse(report)
        triggers = sorted(find_triggers(document), key=lambda trigger: trigger.start)
        findings = _particular(document, _once(_find_all(document)), triggers)
        dates = sorted(find_dates(document), key=lambda date: date.start)
        mentions = find_mentions(document, findings, triggers, dates)
        return Reading(report, self.version, mentions, _claims(document, findings, mentions))


def _find_all(document: Document) -> Iterable[Finding]:
    yield from find_counts(document)
    yield from find_responsible(document)
    yield from find_targets(document)
    yield from find_means(document)
    yield from find_place_claims(document)
    yield from find_date_claims(document)
    yield from find_motives(document)
    yield from find_notices(document)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """In the order of the text, each facet and value once for the same words."""
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


def _particular(
    document: Document, findings: Sequence[Finding], triggers: Sequence[Trigger]
) -> list[Finding]:
    """Leave out what sentences tell of violence in general, or that did not happen.

    "Strikes have hit the town daily" and "prepare for new raids" are about no incident; a
    number or a day in the same sentence shows that one is meant after all.
    """
    kept: list[Finding] = []
    for sentence in document.sentences:
        inside = within(findings, sentence.start, sentence.end)
        words = within(triggers, sentence.start, sentence.end)
        is_vague = bool(words) and all(t.is_general or t.is_hypothetical for t in words)
        if not is_vague or any(f.facet in _PARTICULAR for f in inside):
            kept += inside
    return kept


def _claims(
    document: Document, findings: Sequence[Finding], mentions: Sequence[Mention]
) -> tuple[Claim, ...]:
    attributed = attribute(document)
    context = context_of(document.text)
    claims = []
    for finding in findings:
        mention = _mention_of(finding, mentions)
        if mention is None:
            continue
        said = source_at(attributed, finding.start, finding.end)
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


def _mention_of(finding: Finding, mentions: Sequence[Mention]) -> Mention | None:
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
