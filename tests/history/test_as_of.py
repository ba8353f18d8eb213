"""A ledger looked back at is what it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.history.conftest import FEN, FORD, Life
from tests.ledger.conftest import linkage
from tests.ledger.test_audit import tamper

from rashomon.errors import LedgerError, NoSuchIncident
from rashomon.ledger import Ledger
from rashomon.ledger.as_of import AsOf, Moment
from rashomon.reconciling import dossier, dossiers, dossiers_around
from rashomon.records import Dossier, Incident, IncidentKind
from rashomon.reviewing import Today

STEPS = (
    "empty", "built", "added", "read again", "rejected", "merged", "withdrawn", "moved",
    "read as before", "read as since",
)  # fmt: skip


def back(life: Life, step: str) -> AsOf:
    """The ledger as it was at a step."""
    return life.ledger.as_of(life.ledger.moment_of(life.at(step)))


def by_id(view: AsOf) -> dict[str, Dossier]:
    """All dossiers of a view."""
    return {one.incident.incident_id: one for one in dossiers(view)}


def test_each_step_is_seen_as_it_was(lived: Life) -> None:
    """Every dossier, to the last of its fields, with the decisions of then."""
    assert tuple(lived.said) == STEPS
    for step, (_, said) in lived.said.items():
        assert by_id(back(lived, step)) == said, step
    assert len({len(said) for _, said in lived.said.values()}) > 2


def test_now_is_today(lived: Life) -> None:
    """A view of this moment is the ledger itself."""
    moment = lived.ledger.mark_moment()
    view = lived.ledger.as_of(moment)
    assert by_id(view) == lived.said["read as since"][1]
    assert view.incidents() == lived.ledger.incidents()
    assert view.report_ids() == lived.ledger.report_ids()
    assert list(view.readings()) == list(lived.ledger.readings())
    assert list(view.reports()) == list(lived.ledger.reports())
    assert view.reviews() == lived.ledger.reviews()
    for one in view.incidents():
        assert view.links_of(one.incident_id) == lived.ledger.links_of(one.incident_id)
        assert view.incident(one.incident_id) == one


def test_links_are_those_of_then(life: Life) -> None:
    """Reasons that linking gave later are not among them."""
    life.read("one", FORD)
    life.link()
    life.note("one")
    before = life.ledger.links_of(life.of("one"))
    life.read("two", FORD)
    life.link()
    assert life.ledger.links_of(life.of("one")) != before
    assert back(life, "one").links_of(life.of("one")) == before


def test_a_view_of_then_answers_for_single_incidents(lived: Life) -> None:
    """One that was not there yet is none; one that was empty is empty."""
    view = back(lived, "built")
    (fen,) = [one for one in lived.said["built"][1] if one.endswith("03-20")]
    assert [each.incident_id for each, _ in _pairs(view, {fen})] == [fen]
    with pytest.raises(NoSuchIncident, match="then"):
        back(lived, "empty").incident(fen)
    assert back(lived, "empty").incident_ids() == set()
    assert view.incident_ids() == set(lived.said["built"][1])
    assert Today(view).incident_of((lived.report("one"), 0)) == lived.of("one")
    assert Today(view).incident_of((lived.report("four"), 0)) is None
    assert dossier(view, fen) == lived.said["built"][1][fen]


def _pairs(view: AsOf, ids: set[str]) -> list[tuple[Incident, object]]:
    return [(one.incident, readings) for one, readings in dossiers_around(view, ids)]


def test_what_is_written_later_is_not_in_a_moment_that_was_marked(life: Life) -> None:
    """Though it is written right after."""
    life.read("one", FORD)
    life.link()
    moment = life.ledger.mark_moment()
    said = {one.incident.incident_id: one for one in dossiers(life.ledger)}
    life.read("two", FORD)
    life.link()
    assert by_id(life.ledger.as_of(moment)) == said
    assert moment.number == 1


def test_a_moment_is_named_by_a_decision(lived: Life) -> None:
    """The one that was the last; and there must be one of that number."""
    merged = lived.ledger.reviews()[1]
    moment = lived.ledger.moment_of(merged.number)
    assert moment == Moment(merged.made_at, merged.number)
    assert by_id(lived.ledger.as_of(moment)) == lived.said["merged"][1]
    with pytest.raises(LedgerError, match="no decision 999"):
        lived.ledger.moment_of(999)


def test_what_two_incidents_of_a_report_swap_is_followed(life: Life) -> None:
    """Where a report is read again, its incidents may change numbers, all at once."""
    life.read("one", FORD, FEN)
    life.link()
    life.note("first")
    life.read("one", FORD, FEN, reader="rules-2", first=1)
    life.note("second")
    life.read("one", FORD, FEN, reader="rules-3")
    life.link()
    life.note("third")
    for step, (_, said) in life.said.items():
        assert by_id(back(life, step)) == said, step


def test_a_reader_shows_what_it_read(lived: Life) -> None:
    """Reports that it never read are left out, the others are as it read them last."""
    view = lived.ledger.by_reader("rules-2")
    assert set(view.report_ids()) == {lived.report("one"), lived.report("three")}
    assert {one.reader for one in view.readings()} == {"rules-2"}
    older = lived.ledger.by_reader("rules-1")
    assert set(older.report_ids()) == set(lived.ledger.report_ids())
    assert {one.reader for one in older.readings()} == {"rules-1"}
    assert {m for one in older.incidents() for m in one.members} >= {
        (lived.report("three"), 0),
        (lived.report("three"), 1),
    }
    with pytest.raises(LedgerError, match="readers were: rules-1, rules-2"):
        lived.ledger.by_reader("rules-9")


def test_how_an_incident_was_described_is_kept_and_checked(life: Life, address: str) -> None:
    """What it was before is shown then, and one that was altered since is found."""
    life.read("one", FORD)
    groups = linkage(("ford", [(life.report("one"), 0)]))
    life.ledger.save_linkage(groups, made_by="link-1")
    before = life.ledger.mark_moment()
    (ford,) = groups.incidents
    shelling = replace(groups, incidents=(replace(ford, kind=IncidentKind.SHELLING),))
    life.ledger.save_linkage(shelling, made_by="link-1")
    life.ledger.save_linkage(shelling, made_by="link-1")
    assert life.ledger.as_of(before).incidents() == groups.incidents
    assert life.ledger.incidents() == shelling.incidents
    assert life.ledger.verify() == []
    life.ledger.close()
    tamper(address, "UPDATE superseded_incidents SET kind = 'rumor'")
    with Ledger.open(address) as opened:
        (problem,) = opened.verify()
    assert problem.startswith("what incident ford was before is not as it was stored")
