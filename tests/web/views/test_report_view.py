"""What the page of a report is told, of readings made by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.cli.test_tables import FORTY, NINE, READING, REPORT, TEXT

from rashomon.records import (
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateConstraint,
    DateInterval,
    EvidenceSpan,
    Facet,
    Means,
    MeansValue,
    Motive,
    Place,
    PlaceKind,
    PlaceValue,
    ResponsibleValue,
    Span,
    Speaker,
    TargetValue,
)
from rashomon.web.files import ReportFile
from rashomon.web.views.report import ReportView, report_view, value_in_words
from rashomon.web.views.segments import Open

CAPTURE: Mapping[str, Any] = {
    "capture": 3, "at": "2020-03-04T10:00:00.123Z", "address": "a.warc", "sha256": "ab" * 32,
    "bytes": 1200, "media_type": "text/html", "part": 2, "is_near_copy": True, "custody": None,
    "sidecar": {"outlet": "Bugle"}, "tool_version": "0.1", "seal": "cd",
}  # fmt: skip
CHAIN = {
    "method": "record", "by": None, "container": "ef", "locator": "record at 7",
    "taken_at": "2019-01-01T00:00:00+00:00",
    "exchange": {"url": "https://b.example", "status": 200, "redirects": ["https://a.example"]},
}  # fmt: skip
CUSTODY: Mapping[str, Any] = {
    "captures": [CAPTURE], "waits_to_be_read": True, "derived_before": [{}, {}],
    "derived": {"cleaner": "c-1", "text_sha256": "00", "characters": 80},
    "read": {"reader": "rules-1", "gazetteer": "g-1", "at": "2020-03-04T10:00:01Z"},
}  # fmt: skip
SITE = Place("x:1", "Al-X", PlaceKind.TOWN, 1.5, 2.5, 3.0, "Province", "Land")


def view(**known: Any) -> ReportView:
    """Return the view of the report made by hand."""
    reading = known.pop("reading", READING)
    return report_view(ReportFile(reading, known.pop("incidents", {}), CUSTODY, **known))


@pytest.mark.parametrize(
    ("facet", "value", "words", "typed"),
    [
        (Facet.KILLED, CountValue(CasualtyRange(3, 9), "men  there"), "3–9 men there", "3-9"),
        (Facet.KILLED, CountValue(CasualtyRange(3, None)), "3 or more", "3+"),
        (Facet.KILLED, CountValue(CasualtyRange(None, 9)), "up to 9", "0-9"),
        (Facet.RESPONSIBLE, ResponsibleValue("Russia"), "Russia", "Russia"),
        (Facet.TARGET, TargetValue("a base", "Russia"), "a base (Russia)", "a base"),
        (Facet.TARGET, TargetValue("Russia", "russia"), "Russia", "Russia"),
        (Facet.MEANS, MeansValue(Means.AIR_STRIKE), "air strike", "air_strike"),
        (Facet.PLACE, PlaceValue("X"), "X (not found)", "X"),
        (
            Facet.PLACE, PlaceValue("near X", 1.5, 2.5, 3.0, (SITE,)),
            "near X → Al-X, Province, Land ± 3 km", "near X|1.5,2.5,3",
        ),
        (Facet.DATE, DateInterval(date(2020, 3, 4), date(2020, 3, 4)), "4 Mar 2020", "2020-03-04"),
        (
            Facet.DATE, DateInterval(date(2020, 3, 4), date(2020, 3, 5)), "4–5 Mar 2020",
            "2020-03-04/2020-03-05",
        ),
        (Facet.DATE, DateConstraint(weekday=2), "a Wednesday", ""),
        (Facet.MOTIVE, Motive(), "", ""),
    ],
)  # fmt: skip
def test_a_value_is_told_in_words_and_as_the_form_takes_it(
    facet: Facet, value: ClaimValue, words: str, typed: str
) -> None:
    """What is shown reads well; what is in the form can be sent as it is."""
    claim = Claim("r1", 0, facet, value, EvidenceSpan(0, 4, TEXT[:4]))
    assert value_in_words(claim) == words
    (note,) = view(reading=replace(READING, claims=(claim,))).notes
    assert note.raw_value == typed
    assert note.takes_value is (facet is not Facet.MOTIVE)


def test_notes_stand_in_the_order_of_the_text_with_their_incident() -> None:
    """A claim of no incident says so by an empty id."""
    told = view(
        incidents={("r1", 0): "somewhere-2020"}, reading=replace(READING, claims=(FORTY, NINE))
    )
    assert [note.claim_id for note in told.notes] == [NINE.claim_id, FORTY.claim_id]
    assert {note.incident_id for note in told.notes} == {"somewhere-2020"}
    assert told.told[0].claims == 2
    assert view().told[0].incident_id == ""
    assert view().chosen is None


def test_the_claim_to_correct_fills_its_form() -> None:
    """An id that is none opens no form."""
    reading = READING
    chosen = report_view(ReportFile(reading, {}, CUSTODY), NINE.claim_id).chosen
    assert chosen is not None
    assert (chosen.raw_speaker, chosen.raw_stance) == ("the army", "affirm")
    assert report_view(ReportFile(reading, {}, CUSTODY), "c0").chosen is None


def test_headline_dateline_noise_and_speakers_are_marked() -> None:
    """Each speaker once, wherever how many claims name them."""
    speaker = Speaker("the army", EvidenceSpan(38, 46, TEXT[38:46]))
    claims = (replace(NINE, source=(speaker,)), replace(FORTY, source=(speaker,)))
    report = replace(REPORT, headline=Span(0, 4), dateline=Span(4, 6), noise=(Span(70, 75),))
    told = view(reading=replace(READING, report=report, claims=claims))
    kinds = [t.mark.kind for t in told.tokens if isinstance(t, Open) and t.is_first]
    assert sorted(kinds) == ["claim", "claim", "dateline", "headline", "noise", "speaker"]


def test_two_claims_of_one_id_have_one_mark_and_two_notes() -> None:
    """Two speakers of one sentence."""
    told = view(reading=replace(READING, claims=(NINE, replace(NINE, source=()))))
    first, second = told.notes
    assert first.note_id != second.note_id
    assert sum(isinstance(token, Open) for token in told.tokens) == 1
    assert told.numbers[NINE.claim_id] == 1


def test_custody_is_told_line_by_line() -> None:
    """What was kept, in full; what ledgers did not keep once is said."""
    told = view()
    (capture,) = told.captures
    assert capture.title == "Capture 3, 4 Mar 2020 10:00:00 UTC, the same words in other bytes"
    lines = {fact.name: fact.told for fact in capture.facts}
    assert lines["Bytes"] == "1,200, text/html, article 2 of it"
    assert lines["How"] == "taken in before ledgers kept it"
    assert lines["Told"] == "outlet: Bugle"
    custody = {**CUSTODY, "captures": [{**CAPTURE, "custody": CHAIN, "is_near_copy": False}]}
    (capture,) = report_view(ReportFile(READING, {}, custody)).captures
    lines = {fact.name: fact.told for fact in capture.facts}
    assert lines["How"] == "a record of a web archive, by nobody who is named"
    assert lines["At"] == "record at 7"
    assert lines["Made"] == "1 Jan 2019 00:00:00 UTC, as it says itself"
    assert lines["Asked"] == "https://a.example"
    assert lines["Answer"] == "200 from https://b.example"
    derived = {fact.name: fact.told for fact in told.derived}
    assert derived["Derived before"] == "2 times; all are kept"
    assert derived["Gazetteer"] == "g-1"
    assert told.waits


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    """A report may call its address what it likes."""
    for url, led_to in (
        ("javascript:alert(1)", ""),
        ("https://a.example/x", "https://a.example/x"),
    ):
        assert view(reading=replace(READING, report=replace(REPORT, url=url))).url == led_to


def test_reports_of_the_same_origin_are_named() -> None:
    """With outlet and day, or that these are unknown."""
    told = view(siblings=(REPORT, replace(REPORT, outlet="Post", published_on=date(2020, 3, 5))))
    assert [(one.outlet, one.day) for one in told.siblings] == [
        ("unknown outlet", "undated; read as of 4 Mar 2020"), ("Post", "5 Mar 2020"),
    ]  # fmt: skip
    plain = replace(REPORT, context_date=None)
    assert view(reading=replace(READING, report=plain)).day == "undated"
