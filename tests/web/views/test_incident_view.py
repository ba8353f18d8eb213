"""What the page of an incident is told, of dossiers made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.cli.test_tables import FORTY, NINE, READING, READINGS, REPORT, dossier, full

from rashomon.records import (
    Account,
    AccountStep,
    ApprovalLevel,
    Carries,
    CarryKind,
    CasualtyRange,
    CasualtySummary,
    ClaimGrade,
    Comment,
    Contest,
    ContestKind,
    CorrectClaim,
    Dossier,
    Facet,
    IncidentReview,
    Link,
    Origin,
    Passage,
    Position,
    Reading,
    ReviewDecision,
    Ruling,
    Slip,
    Span,
    Withdraw,
)
from rashomon.web.files import IncidentFile
from rashomon.web.views.incident import IncidentView, incident_view

MOMENT = datetime(2020, 3, 5, 12, 30, tzinfo=UTC)


def view(held: Dossier, **known: object) -> IncidentView:
    """Return the view of a dossier."""
    return incident_view(IncidentFile(held, known.pop("readings", READINGS), **known))  # type: ignore[arg-type]


def test_what_nobody_tells_is_unknown() -> None:
    """Dashes and words, never a zero."""
    told = view(dossier())
    assert told.title == "place unknown, date unknown"
    assert [figure.told for figure in told.figures] == ["–", "–"]
    assert told.contested == ()
    assert told.review == ()
    assert told.next_level == "reviewed"


def test_a_party_tells_its_own_and_others_are_named() -> None:
    """Contested beside silent; who else tells the same is said where nothing is contested."""
    told = view(full()).accounts
    (row,) = told.rows
    assert row.is_contested
    first, second = row.cells
    assert [said.mark.word for said in first.said] == ["contested", "contested"]
    assert second.said == ()
    parties = ("Freedonia", "A", "B", "C", "D")
    positions = tuple(replace(position, parties=parties) for position in full().positions)
    shared = replace(full(), contests=(), positions=positions)
    (row,) = view(shared).accounts.rows
    assert row.cells[0].said[0].mark.word == "also A, B, C and 1 more"


def test_several_origins_of_one_party_agree() -> None:
    """Two independent texts are worth telling, one is not."""
    position = replace(full().positions[0], origins=("o1", "o2"), exact_origins=None)
    held = replace(full(), contests=(), positions=(position,))
    assert view(held).accounts.rows[0].cells[0].said[0].mark.word == "2 origins"
    less = replace(position, exact_origins=("o1",))
    told = view(replace(held, positions=(less,)))
    assert told.accounts.rows[0].cells[0].said[0].mark.kind == "alone"
    assert told.positions[0].origins == "1 origin, 1 more less exact"


def test_a_change_of_version_is_told_step_by_step() -> None:
    """With days spelled out, and the words of each step."""
    steps = (
        AccountStep(Facet.KILLED, "the  army", date(2020, 3, 4), True, ("p1",), (NINE.claim_id,)),
        AccountStep(Facet.KILLED, "the  army", date(2020, 3, 6), False, ("p2",), (), True),
        AccountStep(Facet.KILLED, "the  army", None, False, ("p2",), ()),
        AccountStep(Facet.INJURED, "the  army", None, False, ("p2",), ()),
    )
    (version,) = view(replace(full(), accounts=(Account("F", (), {}, (), steps=steps),))).versions
    assert version.teller == "the army"
    assert [(s.day, s.how, s.told, s.is_change) for s in version.steps] == [
        ("4 Mar 2020", "said", "9 killed", False),
        ("6 Mar 2020", "reported", "40 or more killed", True),
        ("undated", "", "40 or more killed", False),
    ]
    assert version.steps[0].first is not None
    assert version.steps[1].first is None


def test_updates_and_parts_are_no_contest() -> None:
    """They stand apart, and words that stood before are not shown again."""
    scope = Contest(Facet.KILLED, ContestKind.SCOPE, ("p1",), (NINE.claim_id,), "9 of 40")
    told = view(replace(full(), contests=(*full().contests, *full().contests, scope)))
    assert [one.kind for one in told.resolved] == ["A part against a whole"]
    first, again = told.contests
    assert len(first.sides) == 2
    assert again.sides == ()


def test_a_contest_of_claims_without_positions_shows_their_words() -> None:
    """Nothing that parts is without words."""
    bare = Contest(Facet.KILLED, ContestKind.TRANSMISSION, (), (NINE.claim_id,), "told twice")
    (side,) = view(replace(full(), contests=(bare,))).contests[0].sides
    assert side.evidence[0].quote == "Nine[/bold] fighters died"


def test_ranges_hold_what_is_counted_what_was_replaced_and_what_stands_aside() -> None:
    """Each with its state; a group that everybody is of has no drawing of its own."""
    summary = CasualtySummary(
        Facet.KILLED, "all", CasualtyRange(9, None), "airwars-1", "r", (NINE.claim_id,),
        replaced=(FORTY.claim_id,), highest=40,
    )  # fmt: skip
    civilians = replace(summary, group="civilians")
    (drawn,) = view(replace(full(), summaries=(summary, civilians))).ranges
    assert [(row.told, row.state) for row in drawn.rows] == [
        ("9", "counted"), ("40 or more", "replaced"),
    ]  # fmt: skip
    assert drawn.told == "9–40 or more"
    others = replace(civilians, claim_ids=(FORTY.claim_id,), replaced=())
    own = replace(summary, replaced=())
    positions = (full().positions[0], replace(full().positions[1], is_denial=False))
    first, second = view(replace(full(), summaries=(own, others), positions=positions)).ranges
    assert [row.state for row in first.rows] == ["counted", "aside"]
    assert second.title == "Killed, civilians"


def test_lineage_draws_origins_with_their_reports_and_passages() -> None:
    """An origin without a report of the incident is left out; passages are dashed."""
    copy = replace(REPORT, report_id="r2", outlet="Mirror", published_on=date(2020, 3, 5))
    readings = {"r1": READING, "r2": Reading(copy, "rules-1")}
    incident = replace(full().incident, members=(("r1", 0), ("r2", 0), ("r1", 1)))
    held = replace(
        full(), incident=incident,
        origins=(
            Origin("o1", "Bugle", ("r1",), ("declared on 2020-03-04",)),
            Origin(
                "o2", "Post", ("r2",), (), (Passage("r1", Span(0, 4)), Passage("r2", Span(0, 1)))
            ),
            Origin("o3", "Elsewhere", ("r7",)),
        ),
    )  # fmt: skip
    carries = (
        Carries("r2", "r1", CarryKind.SHARED_TEXT, 0.9, (), ("9 of 10 words",)),
        Carries("r2", "Wire", CarryKind.DECLARED, None, (), ("credit",), is_outlet=True),
        Carries("r2", "r9", CarryKind.UNKNOWN, 0.1),
    )
    told = view(held, readings=readings, carries=carries).lineage
    assert [origin.name for origin in told.origins] == ["Post", "Bugle"]
    assert [line.is_part for line in told.lines] == [False, True, False]
    (first, second) = told.reports
    assert (first.day, second.day) == ("5 Mar 2020", "undated")
    assert second.day_found_by == "read as of 4 Mar 2020"
    assert len(first.carries) == 2
    assert told.height == 112
    plain = replace(REPORT, context_date=None)
    assert view(full(), readings={"r1": replace(READING, report=plain)}).lineage.reports[0].day == (
        "undated"
    )


def test_links_are_told_apart_by_whether_they_joined() -> None:
    """Near misses stand by themselves; a report that was not read has its id."""
    links = (
        Link("i", ("r1", 0), "same", 0.7, ("same day (2020-03-04)",)),
        Link("i", ("r9", 1), "unsure", 0.4, ("far",)),
    )
    two = replace(READING, incidents=(*READING.incidents, replace(READING.incidents[0], number=1)))
    told = view(full(), links=links, readings={"r1": two})
    assert told.links[0].reasons == ("same day (4 Mar 2020)",)
    assert told.links[0].nth == "its incident 1"
    assert told.near[0].name == "r9"
    assert view(full(), links=links, near={"r9": "another-report"}).near[0].name == "another-report"
    assert told.members[0].label == "report-one, its incident 1"


def test_rulings_are_told_with_their_claims_and_unknowns_apart() -> None:
    """What no claim is told of is no zero."""
    rulings = (
        Ruling("killed_min", 9, "r", (NINE.claim_id,) * 9, is_inferred=True),
        Ruling("killed_max", 40, "r", (NINE.claim_id,) * 9, is_inferred=True, is_open=True),
        Ruling("injured", None, "r"),
    )
    told = view(replace(full(), policy="p-1", rulings=rulings))
    (ruling,) = told.rulings
    assert (ruling.name, ruling.told, ruling.is_inferred) == ("killed", "9 to 40 or more", True)
    assert (len(ruling.evidence), ruling.more) == (6, 3)
    assert told.untold == ("injured",)


def test_slips_and_grades_are_told() -> None:
    """A report's own numbers that do not fit, and what a person graded."""
    held = replace(
        full(),
        slips=(
            Slip("r1", "percent", 0, 4, "Nine", "12 is no half"), Slip("r9", "sum", 0, 1, "x", "")
        ),
        grades=(ClaimGrade(NINE.claim_id, "B", "N. N., 2020", 3, "as many"),),
    )  # fmt: skip
    told = view(held)
    (slip,) = told.slips
    assert (slip.quote, slip.offsets) == ("“Nine”", "0–4")
    assert told.graded == ("B: N. N., 2020",)
    assert told.positions[0].evidence[0].grade == "B3"


def test_decisions_in_force_are_told_the_last_first() -> None:
    """Those withdrawn are in the log, not on the page."""
    incident_id = full().incident.incident_id
    log = (
        ReviewDecision(1, MOMENT, "person: A", Comment(incident_id), "one"),
        ReviewDecision(2, MOMENT, "person: B", Comment(incident_id), "two"),
        ReviewDecision(3, MOMENT, "person: A", Comment(incident_id), "three", ("c1",)),
        ReviewDecision(4, MOMENT, "person: A", Withdraw(1), "no"),
    )
    review = IncidentReview(ApprovalLevel.APPROVED, "A", "B", decisions=(1, 2, 3))
    told = view(replace(full(), review=review), log=log)
    assert [one.why for one in told.decisions] == ["three", "two"]
    assert told.decisions[0].day == "5 Mar 2020, 12:30 UTC"
    assert told.review == ("approved by A", "assigned to B")
    assert told.next_level == "approved"


def test_a_corrected_claim_says_what_was_there() -> None:
    """The machine's reading stays beside the person's."""
    shaped = replace(NINE, decisions=(5, 9))
    readings = {"r1": replace(READING, claims=(shaped, FORTY))}
    before = replace(NINE, source=())
    log = (
        ReviewDecision(5, MOMENT, "person: A", CorrectClaim(before, NINE), "the words say so"),
        ReviewDecision(9, MOMENT, "person: A", Comment("x"), "y"),
    )
    (words, *_) = view(full(), readings=readings, log=log).positions[0].evidence
    assert words.changes[0].startswith("corrected; was said by the report itself — A, decision 5")
    assert words.changes[1].startswith("commented on x")


@pytest.mark.parametrize("position_id", ["p1", "unknown"])
def test_positions_that_are_not_there_are_passed_over(position_id: str) -> None:
    """An account may name what a narrower view has left out."""
    account = Account("F", (), {Facet.KILLED: (position_id, "p2")}, ())
    bare = Position("p2", Facet.KILLED, "x", (), (), ())
    held = replace(full(), accounts=(account,), positions=(*full().positions[:1], bare))
    (row,) = view(held).accounts.rows
    assert len(row.cells[0].said) == (2 if position_id == "p1" else 1)


def test_two_speakers_of_one_sentence_are_both_told() -> None:
    """Their claims have one id, and neither speaker is lost."""
    other = replace(NINE, source=FORTY.source, stance=FORTY.stance)
    readings = {"r1": replace(READING, claims=(NINE, other, other, FORTY))}
    (words,) = view(full(), readings=readings).positions[0].evidence
    assert words.speakers == "the army, through Daily Bugle; the army"
    assert words.stance == "the army: denies it"
