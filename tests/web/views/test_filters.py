"""The form of filters: choices with their counts, and what is set as words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from rashomon.records import ApprovalLevel, Facet, IncidentKind, IncidentQuery
from rashomon.records.listings import FacetCounts
from rashomon.records.queries import to_url
from rashomon.web.views.filters import chips, filters_view, own_counts

COUNTS = FacetCounts(
    9,
    kind=(("air_strike", 5), ("clash", 4)),
    level=(("draft", 9),),
    country=(("SY", 8), ("XX", 1)),
    party=tuple((f"Party {n}", n) for n in range(12, 0, -1)),
    contested=(("killed", 3),),
    grade=(("F6", 9), ("Weak", 2), ("Confirmed", 1)),
)


def _view(query: IncidentQuery) -> dict[str, object]:
    view = filters_view(query, own_counts(query, lambda *_: COUNTS), ())
    return {group.name: group for group in view.groups} | {"view": view}


def test_a_group_is_counted_as_if_nothing_of_it_were_set() -> None:
    """What else one may choose there is told with what it would leave."""
    asked = []

    def count(query: IncidentQuery, names: Collection[str]) -> FacetCounts:
        asked.append((query, set(names)))
        return COUNTS

    query = IncidentQuery(kinds=(IncidentKind.CLASH,), country="SY", text="x")
    own_counts(query, count)
    assert asked == [
        (query, {"level", "party", "contested", "grade"}),
        (replace(query, kinds=()), {"kind"}),
        (replace(query, country=None), {"country"}),
    ]


def test_what_is_set_is_shown_though_it_leaves_nothing() -> None:
    """A choice that no incident has stays in the form, else it could not be taken out."""
    group = _view(IncidentQuery(kinds=(IncidentKind.SHOOTING,)))["kind"]
    told = {choice.value: choice for choice in group.choices}  # type: ignore[attr-defined]
    assert (told["shooting"].is_set, told["shooting"].count) == (True, 0)
    assert told["clash"].label == "clash"
    assert group.is_set  # type: ignore[attr-defined]


def test_levels_of_review_are_always_all_there() -> None:
    """With a sign each, and a zero where there is none."""
    group = _view(IncidentQuery())["level"]
    assert [(c.value, c.count, c.sign) for c in group.choices] == [  # type: ignore[attr-defined]
        ("draft", 9, "○"), ("reviewed", 0, "◐"), ("approved", 0, "●"),
    ]  # fmt: skip


def test_long_groups_end_with_more() -> None:
    """Eight choices are shown, the rest on demand, open where something of it is set."""
    group = _view(IncidentQuery(parties=("Party 1",)))["party"]
    assert (len(group.choices), len(group.more)) == (8, 4)  # type: ignore[attr-defined]
    assert group.is_more_set  # type: ignore[attr-defined]


def test_gradings_stand_before_the_codes_of_claims() -> None:
    """In the order of their codebook."""
    group = _view(IncidentQuery())["grade"]
    assert [c.value for c in group.choices] == [  # type: ignore[attr-defined]
        "Confirmed", "Weak", "F6",
    ]  # fmt: skip


def test_countries_are_named() -> None:
    """One that no table knows keeps its code."""
    view = _view(IncidentQuery(country="LB"))["view"]
    assert [(c.label, c.count, c.is_set) for c in view.countries] == [  # type: ignore[attr-defined]
        ("Syria", 8, False), ("XX", 1, False), ("Lebanon", 0, True),
    ]  # fmt: skip


def test_every_filter_is_a_chip_that_leads_to_the_list_without_it() -> None:
    """One for each value; the address keeps all the others."""
    query = IncidentQuery(
        text="hospital", first=date(2018, 2, 1), last=date(2018, 2, 28), place="Deir", country="SY",
        parties=("Russia",), kinds=(IncidentKind.CLASH, IncidentKind.AIR_STRIKE),
        facets=(Facet.KILLED,), zones=("z",), levels=(ApprovalLevel.DRAFT,), assigned_to="-",
        grades=("Weak",), bbox=(-10.0, -20.0, 30.0, 40.0),
    )  # fmt: skip
    found = chips(query, to_url, ())
    assert [chip.words for chip in found] == [
        "words “hospital”", "1 Feb 2018 – 28 Feb 2018", "place “Deir”", "Syria", "clash",
        "air strike", "told by Russia", "parting on killed", "draft", "graded Weak", "z",
        "assigned to nobody", "on the map between 20° S, 10° W and 40° N, 30° E",
    ]  # fmt: skip
    without_clash = next(chip.address for chip in found if chip.words == "clash")
    assert without_clash == to_url(replace(query, kinds=(IncidentKind.AIR_STRIKE,)))


def test_days_are_told_as_far_as_they_are_given() -> None:
    """One end, or one day."""

    def words(**days: date) -> str:
        return chips(IncidentQuery(**days), to_url, ())[0].words  # type: ignore[arg-type]

    assert words(first=date(2018, 2, 1)) == "from 1 Feb 2018"
    assert words(last=date(2018, 2, 1)) == "until 1 Feb 2018"
    assert words(first=date(2018, 2, 1), last=date(2018, 2, 1)) == "1 Feb 2018"
    assert chips(IncidentQuery(assigned_to="Ann"), to_url, ())[0].words == "assigned to Ann"
