"""Rounds of coding as records."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.errors import InvalidRecord
from rashomon.records import (
    Act,
    Adjudicate,
    CasualtyRange,
    Claim,
    CloseRound,
    CodedClaim,
    CodeReport,
    CountValue,
    EvidenceSpan,
    Facet,
    OpenRound,
    Speaker,
    act_from_plain,
    act_to_plain,
    kind_of,
)

CLAIM = Claim(
    "r1", 2, Facet.KILLED, CountValue(CasualtyRange(3, None), "people"),
    EvidenceSpan(4, 9, "three"), (Speaker("a medic", EvidenceSpan(20, 27, "a medic")),),
)  # fmt: skip
CODED = CodedClaim(CLAIM, "see note")


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        (OpenRound("pilot", ("r1", "r2"), ("Ana", "Ben")), "open round"),
        (CodeReport("pilot", "r1", (CODED, CODED)), "code report"),
        (CodeReport("pilot", "r1"), "code report"),
        (CloseRound("pilot"), "close round"),
        (Adjudicate("pilot", "r1", "u1", "taken", "Ana", CODED, (4, 5)), "adjudicate"),
        (Adjudicate("pilot", "r1", "u1", "neither"), "adjudicate"),
    ],
)
def test_what_is_kept_of_a_round_comes_back(what: Act, kind: str) -> None:
    """Under the names that ledgers hold, whatever classes are called."""
    assert kind_of(what) == kind
    assert act_from_plain(act_to_plain(what)) == what


@pytest.mark.parametrize(
    ("name", "reports", "coders", "message"),
    [
        (" ", ("r1",), ("A", "B"), "needs a name"),
        ("pilot", (), ("A", "B"), "no report"),
        ("pilot", ("r1",), ("A",), "two coders"),
        ("pilot", ("r1",), ("A", "a"), "name of their own"),
        ("pilot", ("r1",), ("A", " "), "name of their own"),
    ],
)
def test_a_round_needs_a_name_reports_and_two_coders(
    name: str, reports: tuple[str, ...], coders: tuple[str, ...], message: str
) -> None:
    """Each of another name."""
    with pytest.raises(InvalidRecord, match=message):
        OpenRound(name, reports, coders)


def test_codings_are_of_their_report_and_of_incidents_counted_from_one() -> None:
    """And a ruling is one of four."""
    assert CODED.incident == 2
    with pytest.raises(InvalidRecord, match="counted from 1"):
        CodedClaim(replace(CLAIM, mention=0))
    with pytest.raises(InvalidRecord, match="a claim of r1"):
        CodeReport("pilot", "r2", (CODED,))
    with pytest.raises(InvalidRecord, match="no way to adjudicate"):
        Adjudicate("pilot", "r1", "u1", "guessed")
