"""Which claims of several coders are one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.coding.conftest import REPORT, TEXT, code

from rashomon.coding import Unit, units_of
from rashomon.records import CasualtyRange, CodedClaim, CountValue


def shape(units: Sequence[Unit]) -> list[dict[str, str]]:
    """What each coder says in each unit, in words and numbers."""
    return [
        {one.coder: f"{one.coded[0].claim.evidence.quote}" for one in unit.tellings}
        for unit in units
    ]


def test_words_in_common_make_a_unit() -> None:
    """However far coders mark, as long as 30 % of the shorter words are shared."""
    a = code("killed four people", "killed", 4, speaker="a medic")
    b = code("four people in Alder Ford", "killed", 5, speaker="a medic")
    (unit,) = units_of(REPORT, {"A": [a], "B": [b]})
    assert not unit.is_left_out
    assert not unit.is_elsewhere
    c = code("people in Alder Ford on Monday, a", "killed", 5)
    assert len(units_of(REPORT, {"A": [code("Shelling killed four people", "killed", 4)],
                                 "B": [c]})) == 2  # fmt: skip


def test_what_one_left_out_is_a_unit_of_its_own() -> None:
    """Also where the other marked the words as another facet."""
    a = code("six people were killed", "killed", 6)
    b = code("six people were killed", "injured", 6)
    units = units_of(REPORT, {"A": [a], "B": [b]})
    assert len(units) == 2
    assert all(unit.is_left_out for unit in units)
    assert units[0].coders == ("A", "B")
    (alone,) = units_of(REPORT, {"A": [a]})
    assert not alone.is_left_out  # nobody else has coded the report


def test_what_a_coder_marks_twice_counts_once() -> None:
    """It may have words in common with another coder in either place."""
    first = code("killed four people", "killed", 4, speaker="a medic")
    again = code("killed four people", "killed", 4, speaker="a medic", nth=2)
    other = code("four people", "killed", 4, speaker="the medic", nth=2)
    (unit,) = units_of(REPORT, {"A": [first, again], "B": [other]})
    assert len(unit.tellings[0].coded) == 2
    assert unit.start == first.claim.evidence.start
    assert not unit.is_elsewhere


def test_the_same_said_elsewhere_is_one_unit_that_says_so() -> None:
    """Value, speaker and stance are the same; else it is left out by both."""
    a = code("killed four people", "killed", 4, speaker="a medic")
    b = code("killed four people", "killed", 4, speaker="the medic", nth=2)
    (unit,) = units_of(REPORT, {"A": [a], "B": [b]})
    assert unit.is_elsewhere
    for other in (
        code("killed four people", "killed", 5, speaker="the medic", nth=2),
        code("killed four people", "killed", 4, speaker="police", nth=2),
        code("killed four people", "killed", 4, speaker="the medic", nth=2, stance="deny"),
    ):
        assert len(units_of(REPORT, {"A": [a], "B": [other]})) == 2


def test_motives_in_other_places_are_others() -> None:
    """Their words are their value."""
    a, b = code("on Monday", "motive"), code("In Birch Hill", "motive")
    assert len(units_of(REPORT, {"A": [a], "B": [b]})) == 2
    (unit, other) = units_of(REPORT, {"A": [a, b], "B": [a]})
    assert len(unit.tellings) == 2
    assert len(other.tellings) == 1


def test_two_claims_on_the_same_words_go_to_the_likest() -> None:
    """Whom they count decides before the value, where place does not decide."""
    children = CountValue(CasualtyRange.exactly(9), "children")
    words = "wounded two children"
    a = [code(words, "injured", 2), code(words, "injured", children)]
    b = [code(words, "injured", 3), code(words, "injured", children)]
    for own in (b, b[::-1]):
        units = units_of(REPORT, {"A": a, "B": own})
        values = [[str(t.value.range) for t in u.tellings] for u in units]  # type: ignore[union-attr]
        assert sorted(values) == [["2", "3"], ["9", "9"]]


def test_the_same_elsewhere_must_be_of_a_fitting_incident() -> None:
    """Of two incidents with the same toll, those that share other words are joined."""
    mine = [
        code("on Monday", "date", 3, incident=1),
        code("In Birch Hill", "place", "Birch Hill", incident=2),
        code("killed four people", "killed", 4, incident=1),
    ]
    yours = [
        code("on Monday", "date", 3, incident=2),
        code("Birch Hill", "place", "Birch Hill", incident=1),
        code("killed four people", "killed", 4, nth=2, incident=1),
    ]
    assert len(units_of(REPORT, {"A": mine, "B": yours})) == 4
    fitting = [*yours[:2], code("killed four people", "killed", 4, nth=2, incident=2)]
    assert len(units_of(REPORT, {"A": mine, "B": fitting})) == 3


SPANS = ["killed four people", "four people", "people", "six people were killed", "on Monday"]
CLAIMS = st.builds(
    code,
    st.sampled_from(SPANS),
    st.just("killed"),
    st.integers(1, 3),
    speaker=st.sampled_from(["", "a medic"]),
    incident=st.integers(1, 2),
)
CODINGS = st.fixed_dictionaries(
    {name: st.lists(CLAIMS, max_size=4, unique_by=str) for name in ("A", "B", "C")}
)


@given(CODINGS)
def test_every_claim_is_in_one_unit_and_no_coder_twice(
    codings: Mapping[str, list[CodedClaim]],
) -> None:
    """Nothing is lost, nothing doubled."""
    units = units_of(REPORT, codings)
    for name, coded in codings.items():
        found = [c for unit in units for t in unit.tellings if t.coder == name for c in t.coded]
        assert sorted(map(str, found)) == sorted(map(str, coded))
    for unit in units:
        names = [one.coder for one in unit.tellings]
        assert len(set(names)) == len(names)
        assert len({unit.unit_id for unit in units}) == len(units)


@given(CODINGS, st.permutations(["A", "B", "C"]))
def test_how_coders_are_called_changes_no_unit(
    codings: Mapping[str, list[CodedClaim]], names: list[str]
) -> None:
    """Nor does the order in which they marked things."""
    as_called = dict(zip("ABC", names, strict=True))
    other = {as_called[name]: coded[::-1] for name, coded in codings.items()}

    def groups(units: list[Unit], call: Mapping[str, str]) -> list[list[tuple[str, str]]]:
        return sorted(
            sorted((call[t.coder], str(c)) for t in unit.tellings for c in t.coded)
            for unit in units
        )

    same = dict(zip("ABC", "ABC", strict=True))
    assert groups(units_of(REPORT, codings), as_called) == groups(units_of(REPORT, other), same)


def test_a_unit_is_known_by_what_is_said_of_it() -> None:
    """Another value is another unit; words elsewhere in the report are none of its business."""
    a = code("killed four people", "killed", 4)
    b, changed = code("four people", "killed", 4), code("four people", "killed", 5)
    extra = code("wounded two children", "injured", 2)
    (unit,) = units_of(REPORT, {"A": [a], "B": [b]})
    (other,) = units_of(REPORT, {"A": [a], "B": [changed]})
    (again, _) = units_of(REPORT, {"A": [a, extra], "B": [b]})
    assert unit.unit_id == again.unit_id != other.unit_id
    assert TEXT[unit.start :].startswith("killed")
