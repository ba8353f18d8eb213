"""Rulings on what coders disagree on, and the claims that follow from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.rounds import address, coded, ids, led, opened, rows

from rashomon.adjudicating import (
    accept_agreed,
    adjudicate,
    adjudicate_sheet,
    reopen,
    ruling_sheet,
)
from rashomon.coding_compared import Disagreement, disagreements
from rashomon.coding_rounds import find_round
from rashomon.deciding import Change, corrected
from rashomon.errors import BadSheet, DecidedMeanwhile, SettingError, StillBlind
from rashomon.ledger import Ledger
from rashomon.reconciling import dossiers
from rashomon.records import (
    AddClaim,
    Adjudicate,
    Claim,
    CorrectClaim,
    CountValue,
    Facet,
    Means,
    MeansValue,
    RejectClaim,
    Stance,
    Withdraw,
)
from rashomon.reviewing import Today

__all__ = ["address", "led", "opened"]

LEAD: dict[str, Any] = {"by": "Lead", "why": "as the words have it"}
FOUR = {"words": "killed four people", "facet": "killed", "value": "4", "speaker": "a medic"}
SIX = {"words": "six people were killed", "facet": "killed", "value": "6", "speaker": "Police"}
NINE = {"words": "nine people", "facet": "killed", "value": "9", "speaker": "police"}
THREE = {
    "words": "killed three people", "facet": "killed", "value": "3", "speaker": "residents",
    "incident": 2,
}  # fmt: skip


def both(
    ledger: Ledger, one: Sequence[Mapping[str, object]], other: Sequence[Mapping[str, object]]
) -> list[Disagreement]:
    """Have the first report coded by both, the others alike, and return where they differ."""
    rest = rows("two", NINE, THREE), rows("three")
    coded(ledger, "Ana", rows("one", *one), *rest)
    coded(ledger, "Ben", rows("one", *other), *rest)
    return disagreements(ledger, "pilot")


def claims(ledger: Ledger, name: str = "one", facet: Facet = Facet.KILLED) -> list[Claim]:
    """Today's claims of a facet in a report."""
    reading = Today(ledger).reading(ids()[name])
    assert reading is not None
    return [one for one in reading.claims if one.facet is facet]


def numbers(found: Sequence[Claim]) -> list[str]:
    """The numbers that claims tell."""
    return [str(one.value.range) for one in found if isinstance(one.value, CountValue)]


def test_taking_a_coders_coding_corrects_the_claim(opened: Ledger) -> None:
    """The ruling rests on both codings, and names what carries it out."""
    (one,) = both(opened, [FOUR, SIX], [{**FOUR, "value": "5", "stance": "uncertain"}, SIX])
    assert one.kinds == ("value", "stance")
    ruled = adjudicate(opened, "pilot", one.unit.unit_id[:6], coder="ben", **LEAD)
    (made,) = ruled.carried_out
    assert isinstance(made.what, CorrectClaim)
    assert made.who == "Lead"
    codings = find_round(opened, "pilot").codings
    wanted = [f"decision {codings[who, ids()['one']].number}, coding of {who}"
              for who in ("Ana", "Ben")]  # fmt: skip
    assert list(made.rests_on) == [f"round pilot, {one.unit.unit_id}", *wanted]
    claim = claims(opened)[0]
    assert (numbers([claim]), claim.stance) == (["5"], Stance.UNCERTAIN)
    assert claim.evidence.quote == "killed four people"
    assert isinstance(claim.value, CountValue)
    assert claim.value.who == "people"  # as it was read; the coder said nothing of it
    assert isinstance(ruled.ruling.what, Adjudicate)
    assert ruled.ruling.what.choice == "taken"
    assert ruled.ruling.what.of == "Ben"
    assert ruled.ruling.what.decisions == (made.number,)
    (settled,) = disagreements(opened, "pilot")
    assert settled.ruling == ruled.ruling
    assert opened.verify() == []


def test_taking_what_the_reader_has_changes_nothing(opened: Ledger) -> None:
    """The ruling is on record all the same."""
    before = list(Today(opened).readings())
    (one,) = both(opened, [FOUR], [{**FOUR, "value": "5"}])
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", **LEAD)
    assert ruled.carried_out == ()
    assert list(Today(opened).readings()) == before


def test_neither_rejects_what_stands_on_the_words(opened: Ledger) -> None:
    """What stands elsewhere in the report stays."""
    (one,) = both(opened, [FOUR, SIX], [{**FOUR, "value": "5"}, SIX])
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, is_neither=True, **LEAD)
    assert [type(each.what) for each in ruled.carried_out] == [RejectClaim]
    assert numbers(claims(opened)) == ["6"]


def test_a_value_of_ones_own_holds(opened: Ledger) -> None:
    """It takes what the coder has with what is otherwise."""
    (one,) = both(opened, [FOUR], [{**FOUR, "value": "5"}])
    change = Change(value="4-5", speaker="", stance="deny")
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, change=change, **LEAD)
    assert isinstance(ruled.ruling.what, Adjudicate)
    assert ruled.ruling.what.choice == "own"
    claim = claims(opened)[0]
    assert numbers([claim]) == ["4 to 5"]
    assert (claim.source, claim.stance) == ((), Stance.DENY)


def test_what_the_reader_has_not_is_added_to_the_incident(opened: Ledger) -> None:
    """That which the coder's other claims of the same incident fall to."""
    gunmen = {"words": "residents", "facet": "target", "value": "residents", "incident": 2}
    coded(opened, "Ana", rows("one"), rows("two", NINE, THREE, gunmen), rows("three"))
    coded(opened, "Ben", rows("one"), rows("two", NINE, THREE), rows("three"))
    (one,) = disagreements(opened, "pilot")
    assert one.kinds == ("left out",)
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", **LEAD)
    (made,) = ruled.carried_out
    assert isinstance(made.what, AddClaim)
    assert made.what.member.name == f"{ids()['two']}#1"
    (claim,) = claims(opened, "two", Facet.TARGET)
    assert claim.decisions == (made.number,)
    reopen(opened, "pilot", one.unit.unit_id, **LEAD)
    with pytest.raises(SettingError, match="Ben did not mark"):
        adjudicate(opened, "pilot", one.unit.unit_id, coder="Ben", **LEAD)


def test_the_incident_is_named_where_it_does_not_follow(opened: Ledger) -> None:
    """A member of another report is refused."""
    heading = {"words": "In a separate attack", "facet": "motive", "incident": 7}
    coded(opened, "Ana", rows("one"), rows("two", NINE, THREE, heading), rows("three"))
    coded(opened, "Ben", rows("one"), rows("two", NINE, THREE), rows("three"))
    (one,) = disagreements(opened, "pilot")
    asked: dict[str, Any] = {"coder": "Ana", **LEAD}
    with pytest.raises(SettingError, match="is of another report"):
        adjudicate(opened, "pilot", one.unit.unit_id, member=f"{ids()['one']}#0", **asked)
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, member=f"{ids()['two']}#0", **asked)
    (made,) = ruled.carried_out
    assert isinstance(made.what, AddClaim)
    assert made.what.member.number == 0


def test_a_claim_is_put_into_the_incident_that_is_named(opened: Ledger) -> None:
    """It is rejected where it was, and added there."""
    coded(opened, "Ana", rows("one"), rows("two", NINE, THREE), rows("three"))
    coded(opened, "Ben", rows("one"), rows("two", NINE, {**THREE, "value": "2"}), rows("three"))
    (one,) = disagreements(opened, "pilot")
    member = f"{ids()['two']}#0"
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", member=member, **LEAD)
    assert [type(each.what) for each in ruled.carried_out] == [RejectClaim, AddClaim]
    reading = Today(opened).reading(ids()["two"])
    assert reading is not None
    mine = [c for c in reading.claims_of(reading.incidents[0]) if c.facet is Facet.KILLED]
    assert numbers(mine) == ["9", "3"]
    assert opened.verify() == []


def test_a_report_without_incidents_keeps_the_ruling(opened: Ledger) -> None:
    """And says why nothing follows."""
    roads = {"words": "roads", "facet": "target", "value": "roads"}
    coded(opened, "Ana", rows("one"), rows("two"), rows("three", roads))
    coded(opened, "Ben", rows("one"), rows("two"), rows("three"))
    (one,) = disagreements(opened, "pilot")
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", **LEAD)
    assert ruled.carried_out == ()
    assert "no incident was read in the report" in ruled.note
    assert disagreements(opened, "pilot")[0].ruling == ruled.ruling


def test_what_all_agree_on_is_accepted_at_once(opened: Ledger) -> None:
    """What the reader has so already stays as it is; disagreements wait."""
    bomb = {"words": "Shelling", "facet": "means", "value": "mortar", "speaker": "a medic"}
    (one,) = both(opened, [FOUR, SIX, bomb], [{**FOUR, "value": "5"}, SIX, bomb])
    ruled, left = accept_agreed(opened, "pilot", **LEAD)
    assert left == []
    assert len(ruled) == 4
    made = [each for one_ruled in ruled for each in one_ruled.carried_out]
    assert [type(each.what) for each in made] == [CorrectClaim]
    means = [c.value for c in claims(opened, "one", Facet.MEANS)]
    assert means == [MeansValue(Means.MORTAR), MeansValue(Means.ARTILLERY)]
    assert accept_agreed(opened, "pilot", **LEAD) == ([], [])
    assert disagreements(opened, "pilot") == [one]


def test_a_ruling_is_withdrawn_with_all_that_followed(opened: Ledger) -> None:
    """The view is as it was before, and the unit can be settled anew."""
    before = list(dossiers(opened))
    (one,) = both(opened, [FOUR], [{**FOUR, "value": "5"}])
    unit = one.unit.unit_id
    ruled = adjudicate(opened, "pilot", unit, coder="Ben", **LEAD)
    assert list(dossiers(opened)) != before
    with pytest.raises(SettingError, match=r"was settled by decision \d+, Lead: as the words"):
        adjudicate(opened, "pilot", unit, coder="Ana", **LEAD)
    assert reopen(opened, "pilot", unit, by="Lead", why="a slip") == ruled.ruling
    assert list(dossiers(opened)) == before
    with pytest.raises(SettingError, match="has not been settled"):
        reopen(opened, "pilot", unit, by="Lead", why="again")
    adjudicate(opened, "pilot", unit, coder="Ana", **LEAD)
    assert opened.verify() == []


def test_a_ruling_whose_claim_was_withdrawn_no_longer_settles(opened: Ledger) -> None:
    """The unit waits again."""
    (one,) = both(opened, [FOUR], [{**FOUR, "value": "5"}])
    ruled = adjudicate(opened, "pilot", one.unit.unit_id, coder="Ben", **LEAD)
    number = ruled.carried_out[0].number
    opened.decide(Withdraw(number), made_by="person: Other", why="no")
    assert disagreements(opened, "pilot")[0].ruling is None
    adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", **LEAD)


def test_a_unit_that_is_coded_anew_is_another_one(opened: Ledger) -> None:
    """A ruling on what nobody says any more settles nothing; its claims stay."""
    (one,) = both(opened, [FOUR], [{**FOUR, "value": "5"}])
    adjudicate(opened, "pilot", one.unit.unit_id, coder="Ben", **LEAD)
    coded(opened, "Ben", rows("one", {**FOUR, "value": "7"}))
    (other,) = disagreements(opened, "pilot")
    assert other.unit.unit_id != one.unit.unit_id
    assert other.ruling is None
    assert numbers(claims(opened))[0] == "5"
    with pytest.raises(SettingError, match="names no one unit"):
        adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", **LEAD)
    reopen(opened, "pilot", one.unit.unit_id, by="Lead", why="coded anew")
    assert numbers(claims(opened))[0] == "4"


def test_another_persons_correction_is_not_replaced_unseen(opened: Ledger) -> None:
    """Who knows of it says so; what is agreed leaves it as it is."""
    (one,) = both(opened, [FOUR, SIX], [{**FOUR, "value": "5"}, SIX])
    today = Today(opened)
    made = []
    for claim, value in zip(claims(opened), ("44", "66"), strict=True):
        act = corrected(opened, today, claim.claim_id, Change(value=value))
        made.append(opened.decide(act, made_by="person: Other", why="a list of names").number)
    head = opened.head()
    with pytest.raises(DecidedMeanwhile, match=f"--seen {made[0]}") as caught:
        adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", **LEAD)
    assert caught.value.numbers == (made[0],)
    assert opened.head() == head
    ruled, left = accept_agreed(opened, "pilot", **LEAD)
    (error,) = left
    assert isinstance(error, DecidedMeanwhile)
    assert error.numbers == (made[1],)
    assert len(ruled) == 2
    assert numbers(claims(opened)) == ["44", "66"]
    adjudicate(opened, "pilot", one.unit.unit_id, coder="Ana", seen=made[0], **LEAD)
    assert numbers(claims(opened)) == ["4", "66"]


def test_choices_that_cannot_be_are_refused(opened: Ledger) -> None:
    """And nothing is shown or settled while the round is blind."""
    coded(opened, "Ana", rows("one", FOUR))
    for ask in (
        lambda: adjudicate(opened, "pilot", "u", is_neither=True, **LEAD),
        lambda: accept_agreed(opened, "pilot", **LEAD),
        lambda: ruling_sheet(opened, "pilot"),
        lambda: adjudicate_sheet(opened, "pilot", b"unit,take\nu,Ana\n", **LEAD),
    ):
        with pytest.raises(StillBlind):
            ask()
    (one,) = both(opened, [FOUR], [{**FOUR, "value": "5"}])
    unit = one.unit.unit_id
    with pytest.raises(SettingError, match="nothing to take"):
        adjudicate(opened, "pilot", unit, is_neither=True, coder="Ana", **LEAD)
    with pytest.raises(SettingError, match="say what holds"):
        adjudicate(opened, "pilot", unit, **LEAD)
    with pytest.raises(SettingError, match="names no one unit"):
        adjudicate(opened, "pilot", "x", coder="Ana", **LEAD)
    with pytest.raises(SettingError, match="write 12, 3-5"):
        adjudicate(opened, "pilot", unit, change=Change(value="many"), **LEAD)


def filled(sheet: str, *rulings: dict[str, str]) -> bytes:
    """A table of disagreements with rulings in its rows, in their order."""
    lines = list(csv.DictReader(io.StringIO(sheet.removeprefix("\ufeff"))))
    assert len(lines) >= len(rulings)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]), delimiter=";")
    writer.writeheader()
    for at, line in enumerate(lines):
        writer.writerow({**line, **(rulings[at] if at < len(rulings) else {})})
    return out.getvalue().encode()


BOMB = {"words": "Shelling", "facet": "means", "value": "artillery", "speaker": "a medic"}


def test_rulings_are_filled_into_a_table_and_taken_at_once(opened: Ledger) -> None:
    """A row without one waits; the same table again settles nothing twice."""
    mine = [FOUR, SIX, BOMB]
    yours = [{**FOUR, "value": "5"}, {**SIX, "speaker": ""}, {**BOMB, "value": "mortar"}]
    assert len(both(opened, mine, yours)) == 3
    sheet = ruling_sheet(opened, "pilot")
    assert "coder: Ana" in sheet
    content = filled(
        sheet,
        {"take": "neither", "why": "no weapon is told"},
        {"value": "4-5", "speaker": "the report itself"},
    )
    ruled = adjudicate_sheet(opened, "pilot", content, **LEAD)
    assert [one.ruling.why for one in ruled] == ["no weapon is told", LEAD["why"]]
    assert numbers(claims(opened)) == ["4 to 5", "6"]
    assert claims(opened)[0].source == ()
    assert [str(c.value.means) for c in claims(opened, "one", Facet.MEANS)] == ["artillery"]  # type: ignore[union-attr]
    log = opened.reviews()
    assert adjudicate_sheet(opened, "pilot", content, **LEAD) == []
    assert opened.reviews() == log
    left = filled(ruling_sheet(opened, "pilot"), {"take": "ben"})
    assert len(adjudicate_sheet(opened, "pilot", left, **LEAD)) == 1
    assert opened.verify() == []


def test_a_bad_ruling_keeps_the_whole_table_out(opened: Ledger) -> None:
    """Each row is named; nothing is settled."""
    mine, yours = [FOUR, SIX, BOMB], [{**FOUR, "value": "5"}, {**SIX, "value": "7"}]
    both(opened, mine, yours)
    sheet = ruling_sheet(opened, "pilot")
    units = [line.split(",")[0] for line in sheet.splitlines()[1:]]
    head = opened.head()
    content = filled(sheet, {"take": "Ana"}, {"take": "Cem"}, {"value": "many"})
    content += f"{units[0]};{';' * 5}Ana\r\nu0;{';' * 5}Ana\r\n".encode()
    with pytest.raises(BadSheet) as caught:
        adjudicate_sheet(opened, "pilot", content, **LEAD)
    assert [fault.partition(": ")[0] for fault in caught.value.faults] == [
        "line 3", "line 4", "line 5", "line 6",
    ]  # fmt: skip
    told = " ".join(caught.value.faults)
    for words in ("no coder 'Cem'", "write 12, 3-5", "line 2 settles", "names no one unit"):
        assert words in told
    assert opened.head() == head
    with pytest.raises(BadSheet, match="column 'take' is missing"):
        adjudicate_sheet(opened, "pilot", b"unit\nu1\n", **LEAD)
    adjudicate(opened, "pilot", units[0], coder="Ana", **LEAD)
    with pytest.raises(BadSheet, match="was settled by decision"):
        adjudicate_sheet(opened, "pilot", filled(sheet, {"take": "neither"}), **LEAD)


def test_a_claim_belongs_to_the_unit_that_has_most_of_its_words(opened: Ledger) -> None:
    """Coders who part what the reader has as one do not correct it twice."""
    parted = [
        {**SIX, "words": "six people"},
        {**SIX, "words": "were killed in the shelling of Douma", "value": "1"},
    ]
    assert both(opened, parted, parted) == []
    accept_agreed(opened, "pilot", **LEAD)
    assert sorted(numbers(claims(opened))) == ["1", "4", "6"]


def test_what_the_reader_has_in_other_words_is_not_added_again(opened: Ledger) -> None:
    """The same value, speaker and stance in the same incident is there once."""
    far = {**FOUR, "words": "Shelling"}
    both(opened, [far], [far])
    before = claims(opened)
    ruled, _ = accept_agreed(opened, "pilot", **LEAD)
    assert all(not one.carried_out for one in ruled)
    assert claims(opened) == before
