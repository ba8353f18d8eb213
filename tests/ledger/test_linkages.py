from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rashomon.errors import LedgerError, NoSuchIncident
from rashomon.ledger import Ledger
from rashomon.records import DateInterval, IncidentKind, Link, Linkage, PlaceValue

RULES = "machine: link-1"


@pytest.fixture(name="keys")
def keys_fixture(ledger: Ledger, tell: Any, add: Any) -> list[tuple[str, int]]:
    """Store three reports of one incident each and return their keys in order."""
    return sorted(add(ledger, tell(name)).incidents[0].key for name in ("one", "two", "three"))


def test_a_linkage_comes_back_as_it_was_saved(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """Kind, days, place, members and reasons of each incident survive."""
    saved = linkage(("bent-hill", keys[:1]), ("ford", keys[1:]))
    dated = replace(
        saved.incidents[1],
        date=DateInterval(date(2031, 3, 7), date(2031, 3, 8), "both days"),
        place=PlaceValue("Alder Ford", 10.5, 20.25, 5.0),
        kind=IncidentKind.AIR_STRIKE,
    )
    saved = replace(saved, incidents=(saved.incidents[0], dated))
    ledger.save_linkage(saved, made_by=RULES)
    assert ledger.incidents() == saved.incidents
    assert ledger.incident("ford") == dated
    assert ledger.links_of("ford") == saved.links[1:]


def test_saving_again_adds_nothing(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """A second run over the same reports leaves no new decision and no new reason."""
    saved = linkage(("ford", keys))
    ledger.save_linkage(saved, made_by=RULES)
    before = ledger.decisions()
    ledger.save_linkage(saved, made_by=RULES)
    assert ledger.decisions() == before
    assert ledger.links_of("ford") == saved.links


def test_every_member_rests_on_a_decision(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """The log says who placed it, when, and on what grounds."""
    ledger.save_linkage(linkage(("ford", keys[:1])), made_by=RULES)
    (decision,) = ledger.decisions()
    assert (decision.subject, decision.other) == (f"{keys[0][0]}#0", "ford")
    assert (decision.ruling, decision.made_by) == ("same", RULES)
    assert decision.rests_on == ("same day", "4 km apart", "score 0.88")


def test_incidents_that_a_linkage_leaves_out_stay(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """Linking a part of the ledger takes nothing from the rest."""
    ledger.save_linkage(linkage(("ford", keys[:1])), made_by=RULES)
    ledger.save_linkage(linkage(("hill", keys[1:])), made_by=RULES)
    assert [one.incident_id for one in ledger.incidents()] == ["ford", "hill"]


def test_what_is_known_of_an_incident_may_change_but_not_its_id(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """A new report may date an incident; it is still the same one."""
    saved = linkage(("ford", keys[:1]))
    ledger.save_linkage(saved, made_by=RULES)
    dated = replace(saved.incidents[0], date=DateInterval(date(2031, 3, 7), date(2031, 3, 7)))
    ledger.save_linkage(replace(saved, incidents=(dated,)), made_by=RULES)
    assert ledger.incidents() == (dated,)


def test_a_move_is_two_decisions(ledger: Ledger, keys: list[tuple[str, int]], linkage: Any) -> None:
    """What leaves one incident for another is ruled different from it and same as the other."""
    ledger.save_linkage(linkage(("ford", keys)), made_by=RULES)
    ledger.save_linkage(linkage(("ford", keys[:2]), ("hill", keys[2:])), made_by=RULES)
    assert ledger.incident("ford").members == tuple(keys[:2])
    assert ledger.incident("hill").members == tuple(keys[2:])
    rulings = [(d.other, d.ruling, d.why) for d in ledger.decisions()[3:]]
    assert rulings == [
        ("ford", "different", "moved to hill"),
        ("hill", "same", "moved from ford"),
    ]
    assert [link.member for link in ledger.links_of("ford")] == keys[:2]
    assert ledger.verify() == []


def test_an_incident_without_reasons_has_none(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """A linkage may come without them."""
    ledger.save_linkage(replace(linkage(("ford", keys)), links=()), made_by=RULES)
    assert ledger.links_of("ford") == ()
    assert {decision.rests_on for decision in ledger.decisions()} == {()}


def test_an_emptied_incident_leads_to_its_heir(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """An id that was once printed is still found, and the log says where its members went."""
    ledger.save_linkage(linkage(("ford", keys[:2]), ("hill", keys[2:])), made_by=RULES)
    ledger.save_linkage(linkage(("hill", keys)), made_by=RULES)
    assert [one.incident_id for one in ledger.incidents()] == ["hill"]
    assert ledger.incident("ford").members == ()
    last = ledger.decisions()[-1]
    assert (last.subject, last.other, last.ruling) == ("ford", "hill", "same")


def test_no_method_moves_what_a_person_placed(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """A person's ruling stands until a person takes it back."""
    ledger.save_linkage(linkage(("ford", keys)), made_by="person: A. Analyst")
    ledger.save_linkage(linkage(("hill", keys)), made_by="link-rules-2")
    assert ledger.incident("ford").members == tuple(keys)
    assert ledger.incident("hill").members == ()
    ledger.save_linkage(linkage(("hill", keys)), made_by="person: B. Analyst")
    assert ledger.incident("hill").members == tuple(keys)


def test_near_misses_are_kept_with_their_reasons(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """Why something was not joined is an answer too; the last one given holds."""
    saved = linkage(("ford", keys[:1]))
    for score in (0.25, 0.375):
        miss = Link("ford", keys[1], "different", score, ("40 km apart",))
        ledger.save_linkage(replace(saved, links=(*saved.links, miss)), made_by=RULES)
    assert ledger.links_of("ford") == (*saved.links, miss)


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        pytest.param([("a", [("r0", 0)])], r"no incident r0#0.*link again", id="stranger"),
        pytest.param([("a", []), ("a", [])], "holds incident a 2 times", id="an id twice"),
        pytest.param([("a", [0]), ("b", [0])], "into both a and b", id="a member twice"),
    ],
)
def test_a_linkage_that_does_not_fit_changes_nothing(
    ledger: Ledger,
    keys: list[tuple[str, int]],
    linkage: Any,
    groups: list[tuple[str, list[Any]]],
    message: str,
) -> None:
    """It is refused in words, and the ledger is as it was."""
    fitted = [(i, [keys[m] if m == 0 else m for m in members]) for i, members in groups]
    with pytest.raises(LedgerError, match=message):
        ledger.save_linkage(linkage(*fitted), made_by=RULES)
    assert (ledger.incidents(), ledger.decisions()) == ((), ())


def test_reasons_for_an_unknown_incident_are_refused(
    ledger: Ledger, keys: list[tuple[str, int]]
) -> None:
    """A reason must lead to the incident that it is about."""
    stray = Link("nowhere", keys[0], "unsure", 0.5, ())
    with pytest.raises(LedgerError, match="nowhere, an unknown incident"):
        ledger.save_linkage(Linkage((), (stray,)), made_by=RULES)


def test_a_mistyped_id_names_near_ones(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """Whoever slips on a key is told what might have been meant."""
    ledger.save_linkage(linkage(("alder-ford-2031-03-07", keys)), made_by=RULES)
    with pytest.raises(NoSuchIncident, match="did you mean alder-ford-2031-03-07"):
        ledger.incident("alder-frod-2031-03-07")
    with pytest.raises(NoSuchIncident, match="lists all"):
        ledger.links_of("zzz")


def test_near_misses_come_nearest_first_and_only_while_linking_is_unsure(
    ledger: Ledger, keys: list[tuple[str, int]], linkage: Any
) -> None:
    """What it came to be sure of later is none; what is joined or apart never was."""
    found = linkage(("one", [keys[0]]), ("two", [keys[1]]))

    def links(judgement: str, score: float) -> tuple[Link, ...]:
        return (
            Link("one", keys[1], judgement, score, ("near",)),
            Link("two", keys[0], "unsure", 0.4, ("nearby",)),
        )

    ledger.save_linkage(replace(found, links=links("unsure", 0.3)), made_by=RULES)
    assert [(one.incident_id, one.score) for one in ledger.near_misses(9)] == [
        ("two", 0.4), ("one", 0.3),
    ]  # fmt: skip
    assert [one.incident_id for one in ledger.near_misses(1)] == ["two"]
    ledger.save_linkage(replace(found, links=links("different", 0.1)), made_by=RULES)
    assert [one.incident_id for one in ledger.near_misses(9)] == ["two"]
