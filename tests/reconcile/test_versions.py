"""How a party's version changed over time, and on which day it was told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rashomon.reconcile.spoken import spoken_days
from rashomon.records import (
    AccountStep,
    Claim,
    Dossier,
    EvidenceSpan,
    Facet,
    Report,
    ResponsibleValue,
    Speaker,
    Stance,
)

DAY = date(2020, 1, 1)
LATER = DAY + timedelta(days=1)


def steps(found: Dossier, party: str) -> list[tuple[date | None, list[str], bool]]:
    """Return the account's steps: the day, what was told in words, and whether it is a change."""
    account = next(a for a in found.accounts if a.party == party)
    return [(s.day, [account.labels[p] for p in s.position_ids], s.is_change)
            for s in account.steps]  # fmt: skip


def test_a_denial_then_an_admission_is_a_change(bench: Any) -> None:
    """First "not us", then "it was us": both days stand, and the second is marked."""
    found = bench.dossier(
        [
            bench.reading("b", bench.blamed("Freedonia", bench.ministry), published=LATER),
            bench.reading(
                "a",
                bench.blamed("Freedonia", bench.ministry, stance=Stance.DENY),
                published=DAY,
            ),
        ]
    )
    assert steps(found, "Freedonia") == [
        (DAY, ["not Freedonia"], False),
        (LATER, ["Freedonia"], True),
    ]


def test_a_late_repost_makes_no_step(bench: Any) -> None:
    """A position is dated by the first day on which it was told."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(5, bench.ministry), published=DAY),
            bench.reading("b", bench.killed(5, bench.ministry), published=LATER),
        ]
    )
    assert steps(found, "Freedonia") == [(DAY, ["5 killed"], False)]


def test_further_detail_is_no_change(bench: Any) -> None:
    """Who first says "at least 5" and then counts the injured has changed nothing."""
    found = bench.dossier(
        [
            bench.reading("a", bench.number(Facet.KILLED, 5, None, bench.ministry), published=DAY),
            bench.reading("b", bench.number(Facet.INJURED, 9, 9, bench.ministry), published=LATER),
        ]
    )
    assert [change for _, _, change in steps(found, "Freedonia")] == [False, False]


def test_what_has_no_day_is_told_as_undated_and_changes_nothing(bench: Any) -> None:
    """Without a day nobody knows which came first."""
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(5, bench.ministry), published=DAY),
            bench.reading("b", bench.killed(9, bench.ministry)),
        ]
    )
    assert steps(found, "Freedonia") == [
        (DAY, ["5 killed"], False),
        (None, ["9 killed"], False),
    ]


def test_speakers_of_no_side_have_versions_of_their_own(bench: Any) -> None:
    """Two monitors are two tellers; a doctor of no name is none."""
    other = Speaker("the Network", kind="monitor")
    found = bench.dossier(
        [
            bench.reading("a", bench.killed(5, bench.monitor), published=DAY),
            bench.reading("b", bench.killed(9, other), bench.killed(7, bench.medic),
                          published=LATER),
        ]
    )  # fmt: skip
    told: list[AccountStep] = [s for a in found.accounts for s in a.steps]
    assert sorted((s.teller, s.is_change) for s in told) == [
        ("Network", False),
        ("Observatory", False),
    ]


def test_an_account_tells_its_own_words_and_not_its_positions(bench: Any) -> None:
    """Who says "at least 20" is not made to say 22 because somebody else counted 22."""
    found = bench.dossier(
        [
            bench.reading("a", bench.number(Facet.KILLED, 20, None, bench.ministry)),
            bench.reading("b", bench.killed(22, bench.rebels)),
        ]
    )
    labels = {a.party: list(a.labels.values()) for a in found.accounts}
    assert labels == {"Freedonia": ["20 or more killed"], "Rebels": ["22 killed"]}


@pytest.mark.parametrize(
    ("words", "published", "expected"),
    [
        ("It was them, the army said on Monday.", date(2020, 1, 8), date(2020, 1, 6)),
        ("It was them, the army said late Wednesday.", date(2020, 1, 8), date(2020, 1, 8)),
        ("It was them, the army said on January 3.", date(2020, 1, 8), date(2020, 1, 3)),
        ("It was them, the army said on 30 December.", date(2020, 1, 8), date(2019, 12, 30)),
        ("It was them, the army said on February 30.", date(2020, 1, 8), None),
        ("It was them on Monday, the army said.", date(2020, 1, 8), None),
        ("It was them, the army said on Monday.", None, None),
    ],
)
def test_the_day_of_speaking(words: str, published: date | None, expected: date | None) -> None:
    """Counted back from the report's day, and only beside a word of saying."""
    value = ResponsibleValue("Rebels")
    claim = Claim(
        "r", 0, Facet.RESPONSIBLE, value, EvidenceSpan(0, 11, words[:11]), (Speaker("the army"),)
    )
    report = Report("r", "r", "r", words, published_on=published)
    assert spoken_days([claim], {"r": report}).get(claim.claim_id) == expected


def test_an_outlet_speaks_on_the_day_it_prints() -> None:
    """In the outlet's own voice no other day is looked for."""
    text = "It was them, it said on Monday."
    claim = Claim(
        "r", 0, Facet.RESPONSIBLE, ResponsibleValue("Rebels"), EvidenceSpan(0, 11, text[:11])
    )
    report = Report("r", "r", "r", text, published_on=DAY)
    assert spoken_days([claim], {"r": report}) == {}
