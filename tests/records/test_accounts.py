from __future__ import annotations

from rashomon.records import (
    CasualtyRange,
    CasualtySummary,
    Contest,
    ContestKind,
    Dossier,
    Facet,
    Incident,
    IncidentKind,
)

INCIDENT = Incident("ford-2031-03-07", IncidentKind.CLASH, None, None, ())


def contest(facet: Facet, kind: ContestKind) -> Contest:
    """Make a contest of which only facet and kind matter."""
    return Contest(facet, kind, (), (), "")


def test_contested_facets_come_once_and_in_order() -> None:
    """However many contests a facet has."""
    found = Dossier(
        INCIDENT,
        contests=(
            contest(Facet.PLACE, ContestKind.PLACE),
            contest(Facet.KILLED, ContestKind.NUMERIC_GAP),
            contest(Facet.KILLED, ContestKind.TRANSMISSION),
        ),
    )
    assert found.contested == (Facet.KILLED, Facet.PLACE)


def test_an_update_is_no_contest() -> None:
    """A speaker who gives a later figure does not contradict anybody."""
    found = Dossier(INCIDENT, contests=(contest(Facet.KILLED, ContestKind.UPDATE),))
    assert found.contested == ()


def test_a_summary_is_found_by_outcome_and_group() -> None:
    """What nobody claimed has none, which is not a zero."""
    total, children = (
        CasualtySummary(Facet.KILLED, group, CasualtyRange.exactly(n), "airwars-1", "", ())
        for group, n in (("all", 9), ("children", 2))
    )
    found = Dossier(INCIDENT, summaries=(total, children))
    assert found.summary(Facet.KILLED) == total
    assert found.summary(Facet.KILLED, "children") == children
    assert found.summary(Facet.INJURED) is None
