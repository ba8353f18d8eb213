"""What keeps clusters clean: bars that hold within them, round-ups, and what is told again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link import link
from rashomon.link.pairs import compare
from rashomon.link.portrait import portraits
from rashomon.records import (
    CasualtyRange,
    Claim,
    ClaimValue,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Linkage,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    ResponsibleValue,
    Span,
)

MONDAY = date(2019, 7, 22)
HAJJAH = PlaceValue("Hajjah", 15.69, 43.6, 10.0)
ABS = PlaceValue("Abs", 16.0, 43.2, 10.0)  # some 55 km off
SAADA = PlaceValue("Saada", 16.94, 43.76, 10.0)

Told = tuple[DateInterval | None, PlaceValue | None, Sequence[tuple[Facet, ClaimValue]]]


def on(first: date, days: int = 1) -> DateInterval:
    return DateInterval(first, first + timedelta(days=days - 1))


def killed(number: int) -> tuple[Facet, ClaimValue]:
    return Facet.KILLED, CountValue(CasualtyRange.exactly(number))


BY: tuple[Facet, ClaimValue] = (Facet.RESPONSIBLE, ResponsibleValue("Saudi-led coalition"))


def report(name: str, *told: Told, published: date | None = None) -> Reading:
    text = " ".join(f"Sentence {n:04d}." for n in range(max(1, len(told))))
    mentions, claims, incidents = [], [], []
    for n, (when, where, values) in enumerate(told):
        mentions.append(Mention(n, Span(n * 15, n * 15 + 14), date=when, place=where))
        for m, (facet, value) in enumerate(values):
            evidence = EvidenceSpan.cut(text, n * 15, n * 15 + 8 + m)
            claims.append(Claim(name, n, facet, value, evidence))
        incidents.append(ReportIncident(name, n, IncidentKind.AIR_STRIKE, when, where, (n,)))
    source = Report(name, name, name, text, published_on=published)
    return Reading(source, "hand", tuple(mentions), tuple(claims), tuple(incidents))


def clusters(linkage: Linkage) -> list[list[str]]:
    return sorted(sorted(f"{r}{n}" for r, n in i.members) for i in linkage.incidents)


def test_an_excluded_pair_does_not_join_through_a_third() -> None:
    """Monday and Friday both meet "this week"; it goes with one, and the other stays out."""
    monday = report("a", (on(MONDAY), HAJJAH, (killed(15), BY)))
    week = report("b", (on(MONDAY, 7), HAJJAH, (killed(15), BY)))
    friday = report("c", (on(MONDAY + timedelta(days=4)), HAJJAH, (killed(15), BY)))
    found = clusters(link([monday, week, friday]))
    assert ["a0", "b0", "c0"] not in found
    assert any(len(cluster) == 2 and "b0" in cluster for cluster in found)
    joined = link([monday, week, friday])
    assert any("cannot be one" in x.reasons[-1] for x in joined.links if x.judgement != "same")


def test_a_round_up_links_each_town_to_its_own_strike() -> None:
    """Of one day's strikes on two towns, each joins the report of its town."""
    first = report("a", (on(MONDAY), HAJJAH, (killed(15), BY)))
    second = report("b", (on(MONDAY), ABS, (killed(6), BY)))
    both = report("c", (on(MONDAY), HAJJAH, (killed(15), BY)), (on(MONDAY), ABS, (killed(6), BY)))
    assert clusters(link([first, second, both])) == [["a0", "c0"], ["b0", "c1"]]


def test_a_round_up_without_towns_is_linked_by_its_tolls() -> None:
    """The province alone is told, with both tolls: these tell which strike is which."""
    province = PlaceValue("Hajjah province", 15.9, 43.3, 60.0)
    first = report("a", (on(MONDAY), HAJJAH, (killed(15), BY)))
    second = report("b", (on(MONDAY), ABS, (killed(26), BY)))
    both = report(
        "c", (on(MONDAY), province, (killed(26), BY)), (on(MONDAY), province, (killed(15), BY))
    )
    assert clusters(link([first, second, both])) == [["a0", "c1"], ["b0", "c0"]]


def test_last_months_strike_is_found_again_by_its_toll() -> None:
    """Of two strikes on one town in a month, a later report means the one with its dead."""
    first = report("a", (on(MONDAY - timedelta(days=14)), HAJJAH, (killed(31), BY)))
    second = report("b", (on(MONDAY), HAJJAH, (killed(15), BY)))
    later = report(
        "c", (on(date(2019, 7, 1), 31), HAJJAH, (killed(31), BY)), published=date(2019, 8, 20)
    )
    assert clusters(link([first, second, later])) == [["a0", "c0"], ["b0"]]


def test_an_undated_report_weeks_later_is_of_another_strike() -> None:
    """Neither day nor toll is told: the same town alone, weeks later, joins nothing."""
    first = report("a", (on(MONDAY), HAJJAH, (killed(15), BY)), published=MONDAY)
    later = report("b", (None, HAJJAH, (BY,)), published=MONDAY + timedelta(days=40))
    assert clusters(link([first, later])) == [["a0"], ["b0"]]


def test_a_near_miss_says_that_its_report_tells_of_both() -> None:
    """Two strikes of one report on one town stay apart, and the reason says so."""
    both = report(
        "a", (on(MONDAY), HAJJAH, (killed(15), BY)), (on(MONDAY), HAJJAH, (killed(6), BY))
    )
    found = link([both, report("b", (on(MONDAY), HAJJAH, (killed(15), BY)))])
    assert clusters(found) == [["a0", "b0"], ["a1"]]
    assert [x.reasons[-1] for x in found.links if x.judgement == "different"] == [
        "one report tells of both apart"
    ]


REPORTS = st.lists(
    st.tuples(
        st.integers(0, 9),
        st.sampled_from([1, 2, 7]),
        st.sampled_from([HAJJAH, ABS, SAADA]),
        st.sampled_from([6, 15]),
    ),
    min_size=2,
    max_size=7,
).map(
    lambda drawn: [
        report(f"r{n}", (on(MONDAY + timedelta(days=day), days), place, (killed(toll), BY)))
        for n, (day, days, place, toll) in enumerate(drawn)
    ]
)


@settings(max_examples=80)
@given(REPORTS)
def test_no_incident_holds_a_pair_that_is_ruled_out(readings: list[Reading]) -> None:
    """Whatever lies between them, members that cannot be one are never together."""
    by_key = {portrait.key: portrait for portrait in portraits(readings)}
    for incident in link(readings).incidents:
        for a, b in combinations(incident.members, 2):
            assert not compare(by_key[a], by_key[b]).is_ruled_out
