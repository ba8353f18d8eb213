"""Agreement facet by facet, and the respects in which coders differ."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.coding.conftest import REPORT, TEXT, code

from rashomon.coding import (
    Agreement,
    CodedReport,
    FacetAgreement,
    agree,
    differences,
    incidents_matched,
    units,
    units_of,
)
from rashomon.records import CasualtyRange, CodedClaim, CountValue, Facet, Span

SENTENCES = tuple(Span(*found.span()) for found in re.finditer(r"\S[^.]+\.", TEXT))


def report(name: str = REPORT, **codings: Sequence[CodedClaim]) -> CodedReport:
    """A report with what each coder marked in it."""
    return CodedReport(name, SENTENCES, {key: tuple(coded) for key, coded in codings.items()})


def of(found: Sequence[FacetAgreement], facet: Facet) -> FacetAgreement:
    """The agreement on one facet."""
    (one,) = [each for each in found if each.facet is facet]
    return one


FOUR = code("killed four people", "killed", 4, speaker="a medic")
SIX = code("six people were killed", "killed", 6, speaker="Police")
MINE = code("a mine", "means", "ied")


def test_two_coders_who_say_the_same_agree_in_all() -> None:
    """Alpha is 1 where something varies, and undefined where nothing does."""
    both = [FOUR, SIX, MINE]
    found = agree([report(A=both, B=both)], resamples=0)
    killed, means = of(found.facets, Facet.KILLED), of(found.facets, Facet.MEANS)
    assert (killed.units, killed.by_all, killed.alike) == (2, 2, 2)
    assert (killed.told.value, killed.value.value, killed.all.value) == (1, 1, 1)
    assert means.value.value is None
    assert means.told.value == 1  # three sentences of four have none
    assert found.speaker.value == 1
    assert found.stance.value is None
    assert found.tells.value is None
    assert (found.reports, found.units, found.elsewhere) == (1, 3, 0)


def test_what_is_left_out_is_no_missing_value() -> None:
    """It counts in what both say, not in the value that two marked."""
    found = agree([report(A=[FOUR, SIX], B=[FOUR])], resamples=0)
    killed = of(found.facets, Facet.KILLED)
    assert (killed.units, killed.by_all) == (2, 1)
    assert killed.value.value is None
    # Units (4, 4) and (6, not told): within 2, between 4–4 0, 4–6 0.04, 4–not told 1, 6–not 1.
    observed, expected = 2.0, 2 * (2 * 0.04 + 2 * 1 + 1)
    assert killed.all.value == pytest.approx(1 - 3 * observed / expected)
    # Sentences: (1,1), (1,0), (0,0), (0,0): eight values, three of them told.
    assert killed.told.value == pytest.approx(1 - 7 * 2 / (2 * 3 * 5))


def test_who_has_not_coded_a_report_is_missing_from_it() -> None:
    """A report coded by one is left out; of three coders two are enough."""
    found = agree(
        [report(A=[FOUR], B=[FOUR], C=[FOUR]), report("r2", A=[FOUR, SIX]), report("r3")],
        resamples=0,
    )
    assert found.reports == 1
    assert found.coders == ("A", "B", "C")
    assert found.units == 1
    assert agree([report(A=[FOUR], B=[FOUR], C=[SIX])], coders=["A", "B"], resamples=0).units == 1


def test_a_report_that_tells_of_nothing_is_a_value_too() -> None:
    """Whether it tells of an incident is asked of each report."""
    found = agree(
        [report(A=[FOUR], B=[FOUR]), report("r2", A=[], B=[]), report("r3", A=[], B=[])],
        resamples=0,
    )
    assert found.tells.value == 1
    assert found.tells.units == 3


def test_days_are_compared_by_distance() -> None:
    """A day off is less than a month off, and a month is as far as a year."""

    def alphas(day: int) -> tuple[float | None, float | None]:
        mine = [code("on Monday", "date", 3), code("a medic", "date", 20)]
        yours = [code("on Monday", "date", day), code("a medic", "date", 20)]
        date = of(agree([report(A=mine, B=yours)], resamples=0).facets, Facet.DATE)
        return date.value.value, date.all.value

    near, far = alphas(4), alphas(15)
    # Values 3, 4, 20, 20: within 1 twice; between: 1 + 2·17² + 2·16².
    assert near[0] == pytest.approx(1 - 3 * 2 * 1 / (2 * (1 + 2 * 289 + 2 * 256)))
    assert near[1] == pytest.approx(near[0])
    assert near[0] is not None
    assert far[0] is not None
    assert near[0] > far[0]


def test_a_motive_has_no_value_to_agree_on() -> None:
    """Told or not is all that is asked of it."""
    both = [FOUR, code("on Monday", "motive")]
    motive = of(agree([report(A=both, B=both[:1])], resamples=0).facets, Facet.MOTIVE)
    assert (motive.value.value, motive.all.value) == (None, None)
    assert "told or not" in motive.all.reason
    assert motive.told.value is not None


def test_incidents_are_compared_by_what_is_put_together() -> None:
    """How a coder numbers them does not matter."""
    hill = code("wounded two children", "injured", 2, incident=2)
    swapped = [
        code(w, f, v, speaker=s, incident=n)
        for w, f, v, s, n in (
            ("killed four people", "killed", 4, "a medic", 2),
            ("six people were killed", "killed", 6, "Police", 2),
            ("wounded two children", "injured", 2, "", 1),
        )
    ]
    found = agree([report(A=[FOUR, SIX, hill], B=swapped)], resamples=0)
    assert found.incident.value == 1
    assert found.incident.units == 3
    apart = [*swapped[:1], code("six people were killed", "killed", 6, incident=1), swapped[2]]
    found = agree([report(A=[FOUR, SIX, hill], B=apart)], resamples=0)
    assert found.incident.value is not None
    assert found.incident.value < 1


def test_the_draws_are_of_reports_and_by_seed() -> None:
    """The same seed gives the same interval."""
    reports = [
        report(f"r{n}", A=[code("killed four people", "killed", n, report=f"r{n}")],
               B=[code("four people", "killed", n + n % 2, report=f"r{n}")])
        for n in range(1, 12)
    ]  # fmt: skip
    one, other = (agree(reports, resamples=100, seed=5) for _ in range(2))
    assert one == other
    killed = of(one.facets, Facet.KILLED)
    assert killed.value.low is not None
    assert killed.value != of(agree(reports, resamples=100, seed=6).facets, Facet.KILLED).value


def kinds(a: CodedClaim, b: CodedClaim) -> list[str]:
    """In which respects two codings of one unit differ."""
    (unit,) = units_of(REPORT, {"A": [a], "B": [b]})
    return differences(unit, incidents_matched([unit]))


def test_the_respects_in_which_coders_differ_are_named() -> None:
    """Each by itself."""
    base = code("six people were killed", "killed", 6, speaker="Police")
    soldiers = CountValue(CasualtyRange.exactly(6), "soldiers")
    for other, wanted in (
        (base, []),
        (code("six people", "killed", 6, speaker="Police"), []),
        (code("six people", "killed", 7, speaker="Police"), ["value"]),
        (code("six people", "killed", soldiers, speaker="Police"), ["who"]),
        (code("six people", "killed", 6), ["speaker"]),
        (code("six people", "killed", 6, speaker="Police", stance="deny"), ["stance"]),
    ):
        assert kinds(base, other) == wanted


def test_a_statement_put_into_another_incident_is_a_difference() -> None:
    """Whatever the numbers: what most statements say tells which incident is which."""
    mine = [FOUR, SIX, code("on Monday", "date", 3), MINE]
    yours = [
        code("killed four people", "killed", 4, speaker="a medic", incident=2),
        code("six people were killed", "killed", 6, speaker="Police", incident=1),
        code("on Monday", "date", 3, incident=2),
        code("a mine", "means", "ied", incident=2),
    ]
    found = units([report(A=mine, B=yours)])
    matched = incidents_matched(found)
    assert matched == {("A", "B"): {1: 2}}
    assert [differences(unit, matched) for unit in found].count(["incident"]) == 1
    (alone,) = units_of(REPORT, {"A": [FOUR], "B": []})
    assert differences(alone, {}) == ["left out"]


CLAIMS = st.builds(
    code,
    st.sampled_from(["killed four people", "four people", "six people were killed", "on Monday"]),
    st.just("killed"),
    st.integers(1, 3),
    speaker=st.sampled_from(["", "a medic"]),
    incident=st.integers(1, 2),
)
CODINGS = st.lists(CLAIMS, max_size=4, unique_by=str)


@given(st.lists(st.tuples(CODINGS, CODINGS), min_size=1, max_size=4))
def test_how_coders_are_called_changes_no_figure(
    coded: list[tuple[list[CodedClaim], list[CodedClaim]]],
) -> None:
    """Nor in which order reports come."""
    one = agree([report(f"r{n}", A=a, B=b) for n, (a, b) in enumerate(coded)], resamples=0)
    turned = [report(f"r{n}", A=b, B=a) for n, (a, b) in enumerate(coded)]
    other = agree(turned[::-1], resamples=0)

    def figures(found: Agreement) -> list[object]:
        alphas = [found.tells, found.who, found.speaker, found.stance, found.incident]
        counts: list[object] = [found.units, found.elsewhere]
        for facet in found.facets:
            counts += [facet.facet, facet.units, facet.by_all, facet.alike]
            alphas += [facet.told, facet.value, facet.all]
        return counts + [each.value and round(each.value, 9) for each in alphas]

    assert figures(one) == figures(other)


@given(st.lists(CLAIMS, max_size=9, unique_by=str))
@example(
    [
        code("killed four people", "killed", 1, incident=2),
        code("killed four people", "killed", 1, speaker="a medic"),
        code("six people were killed", "killed", 1),
        code("six people were killed", "killed", 1, incident=2),
    ]
)
def test_who_codes_alike_never_disagrees(coded: list[CodedClaim]) -> None:
    """Every alpha is 1 or undefined, and no unit differs in anything."""
    found = agree([report(A=coded, B=coded)], resamples=0)
    alphas = [found.tells, found.who, found.speaker, found.stance, found.incident]
    for facet in found.facets:
        assert facet.by_all == facet.alike == facet.units
        alphas += [facet.told, facet.value, facet.all]
    assert {alpha.value for alpha in alphas} <= {None, 1.0}
    every = units([report(A=coded, B=coded)])
    assert not any(differences(unit, incidents_matched(every)) for unit in every)
