"""How many independent words stand behind a figure, and figures that leave each other no room."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.records import (
    CasualtyRange,
    ContestKind,
    DateInterval,
    Dossier,
    Facet,
    PlaceValue,
    Speaker,
    Stance,
    TargetValue,
)

GOVERNOR = Speaker("Ivan Petrenko", kind="unknown")
DAY, NEXT_DAY = date(2020, 1, 1), date(2020, 1, 2)

RANGES = st.tuples(st.integers(0, 50), st.integers(0, 50) | st.none()).map(
    lambda ends: CasualtyRange(ends[0], None if ends[1] is None else ends[0] + ends[1])
)


def kinds(dossier: Dossier) -> list[str]:
    """Return the kinds of the dossier's contests."""
    return sorted(contest.kind.value for contest in dossier.contests)


def value(dossier: Dossier, name: str) -> Any:
    """Return what the policy rules under a name."""
    ruling = dossier.ruling(name)
    assert ruling is not None
    return ruling.value


@given(RANGES, RANGES, st.integers(0, 200))
def test_what_implies_another_leaves_no_number_outside_it(
    one: CasualtyRange, other: CasualtyRange, number: int
) -> None:
    """Every number that the implying range allows, the implied one allows."""
    told = CasualtyRange.exactly(number)
    if one.implies(other) and told.implies(one):
        assert told.implies(other)
        assert one.is_compatible(other)


def test_a_floor_confirms_no_greater_figure(bench: Any) -> None:
    """At least 41 leaves room for 106, and says nothing of it; 106 does say at least 41."""
    few = bench.reading("few", bench.number(Facet.KILLED, 41, None, bench.ministry))
    many = bench.reading("many", bench.number(Facet.KILLED, 106, None, bench.monitor))
    found = bench.dossier([few, many])
    credibility = {g.claim_id: g.credibility for g in found.grades}
    assert [credibility[r.claims[0].claim_id] for r in (few, many)] == [1, 6]
    (position,) = found.positions
    assert (len(position.origins), len(position.exact_origins or ())) == (2, 1)


def test_the_days_of_a_month_are_no_more_exact_than_told(bench: Any) -> None:
    """Who tells of January stands behind no single day."""
    month = DateInterval(date(2020, 1, 1), date(2020, 1, 31))
    said = type(bench.killed(1))
    told = [
        bench.reading(name, said(Facet.DATE, days))
        for name, days in (("month", month), ("day", DateInterval(DAY, DAY)))
    ]
    (position,) = bench.dossier(told).positions
    assert position.label == "2020-01-01"
    assert (len(position.origins), len(position.exact_origins or ())) == (2, 1)


def test_two_unnamed_doctors_of_one_origin_are_one_source(bench: Any) -> None:
    """However two outlets word whom the agency spoke to, one agency spoke to a doctor."""
    doctors = (
        Speaker("a doctor", kind="medic"),
        Speaker("a doctor at the city's hospital", kind="medic"),
    )
    found = bench.dossier(
        [
            bench.reading(f"r{n}", bench.killed(22, doctor, bench.news), bench.blamed("Rebels"))
            for n, doctor in enumerate(doctors)
        ]
    )
    ruling = found.ruling("grading")
    assert ruling is not None
    assert ruling.rule.startswith("a single source tells of the harm")


def test_a_named_person_replaces_his_own_figure(bench: Any) -> None:
    """Whom all call by a name and surname is one speaker, in whatever outlet."""
    found = bench.dossier(
        [
            bench.reading("old", bench.killed(24, GOVERNOR), published=DAY),
            bench.reading("new", bench.killed(43, GOVERNOR), published=NEXT_DAY),
        ]
    )
    assert kinds(found) == ["update"]


@pytest.mark.parametrize("words", ["Residents", "Local Sources", "the governor", "two officers"])
def test_words_for_anybody_name_nobody(bench: Any, words: str) -> None:
    """Without a name two figures are two voices'."""
    speaker = Speaker(words, kind="unknown")
    found = bench.dossier(
        [
            bench.reading("old", bench.killed(24, speaker), published=DAY),
            bench.reading("new", bench.killed(43, speaker), published=NEXT_DAY),
        ]
    )
    assert kinds(found) == ["numeric_gap"]


def test_one_speakers_wounded_told_as_dead_are_a_swap(bench: Any) -> None:
    """43 dead in one outlet, 12 dead and 43 wounded in another, from one man on one day."""
    both = bench.reading(
        "both",
        bench.killed(12, GOVERNOR),
        bench.number(Facet.INJURED, 43, 43, GOVERNOR),
        published=DAY,
    )
    one = bench.reading("one", bench.killed(43, GOVERNOR), published=DAY)
    assert kinds(bench.dossier([both, one])) == [
        "killed_injured_swap",
        "transmission",
        "transmission",
    ]
    later = bench.reading("one", bench.killed(43, GOVERNOR), published=NEXT_DAY)
    assert kinds(bench.dossier([both, later])) == ["update"]


def test_more_civilians_than_dead_in_all_is_a_gap(bench: Any) -> None:
    """At least 105 civilians leave no room for 61 dead altogether."""
    civilians = bench.number(Facet.KILLED, 105, None, bench.monitor, who="civilians")
    found = bench.dossier(
        [
            bench.reading("army", bench.killed(61, bench.ministry, who="people")),
            bench.reading("monitor", civilians),
        ]
    )
    (gap,) = found.contests
    assert gap.kind is ContestKind.NUMERIC_GAP
    assert gap.note == "105 or more civilians killed are more than 61 killed in all"


def test_a_total_that_was_replaced_limits_no_part(bench: Any) -> None:
    """The first day's 9 is no rival to 30 civilians, once its own speaker says 30."""
    found = bench.dossier(
        [
            bench.reading("first", bench.killed(9, bench.ministry), published=DAY),
            bench.reading("then", bench.killed(30, bench.ministry), published=NEXT_DAY),
            bench.reading("us", bench.killed(30, bench.monitor, who="civilians")),
        ]
    )
    assert kinds(found) == ["update"]


def test_a_deed_denied_leaves_its_day_and_place_undisputed(bench: Any) -> None:
    """Who denies having struck a house on a day disputes neither the house's place nor the day."""
    said = type(bench.killed(1))
    place = PlaceValue("Springfield", 10.0, 20.0, 5.0)
    day = DateInterval(DAY, DAY)
    told = bench.reading(
        "told",
        bench.blamed("Freedonia", bench.rebels),
        said(Facet.PLACE, place, (bench.rebels,)),
        said(Facet.DATE, day, (bench.rebels,)),
    )
    denied = [
        said(Facet.PLACE, place, (bench.ministry,), Stance.DENY),
        said(Facet.DATE, day, (bench.ministry,), Stance.DENY),
    ]
    blame = bench.blamed("Freedonia", bench.ministry, stance=Stance.DENY)
    whole = bench.dossier([told, bench.reading("denied", blame, *denied)])
    assert kinds(whole) == ["denial", "responsibility"]
    alone = bench.dossier([told, bench.reading("denied", *denied)])
    assert {contest.facet for contest in alone.contests} == {Facet.PLACE, Facet.DATE}


def test_people_beside_fewer_fighters_are_taken_for_civilians(bench: Any) -> None:
    """Nine people dead and four attackers besides: nine are no fighters."""
    nine = bench.killed(9, bench.monitor, who="people")
    four = bench.killed(4, bench.monitor, who="attackers")
    both = bench.dossier([bench.reading("a", nine, four, bench.blamed("Rebels"))])
    assert value(both, "grading") == "Weak"
    only = bench.dossier([bench.reading("a", four, bench.blamed("Rebels"))])
    assert value(only, "grading") is None


def test_children_among_the_dead_of_an_armed_target_are_no_fighters(bench: Any) -> None:
    """That the attacker names an armed target takes nobody's word on people away."""
    said = type(bench.killed(1))
    target = said(Facet.TARGET, TargetValue("a command post", "Hamas"), (bench.ministry,))
    readings = [
        bench.reading("a", bench.killed(8, bench.medic, who="children"), target),
        bench.reading("b", bench.killed(17, bench.monitor), bench.blamed("Israel")),
    ]
    assert value(bench.dossier(readings), "grading") == "Fair"


def test_who_denies_unasked_is_no_suspect(bench: Any) -> None:
    """A side that nobody names, and that denies it, is not suspected."""
    found = bench.dossier(
        [
            bench.reading(
                "a", bench.killed(9), bench.blamed("Rebels", bench.rebels, stance=Stance.DENY)
            )
        ]
    )
    assert str(value(found, "belligerent: Rebels")).startswith(
        "named as attacker by nobody; denies that it did it"
    )
    status = found.ruling("strike_status")
    assert status is not None
    assert status.rule.endswith("; a side that nobody names denies it")


def test_a_strike_owned_and_denied_says_both(bench: Any) -> None:
    """Declared on one day and denied on the next stays declared, with both told."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(9), bench.blamed("Freedonia", bench.ministry)),
            bench.reading("b", bench.blamed("Freedonia", bench.ministry, stance=Stance.DENY)),
        ]
    )
    status = found.ruling("strike_status")
    assert status is not None
    assert (status.value, status.rule) == (
        "declared",
        "in its own words, by Freedonia; denied by it as well",
    )


def test_several_deny_and_one_denies(bench: Any) -> None:
    """The verb goes with who denies."""
    forces = Speaker("the Freedonian forces", actor="Freedonia", party="Freedonia", kind="force")
    told = bench.reading("told", bench.blamed("Freedonia", bench.rebels))
    for speaker, words in ((forces, "forces deny"), (bench.ministry, "Ministry denies")):
        denied = bench.blamed("Freedonia", speaker, stance=Stance.DENY)
        found = bench.dossier([told, bench.reading("denied", denied)])
        assert words in found.contests[0].note
