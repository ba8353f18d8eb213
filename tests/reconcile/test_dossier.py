"""Positions, contests, accounts and ranges of one incident."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.errors import SettingError
from rashomon.reconcile import POLICY, reconcile
from rashomon.records import (
    CasualtyRange,
    ContestKind,
    DateInterval,
    Dossier,
    Facet,
    Incident,
    IncidentKind,
    Means,
    MeansValue,
    Motive,
    Notice,
    PlaceValue,
    ResponsibleValue,
    Speaker,
    Stance,
    TargetValue,
)

DAY = date(2020, 1, 1)


def kinds(dossier: Dossier) -> list[ContestKind]:
    return [contest.kind for contest in dossier.contests]


def note(dossier: Dossier, kind: ContestKind) -> str:
    return next(contest.note for contest in dossier.contests if contest.kind == kind)


def labels(dossier: Dossier, facet: Facet) -> list[str]:
    return sorted(p.label for p in dossier.positions if p.facet == facet)


# --- numbers ---------------------------------------------------------------------------------


def test_numbers_that_can_both_be_true_are_one_position(bench: Any) -> None:
    """Both "at least 100" and "over 100" may be true; 25 is another position, and a contest."""
    found = bench.dossier(
        [
            bench.reading("a", bench.number(Facet.KILLED, 100, None, bench.rebels)),
            bench.reading("b", bench.number(Facet.KILLED, 100, None, bench.monitor)),
            bench.reading("c", bench.killed(25, bench.ministry)),
        ]
    )
    assert labels(found, Facet.KILLED) == ["100 or more killed", "25 killed"]
    assert kinds(found) == [ContestKind.NUMERIC_GAP]
    assert found.contests[0].note == "accounts part: 25 against 100 or more killed"
    assert found.contested == (Facet.KILLED,)


def test_a_loose_figure_sides_with_the_nearest(bench: Any) -> None:
    """The words "at least 20" go with 25 rather than with 100, "up to 14" with 11 rather than 4."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(25), bench.number(Facet.INJURED, None, 14)),
            bench.reading("b", bench.killed(100), bench.killed(130)),
            bench.reading("c", bench.number(Facet.KILLED, 20, None)),
            bench.reading("d", bench.number(Facet.INJURED, 4, 4)),
            bench.reading("e", bench.number(Facet.INJURED, 11, 11)),
        ]
    )
    sizes = {p.label: len(p.claim_ids) for p in found.positions}
    assert sizes["25 killed"] == 2
    assert sizes["11 injured"] == 2


def test_a_part_never_contradicts_a_total(bench: Any) -> None:
    """Four children among twelve people are no numeric gap, but a matter of scope."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(12, who="people")),
            bench.reading("b", bench.killed(4, who="children")),
        ]
    )
    assert kinds(found) == [ContestKind.SCOPE]
    assert note(found, ContestKind.SCOPE) == "4 (children): no rival to 12 killed in all"
    assert found.contested == ()
    assert {s.group: str(s.range) for s in found.summaries} == {"all": "12", "children": "4"}


def test_fighters_of_two_sides_are_counted_apart(bench: Any) -> None:
    """129 loyalists and 116 rebels killed are two tolls, not two views of one."""
    found = bench.dossier(
        [bench.reading("a", bench.killed(129, who="loyalists"), bench.killed(116, who="rebels"))]
    )
    assert found.contests == ()
    assert {s.group for s in found.summaries} == {"pro-government fighters", "opposition fighters"}
    assert found.notes[-1].startswith("killed: no total is told, only parts")


def test_fighters_are_the_total_where_nobody_else_died(bench: Any) -> None:
    """Where all the dead told of are one side's fighters, their number is the toll."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(25, who="militiamen")),
            bench.reading("b", bench.killed(100, who="pro-government forces")),
        ]
    )
    total = found.summary(Facet.KILLED)
    assert total is not None
    assert total.range == CasualtyRange(25, 100)
    assert kinds(found) == [ContestKind.NUMERIC_GAP]


def test_civilians_are_a_part_beside_a_total(bench: Any) -> None:
    """Ten civilians do not contradict twelve people, but alone they are the toll."""
    people = bench.reading("a", bench.killed(12, who="people"))
    civilians = bench.reading("b", bench.killed(10, who="civilians"))
    assert bench.dossier([people, civilians]).contests == ()
    alone = bench.dossier([civilians])
    assert {s.group for s in alone.summaries} == {"all", "civilians"}


def test_others_are_a_part_beside_a_named_victim(bench: Any) -> None:
    """No total is told by "a judge and three others", but by "35 others were hurt"."""
    judge = bench.reading("a", bench.killed(1, who="a judge"), bench.killed(3, who="others"))
    assert bench.dossier([judge]).summary(Facet.KILLED) is None
    hurt = bench.reading("b", bench.number(Facet.INJURED, 35, 35, who="others"))
    assert bench.dossier([hurt]).summary(Facet.INJURED) is not None


def test_one_person_beside_a_larger_number_is_a_part(bench: Any) -> None:
    """A rebel killed in one house does not contradict the report's 13 rebels."""
    said = (bench.killed(1, who="a rebel"), bench.killed(13, who="rebels"))
    found = bench.dossier([bench.reading("a", *said)])
    assert found.contests == ()
    total = found.summary(Facet.KILLED)
    assert total is not None
    assert total.range == CasualtyRange.exactly(13)


def test_that_one_side_lost_nobody_is_no_total(bench: Any) -> None:
    """That the coalition had no casualties says nothing of the others."""
    nobody = bench.number(Facet.CASUALTIES, 0, 0, who="coalition forces")
    found = bench.dossier([bench.reading("a", nobody)])
    assert found.summary(Facet.CASUALTIES) is None
    assert found.summary(Facet.CASUALTIES, "coalition fighters") is not None


def test_one_number_killed_here_and_injured_there_is_a_swap(bench: Any) -> None:
    """The same ministry with 25 killed and 25 injured: a swap, and a slip in relaying."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(25, bench.ministry, who="militiamen")),
            bench.reading("b", bench.number(Facet.INJURED, 25, 25, bench.ministry, who="fighters")),
        ]
    )
    assert kinds(found) == [ContestKind.KILLED_INJURED_SWAP, ContestKind.TRANSMISSION]
    assert note(found, ContestKind.TRANSMISSION) == (
        "the Defense Ministry is credited with 25 killed in one report and 25 injured in another"
    )


def test_who_tells_both_outcomes_swapped_nothing(bench: Any) -> None:
    """Ten killed and 25 injured do not become a swap because another tells 25 killed."""
    both = bench.reading(
        "a", bench.killed(10, bench.medic), bench.number(Facet.INJURED, 25, 25, bench.medic)
    )
    found = bench.dossier([both, bench.reading("b", bench.killed(25, bench.monitor))])
    assert kinds(found) == [ContestKind.NUMERIC_GAP]


def test_small_numbers_are_no_swap_between_speakers(bench: Any) -> None:
    """Two killed here and two injured there are chance."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(2, bench.medic)),
            bench.reading("b", bench.number(Facet.INJURED, 2, 2, bench.monitor)),
        ]
    )
    assert found.contests == ()


def test_one_speaker_relayed_with_two_figures_is_a_transmission(bench: Any) -> None:
    """Without days that tell which is later, two figures of one speaker are a relaying slip."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(25, bench.ministry)),
            bench.reading("b", bench.killed(52, bench.ministry)),
        ]
    )
    assert kinds(found) == [ContestKind.TRANSMISSION]
    assert note(found, ContestKind.TRANSMISSION) == (
        "the Defense Ministry is credited with 25 killed in one report and 52 killed in another"
    )
    assert found.contested == (Facet.KILLED,)


def test_one_speakers_later_figure_is_an_update(bench: Any) -> None:
    """The same speaker on a later day corrects itself: no contradiction."""
    later = DAY + timedelta(days=1)
    found = bench.dossier(
        [
            bench.reading("b", bench.killed(16, bench.ministry), published=later),
            bench.reading("a", bench.killed(11, bench.ministry), published=DAY),
        ]
    )
    assert kinds(found) == [ContestKind.UPDATE]
    assert found.contested == ()
    assert note(found, ContestKind.UPDATE) == (
        "from 11 (2020-01-01) to 16 (2020-01-02) killed, same speaker: the Defense Ministry"
    )


def test_copies_of_one_text_with_two_figures_are_a_transmission(bench: Any) -> None:
    """In the outlets' own voice, the text's origin is the speaker."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(25), carried_from="AFP", outlet="One"),
            bench.reading("b", bench.killed(35), carried_from="AFP", outlet="Two"),
        ]
    )
    assert kinds(found) == [ContestKind.TRANSMISSION]
    assert note(found, ContestKind.TRANSMISSION).startswith("the text that One carries")


def test_two_figures_of_one_speaker_in_one_report_are_of_two_things(bench: Any) -> None:
    """A contest is between voices: who tells 4 and 6 at once tells of parts, or of two sites."""
    found = bench.dossier(
        [bench.reading("a", bench.killed(4, bench.medic), bench.killed(6, bench.medic))]
    )
    assert kinds(found) == [ContestKind.SCOPE]
    assert found.contested == ()
    assert str(found.summary(Facet.KILLED).range) == "4 to 6"


def test_two_doctors_are_not_one_speaker(bench: Any) -> None:
    """Nobody knows whether "a doctor" of two reports is the same: their figures part."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(11, bench.medic), published=DAY),
            bench.reading("b", bench.killed(16, bench.medic), published=DAY + timedelta(days=1)),
        ]
    )
    assert kinds(found) == [ContestKind.NUMERIC_GAP]


def test_an_undated_copy_leaves_an_update_an_update(bench: Any) -> None:
    """Which figure is later is known from the dated reports; a copy without a day adds nothing."""
    later = DAY + timedelta(days=1)
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(11, bench.ministry), published=DAY),
            bench.reading("b", bench.killed(16, bench.ministry), published=later),
            bench.reading("c", bench.killed(16, bench.ministry)),
        ]
    )
    assert kinds(found) == [ContestKind.UPDATE]


def test_unnamed_officials_are_not_one_speaker(bench: Any) -> None:
    """Two unnamed officials of one side may differ without anybody having slipped."""
    one = Speaker("a US official", party="United States", kind="state")
    other = Speaker("a Pentagon source", party="United States", kind="state")
    found = bench.dossier(
        [bench.reading("a", bench.killed(25, one)), bench.reading("b", bench.killed(52, other))]
    )
    assert kinds(found) == [ContestKind.NUMERIC_GAP]


# --- values ----------------------------------------------------------------------------------


def test_a_voice_that_names_several_attackers_clears_none(bench: Any) -> None:
    """The coalition says that both attacked; who names the United States alone agrees with it."""
    state = Speaker("the Kremlin", actor="Russia", party="Russia", kind="state")
    coalition = Speaker(
        "the coalition", actor="US-led coalition", party="United States and coalition",
        kind="coalition",
    )  # fmt: skip
    found = bench.dossier(
        [
            bench.reading(
                "a",
                bench.blamed("Syrian government forces", coalition),
                bench.blamed("US-led coalition", coalition),
            ),
            bench.reading("b", bench.blamed("United States", state)),
        ]
    )
    assert found.contests == ()


def test_a_third_voice_that_names_both_settles_nothing(bench: Any) -> None:
    """Two who each blame another still part, whoever else says that it may have been either."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed("Houthis", bench.ministry)),
            bench.reading("b", bench.blamed("Saudi-led coalition", bench.rebels)),
            bench.reading(
                "c",
                bench.blamed("Houthis", bench.monitor),
                bench.blamed("Saudi-led coalition", bench.monitor),
            ),
        ]
    )
    assert kinds(found) == [ContestKind.RESPONSIBILITY]


@pytest.mark.parametrize(
    ("one", "other", "is_contest"),
    [
        ("France", "US-led coalition", False),
        ("France", "Denmark", True),
        ("United States", "NATO", False),
        ("Russia", "NATO", True),
        ("Dzhokhar Tsarnaev", "Dzokhar Tsarnaev", False),
        ("5th Corps Army", "6th Corps Army", True),
    ],
)
def test_kin_are_no_rivals(bench: Any, one: str, other: str, is_contest: bool) -> None:
    """A member and its alliance, and two spellings of one name; not two members."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed(one, bench.ministry)),
            bench.reading("b", bench.blamed(other, bench.rebels)),
        ]
    )
    assert bool(found.contests) is is_contest


def test_different_parties_blamed_are_a_contest(bench: Any) -> None:
    """Each side blames the other."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed("Rebels of the North", bench.ministry)),
            bench.reading("b", bench.blamed("Russia", bench.monitor)),
        ],
        IncidentKind.SHELLING,
    )
    assert ContestKind.RESPONSIBILITY in kinds(found)


def test_joint_attackers_are_no_contest(bench: Any) -> None:
    """Whoever names both in one breath shows that both can be true."""
    said = (bench.blamed("Russia", bench.monitor), bench.blamed("Iran", bench.monitor))
    found = bench.dossier(
        [bench.reading("a", *said), bench.reading("b", bench.blamed("Iran", bench.rebels))]
    )
    assert found.contests == ()


def test_both_sides_of_a_clash_are_no_contest(bench: Any) -> None:
    """In a clash both sides attack."""
    readings = [
        bench.reading("a", bench.blamed("Russia", bench.monitor)),
        bench.reading("b", bench.blamed("Ukraine", bench.ministry)),
    ]
    assert bench.dossier(readings, IncidentKind.CLASH).contests == ()
    assert kinds(bench.dossier(readings)) == [ContestKind.RESPONSIBILITY]


@pytest.mark.parametrize(
    ("one", "other"),
    [("United States", "US-led coalition"), ("Syrian opposition groups", "Nusra Front")],
)
def test_names_of_one_side_are_no_contest(bench: Any, one: str, other: str) -> None:
    """A state and its coalition, or a group and the name for all of them, go together."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed(one, bench.monitor)),
            bench.reading("b", bench.blamed(other, bench.medic)),
        ]
    )
    assert found.contests == ()


def test_rebels_blamed_against_a_state_are_a_contest(bench: Any) -> None:
    """A name for many groups does not take in a government."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed("rebels", bench.monitor)),
            bench.reading("b", bench.blamed("Syrian government forces", bench.medic)),
        ]
    )
    assert kinds(found) == [ContestKind.RESPONSIBILITY]


def test_blame_denied_is_a_contest_even_in_a_clash(bench: Any) -> None:
    """A denial is a position of its own that contests what it denies, named for its side."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed("US-led coalition", bench.monitor)),
            bench.reading(
                "b",
                bench.blamed("United States", bench.ministry, stance=Stance.DENY),
                bench.blamed("US-led coalition", bench.ministry, stance=Stance.DENY),
            ),
        ],
        IncidentKind.CLASH,
    )
    assert kinds(found) == [ContestKind.RESPONSIBILITY, ContestKind.DENIAL]
    assert found.contests[0].note == "the Defense Ministry denies that the US-led coalition did it"
    denials = sorted(p.label for p in found.positions if p.is_denial)
    assert denials == ["not US-led coalition", "not United States"]


def test_a_denial_of_what_nobody_says_is_no_contest(bench: Any) -> None:
    """Denying another side's part contests nothing."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed("Russia", bench.monitor)),
            bench.reading("b", bench.blamed("Israel", bench.ministry, stance=Stance.DENY)),
        ]
    )
    assert found.contests == ()


PAIRS = [
    (
        Facet.PLACE,
        PlaceValue("Taiz", 13.58, 44.02, 10),
        PlaceValue("Marib", 15.46, 45.32, 10),
        ContestKind.PLACE,
    ),
    (
        Facet.DATE,
        DateInterval(DAY, DAY),
        DateInterval(DAY + timedelta(days=3), DAY + timedelta(days=3)),
        ContestKind.DATE,
    ),
    (
        Facet.MEANS,
        MeansValue(Means.AIR_STRIKE),
        MeansValue(Means.CAR_BOMB),
        ContestKind.MEANS,
    ),
    (
        Facet.TARGET,
        TargetValue("a market", "civilians"),
        TargetValue("a depot", "Houthis"),
        ContestKind.TARGET,
    ),
]


@pytest.mark.parametrize(("facet", "one", "other", "kind"), PAIRS, ids=lambda p: str(p)[:12])
def test_values_that_exclude_each_other_are_a_contest(
    bench: Any, facet: Facet, one: Any, other: Any, kind: ContestKind
) -> None:
    """Two speakers with values that cannot both hold; one speaker with both is none."""
    first, second = bench.monitor, bench.ministry
    said = type(bench.killed(1))
    apart = [
        bench.reading("a", said(facet, one, (first,))),
        bench.reading("b", said(facet, other, (second,))),
    ]
    assert kinds(bench.dossier(apart)) == [kind]
    assert len(bench.dossier(apart).contests[0].claim_ids) == 2
    together = [bench.reading("a", said(facet, one, (first,)), said(facet, other, (first,)))]
    assert bench.dossier(together).contests == ()


@pytest.mark.parametrize(
    ("facet", "one", "other"),
    [
        (
            Facet.PLACE,
            PlaceValue("Marib", 15.46, 45.32, 10),
            PlaceValue("Marib province", 15.5, 45.5, 100),
        ),
        (Facet.DATE, DateInterval(DAY, DAY), DateInterval(DAY, DAY + timedelta(days=6))),
        (Facet.MEANS, MeansValue(Means.AIR_STRIKE), MeansValue(Means.MISSILE)),
        (Facet.TARGET, TargetValue("a convoy", "Houthis"), TargetValue("trucks", None)),
        (Facet.PLACE, PlaceValue("the front"), PlaceValue("Marib", 15.46, 45.32, 10)),
    ],
    ids=["village", "week", "weapons", "target", "unresolved"],
)
def test_a_finer_value_is_no_contest(bench: Any, facet: Facet, one: Any, other: Any) -> None:
    """Refinement, kindred weapons, and what was not found on the map contradict nothing."""
    said = type(bench.killed(1))
    found = bench.dossier(
        [
            bench.reading("a", said(facet, one, (bench.monitor,))),
            bench.reading("b", said(facet, other, (bench.medic,))),
        ]
    )
    assert found.contests == ()


def test_places_that_overlap_are_one_position_under_the_finest_name(bench: Any) -> None:
    """A village within its province is one position, labelled by the village."""
    said = type(bench.killed(1))
    wide = PlaceValue("Marib province", 15.5, 45.5, 100)
    town = PlaceValue("Marib", 15.46, 45.32, 10)
    found = bench.dossier([bench.reading("a", said(Facet.PLACE, wide), said(Facet.PLACE, town))])
    assert labels(found, Facet.PLACE) == ["Marib"]


def test_targets_in_like_words_are_one_position(bench: Any) -> None:
    """Targets without an actor are joined by the words they share."""
    said = type(bench.killed(1))
    found = bench.dossier(
        [
            bench.reading("a", said(Facet.TARGET, TargetValue("a crowded market"))),
            bench.reading("b", said(Facet.TARGET, TargetValue("the market"))),
            bench.reading("c", said(Facet.TARGET, TargetValue("a bakery"))),
        ]
    )
    assert labels(found, Facet.TARGET) == ["bakery", "market"]


def test_a_copy_names_no_target(bench: Any) -> None:
    """The words of most speakers name a target, not those of most outlets."""
    said = type(bench.killed(1))
    hall = said(Facet.TARGET, TargetValue("Tawakal hotel"), (bench.monitor,))
    hotel = said(Facet.TARGET, TargetValue("a hotel"), (bench.ministry,))
    readings = [bench.reading("a", hotel), *(bench.reading(n, hall) for n in "bcd")]
    assert labels(bench.dossier(readings), Facet.TARGET) == ["hotel"]


def test_a_label_opens_no_quotation_that_it_does_not_close(bench: Any) -> None:
    """Words cut out of a sentence may begin within its quotation marks."""
    said = type(bench.killed(1))
    half, whole = TargetValue("a “military position"), TargetValue("a “terrorist den”")
    found = bench.dossier([bench.reading("a", said(Facet.TARGET, half), said(Facet.TARGET, whole))])
    assert labels(found, Facet.TARGET) == ["military position", "“terrorist den”"]


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        (Facet.KILLED, None),
        (Facet.PLACE, PlaceValue("Marib", 15.46, 45.32, 10)),
        (Facet.DATE, DateInterval(DAY, DAY)),
        (Facet.MEANS, MeansValue(Means.CHEMICAL)),
        (Facet.TARGET, TargetValue("the hospital")),
        (Facet.TARGET, TargetValue("the hospital", "civilians")),
        (Facet.MOTIVE, Motive()),
        (Facet.NOTICE, Notice()),
    ],
    ids=str,
)
def test_every_facet_can_be_denied(bench: Any, facet: Facet, value: Any) -> None:
    """What one says and another denies is a denial, and each is in its own position."""
    said = type(bench.killed(1))
    value = bench.killed(9).value if value is None else value
    found = bench.dossier(
        [
            bench.reading("a", said(facet, value, (bench.monitor,))),
            bench.reading("b", said(facet, value, (bench.ministry,), Stance.DENY)),
        ]
    )
    assert kinds(found) == [ContestKind.DENIAL]
    assert "the Defense Ministry den" in found.contests[0].note
    assert [p.is_denial for p in found.positions] == [False, True]


def test_reasons_of_two_sides_stand_side_by_side(bench: Any) -> None:
    """Each party's reasons are a position; two sides' reasons are a contest."""
    said = type(bench.killed(1))
    found = bench.dossier(
        [
            bench.reading(
                "a",
                said(Facet.MOTIVE, Motive(), (bench.ministry,)),
                said(Facet.MOTIVE, Motive(), (bench.rebels,)),
                said(Facet.MOTIVE, Motive(), (bench.ministry,)),
            ),
            bench.reading("b", said(Facet.MOTIVE, Motive(), (bench.monitor,))),
        ]
    )
    assert [len(p.claim_ids) for p in found.positions] == [2, 1, 1]
    assert kinds(found) == [ContestKind.MOTIVE]
    assert found.contests[0].note == "Freedonia and Rebels give reasons of their own"


# --- accounts, ranges, origins ---------------------------------------------------------------


def test_accounts_are_told_by_party_with_their_silences(bench: Any) -> None:
    """Sides, sorts of speakers and the outlets each have an account; denials are in it."""
    witness = Speaker("a woman at the scene", kind="witness")
    source = Speaker("sources")
    official = Speaker("an official", kind="state")
    alien = Speaker("Zork", kind="martian")
    militia = Speaker("the militia", actor="Home Guard", kind="armed_group")
    found = bench.dossier(
        [
            bench.reading(
                "a",
                bench.blamed("Freedonia", bench.ministry, stance=Stance.DENY),
                bench.blamed("Freedonia", bench.rebels),
                bench.killed(9, bench.monitor),
                bench.killed(9),
                *(bench.killed(9, s) for s in (witness, source, official, alien, militia)),
            )
        ]
    )
    accounts = {account.party: account for account in found.accounts}
    assert list(accounts) == [
        "Freedonia", "Home Guard", "Rebels", "monitors", "officials", "other sources",
        "witnesses", "outlets",
    ]  # fmt: skip
    assert accounts["Freedonia"].silent_on == (Facet.KILLED,)
    assert accounts["monitors"].silent_on == (Facet.RESPONSIBLE,)
    assert accounts["other sources"].speakers == ("sources", "Zork")
    denied = accounts["Freedonia"].positions[Facet.RESPONSIBLE]
    assert [p.is_denial for p in found.positions if p.position_id in denied] == [True]


def test_the_range_runs_from_the_lowest_floor_to_the_highest_figure(bench: Any) -> None:
    """25, "at least 100", "over 100" leave 25 open to the top; the rule names the 100."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(25), bench.number(Facet.KILLED, 100, None)),
            bench.reading("b", bench.number(Facet.KILLED, 100, None)),
        ]
    )
    total = found.summary(Facet.KILLED)
    assert total is not None
    assert total.range == CasualtyRange(25, None)
    assert total.policy == POLICY
    assert "lowest figure told 25, highest 100 or more" in total.rule
    assert len(total.claim_ids) == 3


@pytest.mark.parametrize(
    ("ranges", "wanted"),
    [
        ([(None, 14)], CasualtyRange(None, 14)),
        ([(None, 14), (25, 25)], CasualtyRange(None, 25)),
        ([(None, 40), (25, 25)], CasualtyRange(25, 40)),
        ([(None, 14), (20, None)], CasualtyRange(20, None)),
        ([(0, 0), (3, 9)], CasualtyRange(0, 9)),
    ],
    ids=str,
)
def test_open_ends_stay_open(bench: Any, ranges: list[Any], wanted: CasualtyRange) -> None:
    """A figure without floor or ceiling never becomes an exact one."""
    said = [bench.number(Facet.KILLED, low, high) for low, high in ranges]
    total = bench.dossier([bench.reading("a", *said)]).summary(Facet.KILLED)
    assert total is not None
    assert total.range == wanted


def test_killed_and_injured_are_never_mixed_and_denials_left_out(bench: Any) -> None:
    """Each outcome has its own range; a denied figure is in none."""
    found = bench.dossier(
        [
            bench.reading(
                "a",
                bench.killed(9),
                bench.number(Facet.INJURED, 40, 40),
                bench.number(Facet.CASUALTIES, 60, 60),
                bench.number(Facet.KILLED, 300, 300, bench.rebels, stance=Stance.DENY),
            )
        ]
    )
    assert [(s.outcome, str(s.range)) for s in found.summaries] == [
        (Facet.KILLED, "9"),
        (Facet.INJURED, "40"),
        (Facet.CASUALTIES, "60"),
    ]


def test_an_unknown_policy_is_refused(bench: Any) -> None:
    """A policy that does not exist is a setting error, not a silent default."""
    incident = Incident("x-undated", IncidentKind.OTHER, None, None, ())
    with pytest.raises(SettingError, match="no such policy"):
        reconcile(incident, {}, policy="nobody-9")


def test_origins_are_counted_not_articles(bench: Any) -> None:
    """Two outlets that quote one agency, and the agency's own copy, are one origin."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(9, bench.medic, bench.news), outlet="One"),
            bench.reading("b", bench.killed(9, bench.medic, bench.news), outlet="Two"),
            bench.reading("c", bench.killed(9, bench.medic), outlet="Newswire"),
        ]
    )
    assert len(found.origins) == 3
    assert [len(p.origins) for p in found.positions] == [1]
    assert found.notes == ()


def test_outlets_that_quote_a_wire_not_at_hand_are_one_origin(bench: Any) -> None:
    """The wire itself need not be among the reports to be the one origin."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(9, bench.news), outlet="One"),
            bench.reading("b", bench.killed(9, bench.news), outlet="Two"),
        ]
    )
    assert [len(p.origins) for p in found.positions] == [1]


def test_a_missing_reading_is_noted(bench: Any) -> None:
    """A member whose reading is not at hand is said to be missing."""
    reading = bench.reading("a", bench.killed(9))
    incident = Incident("x-undated", IncidentKind.OTHER, None, None, (("a", 0), ("z", 0)))
    found = reconcile(incident, {"a": reading, "stranger": bench.reading("stranger")})
    assert "z: its reading is missing" in found.notes


SPEAKERS = st.sampled_from(
    [
        (),
        (Speaker("the Defense Ministry", actor="Freedonia", party="Freedonia", kind="force"),),
        (Speaker("a rebel spokesman", actor="Rebels", party="Rebels", kind="armed_group"),),
        (Speaker("the Observatory", kind="monitor"), Speaker("Newswire", kind="agency")),
    ]
)
RANGES = st.one_of(
    st.integers(0, 60).map(lambda n: (n, n)),
    st.integers(0, 60).map(lambda n: (n, None)),
    st.integers(0, 60).map(lambda n: (None, n)),
    st.tuples(st.integers(0, 30), st.integers(30, 60)),
)
WHO = st.sampled_from([None, "people", "civilians", "children", "rebels", "soldiers", "others"])
DAYS = st.integers(0, 5).map(lambda n: DateInterval(DAY, DAY + timedelta(days=n)))
VALUES = st.one_of(
    st.tuples(st.sampled_from([Facet.KILLED, Facet.INJURED, Facet.STRENGTH]), RANGES, WHO),
    st.tuples(
        st.just(Facet.RESPONSIBLE), st.sampled_from(["Russia", "Iran"]).map(ResponsibleValue)
    ),
    st.tuples(st.just(Facet.DATE), DAYS),
    st.tuples(
        st.just(Facet.PLACE),
        st.sampled_from(
            [
                PlaceValue("Taiz", 13.58, 44.02, 10),
                PlaceValue("Marib", 15.46, 45.32, 10),
                PlaceValue("Marib province", 15.5, 45.5, 100),
                PlaceValue("the front"),
            ]
        ),
    ),
    st.tuples(st.just(Facet.MOTIVE), st.just(Motive())),
)
SAID = st.tuples(VALUES, SPEAKERS, st.sampled_from(Stance))
REPORTS = st.lists(st.lists(SAID, max_size=5), min_size=1, max_size=4)


def drawn_readings(bench: Any, drawn: list[Any]) -> list[Any]:
    said = type(bench.killed(1))
    readings = []
    for n, claims in enumerate(drawn):
        built = []
        for (facet, *value), source, stance in claims:
            if facet in (Facet.KILLED, Facet.INJURED, Facet.STRENGTH):
                (low, high), who = value
                built.append(bench.number(facet, low, high, *source, who=who, stance=stance))
            else:
                built.append(said(facet, value[0], source, stance))
        readings.append(bench.reading(f"r{n}", *built, published=DAY if n % 2 else None))
    return readings


RELAXED = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


@RELAXED
@given(REPORTS)
def test_every_claim_is_in_exactly_one_position(bench: Any, drawn: list[Any]) -> None:
    """Positions partition the incident's claims, and accounts hold all of them."""
    readings = drawn_readings(bench, drawn)
    found = bench.dossier(readings)
    wanted = sorted(c.claim_id for r in readings for c in r.claims)
    assert sorted(i for p in found.positions for i in p.claim_ids) == wanted
    assert sorted(i for a in found.accounts for i in a.claim_ids) == wanted
    ids = [p.position_id for p in found.positions]
    assert len(ids) == len(set(ids))
    assert all(set(c.position_ids) <= set(ids) for c in found.contests)
    for position in found.positions:
        assert (position.range is None) == (not position.group)


@RELAXED
@given(REPORTS)
def test_the_order_of_readings_does_not_matter(bench: Any, drawn: list[Any]) -> None:
    """A dossier is a function of the claims, in whatever order they come."""
    readings = drawn_readings(bench, drawn)
    found = bench.dossier(readings)
    backwards = bench.dossier(list(reversed(readings)))
    assert (backwards.positions, backwards.contests) == (found.positions, found.contests)
    assert (backwards.accounts, backwards.summaries) == (found.accounts, found.summaries)
    assert backwards.origins == found.origins


@RELAXED
@given(REPORTS)
def test_ranges_hold_every_figure_that_was_not_denied(bench: Any, drawn: list[Any]) -> None:
    """No affirmed exact figure of a group lies outside the group's range."""
    readings = drawn_readings(bench, drawn)
    found = bench.dossier(readings)
    claims = {c.claim_id: c for r in readings for c in r.claims}
    for summary in found.summaries:
        for claim_id in summary.claim_ids:
            number = claims[claim_id].value.range
            assert claims[claim_id].stance != Stance.DENY
            if number.low is not None and number.low == number.high:
                assert summary.range.is_compatible(number)
