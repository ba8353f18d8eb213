"""Grades of sources and claims, who is independent of whom, and what an update replaces."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rashomon.errors import InvalidRecord
from rashomon.records import (
    ClaimGrade,
    Dossier,
    Facet,
    SourceGrade,
    Speaker,
    Stance,
)

DAY = date(2020, 1, 1)


def grades(dossier: Dossier) -> dict[str, int]:
    """Return the credibility of every claim by its position's label and report."""
    labels = {c: p.label for p in dossier.positions for c in p.claim_ids}
    return {labels[grade.claim_id]: grade.credibility for grade in dossier.grades}


def test_a_claim_that_stands_alone_cannot_be_judged(bench: Any) -> None:
    """Nobody says the same, nobody contradicts it: 6, and its source is F until graded."""
    found = bench.dossier([bench.reading("a", bench.killed(9, bench.medic))])
    (grade,) = found.grades
    assert str(grade) == "F6"
    assert grade.reliability_reason == "nobody has graded this source"
    assert grade.credibility_reason == (
        "cannot be judged: no other independent origins say the same, none contradicts it"
    )


def test_another_origin_confirms(bench: Any) -> None:
    """Another source in another origin says the same: 1, for both."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(9, bench.medic)),
            bench.reading("b", bench.killed(9, bench.monitor)),
        ]
    )
    assert {str(grade) for grade in found.grades} == {"F1"}


def test_one_speaker_in_two_outlets_confirms_nothing(bench: Any) -> None:
    """However many outlets relay the ministry, it is one source."""
    found = bench.dossier(
        [bench.reading(n, bench.killed(9, bench.ministry), outlet=n) for n in ("a", "b", "c")]
    )
    assert {grade.credibility for grade in found.grades} == {6}


def test_two_speakers_in_one_text_are_not_independent(bench: Any) -> None:
    """One text that quotes two sources is one origin all the same."""
    found = bench.dossier(
        [bench.reading("a", bench.killed(9, bench.medic), bench.killed(9, bench.monitor))]
    )
    assert {grade.credibility for grade in found.grades} == {6}


@pytest.mark.parametrize(
    ("for_it", "against", "wanted"),
    [(1, 0, 1), (2, 1, 2), (1, 1, 3), (1, 2, 4), (0, 1, 4), (0, 2, 5)],
)
def test_the_scale_weighs_origins_for_and_against(
    bench: Any, for_it: int, against: int, wanted: int
) -> None:
    """Confirmed, probably true, possibly true, doubtful, improbable, as the page's table says."""
    own = bench.reading("own", bench.killed(9, bench.ministry), outlet="own")
    same = [bench.reading(f"s{n}", bench.killed(9), outlet=f"s{n}") for n in range(for_it)]
    other = [bench.reading(f"o{n}", bench.killed(50), outlet=f"o{n}") for n in range(against)]
    found = bench.dossier([own, *same, *other])
    ids = {claim.claim_id for claim in own.claims}
    (grade,) = (grade for grade in found.grades if grade.claim_id in ids)
    assert grade.credibility == wanted


def test_hedged_words_support_nothing(bench: Any) -> None:
    """What another origin holds for possible does not confirm it."""
    hedged = bench.number(Facet.KILLED, 9, 9, bench.monitor, stance=Stance.UNCERTAIN)
    found = bench.dossier(
        [bench.reading("a", bench.killed(9, bench.medic)), bench.reading("b", hedged)]
    )
    assert sorted(grade.credibility for grade in found.grades) == [1, 6]


def test_a_denial_speaks_against_what_it_denies(bench: Any) -> None:
    """Blame told by one and denied by the accused: one against one on either side."""
    found = bench.dossier(
        [
            bench.reading("a", bench.blamed("Freedonia", bench.monitor)),
            bench.reading("b", bench.blamed("Freedonia", bench.ministry, stance=Stance.DENY)),
        ]
    )
    assert {grade.credibility for grade in found.grades} == {4}


def test_a_swap_and_an_update_speak_against_nothing(bench: Any) -> None:
    """Both may be true of one speaker; no other origin contradicts."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(9, bench.ministry), published=DAY),
            bench.reading("b", bench.killed(12, bench.ministry), published=DAY + timedelta(days=1)),
        ]
    )
    assert {grade.credibility for grade in found.grades} == {6}


def test_grades_hold_what_the_scales_have() -> None:
    """A letter or number beyond the scale is refused."""
    with pytest.raises(InvalidRecord):
        SourceGrade("Reuters", "outlet", "G")
    with pytest.raises(InvalidRecord):
        SourceGrade("Reuters", "paper", "A")
    with pytest.raises(InvalidRecord):
        ClaimGrade("c", "A", "", 7, "")


# --- updates ---------------------------------------------------------------------------------


def test_the_later_figure_of_one_speaker_stands_in_place_of_the_earlier(bench: Any) -> None:
    """The range holds the later alone; the earlier is named beside it."""
    readings = [
        bench.reading("a", bench.killed(11, bench.ministry), published=DAY),
        bench.reading("b", bench.killed(16, bench.ministry), published=DAY + timedelta(days=1)),
    ]
    total = bench.dossier(readings).summary(Facet.KILLED)
    assert str(total.range) == "16"
    assert total.replaced == (readings[0].claims[0].claim_id,)
    assert "replaced later left out (1)" in total.rule


@pytest.mark.parametrize(
    ("speaker", "days", "why"),
    [
        (Speaker("a doctor", kind="medic"), (0, 1), "nobody knows whether it is the same"),
        (Speaker("residents", kind="resident"), (0, 1), "nor here"),
        (Speaker("an official", party="Freedonia", kind="state"), (0, 1), "nor here"),
        (Speaker("the Observatory", kind="monitor"), (0, 0), "the same day"),
        (Speaker("the Observatory", kind="monitor"), (0, None), "a day is not known"),
    ],
)
def test_without_a_known_speaker_and_days_nothing_is_replaced(
    bench: Any, speaker: Speaker, days: tuple[int, int | None], why: str
) -> None:
    """Two figures then stay two."""
    readings = [
        bench.reading(
            name,
            bench.killed(number, speaker),
            outlet=name,
            published=None if day is None else DAY + timedelta(days=day),
        )
        for name, number, day in (("a", 11, days[0]), ("b", 16, days[1]))
    ]
    total = bench.dossier(readings).summary(Facet.KILLED)
    assert str(total.range) == "11 to 16", why
    assert total.replaced == ()


def test_a_report_that_has_both_figures_replaces_none(bench: Any) -> None:
    """Who is made to say 11 and 16 in one breath has not moved from one to the other."""
    both = bench.reading(
        "b",
        bench.killed(11, bench.ministry),
        bench.killed(16, bench.ministry),
        published=DAY + timedelta(days=1),
    )
    first = bench.reading("a", bench.killed(11, bench.ministry), published=DAY)
    total = bench.dossier([first, both]).summary(Facet.KILLED)
    assert str(total.range) == "11 to 16"
