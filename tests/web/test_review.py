"""The queue of review: in which order, for which signs, and what a decision there leads to."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.web.conftest import Browser, Serving

from rashomon.ledger import Ledger
from rashomon.records import (
    CatalogRow,
    DifferentIncidents,
    EvidenceSpan,
    Facet,
    IncidentKind,
    IncidentQuery,
    Link,
    Linkage,
    MemberMark,
    MoveMembers,
    SameIncident,
    Withdraw,
)
from rashomon.web.app import make_app
from rashomon.web.keeping_up import keep_up
from rashomon.web.queueing import Waiting, waiting
from rashomon.web.settings import Settings
from rashomon.web.views.queue import item_of, signs_of

TANF = ("al-tanf-2017-06-06", "al-tanf-2017-06-08")
KHUSHAM = "khusham-2018-02-07"


@pytest.fixture
def near(example: Path) -> Path:
    """Return a ledger in which linking was unsure whether two strikes are one."""
    with Ledger.open(example, create=False) as ledger:
        one, other = ledger.incident(TANF[0]), ledger.incident(TANF[1])
        link = Link(
            one.incident_id, other.members[0], "unsure", 0.49, ("two days apart", "0 km apart")
        )
        back = Link(other.incident_id, one.members[0], "unsure", 0.48, ("two days apart",))
        ledger.save_linkage(Linkage((one, other), (link, back)), made_by="test")
    return example


def field(page: str, name: str) -> str:
    """Return what the last field of this name holds."""
    found = re.findall(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return str(found[-1]).replace("&amp;", "&")


def last(ledger: Path) -> object:
    """Return what was decided last."""
    with Ledger.open(ledger, create=False) as opened:
        return opened.reviews()[-1].what


def test_the_most_doubtful_comes_first_and_says_why(browser: Browser) -> None:
    """Khusham: parted tolls, a weak join and an unsure claim, each with its figure."""
    page = browser.get("/review")
    assert re.search(r'id="item-title"><a href="/incidents/khusham-2018-02-07"', page)
    assert "accounts part on killed" in page
    assert re.search(r"a report joined on weak grounds</span> <b>0\.\d\d</b>", page)
    assert "Joined on weak grounds" in page
    assert "Figures that cannot both be so" in page


def test_a_near_miss_is_shown_side_by_side_and_merged(near: Path, serving: Serving) -> None:
    """One of the two waits, not both; "the same" merges, and the next page offers to undo it."""
    browser = serving(near)
    page = browser.get(f"/review?at={TANF[0]}")
    assert "May be one incident" in page
    lines = page[page.index('class="lines"') :].partition("</ol>")[0]
    assert lines.count("may be the same as another") == 1
    where = browser.send(
        f"/incidents/{TANF[0]}/merge", other=TANF[1], why="one strike", seen=field(page, "seen"),
        onward=field(page, "onward"),
    )  # fmt: skip
    assert isinstance(last(near), SameIncident)
    assert where.startswith("/review?at=al-tanf-2017-06-06")
    after = browser.get(where)
    assert "May be one incident" not in after
    assert "undone by its author" in after
    browser.send("/undo", number=field(after, "number"), why="no", next="/review")
    assert isinstance(last(near), Withdraw)
    assert "withdrew decision" in browser.get("/review")


def test_what_was_kept_apart_is_asked_no_more(near: Path, serving: Serving) -> None:
    """A person's ruling settles a near miss, seen from either side."""
    browser = serving(near)
    browser.send(f"/incidents/{TANF[0]}/apart", other=TANF[1], why="two strikes", onward="/review")
    assert isinstance(last(near), DifferentIncidents)
    for incident_id in TANF:
        assert "May be one incident" not in browser.get(f"/review?at={incident_id}")
    assert "may be the same as another" not in browser.get("/review")


def test_what_is_reviewed_waits_no_more_and_the_next_is_opened(browser: Browser) -> None:
    """The form's `onward` names the incident that comes after."""
    page = browser.get("/review")
    seen, following = field(page, "seen"), field(page, "onward")
    where = browser.send(
        f"/incidents/{KHUSHAM}/approve", level="reviewed", why="read", seen=seen, onward=following
    )
    opened = browser.get(where)
    assert 'id="item-title"><a href="/incidents/khusham' not in opened
    then = re.search(r"then=([^&]+)", following)
    assert then
    assert f'id="item-title"><a href="/incidents/{then[1]}"' in opened
    assert "khusham-2018-02-07" in browser.get("/review?level=reviewed")


def test_a_skip_holds_for_the_session_alone(browser: Browser, serving: Serving) -> None:
    """It is remembered by a cookie of one's own, and can be taken back."""
    title = 'id="item-title"><a href="/incidents/khusham'
    browser.send("/review/skip", incident=KHUSHAM, next="/review")
    page = browser.get("/review")
    assert title not in page
    assert "1 put off" in page
    browser.send("/review/skip", next="/review")
    assert title in browser.get("/review")
    browser.client.cookies.set("skipped", f"00000000.{'0' * 8}", path="/review")
    assert "put off" not in browser.get("/review").split('id="keys"')[0].split("Skip")[0]


def test_all_put_off_is_told(browser: Browser) -> None:
    """An empty queue says what it is empty of."""
    for _ in range(5):
        page = browser.get("/review")
        found = re.search(r'name="incident" value="([^"]+)"', page)
        assert found
        browser.send("/review/skip", incident=found[1], next="/review")
    assert "All that waits was put off" in browser.get("/review")
    assert "is all that and was not put off" in browser.get("/review?place=Nowhere")


def test_the_queue_is_narrowed_by_a_query(browser: Browser) -> None:
    """What is assigned to me, and whatever else an incident's list can be asked for."""
    assert "Nothing that waits" in browser.get("/review?assigned=tester")
    browser.send(
        f"/incidents/{TANF[0]}/assign", to="tester", why="taken from the queue", onward="/review"
    )
    mine = browser.get("/review?assigned=tester&kind=shelling")
    assert "with <bdi>tester</bdi>" in mine
    assert 'name="kind" value="shelling"' in mine
    assert "<strong>1</strong> incident waits" in browser.get("/review?assigned=tester")


def test_the_least_sure_claim_is_rejected_from_the_queue(browser: Browser, example: Path) -> None:
    """A form about a report leads back to the queue, too."""
    page = browser.get(f"/review?at={KHUSHAM}")
    claim = field(page, "claim")
    found = re.search(r'formaction="(/reports/[^"]+/reject)"', page)
    assert found
    where = browser.send(found[1], claim=claim, why="it says no such thing", onward="/review")
    assert where == "/review"
    assert "rejected" in browser.get("/review")


def test_a_form_leads_nowhere_outside(browser: Browser) -> None:
    """`onward` is a path of ours or is not heeded."""
    where = browser.send(f"/incidents/{KHUSHAM}/comment", why="hm", onward="https://evil.example/")
    assert where.startswith(f"/incidents/{KHUSHAM}")


def test_only_ones_own_decisions_are_undone_so(example: Path, serving: Serving) -> None:
    """What is another's is withdrawn where it is shown, with a reason of one's own."""
    with Ledger.open(example, create=False) as ledger:
        from rashomon.records import Comment

        made = ledger.decide(Comment(KHUSHAM), made_by="person: zoe", why="mine")
    browser = serving(example)
    assert "is by zoe" in browser.send("/undo", 422, number=str(made.number), why="x")
    assert "no such decision" in browser.send("/undo", 422, number="999999", why="x")
    assert "no whole number" in browser.send("/undo", 422, number="one", why="x")


def test_many_decisions_at_once_are_undone_at_once(browser: Browser, example: Path) -> None:
    """The list's notice offers to withdraw each of them."""
    answer = browser.client.post(
        "/incidents/decide",
        data={"token": browser.client.app.state.workplace.tokens.of("tester"),  # type: ignore[attr-defined]
              "verb": "reviewed", "why": "seen", "incident": list(TANF)},
        headers={"Origin": "http://localhost"}, follow_redirects=False,
    )  # fmt: skip
    assert answer.status_code == 303
    page = browser.get("/incidents")
    undo = page[page.index('class="undo"') :].partition("</form>")[0]
    numbers = re.findall(r'name="number" value="(\d+)"', undo)
    assert len(numbers) == 2
    answer = browser.client.post(
        "/undo",
        data={"token": browser.client.app.state.workplace.tokens.of("tester"),  # type: ignore[attr-defined]
              "number": numbers, "why": "", "next": "/incidents"},
        headers={"Origin": "http://localhost"}, follow_redirects=False,
    )  # fmt: skip
    assert answer.status_code == 303, answer.text
    with Ledger.open(example, create=False) as ledger:
        assert [one.why for one in ledger.reviews()[-2:]] == ["undone by its author"] * 2


def row(**told: object) -> CatalogRow:
    """Return a row with what a test is about."""
    return CatalogRow("a", IncidentKind.CLASH, **told)  # type: ignore[arg-type]


def test_each_sign_tells_its_figure_and_what_it_weighs() -> None:
    """The weights add up to the item's, the heaviest first."""
    from rashomon.ledger.catalog import doubt

    worst = row(
        lost=2, least_link=0.5, least_confidence=0.4, report_ids=("r1", "r2"),
        contested=(Facet.KILLED, Facet.MEANS), assigned_to="zoe",
    )  # fmt: skip
    signs = signs_of(Waiting(worst, None, doubt(worst)))
    assert [(one.kind, one.figure) for one in signs] == [
        ("lost", ""), ("weak", "0.50"), ("contested", ""), ("unsure", "0.40"), ("contested", ""),
    ]  # fmt: skip
    assert sum(one.weight for one in signs) == pytest.approx(doubt(worst) / 100, abs=2)
    assert item_of(Waiting(worst, None, doubt(worst))).weight == round(doubt(worst) / 100)


def test_of_near_miss_and_weak_join_the_greater_counts() -> None:
    """Both are told; one weighs."""
    both = row(least_link=0.7, report_ids=("r1", "r2"))
    near = {one.kind: one.weight for one in signs_of(Waiting(both, 0.45, 0))}
    weak = {one.kind: one.weight for one in signs_of(Waiting(both, 0.2, 0))}
    assert (near["near"], near["weak"]) == (18, 0)
    assert (weak["near"], weak["weak"]) == (0, 12)


def test_a_lost_decision_is_shown_and_withdrawn(example: Path, serving: Serving) -> None:
    """A correction whose words are gone waits before all else."""
    from dataclasses import replace

    from rashomon.records import RejectClaim

    with Ledger.open(example, create=False) as ledger:
        incident = ledger.incident(TANF[0])
        (reading,) = ledger.readings_of({incident.members[0][0]})
        claim = reading.claims[0]
        gone = EvidenceSpan(0, 30, "words that stand nowhere in it")
        ledger.decide(
            RejectClaim(replace(claim, evidence=gone)), made_by="person: zoe", why="wrong"
        )
    browser = serving(example)
    page = browser.get("/review")
    assert "finds nothing any more" in page
    assert '<strong dir="auto">zoe</strong>' in page
    number = field(page, "number")
    found = re.search(r'action="(/incidents/[^"]+/withdraw)"', page)
    assert found
    browser.send(found[1], number=number, why="as said", onward="/review")
    assert "Decision" in browser.get("/review")
    assert "1 decision finds nothing" not in browser.get("/review")


def test_a_near_miss_is_found_however_far_down_its_incident_is(near: Path) -> None:
    """Of the first one alone that waits; it weighs more than its catalog row says."""
    from rashomon.ledger.catalog import doubt

    app = make_app(Settings(str(near), user="tester"))
    place = app.state.workplace
    try:
        keep_up(place)
        (first,), total = waiting(place, IncidentQuery(place="tanf"), (), 1)
        assert first.row.incident_id == TANF[0]
        assert first.weight > doubt(first.row)
        assert total == 3
        found, _ = waiting(place, IncidentQuery(place="Khusham"), (), 1)
        assert [one.row.incident_id for one in found] == [KHUSHAM]
    finally:
        place.ledger.close()


def test_a_move_that_finds_nothing_waits_for_a_person(example: Path, serving: Serving) -> None:
    """What was moved is told of no more, so somebody has to say where it belongs."""
    with Ledger.open(example, create=False) as ledger:
        report_id, _ = ledger.incident(TANF[0]).members[0]
        mark = MemberMark(report_id, 77, EvidenceSpan(0, 14, "no words of it"))
        ledger.decide(MoveMembers((mark,), TANF[0], KHUSHAM), made_by="person: zoe", why="there")
    page = serving(example).get("/review")
    assert "finds nothing any more" in page
    assert "no longer tells of the incident" in page
