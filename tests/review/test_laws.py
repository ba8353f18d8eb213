"""Laws that today's view keeps, whatever is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.records import (
    Act,
    AddClaim,
    CasualtyRange,
    Claim,
    CorrectClaim,
    CountValue,
    DifferentIncidents,
    EvidenceSpan,
    Facet,
    Incident,
    IncidentKind,
    MemberMark,
    Mention,
    MoveMembers,
    NameActor,
    PlaceValue,
    Reading,
    RejectClaim,
    Report,
    ReportIncident,
    ReviewDecision,
    SameIncident,
    SetReport,
    Span,
    Speaker,
    Stance,
    Withdraw,
    act_from_plain,
    act_to_plain,
)
from rashomon.review import (
    find_member,
    in_force,
    mark_of,
    place_incidents,
    review_reading,
)

# Busy machines take their time; what is tested is no speed.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOW = datetime(2031, 4, 1, tzinfo=UTC)
REPORT = "r1"
SENTENCES = [f"In town {n}, {n + 2} people were killed, a medic said. " for n in range(5)]
TEXT = "".join(SENTENCES)


def reading_of(lead: str = "", numbers: tuple[int, ...] = (0, 1, 2, 3, 4)) -> Reading:
    """A report of five happenings, of which a reader finds some, in a text with a lead."""
    report = Report(REPORT, "name", "a.txt", lead + TEXT, outlet="The Times")
    mentions, claims, told = [], [], []
    for at, number in enumerate(numbers):
        start = len(lead) + sum(map(len, SENTENCES[:number]))
        span = Span(start, start + len(SENTENCES[number]) - 1)
        words = report.text.index(f"{number + 2} people", start)
        place = PlaceValue(f"town {number}")
        medic = report.text.index("a medic", start)
        mentions.append(Mention(at, span, IncidentKind.CLASH, None, place))
        claims.append(
            Claim(
                REPORT, at, Facet.KILLED,
                CountValue(CasualtyRange.exactly(number + 2), "people"),
                EvidenceSpan.cut(report.text, words, words + 8),
                (Speaker("a medic", EvidenceSpan.cut(report.text, medic, medic + 7)),),
                confidence=0.5,
            )
        )  # fmt: skip
        told.append(ReportIncident(REPORT, at, IncidentKind.CLASH, None, place, (at,)))
    return Reading(report, "rules-1", tuple(mentions), tuple(claims), tuple(told))


READ = reading_of()
MARKS = [mark_of(READ, told) for told in READ.incidents]
INCIDENTS = tuple(
    Incident(f"i{told.number}", told.kind, None, told.place, (told.key,)) for told in READ.incidents
)


def act(claim: Claim, how: str) -> Act:
    """One of the ways to decide about a claim."""
    match how:
        case "value":
            return CorrectClaim(claim, replace(claim, value=CountValue(CasualtyRange(40, 50))))
        case "stance":
            return CorrectClaim(claim, replace(claim, stance=Stance.DENY))
        case "speaker":
            return CorrectClaim(claim, replace(claim, source=()))
        case "span":
            words = EvidenceSpan.cut(TEXT, claim.evidence.start, claim.evidence.end + 5)
            return CorrectClaim(claim, replace(claim, evidence=words))
        case "add":
            value = CountValue(CasualtyRange(claim.mention + 90, None))
            words = EvidenceSpan.cut(TEXT, claim.evidence.start, claim.evidence.start + 1)
            return AddClaim(replace(claim, value=value, evidence=words), MARKS[claim.mention])
        case _:
            return RejectClaim(claim)


HOW = st.sampled_from(["value", "stance", "speaker", "span", "add", "reject"])
ACTS = st.one_of(
    st.builds(act, st.sampled_from(READ.claims), HOW),
    st.builds(SetReport, st.just(REPORT), st.sampled_from(["A", "B"]), st.just(date(2031, 1, 1))),
    st.builds(NameActor, st.just("A medic"), st.sampled_from(["X", "Y"])),
    st.builds(
        SameIncident,
        st.sampled_from(["i0", "i1"]),
        st.sampled_from(["i2", "i3", "i4"]),
    ),
    st.builds(
        MoveMembers,
        st.lists(st.sampled_from(MARKS), min_size=1, max_size=2).map(tuple),
        st.just("i0"),
        st.sampled_from([None, "i1", "i4"]),
    ),
    st.just(DifferentIncidents("i0", "i2", (MARKS[0],), (MARKS[2],))),
)


def log(*acts: Act) -> list[ReviewDecision]:
    """Decisions in their order, numbered from 1."""
    return [
        ReviewDecision(number, NOW, "person: A. Analyst", what, "so")
        for number, what in enumerate(acts, 1)
    ]


def view(decisions: list[ReviewDecision], reading: Reading = READ) -> object:
    """All that today's view of the report and its incidents is, but the decisions' numbers."""
    held = in_force(decisions)
    found = review_reading(reading, held).reading
    placed = place_incidents(INCIDENTS, held, lambda mark: find_member(mark, reading))
    claims = sorted((replace(one, decisions=()) for one in found.claims), key=repr)
    return (
        replace(found.report, found_by={}),
        claims,
        [(one.incident_id.partition("-d")[0], one.members) for one in placed.incidents],
    )


@UNHURRIED
@given(st.lists(ACTS, max_size=5), ACTS)
def test_a_decision_and_its_withdrawal_leave_the_view_as_it_was(acts: list[Act], one: Act) -> None:
    """Nothing of a withdrawn decision is left."""
    after = log(*acts, one, Withdraw(len(acts) + 1))
    assert view(after) == view(log(*acts))
    assert in_force(after) == in_force(log(*acts))


@UNHURRIED
@given(st.lists(ACTS, min_size=1, max_size=5), st.data())
def test_an_early_decision_can_be_withdrawn_late(acts: list[Act], data: st.DataObject) -> None:
    """What came after it stands as if it had never been, whatever its own number."""
    at = data.draw(st.integers(0, len(acts) - 1))
    held = [one for one in log(*acts) if one.number != at + 1]
    assert view(log(*acts, Withdraw(at + 1))) == view(held)


@UNHURRIED
@given(st.permutations(READ.claims), st.lists(HOW, min_size=5, max_size=5), st.randoms())
def test_the_order_of_decisions_on_different_claims_does_not_matter(
    claims: list[Claim], ways: list[str], random: object
) -> None:
    """Each finds its claim whatever became of the others."""
    acts = [act(claim, how) for claim, how in zip(claims, ways, strict=True)]
    turned = acts.copy()
    random.shuffle(turned)  # type: ignore[attr-defined]
    assert view(log(*acts)) == view(log(*turned))


@UNHURRIED
@given(st.permutations(["value", "stance", "speaker", "span"]))
def test_corrections_of_different_sides_of_a_claim_add_up(ways: list[str]) -> None:
    """In any order they make the same claim."""
    acts = [act(READ.claims[0], how) for how in ways]
    (one,) = [
        claim for claim in review_reading(READ, log(*acts)).reading.claims if claim.mention == 0
    ]
    assert one.value == CountValue(CasualtyRange(40, 50))
    assert (one.stance, one.source) == (Stance.DENY, ())
    assert one.evidence.quote.startswith("2 people were")
    assert one.decisions == (1, 2, 3, 4)


@UNHURRIED
@given(st.lists(ACTS, max_size=5))
def test_reading_again_with_the_same_reader_changes_nothing(acts: list[Act]) -> None:
    """The view is a function of the reading and the decisions."""
    assert view(log(*acts)) == view(log(*acts), reading_of())


@UNHURRIED
@given(st.lists(st.builds(act, st.sampled_from(READ.claims), HOW), max_size=5))
def test_a_text_that_moved_loses_no_decision(acts: list[Act]) -> None:
    """Where a better cleaner keeps a line more, all are found by their words."""
    decisions = log(*acts)
    moved = review_reading(reading_of("A line more. "), decisions)
    assert not moved.lost
    there = [(c.value, c.stance, c.evidence.quote) for c in moved.reading.claims]
    here = [
        (c.value, c.stance, c.evidence.quote)
        for c in review_reading(READ, decisions).reading.claims
    ]
    assert there == here


@UNHURRIED
@given(
    st.lists(ACTS, max_size=5),
    st.lists(st.integers(0, 4), unique=True, max_size=5).map(lambda n: tuple(sorted(n))),
)
def test_what_is_not_found_is_told(acts: list[Act], numbers: tuple[int, ...]) -> None:
    """Each decision on a claim either shapes the view of a worse reading, or is lost by name."""
    worse, decisions = reading_of(numbers=numbers), log(*acts)
    found = review_reading(worse, decisions)
    told = {number for number, _ in found.touched} | {loss.decision.number for loss in found.lost}
    on_claims = {d.number for d in decisions if isinstance(d.what, CorrectClaim | RejectClaim)}
    assert on_claims <= told


def test_what_was_rejected_is_not_held_against_another_value() -> None:
    """A better reader's other claim on the same words waits to be judged."""
    old = replace(READ.claims[0], value=CountValue(CasualtyRange.exactly(20), "people"))
    found = review_reading(READ, log(RejectClaim(old)))
    assert found.reading == READ
    assert "now read as another claim" in found.lost[0].reason


def test_a_claim_that_was_added_and_is_read_now_counts_once() -> None:
    """The decision is named by the claim, and can still be withdrawn."""
    found = review_reading(READ, log(AddClaim(READ.claims[1], MARKS[1])))
    assert len(found.reading.claims) == len(READ.claims)
    assert found.reading.claims[1].decisions == (1,)


@UNHURRIED
@given(ACTS)
def test_decisions_come_back_from_plain_data(one: Act) -> None:
    """What a ledger keeps is all that was decided."""
    assert act_from_plain(act_to_plain(one)) == one


@UNHURRIED
@given(st.permutations([("i0", "i1"), ("i2", "i3"), ("i1", "i2")]))
def test_merges_make_one_whole_in_any_order(pairs: list[tuple[str, str]]) -> None:
    """Members of all parts come together, under one id."""
    placed = place_incidents(
        INCIDENTS, log(*(SameIncident(*pair) for pair in pairs)), lambda m: find_member(m, READ)
    )
    assert [one.incident_id for one in placed.incidents] == ["i0", "i4"]
    assert len(placed.incidents[0].members) == 4


def test_a_mark_finds_its_incident_under_another_number() -> None:
    """A reader that finds one happening less shifts the numbers, not the decisions."""
    found = find_member(MARKS[3], reading_of(numbers=(1, 3)))
    assert found is not None
    assert found.number == 1
    assert find_member(MARKS[0], reading_of(numbers=(1, 3))) is None
    assert find_member(MemberMark(REPORT, 2), READ) == READ.incidents[2]
    assert find_member(MARKS[0], None) is None


def test_one_claim_rejected_and_one_added_both_show() -> None:
    """That there are as many claims as before hides neither."""
    claim = READ.claims[0]
    decided = (
        ReviewDecision(1, NOW, "person: A", act(claim, "reject"), "so"),
        ReviewDecision(2, NOW, "person: A", act(claim, "add"), "so"),
    )
    found = review_reading(READ, decided).reading.claims
    assert claim not in found
    assert [one.decisions for one in found if one.decisions] == [(2,)]
