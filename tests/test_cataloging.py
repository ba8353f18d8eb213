"""The catalog follows the ledger, whatever is decided, read again or interrupted."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import NOW, add, linkage, told

from rashomon.cataloging import refresh
from rashomon.deciding import different, moved, same
from rashomon.errors import LedgerError, RashomonError
from rashomon.ledger import Ledger
from rashomon.ledger.copying import copy
from rashomon.locate.zones import ZoneList, open_zones
from rashomon.pipeline import build, link_all
from rashomon.records import (
    AddClaim,
    ApprovalLevel,
    Approve,
    Assign,
    CatalogRow,
    Comment,
    CorrectClaim,
    Facet,
    IncidentQuery,
    MemberMark,
    NameActor,
    NamePlace,
    RejectClaim,
    SetReport,
    Withdraw,
)
from rashomon.reviewing import Today

EXAMPLE = Path(__file__).parent.parent / "examples" / "khusham"
BY = "person: A. Analyst"


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    """Open an empty ledger."""
    with Ledger.open(":memory:", now=lambda: NOW) as opened:
        yield opened


def listed(ledger: Ledger) -> list[CatalogRow]:
    """Return the whole catalog, by ids."""
    rows = ledger.find_incidents(limit=10_000).rows
    return sorted(rows, key=lambda row: row.incident_id)


def follows(ledger: Ledger) -> bool:
    """Tell whether the catalog is as one that is made from nothing, once it is refreshed."""
    refresh(ledger)
    assert not ledger.catalog_state().is_behind
    kept = listed(ledger)
    refresh(ledger, anew=True)
    return kept == listed(ledger)


def decide(ledger: Ledger, what: Any) -> int:
    """Put a decision on record."""
    return ledger.decide(what, made_by=BY, why="as told").number


@pytest.fixture
def three(ledger: Ledger) -> Ledger:
    """Three incidents of four reports, listed."""
    ids = [add(ledger, told(name)).report.report_id for name in ("one", "two")]
    ids.append(add(ledger, told("three", ((12, "Birch Hill"), (20, "Oak End")))).report.report_id)
    ledger.save_linkage(
        linkage(
            ("ford", [(ids[0], 0), (ids[1], 0)]), ("birch", [(ids[2], 0)]), ("oak", [(ids[2], 1)])
        ),
        made_by="machine: link-1",
    )
    refresh(ledger)
    return ledger


def test_an_example_is_listed() -> None:
    """Every incident of the example is in the list, and found by place."""
    with Ledger.open(":memory:") as ledger:
        build([EXAMPLE], ledger)
        assert ledger.catalog_state().is_behind
        assert refresh(ledger) == ledger.find_incidents().total == len(ledger.incidents())
        assert not ledger.catalog_state().is_behind
        (row,) = ledger.find_incidents(IncidentQuery(place="khusham")).rows
        assert (row.country, row.policy) == ("SY", "airwars-2")
        assert row.killed is not None
        assert f"{row.killed.told} killed" in row.summary
        assert row.least_confidence is not None
        assert row.least_link is not None
        assert ledger.count_incidents(IncidentQuery(text="refinery")) == 1
        assert refresh(ledger) == 0


def test_only_what_changed_is_made_again(three: Ledger) -> None:
    """An approval makes one row again, and a row that nobody touched stays as it was."""
    decide(three, Approve("birch", ApprovalLevel.REVIEWED))
    assert three.catalog_state().outdated == 1
    assert refresh(three) == 1
    (row,) = three.find_incidents(IncidentQuery(levels=(ApprovalLevel.REVIEWED,))).rows
    assert row.incident_id == "birch"


def test_a_merged_incident_leaves_the_list(three: Ledger) -> None:
    """It is listed as a part of the other, and again when the merger is withdrawn."""
    number = decide(three, same(Today(three), "ford", "birch"))
    refresh(three)
    assert [row.incident_id for row in listed(three)] == ["ford", "oak"]
    (ford,) = three.catalog_rows(["ford"])
    assert ford.reports == 3
    decide(three, Withdraw(number))
    refresh(three)
    assert [row.incident_id for row in listed(three)] == ["birch", "ford", "oak"]


def test_a_split_is_listed_under_its_new_id(three: Ledger) -> None:
    """What is left and what was split off are both made again."""
    (ford,) = three.catalog_rows(["ford"])
    decide(three, moved(three, Today(three), [f"{ford.report_ids[0]}#0"], None))
    refresh(three)
    assert [row.incident_id for row in listed(three)] == ["birch", "ford", "ford-d5", "oak"]
    assert follows(three)


def test_a_name_is_found_wherever_it_stands(three: Ledger) -> None:
    """A naming decision makes again what holds the name, also through a name given before."""
    decide(three, NameActor("a medic", "Fen Relief"))
    refresh(three)
    assert three.facet_counts().party == (("medics", 3),)
    decide(three, NameActor("Fen Relief", "Russia"))
    assert three.catalog_state().outdated == 1
    assert refresh(three) == 3
    assert dict(three.facet_counts().party) == {"Russia": 3}
    decide(three, NamePlace("Birch Hill", 40.0, 50.0, 3.0))
    assert refresh(three) == 2  # the report tells of Oak End, too
    assert follows(three)


def test_decisions_that_find_nothing_are_counted(three: Ledger) -> None:
    """A report that is read anew may lose what was decided on it."""
    (ford,) = three.catalog_rows(["ford"])
    reading = three.reading(ford.report_ids[0])
    assert reading is not None
    name = reading.report.name
    decide(three, RejectClaim(reading.claims[0]))
    add(three, told(name, ((7, "Birch Hill"),), claims_each=0))
    refresh(three)
    assert [row.lost for row in listed(three) if name_of(three, row) & {name}] == [1]
    assert follows(three)


def name_of(ledger: Ledger, row: CatalogRow) -> set[str]:
    """Return the names of an incident's reports."""
    return {reading.report.name for reading in ledger.readings_of(row.report_ids)}


def test_another_policy_or_zone_list_makes_all_anew(three: Ledger) -> None:
    """And the state tells by what the rows were made."""
    assert refresh(three, policy="ucdp") == 3
    assert {row.policy for row in listed(three)} == {"ucdp-1"}
    basis = three.catalog_state().basis
    assert basis is not None
    assert basis.zone_list == open_zones().fingerprint
    assert refresh(three, policy="ucdp") == 0
    assert refresh(three, policy="ucdp", zones=ZoneList((), (), "none")) == 3


def test_what_takes_long_is_left_where_somebody_waits(three: Ledger) -> None:
    """The list stays behind, and says so."""
    decide(three, same(Today(three), "ford", "birch"))
    assert refresh(three, most=1) == 0
    assert three.catalog_state().is_behind
    assert refresh(three, most=2) > 0


def test_a_refresh_that_is_killed_is_taken_up(
    three: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At whatever write it ends, nothing is half done, and the next one does the rest."""
    put = Ledger.put_catalog
    for last in range(4):
        decide(three, NameActor("a medic", f"Relief {last}"))
        calls = 0

        def failing(ledger: Ledger, *args: Any, last: int = last, **named: Any) -> bool:
            nonlocal calls
            calls += 1
            if calls > last:
                with ledger.at_once():
                    put(ledger, *args, **named)
                    raise LedgerError("killed")
            return put(ledger, *args, **named)

        monkeypatch.setattr(Ledger, "put_catalog", failing)
        try:
            refresh(three)
        except LedgerError:
            assert three.catalog_state().is_behind
        monkeypatch.setattr(Ledger, "put_catalog", put)
        assert len(listed(three)) == 3
        assert follows(three)


def test_what_changes_meanwhile_stays_noted(three: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision between the look and the write is not taken for listed."""
    latest, times = Ledger.latest_links, []

    def slow(ledger: Ledger, *args: Any) -> Any:
        times.append(1)
        if len(times) == 1:
            decide(ledger, Approve("birch", ApprovalLevel.APPROVED))
        return latest(ledger, *args)

    decide(three, Approve("birch", ApprovalLevel.REVIEWED))
    monkeypatch.setattr(Ledger, "latest_links", slow)
    refresh(three)
    assert len(times) == 2
    (row,) = three.catalog_rows(["birch"])
    assert row.level is ApprovalLevel.APPROVED


def test_two_refreshes_at_once_do_not_undo_each_other(
    three: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that writes second looks again."""
    latest, times = Ledger.latest_links, []

    def overtaken(ledger: Ledger, *args: Any) -> Any:
        found = latest(ledger, *args)
        times.append(1)
        if len(times) == 1:
            decide(ledger, Approve("birch", ApprovalLevel.APPROVED))
            refresh(ledger)
        return found

    decide(three, Approve("birch", ApprovalLevel.REVIEWED))
    monkeypatch.setattr(Ledger, "latest_links", overtaken)
    refresh(three)
    (row,) = three.catalog_rows(["birch"])
    assert row.level is ApprovalLevel.APPROVED
    assert not three.catalog_state().is_behind


def test_a_copy_makes_its_own(three: Ledger, tmp_path: Path) -> None:
    """The records are copied, and the list of them is made again of these."""
    with Ledger.open(tmp_path / "copy.db") as target:
        copy(three, target)
        assert target.catalog_state().is_behind
        assert listed(target) == []
        refresh(target)
        assert listed(target) == listed(three)
        assert target.verify() == []


# --- Whatever happens ------------------------------------------------------------------------

_NAMES = ("one", "two", "three")
_TOLD = (
    ((7, "Alder Ford"),), ((7, "Birch Hill"),), ((7, "Alder Ford"), (20, "Oak End")),
    ((8, "Alder Ford"),), (),
)  # fmt: skip


def _read(ledger: Ledger, a: int, b: int) -> None:
    add(ledger, told(_NAMES[a % 3], _TOLD[b % 5], claims_each=1 + b % 2))


def _incident(ledger: Ledger, at: int) -> str:
    ids = [one.incident_id for one in Today(ledger).incidents()]
    return ids[at % len(ids)] if ids else "none"


def _claim(ledger: Ledger, at: int) -> Any:
    claims = [claim for reading in Today(ledger).readings() for claim in reading.claims]
    if not claims:
        raise LedgerError("nothing is claimed")
    return claims[at % len(claims)]


def _member(ledger: Ledger, at: int) -> str:
    members = [member for one in Today(ledger).incidents() for member in one.members]
    if not members:
        raise LedgerError("nothing is told")
    report_id, number = members[at % len(members)]
    return f"{report_id}#{number}"


def _corrected(ledger: Ledger, a: int, b: int) -> CorrectClaim:
    from dataclasses import replace

    from rashomon.records import CasualtyRange, CountValue

    claim = _claim(ledger, a)
    return CorrectClaim(claim, replace(claim, value=CountValue(CasualtyRange.exactly(b), "people")))


def _added(ledger: Ledger, a: int, b: int) -> AddClaim:
    from dataclasses import replace

    from rashomon.records import CasualtyRange, CountValue

    claim = _claim(ledger, a)
    value = CountValue(CasualtyRange.exactly(b), "people")
    return AddClaim(
        replace(claim, facet=Facet.INJURED, value=value), MemberMark(claim.report_id, 0)
    )


_ACTS: tuple[Callable[[Ledger, int, int], Any], ...] = (
    lambda ledger, a, b: same(Today(ledger), _incident(ledger, a), _incident(ledger, b)),
    lambda ledger, a, b: different(Today(ledger), _incident(ledger, a), _incident(ledger, b)),
    lambda ledger, a, b: moved(ledger, Today(ledger), [_member(ledger, a)], _incident(ledger, b)),
    lambda ledger, a, ___: moved(ledger, Today(ledger), [_member(ledger, a)], None),
    lambda ledger, a, ___: RejectClaim(_claim(ledger, a)),
    _corrected,
    _added,
    lambda ledger, a, b: SetReport(_claim(ledger, a).report_id, f"Outlet {b % 2}"),
    lambda ledger, a, b: SetReport(_claim(ledger, a).report_id, None, date(2031, 3, 1 + b % 9)),
    lambda _, __, b: NameActor("a medic", ("Russia", "Fen Relief")[b % 2]),
    lambda ledger, a, ___: NameActor("Fen Relief", "Syria", _claim(ledger, a).report_id),
    lambda _, a, b: NamePlace(("Alder Ford", "oak end")[a % 2], 1.0 + b % 9, 2.0, 3.0),
    lambda ledger, a, b: Approve(_incident(ledger, a), list(ApprovalLevel)[b % 3]),
    lambda ledger, a, ___: Comment(_incident(ledger, a)),
    lambda ledger, a, b: Assign(_incident(ledger, a), ("Ana", "Bo")[b % 2]),
    lambda ledger, a, ___: Withdraw(ledger.reviews()[a % len(ledger.reviews())].number),
)

STEPS = st.tuples(
    st.sampled_from(["read", "link", "refresh", "decide", "decide", "decide", "decide"]),
    st.integers(0, len(_ACTS) - 1),
    st.integers(0, 20),
    st.integers(0, 20),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, min_size=4, max_size=24))
def test_the_catalog_is_as_one_made_from_nothing(steps: list[tuple[str, int, int, int]]) -> None:
    """After whatever was read, linked, decided and withdrawn, refreshed now and then."""
    with Ledger.open(":memory:", now=lambda: NOW) as ledger:
        for at in range(3):
            _read(ledger, at, at)
        link_all(ledger, _NAMES)
        refresh(ledger)
        for step, kind, a, b in steps:
            try:
                if step == "read":
                    _read(ledger, a, b)
                elif step == "link":
                    link_all(ledger, _NAMES)
                elif step == "refresh":
                    refresh(ledger)
                else:
                    decide(ledger, _ACTS[kind](ledger, a, b))
            except (RashomonError, ZeroDivisionError):
                continue  # what makes no sense just now is not decided
        assert follows(ledger)
        assert ledger.verify() == []


def test_names_are_looked_for_in_every_json_value() -> None:
    """Whatever their case and the space in them, but never as a part of something else."""
    from rashomon.cataloging import _holds

    holds = _holds(frozenset({"A  Medic"}))
    assert holds(json.dumps([{"words": "a medic", "n": 1}]))
    assert not holds(json.dumps({"words": "a medics", "x": None, "y": ["medic"]}))
