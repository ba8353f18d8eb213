"""What changed of a saved query since a person looked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update
from tests.history.conftest import FEN, FORD, Life

from rashomon.deciding import same
from rashomon.errors import LedgerError, SettingError
from rashomon.ledger import Ledger, schema
from rashomon.ledger.copying import copy
from rashomon.records import ApprovalLevel, Approve, CorrectClaim, Facet, Withdraw
from rashomon.records.queries import IncidentQuery
from rashomon.reviewing import Today
from rashomon.watch_lists import Look, look, matching_ids, note_look

EVERY = IncidentQuery()
CONTESTED = IncidentQuery(facets=(Facet.KILLED,))


def seen(life: Life, name: str, by: str = "Ana") -> Look:
    """A look, noted."""
    found = look(life.ledger, name, by=by)
    note_look(life.ledger, found)
    return found


def told(found: Look) -> dict[str, str]:
    """How each incident of a look is told of."""
    return {one.incident_id: one.how for one in found.difference.incidents}


def begin(life: Life) -> None:
    """Two incidents."""
    life.read("one", FORD)
    life.read("two", FEN)
    life.link()


def test_the_first_look_shows_all_that_is_asked_for(life: Life) -> None:
    """And later ones only what changed since, for each person apart."""
    begin(life)
    life.ledger.add_watch_list("all", EVERY, by="Ana")
    both = {life.of("one"), life.of("two")}
    assert told(seen(life, "all")) == dict.fromkeys(both, "matches")
    assert told(seen(life, "all")) == {}
    life.read("three", FORD)
    life.link()
    again = seen(life, "all")
    assert told(again) == {life.of("one"): "changed"}
    assert again.since is not None
    assert told(seen(life, "all")) == {}
    assert told(seen(life, "all", "Ben")) == dict.fromkeys(both, "matches")


def test_a_look_that_is_not_noted_can_be_had_again(life: Life) -> None:
    """Until it is."""
    begin(life)
    life.ledger.add_watch_list("all", EVERY, by="Ana")
    first = look(life.ledger, "all", by="Ana")
    assert told(look(life.ledger, "all", by="Ana")) == told(first)
    note_look(life.ledger, first)
    assert told(look(life.ledger, "all", by="Ana")) == {}


def test_an_incident_enters_and_leaves_what_is_asked_for(life: Life) -> None:
    """Which is told beside what changed in it."""
    begin(life)
    life.ledger.add_watch_list("contested", CONTESTED, by="Ana")
    assert told(seen(life, "contested")) == {}
    life.read("one", FORD, reader="rules-2", killed=9)
    life.read("three", FORD)
    life.link()
    (one,) = seen(life, "contested").difference.incidents
    assert (one.incident_id, one.how, one.note) == (life.of("one"), "changed", "is asked for now")
    claim = life.claim("one")
    life.decide(CorrectClaim(claim, replace(claim, value=life.claim("three").value)))
    (one,) = seen(life, "contested").difference.incidents
    assert (one.how, one.note) == ("changed", "is asked for no longer")
    assert told(seen(life, "contested")) == {}


def test_what_is_not_asked_for_is_not_told(life: Life) -> None:
    """Though it changed."""
    begin(life)
    query = IncidentQuery(levels=(ApprovalLevel.REVIEWED,))
    life.ledger.add_watch_list("reviewed", query, by="Ana")
    assert told(seen(life, "reviewed")) == {}
    life.read("three", FORD)
    life.link()
    assert told(seen(life, "reviewed")) == {}
    life.decide(Approve(life.of("two"), ApprovalLevel.REVIEWED))
    found = seen(life, "reviewed")
    assert told(found) == {life.of("two"): "changed"}
    assert [c.name for c in found.difference.incidents[0].changes] == ["review"]


def test_what_vanishes_is_told_where_it_was_asked_for(life: Life) -> None:
    """And comes back when that is withdrawn."""
    begin(life)
    life.ledger.add_watch_list("all", EVERY, by="Ana")
    seen(life, "all")
    merged = life.decide(same(Today(life.ledger), life.of("one"), part := life.of("two")))
    assert told(seen(life, "all")) == {life.of("one"): "changed", part: "vanished"}
    life.decide(Withdraw(merged.number))
    assert told(seen(life, "all")) == {life.of("one"): "changed", part: "appeared"}


def test_all_pages_of_the_catalog_are_asked_for(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few stand on one."""
    begin(life)
    watched = life.ledger.add_watch_list("all", EVERY, by="Ana")
    monkeypatch.setattr("rashomon.watch_lists._PAGE", 1)
    assert set(matching_ids(life.ledger, watched)) == {life.of("one"), life.of("two")}


def test_lists_have_names_of_their_own(life: Life) -> None:
    """A name is free again once its list is removed, and the new list has not been looked at."""
    ledger = life.ledger
    begin(life)
    made = ledger.add_watch_list(" my  list ", CONTESTED, by="Ana")
    assert (made.name, ledger.watch_list("my list")) == ("my list", made)
    assert ledger.watch_lists() == (made,)
    with pytest.raises(SettingError, match="already"):
        ledger.add_watch_list("my list", EVERY, by="Ben")
    seen(life, "my list")
    assert ledger.remove_watch_list("my list", by="Ben") == made
    assert ledger.watch_lists() == ()
    with pytest.raises(SettingError, match="no list is called 'my list'; there are: none yet"):
        look(ledger, "my list", by="Ana")
    ledger.add_watch_list("my list", EVERY, by="Ana")
    assert set(told(look(ledger, "my list", by="Ana")).values()) == {"matches"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 201])
def test_a_name_that_is_none_is_refused(life: Life, name: str) -> None:
    """With how long one may be."""
    with pytest.raises(SettingError, match="1 to 200 signs"):
        life.ledger.add_watch_list(name, EVERY, by="Ana")


def test_a_query_that_cannot_be_read_is_said(life: Life) -> None:
    """It may be a later version's."""
    life.ledger.add_watch_list("all", EVERY, by="Ana")
    with life.ledger._writing() as connection:
        connection.execute(update(schema.watch_lists).values(query={"url": "kind=later"}))
    with pytest.raises(LedgerError, match="the query of list 'all' cannot be read"):
        life.ledger.watch_lists()


def test_lists_and_looks_are_copied(life: Life) -> None:
    """What somebody has seen stays seen in a copy, and the past goes with it."""
    begin(life)
    life.read("one", FORD, reader="rules-2", killed=9)
    life.link()
    made = life.ledger.add_watch_list("all", EVERY, by="Ana")
    seen(life, "all")
    with Ledger.open(":memory:") as target:
        copy(life.ledger, target)
        assert target.watch_lists() == (made,)
        assert target.last_look(made.list_id, "Ana") == life.ledger.last_look(made.list_id, "Ana")
        reports = life.ledger.report_ids()
        assert target.reading_periods(reports) == life.ledger.reading_periods(reports)
