from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.errors import InvalidRecord
from rashomon.records import (
    Claim,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Mention,
    Motive,
    Reading,
    Report,
    ReportIncident,
    Span,
)

TEXT = "A mill burned in revenge. A barn burned too."
REPORT = Report("r1", "one", "one.txt", TEXT)
MILL = Claim("r1", 0, Facet.MOTIVE, Motive(), EvidenceSpan.cut(TEXT, 14, 24))
BARN = Claim("r1", 4, Facet.MOTIVE, Motive(), EvidenceSpan.cut(TEXT, 26, 32))
READING = Reading(
    REPORT,
    "rules-1",
    (Mention(0, Span(0, 25)), Mention(4, Span(26, 44))),
    (MILL, BARN),
    (ReportIncident("r1", 0, IncidentKind.OTHER, None, None, (4,)),),
)


def test_claims_belong_to_an_incident_by_their_mentions() -> None:
    """A claim on a mention of no incident is kept, but shown under none."""
    assert READING.claims_of(READING.incidents[0]) == (BARN,)


def test_a_claim_on_no_mention_is_refused() -> None:
    """It could never be shown with what it is about."""
    with pytest.raises(InvalidRecord, match="hangs on no mention"):
        replace(READING, claims=(replace(MILL, mention=7),))


def test_words_that_the_text_does_not_hold_are_refused() -> None:
    """No claim without its words, to the letter and in their place."""
    made_up = replace(MILL, evidence=EvidenceSpan(14, 24, "in a rage!"))
    with pytest.raises(InvalidRecord, match="the text does not hold 'in a rage!' at 14"):
        replace(READING, claims=(made_up,))


def test_a_reports_incident_is_named_by_report_and_number() -> None:
    """That is the member that linking speaks of."""
    assert READING.incidents[0].key == ("r1", 0)
