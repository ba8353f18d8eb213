"""A few readings linked with what lies near them, as if all had been linked."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.link import Surroundings, link, link_added
from rashomon.link.blocking import near_pairs
from rashomon.link.pairs import compare, open_weights
from rashomon.link.portrait import portraits
from rashomon.records import (
    CasualtyRange,
    Claim,
    CountValue,
    DateInterval,
    EvidenceSpan,
    Facet,
    IncidentKind,
    Mention,
    PlaceValue,
    Reading,
    Report,
    ReportIncident,
    Span,
)

BASE = date(2016, 5, 1)
PLACES = (
    None,
    PlaceValue("Idlib", 35.93, 36.63, 8.0),
    PlaceValue("Saraqib", 35.86, 36.8, 5.0),
    PlaceValue("Idlib province", 35.8, 36.7, 80.0),
    PlaceValue("Raqqa", 35.95, 39.01, 10.0),
    PlaceValue("the crossing"),
)
TEXT = "A strike on the crossing killed people."


def reading(name: str, day: int | None, days: int, place: PlaceValue | None, toll: int) -> Reading:
    first = BASE + timedelta(days=day or 0)
    when = DateInterval(first, first + timedelta(days=days)) if day is not None else None
    claims = (
        Claim(
            name,
            0,
            Facet.KILLED,
            CountValue(CasualtyRange.exactly(toll)),
            EvidenceSpan.cut(TEXT, 0, len(TEXT)),
        ),
    )
    return Reading(
        Report(name, name, name, TEXT, published_on=BASE + timedelta(days=(day or 0) + days)),
        "hand",
        (Mention(0, Span(0, len(TEXT)), date=when, place=place),),
        claims,
        (ReportIncident(name, 0, IncidentKind.AIR_STRIKE, when, place, (0,)),),
    )


DRAWN = st.tuples(
    st.none() | st.integers(0, 60),
    st.sampled_from([0, 0, 1, 6]),
    st.sampled_from(PLACES),
    st.sampled_from([4, 15, 40]),
)


@settings(max_examples=150)
@given(DRAWN, DRAWN)
def test_whatever_may_join_is_near(
    new: tuple[int | None, int, PlaceValue | None, int],
    old: tuple[int | None, int, PlaceValue | None, int],
) -> None:
    """No pair that is compared and alike enough to join is sieved out by day, place and toll."""
    added, known = reading("new", *new), reading("old", *old)
    (told,) = known.incidents
    around = Surroundings([added])
    first, last = (told.date.first, told.date.last) if told.date else (None, None)
    lat, lon = (told.place.lat, told.place.lon) if told.place else (None, None)
    reach = (told.place.radius_km or 0.0) if told.place else 0.0
    one, other = portraits([added, known])
    is_met = any(near_pairs([one, other]))
    if is_met and compare(one, other).score >= open_weights().join:
        told_on, tolls = known.report.base_date, {number.floor for _, _, number in other.tolls}
        assert around.may_hold(first, last, lat, lon, reach, told_on, tolls)
        spans = around.spans
        if first and last and spans is not None:
            assert any(first <= end and last >= begin for begin, end in spans)


@settings(max_examples=60)
@given(st.lists(DRAWN, min_size=2, max_size=7), st.integers(1, 3))
def test_a_few_are_linked_as_if_all_were(
    drawn: list[tuple[int | None, int, PlaceValue | None, int]], late: int
) -> None:
    """The added reports come into the incidents that linking everything again would give them."""
    readings = [reading(f"r{n}", *told) for n, told in enumerate(drawn)]
    old, new = readings[:-late], readings[-late:]
    before = link(old).incidents
    whole = {key: i.incident_id for i in link(readings, before).incidents for key in i.members}
    few = link_added(new, old, before, {i.incident_id for i in before})
    found = {key: i.incident_id for i in few.incidents for key in i.members}
    for added in new:
        key = (added.report.report_id, 0)
        assert found[key] == whole[key]


def test_what_lies_elsewhere_is_left_alone() -> None:
    """Incidents that no added report joins are not in the linkage."""
    old = [reading("a", 3, 0, PLACES[1], 15), reading("b", 3, 0, PLACES[4], 4)]
    before = link(old).incidents
    taken = {i.incident_id for i in before}
    found = link_added([reading("c", 3, 0, PLACES[1], 15)], old, before, taken)
    assert [i.members for i in found.incidents] == [(("a", 0), ("c", 0))]
    assert {x.incident_id for x in found.links} <= {i.incident_id for i in found.incidents} | taken


def test_a_new_id_is_none_that_is_in_use() -> None:
    """A name taken by an incident elsewhere is not given again."""
    found = link_added([reading("c", 3, 0, PLACES[1], 15)], [], (), {"idlib-2016-05-04"})
    assert [i.incident_id for i in found.incidents] == ["idlib-2016-05-04-2"]


def test_what_is_undated_is_near_for_months_by_its_toll_alone() -> None:
    """Told months later without a day, it can be known again by its number of victims."""
    around = Surroundings([reading("a", 60, 0, PLACES[1], 40)])
    where, told_on = (None, None, 35.93, 36.63, 8.0), BASE
    assert around.may_hold(*where, told_on, {40})
    assert around.may_hold(*where, told_on, None)
    assert not around.may_hold(*where, told_on, {4})
    assert around.may_hold(*where, told_on + timedelta(days=50), {4})
    assert not around.may_hold(*where, told_on - timedelta(days=200), {40})


def test_a_report_without_days_may_lie_at_any_time() -> None:
    """Nothing is known of its time, so all days are near."""
    undated = reading("a", None, 0, PLACES[1], 4)
    from dataclasses import replace

    lost = replace(undated, report=replace(undated.report, published_on=None))
    assert Surroundings([lost]).spans is None
    assert Surroundings([lost]).may_hold(BASE, BASE, 35.93, 36.63, 5.0)
    assert not Surroundings([lost]).may_hold(BASE, BASE, 30.0, 30.0, 5.0)
